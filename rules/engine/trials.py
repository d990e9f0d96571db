"""One place where a rule's words stand: is it a breach, or which number, goods or lawful use spares it?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from rules.engine.claims import Claim
from rules.engine.exempting import Conditions, Spare
from rules.engine.folding import PLAIN, Folded
from rules.engine.lexicon import Lexicon
from rules.engine.matching import Chain
from rules.engine.numbers import numbers
from rules.engine.reading import Reading, Survey
from rules.engine.surroundings import Surroundings, Whole
from rules.engine.symbols import Span
from rules.listing_parts import PICTURES

SEGMENT = 16_384  # characters that are read at once
OVERLAP = 256  # characters of the next segment that a phrase may reach into
MOST_TRIALS = 200  # of one rule in one segment


class Inquiry(NamedTuple):
    """What is asked about a text: where it stands, under which day's law, and what is known besides."""

    field: str
    on: date
    surroundings: Surroundings
    whole: Whole | None = None  # None: nothing can be called missing
    only: str | None = None  # a single rule
    every: bool = False  # also the places that goods or an incomplete item spare

    @property
    def kind(self) -> str:
        """The field without an attribute's name; a picture describes as a description does."""
        kind = self.field.partition(".")[0]
        return "description" if kind.startswith(PICTURES) else kind


@dataclass(frozen=True)
class Trial:
    """A place where a rule's words stand, and what became of it. Offsets are of the text as given."""

    rule: str
    field: str
    start: int
    end: int
    excerpt: str
    tried: tuple[str, ...]  # exemptions that did not apply
    spared_by: str | None  # the exemption that did; or "number", "goods", "present"; None: suspected
    reason: str  # Chinese, for the analyst


@dataclass(frozen=True)
class _Verdict:
    tried: tuple[str, ...]
    spared_by: str | None
    reason: str


class Passage:
    """A text, or the segment of a long one that starts at `first`, with what is read in it for each purpose."""

    def __init__(
        self, text: str, folded: Folded, first: int, windows: Sequence[Span], lexicon: Lexicon
    ) -> None:
        self.text = text
        self.folded = folded
        self.first = first
        self.claims = lexicon.claims(folded, windows)
        self._lexicon = lexicon
        self._conditions: dict[Spare, Conditions | None] = {}

    def conditions(self, spare: Spare) -> Conditions | None:
        """What of an exemption stands in the text; None when nothing does."""
        if spare not in self._conditions:
            self._conditions[spare] = spare.conditions(self.spares)
        return self._conditions[spare]

    @cached_property
    def spares(self) -> Survey:
        """What may spare a match."""
        return self._lexicon.spares(self.folded)

    @cached_property
    def reading(self) -> Reading:
        """What the goods are."""
        return self._lexicon.around(self.folded)


def may_speak(claim: Claim, passage: Passage, inquiry: Inquiry) -> bool:
    """Is there anything to gain from looking for `claim`: do the goods or the item not spare it everywhere?"""
    if inquiry.every:
        return True
    if claim.lacks and not (inquiry.whole and inquiry.whole.complete):
        return False
    return claim.may_concern(passage, inquiry.surroundings)


def trials(claim: Claim, phrases: Iterable[Chain], passage: Passage, inquiry: Inquiry) -> Iterator[Trial]:
    """Every place of these phrases of `claim` in `passage`, in order.

    Phrases that overlap are one hit. What spares one of them need not spare the others: each that lies within no
    other is tried then.
    """
    for spans in claim.hits(passage.claims, phrases)[:MOST_TRIALS]:
        whole = _trial(claim, (spans[0][0], max(end for _, end in spans)), passage, inquiry)
        if whole is None:
            continue
        alone: list[Trial] = []
        if whole.spared_by in claim.rule.unless and len(parts := _outermost(spans)) > 1:
            alone = [one for span in parts[:MOST_TRIALS] if (one := _trial(claim, span, passage, inquiry))]
        yield from alone if any(one.spared_by is None for one in alone) else [whole]


def _outermost(spans: Iterable[Span]) -> list[Span]:
    """Those that lie within no other; `spans` by their start, the longer first."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span[1] > kept[-1][1]:
            kept.append(span)
    return kept


def _trial(claim: Claim, hit: Span, passage: Passage, inquiry: Inquiry) -> Trial | None:
    """What comes of one hit; None for one that the next segment will find, too."""
    folded, first = passage.folded, passage.first
    start, end = folded.given(*folded.span(*hit))
    if start >= SEGMENT:
        return None
    verdict = _verdict(claim, hit, passage, inquiry)
    return Trial(
        rule=claim.rule.id,
        field=inquiry.field,
        start=first + start,
        end=first + end,
        excerpt=passage.text[first + start : first + end],
        tried=verdict.tried,
        spared_by=verdict.spared_by,
        reason=verdict.reason,
    )


def _verdict(claim: Claim, hit: Span, passage: Passage, inquiry: Inquiry) -> _Verdict:
    if not claim.fits_number(numbers(_figures(passage.claims, hit, claim))):
        return _Verdict((), "number", "数值未超过规则所定界限")
    goods = claim.foreign_goods(passage, inquiry.surroundings)
    if goods is not None:
        return _Verdict((), "goods", goods)
    if claim.lacks and not _missing(claim, inquiry.whole):
        return _Verdict((), "present", "商品信息中已有所需内容，或未读全不能断言缺少")
    tried: list[str] = []
    for spare in claim.spares:
        there = passage.conditions(spare)
        if (there and spare.applies(hit, there, passage.spares)) or spare.applies_to(inquiry.surroundings):
            return _Verdict(tuple(tried), spare.name, f"{spare.title}：{spare.reason}")
        tried.append(spare.name)
    return _Verdict(tuple(tried), None, claim.rule.why)


def _missing(claim: Claim, whole: Whole | None) -> bool:
    return whole is not None and whole.complete and not claim.has_what_it_lacks(whole.reading)


def _figures(reading: Reading, hit: Span, claim: Claim) -> str:
    """The numbers' own words inside `hit`, with their decimal points."""
    if claim.number_symbol is None:
        return ""
    folded = reading.folded
    inside = [span for span in reading.places(claim.number_symbol) if hit[0] <= span[0] and span[1] <= hit[1]]
    return " ".join(folded.text[slice(*folded.span(*span))].translate(PLAIN) for span in inside)
