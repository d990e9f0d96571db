"""Which names on an item imitate a registered mark: the one door to the look-alike check."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property, lru_cache
from typing import Self

from crawler.items import AnyItem, Listing
from rules.finding import Finding
from rules.lookalike.cues import Cues
from rules.lookalike.fields import classes_of, field_text, names, texts
from rules.lookalike.folding import key
from rules.lookalike.genuine import Genuine, licensed
from rules.lookalike.heads import heads
from rules.lookalike.indications import Indications
from rules.lookalike.judging import consider
from rules.lookalike.matches import Considered, Match, strongest
from rules.lookalike.neighbouring import neighbours
from rules.lookalike.scales import Scales
from rules.lookalike.signals import Signals
from rules.lookalike.slots import phrase, slots
from rules.marks import Marks
from rules.packs import Packs

RULE, RULE_INDICATION = "trademark.lookalike", "trademark.gi"
NAMES = 4096
"""Shops and brands whose look-alikes are remembered: all that a shop sells bears its name."""
RULES = {"foreign": "trademark.lookalike-foreign", "gi": RULE_INDICATION}


class Lookalike:
    """Judges names, titles and items against one register."""

    def __init__(self, marks: Marks, packs: Packs | None = None) -> None:
        self.marks = marks
        self._given = packs
        self._of_name = lru_cache(maxsize=NAMES)(self._in_name)

    @cached_property
    def packs(self) -> Packs:
        """Whence a finding's title, severity and legal bases come; the bundled packs when none were given."""
        return self._given or Packs.load()

    @cached_property
    def _scales(self) -> Scales:
        return Scales(self.marks)

    @cached_property
    def _cues(self) -> Cues:
        return Cues(self._scales)

    @cached_property
    def _genuine(self) -> Genuine:
        return Genuine(self.marks, self._cues, Signals(self.packs.stand_ins))

    @cached_property
    def _indications(self) -> Indications:
        return Indications(self.marks)

    def prepare(self) -> Self:
        """Build every index now, not with the first name: a crawl under way must not wait for it."""
        self._genuine, self._indications  # noqa: B018  # made on first use
        self.judge(Listing(title="新品", brand="新品"), date.today())  # noqa: DTZ011  # no verdict is kept
        return self

    def match_name(self, text: str, classes: Iterable[int] | None = None) -> list[Match]:
        """Imitations in a shop's name or a brand field, strongest first; `classes`: of the goods, if known."""
        return list(self._of_name(text, frozenset(classes or ())))

    def match_title(self, text: str, classes: Iterable[int] | None = None) -> list[Match]:
        """Imitations in a title: in its brand slots, and by strict cues elsewhere."""
        return strongest(self._in_title(text, frozenset(classes or ())))

    def match_text(self, text: str, classes: Iterable[int] | None = None) -> list[Match]:
        """Imitations in running text, by strict cues alone."""
        return strongest(self._cues.find(text, frozenset(classes or ())))

    def _in_name(self, text: str, classes: frozenset[int]) -> list[Match]:
        if phrase(text):
            return self.match_title(text, classes)
        return strongest(consider(self._scales, text, classes, least=0.0))

    def _in_title(self, text: str, classes: frozenset[int]) -> list[Considered]:
        found = [one for slot in slots(text) for one in heads(self._scales, text, slot, classes)]
        return found + list(self._cues.find(text, classes))

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """Judge as if the register did not know a name: for measuring."""
        self._of_name.cache_clear()
        try:
            with self._scales.without(key(name)):
                yield
        finally:
            self._of_name.cache_clear()

    def explain(self, text: str, mark: str | None = None) -> list[Considered]:
        """Every mark near `text` (or the one asked for), strongest first: reported, or let go and why."""
        near = (
            self._in_title(text, frozenset()) if phrase(text) else consider(self._scales, text, frozenset())
        )
        wanted = None if mark is None else key(mark)
        kept = [one for one in near if wanted is None or wanted in map(key, one.match.mark.names)]
        return sorted(kept, key=lambda one: one.evidence, reverse=True)

    def neighbours(self, mark: str, limit: int = 20) -> list[Match]:
        """Registered marks that lie near `mark`, nearest first."""
        return neighbours(self._scales, mark, limit)

    def judge(self, item: AnyItem, on: date) -> list[Finding]:
        """One Finding an imitation in the item's own fields; the cards of a page are items of their own."""
        classes = classes_of(item)
        found: list[Finding] = []
        for field, text in names(item):
            found += self._findings(self.match_name(text, classes), field, text, on)
        if isinstance(item, Listing) and item.title:
            found += self._findings(self.match_title(item.title, classes), "title", item.title, on)
        for field, text in texts(item):
            found += self._findings(self.match_text(text, classes), field, text, on)
        if isinstance(item, Listing):
            found = [finding for finding in found if not self._licensed(finding, item)]
            found += self._doubts(item, on)
            found += self._misuses(item, on)
        return found

    def _licensed(self, finding: Finding, item: Listing) -> bool:
        mark = self.marks.get(finding.mark or "")
        return mark is not None and licensed(mark, item)

    def _doubts(self, item: Listing, on: date) -> Iterator[Finding]:
        """Genuine names beside words, prices and claims that speak against them."""
        for doubt in self._genuine.judge(item):
            named = doubt.named
            match = Match(
                named.mark,
                named.mark.mark,
                doubt.kind,
                doubt.score,
                named.start,
                named.end,
                doubt.explanation,
            )
            yield from self._findings([match], named.field, field_text(item, named.field), on, doubt.rule)

    def _misuses(self, item: Listing, on: date) -> Iterator[Finding]:
        """Geographical indications that the item's origin, place or seller speaks against."""
        for one in self._indications.judge(item):
            match = Match(one.mark, one.mark.mark, one.kind, one.score, one.start, one.end, one.explanation)
            yield from self._findings([match], one.field, field_text(item, one.field), on, RULE_INDICATION)

    def _findings(
        self, matches: Iterable[Match], field: str, text: str, on: date, rule: str | None = None
    ) -> Iterator[Finding]:
        for match in matches:
            finding = self.packs.finding(
                rule or RULES.get(match.mark.kind, RULE),
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
