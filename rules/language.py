"""What a pack may say: the keys of a vocabulary, an exemption and a rule, checked when read."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from rules.engine.phrases import Phrase, PhraseError, parse

FIELDS = ("title", "brand", "shop_name", "attributes", "description", "notice", "text")
"""Where wording is judged; `attributes` stands for each of them, one by one."""

Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
RuleId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$")]
Kind = Literal["wording", "numeric", "structural", "identity", "register"]
FieldName = Literal["title", "brand", "shop_name", "attributes", "description", "notice", "text"]


def _readable(text: str) -> str:
    try:
        parse(text)
    except PhraseError as wrong:
        raise ValueError(str(wrong)) from wrong
    return text


def _as_example(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


PhraseText = Annotated[str, AfterValidator(_readable)]


class Strict(BaseModel):
    """A key that we do not know is a mistake of the author."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Vocabulary(Strict):
    """Words (or small patterns) that stand for one idea and are used by name."""

    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    disguise: bool = False  # also match these words with pinyin, look-alike or split characters
    homophones: bool = False  # and, from four characters on, with any character of the same sound
    segment: Literal["no", "edges", "end"] = "no"  # the segmenter must see both its edges, or its end
    common: bool = False  # too frequent to start a search with


class Exemption(Strict):
    """A lawful use, by name: any one of its conditions spares a hit.

    around: overlaps the hit; inside: within it, but not at its start; before, after: within `within`
    characters of it, in its sentence; sentence, text: anywhere there; context: in the goods' category or title.
    """

    title: str
    reason: str
    around: tuple[PhraseText, ...] = ()
    inside: tuple[PhraseText, ...] = ()
    before: tuple[PhraseText, ...] = ()
    after: tuple[PhraseText, ...] = ()
    sentence: tuple[PhraseText, ...] = ()
    text: tuple[PhraseText, ...] = ()
    context: tuple[PhraseText, ...] = ()
    within: int = Field(default=8, ge=0, le=60)


class Number(Strict):
    """A bound on the numbers of vocabulary `of` inside the matched span."""

    of: Name
    above: float | None = None  # the largest must exceed this
    below: float | None = None  # the smallest must lie below this
    ratio_above: float | None = None  # the largest must exceed the smallest so many times
    parts_differ: float | None = None  # the largest must differ from the sum of the others by more than this


class History(Strict):
    """What the article's prices on earlier days must show before the rule speaks.

    `original-never-charged`: none of them, nor today's, reached the crossed-out price.
    `price-stood`: all of them were today's price.
    """

    asks: Literal["original-never-charged", "price-stood"]
    within: int = Field(ge=1, le=366)  # days before the day of capture that are looked at
    seen: int = Field(ge=1)  # on so many of them, at least, the price was seen
    span: int = Field(ge=1)  # and the first of those lies so many days back, at least


class ShownSales(Strict):
    """The largest number in the match must exceed the sales that the page shows so many times."""

    times: float = Field(gt=1)


class Example(Strict):
    """A text that a rule must find (`excerpt`, exactly) or must leave alone (no excerpt)."""

    text: str
    excerpt: str | None = None
    field: FieldName | None = None  # None: the first of the rule's fields
    category: str | None = None
    on: date | None = None  # None: the last day on which a basis of the rule is in force, at most today


AnyExample = Annotated[Example, BeforeValidator(_as_example)]


class Rule(Strict):
    """One suspected breach: what it looks like, what is not it, and by which law."""

    id: RuleId
    title: str
    title_en: str
    group: Name
    severity: int = Field(ge=1, le=4)
    kind: Kind = "wording"
    basis: tuple[str, ...] = Field(min_length=1)
    fields: tuple[FieldName, ...] = ()
    goods: tuple[Name, ...] = ()  # only for goods of these vocabularies
    goods_except: tuple[Name, ...] = ()
    across: bool = False  # also over title and attributes read together: 品名, 产地
    disguise: bool = False  # for the words written in `match` itself
    match: tuple[PhraseText, ...] = ()
    number: Number | None = None
    history: History | None = None  # and the article's own prices of earlier days say so
    shown_sales: ShownSales | None = None  # and the sales that the page shows say so
    lacks: tuple[PhraseText, ...] = ()  # and none of these anywhere in the item
    unless: tuple[Name, ...] = ()
    weight: float = Field(default=1.0, gt=0, le=1)  # below 1: a signal that only adds to others
    why: str
    hits: tuple[AnyExample, ...] = ()
    misses: tuple[AnyExample, ...] = ()

    @property
    def phrases(self) -> list[Phrase]:
        """What matches, read."""
        return [phrase for text in self.match for phrase in parse(text)]

    @property
    def judges_text(self) -> bool:
        """Can this rule speak from wording alone? Structure and registers have checks of their own."""
        return bool(self.match) and not self.weighs

    @property
    def weighs(self) -> bool:
        """Do figures beside the text decide: prices of earlier days, the sales shown?"""
        return self.history is not None or self.shown_sales is not None
