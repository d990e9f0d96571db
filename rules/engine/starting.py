"""Which phrases may stand in a text, and where: one pass for their rarest parts, a look around for the others."""

from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rules.engine.folding import Folded
from rules.engine.patterns import Alarm
from rules.engine.symbols import Sought, Span, Symbol, Words
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

    def __init__(
        self, phrases: Sequence[Awaited], symbols: Sequence[Symbol], sought: Sought, unmasking: Unmasking
    ) -> None:
        started: defaultdict[int, list[Awaited]] = defaultdict(list)
        for phrase in phrases:
            started[phrase.starter].append(phrase)
        parts = {part.symbol for phrase in phrases for part in phrase.companions} | started.keys()
        self._words_of = sought.words
        self._unmasking = unmasking
        self._words = Words([symbols[number] for number in sorted(started)], more=unmasking.spellings)
        self._spellings_from = len(self._words.meanings)
        of_meanings = {
            numbers: [phrase for number in numbers for phrase in started[number]]
            for numbers in set(self._words.meanings)
        }
        self._by_word = [of_meanings[numbers] for numbers in self._words.meanings]
        patterns = sorted({pattern for number in parts for pattern in symbols[number].patterns})
        self._alarm = Alarm(patterns)
        self._by_pattern = [
            [
                phrase
                for number in started
                if pattern in symbols[number].patterns
                for phrase in started[number]
            ]
            for pattern in patterns
        ]
        self._patterns = {
            number: frozenset(
                at for at, pattern in enumerate(patterns) if pattern in symbols[number].patterns
            )
            for number in parts
        }

    def met(self, text: str, asked: Container[int]) -> Met:
        """The phrases among `asked` that may stand in `text`."""
        folded, words = self._read(text)
        tight = folded.tight
        length = len(tight)
        matching = self._alarm.seen(folded.plain)
        met: set[int] = set()
        stretches: list[Span] = []
        for start, end, index in words:
            for phrase in self._by_word[index]:
                if phrase.number in asked and self._accompanied(phrase, tight, start, end, matching):
                    met.add(phrase.number)
                    before, after = phrase.reach
                    stretches.append((max(0, start - before), min(length, end + after)))
        for number in matching:
            for phrase in self._by_pattern[number]:
                if phrase.number in asked and self._complete(phrase, tight, matching):
                    met.add(phrase.number)
                    stretches.append((0, length))
        return Met(met, _joined(stretches) if met else [], folded)

    def _read(self, text: str) -> tuple[Folded, list[tuple[int, int, int]]]:
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
        folded = self._unmasking.unmasked(folded, disguised)
        found = self._words.matches(folded.tight)
        return folded, [one for one in found if one[2] < self._spellings_from]

    def _accompanied(self, phrase: Awaited, tight: str, start: int, end: int, matching: list[int]) -> bool:
        """May the other parts of `phrase` stand around `tight[start:end]`?"""
        for part in phrase.companions:
            near = tight[max(0, start - part.reach) : start] if part.before else tight[end : end + part.reach]
            if not self._stands(part.symbol, near, matching):
                return False
        return True

    def _complete(self, phrase: Awaited, tight: str, matching: list[int]) -> bool:
        """May the other parts of `phrase` stand anywhere?"""
        return all(self._stands(part.symbol, tight, matching) for part in phrase.companions)

    def _stands(self, symbol: int, text: str, matching: list[int]) -> bool:
        return bool(self._words_of[symbol].matches(text)) or not self._patterns[symbol].isdisjoint(matching)


def _joined(stretches: list[Span]) -> list[Span]:
    """`stretches` in order, those that overlap or touch as one."""
    windows: list[Span] = []
    for first, last in sorted(stretches):
        if windows and first <= windows[-1][1]:
            windows[-1] = windows[-1][0], max(last, windows[-1][1])
        else:
            windows.append((first, last))
    return windows
