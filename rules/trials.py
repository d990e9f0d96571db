"""One place where a rule's words stand: is it a breach, or which number, goods or lawful use spares it?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rules.claims import Claim
from rules.folding import PLAIN
from rules.numbers import numbers
from rules.reading import Reading
from rules.surroundings import Surroundings, Whole
from rules.symbols import Span

SEGMENT = 16_384  # characters that are read at once
OVERLAP = 256  # characters of the next segment that a phrase may reach into
MOST_TRIALS = 200  # of one rule in one segment


@dataclass(frozen=True)
class Inquiry:
    """What is asked about a text: where it stands, under which day's law, and what is known besides."""

    field: str
    on: date
    surroundings: Surroundings
    whole: Whole | None = None  # None: nothing can be called missing
    only: str | None = None  # a single rule

    @property
    def kind(self) -> str:
        """The field without an attribute's name."""
        return self.field.partition(".")[0]


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


def trials(claim: Claim, reading: Reading, first: int, inquiry: Inquiry) -> Iterator[Trial]:
    """Every place of `claim` in a segment that starts at `first` of the text as given, in order."""
    for hit in claim.hits(reading)[:MOST_TRIALS]:
        start, end = reading.folded.span(*hit)
        if start < SEGMENT:
            verdict = _verdict(claim, hit, reading, inquiry)
            yield Trial(
                rule=claim.rule.id,
                field=inquiry.field,
                start=first + start,
                end=first + end,
                excerpt=reading.folded.text[start:end],
                tried=verdict.tried,
                spared_by=verdict.spared_by,
                reason=verdict.reason,
            )


def _verdict(claim: Claim, hit: Span, reading: Reading, inquiry: Inquiry) -> _Verdict:
    if not claim.fits_number(numbers(_figures(reading, hit, claim))):
        return _Verdict((), "number", "数值未超过规则所定界限")
    goods = claim.foreign_goods(reading, inquiry.surroundings)
    if goods is not None:
        return _Verdict((), "goods", goods)
    if claim.lacks and not _missing(claim, inquiry.whole):
        return _Verdict((), "present", "商品信息中已有所需内容，或未读全不能断言缺少")
    tried: list[str] = []
    for spare in claim.spares:
        if spare.applies(hit, reading, inquiry.surroundings.reading):
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
