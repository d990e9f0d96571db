"""How likely an imitator of a Chinese mark writes a given string: one alignment, its devices named.

A noisy channel: each character of the mark is kept, swapped for one of the same sound, shape or meaning, left
out, or joined by another. What comes out is a log-probability to hold against that of an innocent name.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

from rules.lookalike import shipped, sound
from rules.lookalike.background import Background

SAME = math.log(0.9)
SWAPPED = {  # how often an imitator swaps one character so
    sound.EXACT: 0.05,
    sound.MERGED: 0.02,
    sound.NEAR: 0.012,
    "字形相近": 0.05,
    "同类字": 0.025,
    "换字": 0.002,
}
INSERTED, LEFT_OUT, REORDERED = math.log(0.006), math.log(0.004), math.log(0.02)
NEAR_SOUNDING = 0.04  # share of characters that sound near a given one
SHAPE_STEPS = ((85, 1.0), (78, 0.8), (72, 0.5), (68, 0.25))  # likeness, and how readily it is used
PART, SHARED_PART = (
    80,
    74,
)  # likeness of a character and its own part (仔, 子), of two that share one (哈, 恰)


@dataclass(frozen=True, slots=True)
class Step:
    """One character of the alignment: `written` for `meant`; either is empty where one was added or left out."""

    how: str
    written: str
    meant: str
    at: int  # in the suspect


@dataclass(frozen=True, slots=True)
class Alignment:
    """The likeliest way from mark to suspect."""

    weight: float  # natural logarithm of its probability
    steps: tuple[Step, ...]

    @property
    def changed(self) -> list[Step]:
        """The steps that are no plain copy."""
        return [step for step in self.steps if step.how]


@lru_cache(100_000)
def likeness(one: str, other: str) -> int:
    """How alike two hanzi look, in hundredths; 0 when not at all."""
    seen = shipped.shapes().get(one, {}).get(other, 0)
    mine = {part for pair in shipped.parts().get(one, ()) for part in pair}
    others = {part for pair in shipped.parts().get(other, ()) for part in pair}
    if one in others or other in mine:
        seen = max(seen, PART)
    elif seen and mine & others:
        seen = max(seen, SHARED_PART)
    return seen


class Channel:
    """Aligns suspects with marks, against the background of one register."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._swaps: dict[tuple[str, str], tuple[float, str]] = {}

    def swap(self, written: str, meant: str) -> tuple[float, str]:
        """Log-probability that `meant` was written `written`, and by which device."""
        known = self._swaps.get((written, meant))
        if known is None:
            known = self._swaps[written, meant] = max(self._ways(written, meant))
        return known

    def _ways(self, written: str, meant: str) -> list[tuple[float, str]]:
        share = self._background.char(written)
        ways = [(math.log(SWAPPED["换字"] * share), "换字")]
        heard = sound.nearness(written, meant)
        if heard:
            ways.append((self._weigh(SWAPPED[heard], share, self._sounding(meant, heard)), heard))
        seen = likeness(written, meant)
        for floor, readiness in SHAPE_STEPS:
            if seen >= floor:
                mass = sum(
                    self._background.char(c) for c, n in shipped.shapes().get(meant, {}).items() if n >= floor
                )
                ways.append((self._weigh(SWAPPED["字形相近"] * readiness, share, mass), "字形相近"))
                break
        for _, members in shipped.kin():
            if written in members and meant in members:
                mass = sum(self._background.char(c) for c in members)
                ways.append((self._weigh(SWAPPED["同类字"], share, mass), "同类字"))
        return ways

    def _sounding(self, meant: str, heard: str) -> float:
        prefix = {sound.EXACT: "", sound.MERGED: "~"}.get(heard)
        if prefix is None:
            return NEAR_SOUNDING
        codes = {prefix + (sound.merged(r) if prefix else r) for r in sound.readings(meant)}
        return sum(self._background.syllable[code] for code in codes)

    @staticmethod
    def _weigh(used: float, share: float, mass: float) -> float:
        return math.log(used * min(1.0, share / max(mass, share)))

    def align(self, suspect: str, mark: str) -> Alignment:
        """The likeliest alignment of two short folded strings (time: their lengths multiplied)."""
        if suspect != mark and sorted(suspect) == sorted(mark):
            moved = [
                Step("" if s == m else "换位", s, m, at)
                for at, (s, m) in enumerate(zip(suspect, mark, strict=True))
            ]
            return Alignment(REORDERED + len(mark) * SAME, tuple(moved))
        rows, columns = len(suspect) + 1, len(mark) + 1
        best: list[list[tuple[float, tuple[Step, ...]]]] = [[(0.0, ())] * columns for _ in range(rows)]
        for i in range(rows):
            for j in range(columns):
                if i or j:
                    best[i][j] = max(self._moves(best, suspect, mark, i, j), key=lambda way: way[0])
        weight, steps = best[-1][-1]
        return Alignment(weight, steps)

    def _moves(
        self, best: list[list[tuple[float, tuple[Step, ...]]]], suspect: str, mark: str, i: int, j: int
    ) -> list[tuple[float, tuple[Step, ...]]]:
        ways: list[tuple[float, tuple[Step, ...]]] = []
        if i and j:
            weight, steps = best[i - 1][j - 1]
            written, meant = suspect[i - 1], mark[j - 1]
            gain, how = (SAME, "") if written == meant else self.swap(written, meant)
            ways.append((weight + gain, (*steps, Step(how, written, meant, i - 1))))
        if i:
            weight, steps = best[i - 1][j]
            gain = INSERTED + math.log(self._background.char(suspect[i - 1]))
            ways.append((weight + gain, (*steps, Step("添字", suspect[i - 1], "", i - 1))))
        if j:
            weight, steps = best[i][j - 1]
            ways.append((weight + LEFT_OUT, (*steps, Step("漏字", "", mark[j - 1], i))))
        return ways
