"""How likely an imitator of a Latin mark writes a given string: letters swapped for ones that look or sound alike.

The same noisy channel as for hanzi, over letters; adidos, Samsing, Nokai, Bucksstar.
"""

import math
from functools import lru_cache

from rules.lookalike.background import Background
from rules.lookalike.channel import Alignment, Step

SAME = math.log(0.94)
LOOKS = (
    "ilj1!tfr",
    "oqcgd0ae",
    "mnhuwvr",
    "bpdqh",
    "kxhr",
    "szc5",
    "vyu",
    "fpt",
    "gy",
    "eco",
    "bpr",
    "dcl",
    "uvo",
)
SOUNDS = ("bp", "dt", "gkcqjx", "szcx", "fvw", "mn", "lr", "jyg", "fph")
VOWELS = frozenset("aeiouy")
LOOK, SOUND, VOWEL, OTHER = 0.02, 0.015, 0.03, 0.003
ADDED, DOUBLED, DROPPED, UNDOUBLED, SWAPPED = 0.006, 0.02, 0.005, 0.02, 0.015
TURNED = 0.004


@lru_cache(4096)
def swap(written: str, meant: str) -> tuple[float, str]:
    """Log-probability that the letter `meant` was written `written`, and why."""
    ways = [(OTHER / 26, "换字母")]
    ways += [(LOOK / len(group), "形近字母") for group in LOOKS if written in group and meant in group]
    ways += [(SOUND / len(group), "音近字母") for group in SOUNDS if written in group and meant in group]
    if written in VOWELS and meant in VOWELS:
        ways.append((VOWEL / len(VOWELS), "元音"))
    chance, how = max(ways)
    return math.log(chance), how


class LetterChannel:
    """Aligns Latin suspects with Latin marks."""

    def __init__(self, background: Background) -> None:
        self._background = background

    def align(self, suspect: str, mark: str) -> Alignment:
        """The likeliest alignment, block swaps (bucksstar) among them."""
        best = self._straight(suspect, mark)
        if len(suspect) == len(mark) and suspect != mark and suspect in mark + mark:
            turned = TURNED / len(mark)
            steps = tuple(Step("换位", s, m) for s, m in zip(suspect, mark, strict=True))
            best = max(
                best, Alignment(math.log(turned) + len(mark) * SAME, steps), key=lambda way: way.weight
            )
        return best

    def _straight(self, suspect: str, mark: str) -> Alignment:
        rows, columns = len(suspect) + 1, len(mark) + 1
        table: list[list[tuple[float, tuple[Step, ...]]]] = [[(0.0, ())] * columns for _ in range(rows)]
        for i in range(rows):
            for j in range(columns):
                if i or j:
                    table[i][j] = max(self._moves(table, suspect, mark, i, j), key=lambda way: way[0])
        return Alignment(*table[-1][-1])

    @staticmethod
    def _moves(
        table: list[list[tuple[float, tuple[Step, ...]]]], suspect: str, mark: str, i: int, j: int
    ) -> list[tuple[float, tuple[Step, ...]]]:
        ways: list[tuple[float, tuple[Step, ...]]] = []
        written, meant = suspect[i - 1 : i], mark[j - 1 : j]
        if i and j:
            weight, steps = table[i - 1][j - 1]
            gain, how = (SAME, "") if written == meant else swap(written, meant)
            ways.append((weight + gain, (*steps, Step(how, written, meant))))
        if i:
            weight, steps = table[i - 1][j]
            chance = DOUBLED if i > 1 and written == suspect[i - 2] else ADDED / 26
            ways.append((weight + math.log(chance), (*steps, Step("添字母", written, ""))))
        if j:
            weight, steps = table[i][j - 1]
            chance = UNDOUBLED if j > 1 and meant == mark[j - 2] else DROPPED
            ways.append((weight + math.log(chance), (*steps, Step("漏字母", "", meant))))
        if i > 1 and j > 1 and suspect[i - 2 : i] == mark[j - 2 : j][::-1] and written != meant:
            weight, steps = table[i - 2][j - 2]
            moved = (Step("换位", suspect[i - 2], mark[j - 2]), Step("换位", written, meant))
            ways.append((weight + math.log(SWAPPED), (*steps, *moved)))
        return ways
