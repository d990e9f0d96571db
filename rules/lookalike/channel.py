"""How likely an imitator of a Chinese mark writes a given string: one alignment, its devices named.

A noisy channel: each character of the mark is kept, swapped for one of the same sound, shape or meaning, left
out, or joined by another. What comes out is a log-probability to hold against that of an innocent name.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rules.lookalike import shipped, sound
from rules.lookalike.background import Background

SAME = math.log(0.9)
SHAPE, KIN, OTHER, SPELT, REUSED, BOTH = "字形相近", "同类字", "换字", "拼音代字", "重组", "音同形近"
SWAPPED = {
    sound.EXACT: 0.05,
    sound.MERGED: 0.02,
    sound.NEAR: 0.012,
    SHAPE: 0.06,
    KIN: 0.03,
    OTHER: 0.001,
    SPELT: 0.02,
}
"""How often an imitator swaps one character so; for shape, by the glyph most like it."""
CHANGED = math.log(SWAPPED[sound.EXACT] + SWAPPED[SHAPE] + SWAPPED[KIN] + SWAPPED[OTHER])  # at the very most
INSERTED, DOUBLED, LEFT_OUT, REORDERED = math.log(0.006), math.log(0.015), math.log(0.004), math.log(0.02)
AGAIN = math.log(0.5)  # a swap made once is made again where the character comes again
NEAR_SOUNDING = 0.04  # share of characters that sound near a given one


@dataclass(frozen=True, slots=True)
class Step:
    """One character of an alignment: `written` for `meant`; either is empty where one was added or left out."""

    how: str
    written: str
    meant: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """The likeliest way from mark to suspect."""

    weight: float  # natural logarithm of its probability
    steps: tuple[Step, ...]

    @property
    def changed(self) -> list[Step]:
        """The steps that are no plain copy."""
        return [step for step in self.steps if step.how]


class Channel:
    """Aligns suspects with marks, against the background of one register."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._swaps: dict[str, tuple[float, str]] = {}

    def swap(self, written: str, meant: str) -> tuple[float, str]:
        """Log-probability that `meant` was written `written`, and by which device."""
        known = self._swaps.get(written + meant)
        if known is None:
            ways = list(self._ways(written, meant))
            total = math.log(sum(math.exp(weight) for weight, _ in ways))
            devices = {how for _, how in ways}
            how = BOTH if {sound.EXACT, SHAPE} <= devices else max(ways)[1]
            known = self._swaps[written + meant] = total, how
        return known

    def _ways(self, written: str, meant: str) -> Iterator[tuple[float, str]]:
        if written.isascii():
            readings = sound.readings(meant)
            spelt = written in readings or (len(written) == 1 and any(r[0] == written for r in readings))
            yield math.log(SWAPPED[SPELT] if spelt else SWAPPED[OTHER] * 0.0001), SPELT if spelt else OTHER
            return
        share = self._background.char(written)
        yield math.log(SWAPPED[OTHER] * share), OTHER
        heard = sound.nearness(written, meant)
        if heard:
            yield _weigh(SWAPPED[heard], share, self._sounding(meant, heard)), heard
        rank = shape_rank(written, meant)
        if rank is not None:
            yield math.log(SWAPPED[SHAPE] / (1 + rank)), SHAPE
        for _, members in shipped.kin():
            if written in members and meant in members:
                yield _weigh(SWAPPED[KIN], share, sum(map(self._background.char, members))), KIN

    def _sounding(self, meant: str, heard: str) -> float:
        if heard == sound.NEAR:
            return NEAR_SOUNDING
        mark = "~" if heard == sound.MERGED else ""
        codes = {mark + (sound.merged(r) if mark else r) for r in sound.readings(meant)}
        return sum(self._background.syllable[code] for code in codes)

    def align(self, suspect: Sequence[str], mark: str, least: float = -math.inf) -> Alignment:
        """The likeliest alignment of two short names, the suspect as units: hanzi, or syllables in letters.

        One whose weight falls below `least` may be given up half-way. Time: their lengths multiplied.
        """
        if len(suspect) == len(mark):
            return self._in_place(suspect, mark, least)
        rows, columns = len(suspect) + 1, len(mark) + 1
        best: list[list[tuple[float, tuple[Step, ...]]]] = [[(0.0, ())] * columns for _ in range(rows)]
        for i in range(rows):
            for j in range(columns):
                if i or j:
                    best[i][j] = max(self._moves(best, suspect, mark, i, j), key=lambda way: way[0])
        return Alignment(*best[-1][-1])

    def _in_place(self, suspect: Sequence[str], mark: str, least: float) -> Alignment:
        weight = 0.0
        steps = []
        swapped: set[tuple[str, str]] = set()
        for written, meant in zip(suspect, mark, strict=True):
            gain, how = (SAME, "") if written == meant else self.swap(written, meant)
            if (written, meant) in swapped:
                gain = AGAIN
            elif how == OTHER and written in mark:
                gain, how = max((math.log(0.005 / len(mark)), REUSED), (gain, how))
            swapped.add((written, meant) if how else ("", ""))
            weight += gain
            steps.append(Step(how, written, meant))
            if weight < least:
                break
        reordered = REORDERED + len(mark) * SAME
        if weight < reordered and any(step.how for step in steps) and sorted(suspect) == sorted(mark):
            steps = [Step("" if s == m else "换位", s, m) for s, m in zip(suspect, mark, strict=True)]
            weight = reordered
        return Alignment(weight, tuple(steps))

    def _moves(
        self,
        best: list[list[tuple[float, tuple[Step, ...]]]],
        suspect: Sequence[str],
        mark: str,
        i: int,
        j: int,
    ) -> Iterator[tuple[float, tuple[Step, ...]]]:
        if i and j:
            weight, steps = best[i - 1][j - 1]
            written, meant = suspect[i - 1], mark[j - 1]
            gain, how = (SAME, "") if written == meant else self.swap(written, meant)
            yield weight + gain, (*steps, Step(how, written, meant))
        if i:
            weight, steps = best[i - 1][j]
            added = suspect[i - 1]
            doubled = i > 1 and added == suspect[i - 2]
            gain = DOUBLED if doubled else INSERTED + math.log(self._background.char(added))
            yield weight + gain, (*steps, Step("添字", added, ""))
        if j:
            weight, steps = best[i][j - 1]
            yield weight + LEFT_OUT, (*steps, Step("漏字", "", mark[j - 1]))


def likeliest(suspect: Sequence[str], mark: str) -> float:
    """No alignment of the two weighs more: so many characters are changed, or some were added or left out."""
    if len(suspect) != len(mark):
        return DOUBLED
    changed = sum(written != meant for written, meant in zip(suspect, mark, strict=True))
    most = max(changed * SAME + REORDERED, CHANGED + (changed - 1) * AGAIN) if changed else 0.0
    return most + (len(mark) - changed) * SAME


def shape_rank(one: str, other: str) -> int | None:
    """How many glyphs are liker one of the two than the other is, at best; None when they look different."""
    ranks = []
    for a, b in ((one, other), (other, one)):
        alike = shipped.shapes().get(a, {})
        if b in alike:
            ranks.append(sum(map(alike[b].__lt__, alike.values())))
    return min(ranks, default=None)


def _weigh(used: float, share: float, mass: float) -> float:
    return math.log(used * min(1.0, share / max(mass, share)))
