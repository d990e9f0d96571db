"""Forbidden wording: what the packs in force on the day of capture say about an item's text."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from crawler.items import AnyItem
from rules.claims import ACROSS, Claim, claims
from rules.finding import Finding
from rules.folding import PLAIN, Folded
from rules.joined import Joined
from rules.language import FIELDS
from rules.lexicon import Lexicon, Reading, Span
from rules.numbers import numbers
from rules.packs import Packs

SEGMENT = 16_384  # characters that are read at once
OVERLAP = 256  # characters of the next segment that a phrase may reach into
MOST_FINDINGS = 50  # of one rule in one field


@dataclass(frozen=True)
class Trial:
    """One place where a rule's words stand, and what became of it."""

    rule: str
    field: str
    start: int
    end: int
    excerpt: str
    tried: tuple[str, ...]  # exemptions that did not apply
    spared_by: str | None  # the exemption that did, or "goods", "number", "date"
    reason: str


class Surroundings:
    """What is known of the goods besides the text that is judged: category and title."""

    def __init__(self, texts: list[str], lexicon: Lexicon) -> None:
        self._texts = texts
        self._lexicon = lexicon
        self._read: Reading | None = None

    def is_just(self, reading: Reading) -> None:
        """Use `reading` where it is of the same text: a title without a category."""
        if self._read is None and self._texts == [reading.folded.text]:
            self._read = reading

    @property
    def reading(self) -> Reading:
        """Category and title, as sentences of one text."""
        if self._read is None:
            self._read = self._lexicon.read(Folded("\n".join(self._texts)))
        return self._read


class Wording:
    """The text rules of `packs`, compiled once; judging is linear in the text."""

    def __init__(self, packs: Packs) -> None:
        self.packs = packs
        self._lexicon = Lexicon(packs.vocabularies, packs.stand_ins)
        compiled = claims(packs, self._lexicon)
        self._lexicon.freeze()
        self._by_starter: defaultdict[int, list[tuple[Claim, frozenset[int]]]] = defaultdict(list)
        for claim in compiled:
            for starter, parts in zip(claim.starters, claim.phrases, strict=True):
                symbols = {part.symbol for part in parts if self._lexicon.of_words_alone(part.symbol)}
                self._by_starter[starter].append((claim, frozenset(symbols)))
        self._in_force: dict[tuple[str, date], bool] = {}
        self._order = {claim.rule.id: number for number, claim in enumerate(compiled)}

    def judge(self, item: AnyItem, on: date) -> list[Finding]:
        """One Finding a phrase, in order of field and start; the cards of a search are items of their own."""
        found: list[Finding] = []
        context = _context(item)
        surroundings = Surroundings(context, self._lexicon)
        whole = _Whole(item, self._lexicon)
        for field, text in texts(item):
            found += self._judge(text, field, on, surroundings, whole)
        joined = Joined.of(item)
        return found + self._across(joined, on, surroundings, found) if joined else found

    def _across(
        self, joined: Joined, on: date, surroundings: Surroundings, found: list[Finding]
    ) -> list[Finding]:
        """What only title and attributes together say, told at the place where it begins."""
        told: list[Finding] = []
        known = {finding.rule for finding in found}
        for trial, claim in self._trials(joined.text, ACROSS, on, surroundings, None, None):
            place = joined.place(trial.start, trial.end)
            if trial.spared_by is None and place is not None and trial.rule not in known:
                field, start, end = place
                excerpt = joined.text[trial.start : trial.start + end - start]
                here = replace(trial, field=field, start=start, end=end, excerpt=excerpt)
                finding = self._finding(here, claim, on)
                if finding is not None:
                    told.append(finding)
                    known.add(trial.rule)
        return told

    def judge_text(
        self, text: str, *, field: str, on: date, category: str | None = None, only: str | None = None
    ) -> list[Finding]:
        """The findings in one text that stands in `field`; `only` asks a single rule."""
        surroundings = Surroundings(
            _without_none([category, text if field == "title" else None]), self._lexicon
        )
        return self._judge(text, field, on, surroundings, None, only)

    def explain(
        self, text: str, *, field: str = "title", on: date, category: str | None = None
    ) -> list[Trial]:
        """Every place where a rule's words stand: which rule, which exemptions were tried, what came of it."""
        surroundings = Surroundings(
            _without_none([category, text if field == "title" else None]), self._lexicon
        )
        return [trial for trial, _ in self._trials(text, field, on, surroundings, None, None)]

    def _judge(
        self,
        text: str,
        field: str,
        on: date,
        surroundings: Surroundings,
        whole: "_Whole | None",
        only: str | None = None,
    ) -> list[Finding]:
        suspected = [
            (trial, claim)
            for trial, claim in self._trials(text, field, on, surroundings, whole, only)
            if trial.spared_by is None
        ]
        findings = [self._finding(trial, claim, on) for trial, claim in _distinct(suspected)]
        return sorted(
            (finding for finding in findings if finding), key=lambda finding: (finding.start, finding.end)
        )

    def _finding(self, trial: Trial, claim: Claim, on: date) -> Finding | None:
        finding = self.packs.finding(
            trial.rule,
            on,
            field=trial.field,
            start=trial.start,
            end=trial.end,
            excerpt=trial.excerpt,
            score=claim.rule.weight,
            exemptions=list(trial.tried),
        )
        if finding and all(basis.verify for basis in finding.basis):
            return finding.model_copy(update={"explanation": f"{finding.explanation}（依据待核）"})
        return finding

    def _trials(
        self,
        text: str,
        field: str,
        on: date,
        surroundings: Surroundings,
        whole: "_Whole | None",
        only: str | None,
    ) -> Iterator[tuple[Trial, Claim]]:
        kind = field.partition(".")[0]
        for first in range(0, max(len(text), 1), SEGMENT):
            folded = Folded(text[first : first + SEGMENT + OVERLAP])
            candidates = self._candidates(folded, kind, only)
            if not candidates:
                continue
            reading = self._lexicon.read(folded)
            surroundings.is_just(reading)
            for claim in candidates:
                if self._speaks(claim, on):
                    yield from _try(claim, reading, field, first, surroundings, whole)

    def _speaks(self, claim: Claim, on: date) -> bool:
        """Is any basis of the rule in force on `on`?"""
        key = claim.rule.id, on
        if key not in self._in_force:
            self._in_force[key] = bool(self.packs.laws.in_force(claim.rule.basis, on))
        return self._in_force[key]

    def _candidates(self, folded: Folded, kind: str, only: str | None) -> list[Claim]:
        met = self._lexicon.starters(folded)
        if not met:
            return []
        parts = self._lexicon.parts(folded)
        claims_met = {
            claim.rule.id: claim
            for symbol in met
            for claim, needed in self._by_starter.get(symbol, ())
            if needed <= parts
        }
        return [
            claims_met[name]
            for name in sorted(claims_met, key=self._order.__getitem__)
            if claims_met[name].judges(kind) and (only is None or name == only)
        ]


class _Whole:
    """All of an item's texts, for rules that ask whether something is missing."""

    def __init__(self, item: AnyItem, lexicon: Lexicon) -> None:
        described = bool(getattr(item, "attributes", None)) and bool(getattr(item, "description", None))
        self.complete = described and not getattr(item, "card", False) and not item.text_damaged
        self._item = item
        self._lexicon = lexicon
        self._read: Reading | None = None

    @property
    def reading(self) -> Reading:
        if self._read is None:
            self._read = self._lexicon.read(Folded("\n".join(text for _, text in texts(self._item))))
        return self._read


def texts(item: AnyItem) -> Iterator[tuple[str, str]]:
    """The fields of `item` that carry wording, each with its address."""
    for field in FIELDS:
        value = getattr(item, field, None)
        if isinstance(value, str) and value:
            yield field, value
        elif isinstance(value, Mapping):
            yield from ((f"attributes.{name}", text) for name, text in value.items() if text)


def _context(item: AnyItem) -> list[str]:
    return _without_none([*getattr(item, "category", []), item.title])


def _without_none(texts_: list[str | None]) -> list[str]:
    return [text for text in texts_ if text]


def _try(
    claim: Claim, reading: Reading, field: str, first: int, surroundings: Surroundings, whole: _Whole | None
) -> Iterator[tuple[Trial, Claim]]:
    hits = claim.hits(reading)
    for hit in hits[: 4 * MOST_FINDINGS]:
        start, end = reading.folded.span(*hit)
        if start >= SEGMENT:
            continue
        tried, spared_by, reason = _verdict(claim, hit, reading, surroundings, whole)
        excerpt = reading.folded.text[start:end]
        trial = Trial(claim.rule.id, field, first + start, first + end, excerpt, tried, spared_by, reason)
        yield trial, claim


def _verdict(
    claim: Claim, hit: Span, reading: Reading, surroundings: Surroundings, whole: _Whole | None
) -> tuple[tuple[str, ...], str | None, str]:
    if not claim.fits_number(numbers(_plain(reading, hit, claim))):
        return (), "number", "数值未超过规则所定界限"
    goods = claim.foreign_goods(reading, surroundings)
    if goods is not None:
        return (), "goods", goods
    if claim.lacks and (whole is None or not whole.complete or claim.has_what_it_lacks(whole.reading)):
        return (), "present", "商品信息中已有所需内容，或未读全不能断言缺少"
    tried: list[str] = []
    for spare in claim.spares:
        if spare.applies(hit, reading, surroundings.reading):
            return tuple(tried), spare.name, f"{spare.title}：{spare.reason}"
        tried.append(spare.name)
    return tuple(tried), None, claim.rule.why


def _plain(reading: Reading, hit: Span, claim: Claim) -> str:
    """The numbers' own words inside `hit`, with their decimal points."""
    if claim.number_symbol is None:
        return ""
    folded = reading.folded
    inside = [span for span in reading.places(claim.number_symbol) if hit[0] <= span[0] and span[1] <= hit[1]]
    parts = [folded.text[slice(*folded.span(*span))] for span in inside]
    return " ".join(part.translate(PLAIN) for part in parts)


def _distinct(suspected: list[tuple[Trial, Claim]]) -> list[tuple[Trial, Claim]]:
    """One finding a phrase: of overlapping ones of a group the gravest, then the longest, then the first."""
    ranked = sorted(
        suspected,
        key=lambda pair: (
            -pair[1].rule.severity,
            pair[0].start - pair[0].end,
            pair[0].start,
        ),
    )
    kept: defaultdict[str, list[tuple[Trial, Claim]]] = defaultdict(list)
    counts: defaultdict[str, int] = defaultdict(int)
    for trial, claim in ranked:
        group = kept[claim.rule.group]
        rivals = [at for at, (other, _) in enumerate(group) if _meet(trial, other)]
        if rivals:
            group[rivals[0]] = _united(group[rivals[0]], trial)
        elif counts[trial.rule] < MOST_FINDINGS:
            counts[trial.rule] += 1
            group.append((trial, claim))
    return [pair for group in kept.values() for pair in group]


def _meet(one: Trial, other: Trial) -> bool:
    return one.start < other.end and other.start < one.end


def _united(pair: tuple[Trial, Claim], other: Trial) -> tuple[Trial, Claim]:
    """The graver finding, its span grown by what the lesser one saw next to it."""
    trial, claim = pair
    left = other.excerpt[: max(0, trial.start - other.start)]
    right = other.excerpt[len(other.excerpt) - max(0, other.end - trial.end) :] if other.end > trial.end else ""
    grown = replace(
        trial,
        start=trial.start - len(left),
        end=trial.end + len(right),
        excerpt=left + trial.excerpt + right,
    )
    return grown, claim
