"""Which phrases may stand in a text, and where: one pass for their rarest parts, a look around for the others."""

from collections import defaultdict
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rules.engine.folding import Folded
from rules.engine.patterns import Alarm
from rules.engine.spellings import Spellings
from rules.engine.symbols import Match, Span, Symbol, Words, occurrence
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
    """A part of phrases: whether its words stand in a stretch of a text, and its patterns by their places."""

    __slots__ = ("occurs", "patterns", "words")

    def __init__(self, words: frozenset[str], patterns: frozenset[int]) -> None:
        self.words = words
        self.patterns = patterns
        self.occurs: Callable[[str, int, int], object] = self._first
        """In a text, from one place to another, outside of it or not. Compiled when first asked: most never are."""

    def _first(self, text: str, start: int, end: int) -> object:
        self.occurs = occurrence(self.words)
        return self.occurs(text, start, end)


_Companions = list[tuple[_Part, int, int]]
"""Parts, each with the stretch in which it must stand, told from where the rarest part starts."""

_Waiting = tuple[int, Span, _Companions]
"""A phrase's number, how far it may stretch, and its other parts."""


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
        kinds = list(zip(self._words.meanings, map(len, self._words.words), strict=True))
        of_kind = {
            (numbers, length): [
                self._waiting(phrase, length) for number in numbers for phrase in started[number]
            ]
            for numbers, length in set(kinds)
        }
        self._by_word = [of_kind[kind] for kind in kinds]
        self._by_pattern = [
            [
                self._waiting(phrase, 0)
                for number in started
                if pattern in symbols[number].patterns
                for phrase in started[number]
            ]
            for pattern in patterns
        ]

    def _waiting(self, phrase: Awaited, length: int) -> _Waiting:
        companions = [
            (self._parts[one.symbol], *((-one.reach, 0) if one.before else (length, length + one.reach)))
            for one in phrase.companions
        ]
        return phrase.number, phrase.reach, companions

    def met(self, text: str, asked: Container[int]) -> Met:
        """The phrases among `asked` that may stand in `text`."""
        folded, words = self._read(text)
        tight = folded.tight
        length = len(tight)
        matching = self._alarm.seen(folded.plain)
        met: set[int] = set()
        stretches: list[Span] = []
        for index, start, end in words:
            for number, (before, after), companions in self._by_word[index]:
                for part, first, last in companions:  # in place: most of the work, nearly always in vain
                    if not part.occurs(tight, start + first, start + last) and part.patterns.isdisjoint(
                        matching
                    ):
                        break
                else:
                    if number in asked:
                        met.add(number)
                        stretches.append((max(0, start - before), min(length, end + after)))
        for at in matching:
            for number, _, companions in self._by_pattern[at]:
                if number in asked and _complete(companions, tight, matching):
                    met.add(number)
                    stretches.append((0, length))
        return Met(met, _joined(stretches) if met else [], folded)

    def _read(self, text: str) -> tuple[Folded, list[Match]]:
        """`text` with its disguised words in plain, and the places of the words that may start a phrase."""
        folded = Folded(text)
        found = self._words.matches(folded.tight)
        disguised = [
            (index - self._spellings_from, start, end)
            for index, start, end in found
            if index >= self._spellings_from
        ]
        if not disguised:
            return folded, found
        plain = self._unmasking.unmasked(folded, disguised)
        if plain is not folded:
            found = self._words.matches(plain.tight)
        return plain, [one for one in found if one[0] < self._spellings_from]


def _complete(companions: _Companions, tight: str, matching: list[int]) -> bool:
    """May the other parts of a phrase stand anywhere?"""
    return all(
        part.occurs(tight, 0, len(tight)) or not part.patterns.isdisjoint(matching)
        for part, _, _ in companions
    )


def _joined(stretches: list[Span]) -> list[Span]:
    """`stretches` in order, those that overlap or touch as one."""
    windows: list[Span] = []
    for first, last in sorted(stretches):
        if windows and first <= windows[-1][1]:
            windows[-1] = windows[-1][0], max(last, windows[-1][1])
        else:
            windows.append((first, last))
    return windows
