"""Is a text worth a closer look, and where: one cheap pass for the rarest part of every phrase."""

from collections.abc import Mapping, Sequence
from typing import Final

from rules.folding import Folded
from rules.patterns import Alarm
from rules.symbols import Span, Symbol, Words

_SHORT: Final = 80  # characters up to which the whole text is the window


class Starters:
    """The rarest part of every phrase; `reach`: how far before and after it the phrase may stretch."""

    def __init__(self, symbols: Sequence[Symbol], reach: Mapping[int, Span]) -> None:
        self._words = Words(symbols)
        patterns = sorted({pattern for symbol in symbols for pattern in symbol.patterns})
        self._alarm = Alarm(patterns)
        self._woken = [
            {symbol.number for symbol in symbols if pattern in symbol.patterns} for pattern in patterns
        ]
        self._reach = [
            (max(reach[number][0] for number in numbers), max(reach[number][1] for number in numbers))
            for numbers in self._words.meanings
        ]

    def met(self, folded: Folded) -> tuple[set[int], list[Span]]:
        """The symbols that `folded` seems to carry, and the stretches of its tight view around them."""
        tight = folded.tight
        matches = self._words.matches(tight)
        patterns = self._alarm.seen(folded.plain)
        met = set().union(
            *[self._words.meanings[index] for index, _, _ in matches],
            *[self._woken[number] for number in patterns],
        )
        whole = bool(patterns) or len(tight) <= _SHORT
        return met, [(0, len(tight))] if whole or not matches else self._windows(matches, len(tight))

    def _windows(self, matches: Sequence[tuple[int, int, int]], length: int) -> list[Span]:
        stretches = sorted(
            (max(0, start - self._reach[index][0]), min(length, end + self._reach[index][1]))
            for index, start, end in matches
        )
        windows = [stretches[0]]
        for first, last in stretches[1:]:
            if first <= windows[-1][1]:
                windows[-1] = windows[-1][0], max(last, windows[-1][1])
            else:
                windows.append((first, last))
        return windows
