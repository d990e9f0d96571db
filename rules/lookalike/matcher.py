"""Which names on an item imitate a registered mark: the one door to the look-alike check."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from crawler.items import AnyItem, Listing, Shop
from rules.finding import Finding
from rules.lookalike.folding import key
from rules.lookalike.judging import Considered, Judge, Match
from rules.lookalike.slots import slots
from rules.lookalike.surroundings import pieces
from rules.marks import Marks
from rules.packs import Packs

RULE, RULE_FOREIGN = "trademark.lookalike", "trademark.lookalike-foreign"
BRAND_ATTRIBUTES = frozenset({"品牌", "品牌名", "品牌名称", "商标", "brand", "Brand", "牌子"})


class Lookalike:
    """Judges names, titles and items against one register."""

    def __init__(self, marks: Marks, packs: Packs | None = None) -> None:
        self.marks = marks
        self._judge = Judge(marks)
        self._given = packs

    @cached_property
    def packs(self) -> Packs:
        """Whence a finding's title, severity and legal bases come; the bundled packs when none were given."""
        return self._given or Packs.load()

    def match_name(self, text: str, classes: Iterable[int] | None = None) -> list[Match]:
        """Imitations in a shop's name or a brand field."""
        return self._judge.judge(text, tuple(classes or ()))

    def match_title(self, text: str, classes: Iterable[int] | None = None) -> list[Match]:
        """Imitations in a title: in its brand slots, and by strict cues elsewhere."""
        found: list[Match] = []
        for start, end in slots(text):
            found += self._judge.head(text, start, end)
        return found

    def explain(self, text: str, mark: str | None = None) -> list[Considered]:
        """Every mark near `text` (or the one asked for), strongest first: reported, or let go and why."""
        near = self._judge.consider(text)
        wanted = None if mark is None else key(mark)
        kept = [one for one in near if wanted is None or wanted in map(key, one.match.mark.names)]
        return sorted(kept, key=lambda one: one.evidence, reverse=True)

    def neighbours(self, mark: str, limit: int = 20) -> list[Match]:
        """Registered marks that lie near `mark`, nearest first."""
        return self._judge.neighbours(mark, limit)

    def judge(self, item: AnyItem, on: date) -> list[Finding]:
        """One Finding an imitation in the item's own fields; the cards of a page are items of their own."""
        classes = _classes(item)
        found: list[Finding] = []
        for field, text in _names(item):
            found += self._findings(self.match_name(text, classes), field, text, on)
        if isinstance(item, Listing) and item.title:
            found += self._findings(self.match_title(item.title, classes), "title", item.title, on)
        return found

    def _findings(self, matches: Iterable[Match], field: str, text: str, on: date) -> Iterator[Finding]:
        for match in matches:
            finding = self.packs.finding(
                RULE_FOREIGN if match.mark.kind == "foreign" else RULE,
                on,
                field=field,
                start=match.start,
                end=match.end,
                excerpt=text[match.start : match.end],
                score=match.score,
                mark=match.mark.mark,
                kind=match.kind,
                explanation=match.explanation,
            )
            if finding is not None:
                yield finding


def _names(item: AnyItem) -> Iterator[tuple[str, str]]:
    """The fields that hold a name, each text once."""
    seen: set[str] = set()
    fields: list[tuple[str, str | None]] = []
    if isinstance(item, Listing):
        fields.append(("brand", item.brand))
        fields += [(f"attributes.{k}", v) for k, v in item.attributes.items() if k in BRAND_ATTRIBUTES]
    fields.append(("shop_name", getattr(item, "shop_name", None)))
    if isinstance(item, Listing | Shop):
        fields.append(("seller_name", item.seller_name))
    for field, text in fields:
        if text and text not in seen:
            seen.add(text)
            yield field, text


def _classes(item: AnyItem) -> frozenset[int]:
    """The Nice classes that a listing's category and title speak of; empty when they say nothing."""
    if not isinstance(item, Listing):
        return frozenset()
    found: frozenset[int] = frozenset()
    for text in [*item.category, item.title or ""]:
        for piece in pieces(key(text[:120])):
            found |= piece.classes
    return found
