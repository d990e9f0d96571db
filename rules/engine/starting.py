"""Which phrases may stand in a text, and where: one pass for their rarest parts, a look around for the others."""

from collections import defaultdict
from collections.abc import Container, Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from rules.engine.folding import Folded
from rules.engine.patterns import Alarm
from rules.engine.spellings import Spellings
from rules.engine.symbols import Match, Occurs, Span, Symbol, Words, occurrence
from rules.engine.unmasking import Unmasking


@dataclass(frozen=True, slots=True)
class Companion:
    """A part that must stand within `reach` characters before or after the rarest one."""

    symbol: int
    reach: int
    before: bool


@dataclass(frozen=True, slots=True)
class Awaited:
    """A phrase by its rarest part; `reach`: how far before and after it the phrase may stretch."""

    number: int
    starter: int
    reach: Span
    companions: tuple[Companion, ...]


class _Part:
    """A part of phrases: its words, and its patterns by their places among those of the alarm."""

    def __init__(self, words: frozenset[str], patterns: frozenset[int]) -> None:
        self.words = words
        self.patterns = patterns or None

    @cached_property
    def occurs(self) -> Occurs:
        """Do its words stand in a stretch of a text? Compiled when first asked for: most never are."""
        return occurrence(self.words)


_Check = tuple[Occurs, int, int, frozenset[int] | None]
"""Whether a part stands within a stretch, told from where the rarest part starts; else its patterns, if any."""

_Waiting = tuple[int, int, int, list[_Check]]
"""A phrase's number, how far it may stretch before and after its rarest part, and what else must stand there."""


class Met(NamedTuple):
    """The phrases that may stand in a text, the stretches of its tight view to read, and how it was read."""

    phrases: set[int]
    stretches: list[Span]
    folded: Folded


class Starters:
    """The rarest part of every phrase; the other parts, of which there are more, are sought one by one.

    A pattern is only asked whether it matches anywhere. Disguised words are met in the same pass; where there
    are any, the text is read again with them in plain.
    """

    def __init__(self, phrases: Sequence[Awaited], symbols: Sequence[Symbol], disguised: Spellings) -> None:
        started: defaultdict[int, list[Awaited]] = defaultdict(list)
        for phrase in phrases:
            started[phrase.starter].append(phrase)
        parts = {part.symbol for phrase in phrases for part in phrase.companions} | started.keys()
        patterns = sorted({pattern for number in parts for pattern in symbols[number].patterns})
        places = {pattern: place for place, pattern in enumerate(patterns)}
        self._alarm = Alarm(patterns)
        self._parts = {
            number: _Part(
                frozenset(symbols[number].words),
                frozenset(map(places.__getitem__, symbols[number].patterns)),
            )
            for number in parts
        }
        self._unmasking = Unmasking(disguised)
        self._words = Words([symbols[number] for number in sorted(started)], more=disguised.listed)
        self._spellings_from = len(self._words.meanings)
        self._started = started
        self._waiting = cache(self._woken)
        self._by_pattern = [
            [
                phrase
                for number in started
                if pattern in symbols[number].patterns
                for phrase in started[number]
            ]
            for pattern in patterns
        ]

    def _woken(self, index: int) -> list[_Waiting]:
        """The phrases that a word may wake."""
        length = len(self._words.words[index])
        return [
            (phrase.number, *phrase.reach, [self._check(one, length) for one in phrase.companions])
            for symbol in self._words.meanings[index]
            for phrase in self._started[symbol]
        ]

    def _check(self, one: Companion, length: int) -> _Check:
        part = self._parts[one.symbol]
        first, last = (-one.reach, 0) if one.before else (length, length + one.reach)
        return part.occurs, first, last, part.patterns

    def met(self, text: str, asked: Container[int]) -> Met:
        """The phrases among `asked` that may stand in `text`."""
        folded, words = self._read(text)
        tight = folded.tight
        length = len(tight)
        matching = self._alarm.seen(folded.plain)
        met: set[int] = set()
        stretches: list[Span] = []
        for start, end, index in words:
            for number, before, after, checks in self._waiting(index):
                # In place: most of the work, and nearly always in vain.
                for occurs, first, last, patterns in checks:
                    if not occurs(tight, start + first, start + last) and (
                        patterns is None or patterns.isdisjoint(matching)
                    ):
                        break
                else:
                    if number in asked:
                        met.add(number)
                        stretches.append((max(0, start - before), min(length, end + after)))
        for at in matching:
            for phrase in self._by_pattern[at]:
                if phrase.number in asked and self._complete(phrase, tight, matching):
                    met.add(phrase.number)
                    stretches.append((0, length))
        return Met(met, _joined(stretches) if met else [], folded)

    def _complete(self, phrase: Awaited, tight: str, matching: Set[int]) -> bool:
        """May the other parts of a phrase stand anywhere?"""
        parts = (self._parts[one.symbol] for one in phrase.companions)
        return all(
            part.occurs(tight, 0, len(tight))
            or (part.patterns is not None and not part.patterns.isdisjoint(matching))
            for part in parts
        )

    def _read(self, text: str) -> tuple[Folded, list[Match]]:
        """`text` with its disguised words in plain, and the places of the words that may start a phrase."""
        folded = Folded(text)
        found = self._words.matches(folded.tight)
        disguised = [
            (start, end, index - self._spellings_from)
            for start, end, index in found
            if index >= self._spellings_from
        ]
        if not disguised:
            return folded, found
        plain = self._unmasking.unmasked(folded, disguised)
        if plain is not folded:
            found = self._words.matches(plain.tight)
        return plain, [one for one in found if one[2] < self._spellings_from]


def _joined(stretches: list[Span]) -> list[Span]:
    """`stretches` in order, those that overlap or touch as one."""
    windows: list[Span] = []
    for first, last in sorted(stretches):
        if windows and first <= windows[-1][1]:
            windows[-1] = windows[-1][0], max(last, windows[-1][1])
        else:
            windows.append((first, last))
    return windows
