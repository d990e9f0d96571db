"""How likely is it that an imitator of a Latin mark writes a given string: letters that look or sound alike.

The same noisy channel as for hanzi, over letters. Two habits are weighed: the
mark touched in a letter or two, and the mark written anew by ear, where most letters are free within their sound.
"""

from dataclasses import dataclass, field
from math import inf, log

from rules.lookalike.channel import Alignment, Step

LOOKS = [
    "ilj1tfr",
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
]
SOUNDS = ["bp", "dt", "gkcqjx", "szcx", "fvw", "mn", "lr", "jyg", "fph"]
VOWELS = "aeiouy"
SHORTEST_HEARD = 6  # letters of a mark that is still known by its sound alone
TURNED = log(0.004)  # two neighbouring blocks change places
CROSSED = log(0.045)  # two letters that are no neighbours change places
AGAIN = log(0.3)  # a swap made once is made again where the letter comes again


@dataclass(frozen=True, slots=True)
class Habit:
    """How often an imitator does what to one letter; `start` is the logarithm of how often this habit is met."""

    start: float
    same: float
    same_vowel: float
    look: float
    sound: float
    vowel: float
    other: float
    added: float
    doubled: float
    dropped: float
    dropped_last: float
    undoubled: float
    swapped: float
    swaps: dict[str, tuple[float, str]] = field(default_factory=dict)  # known so far

    def swap(self, written: str, meant: str) -> tuple[float, str]:
        """Log-probability that the letter `meant` was written `written`, and why."""
        known = self.swaps.get(written + meant)
        if known is None:
            known = self.swaps[written + meant] = self._swap(written, meant)
        return known

    def _swap(self, written: str, meant: str) -> tuple[float, str]:
        vowels = written in VOWELS and meant in VOWELS
        if written == meant:
            return log(self.same_vowel if vowels else self.same), ""
        ways = [(self.other / 26, "换字母")]
        ways += [
            (self.look / len(group), "形近字母") for group in LOOKS if written in group and meant in group
        ]
        ways += [(self.sound / (len(g) - 1), "音近字母") for g in SOUNDS if written in g and meant in g]
        if vowels:
            ways.append((self.vowel / (len(VOWELS) - 1), "元音"))
        chance, how = max(ways)
        return log(chance), how


TOUCHED = Habit(0.0, 0.94, 0.94, 0.02, 0.015, 0.03, 0.003, 0.006, 0.02, 0.005, 0.005, 0.02, 0.015)
BY_EAR = Habit(log(0.005), 0.75, 0.5, 0.02, 0.2, 0.5, 0.002, 0.1, 0.2, 0.02, 0.15, 0.2, 0.002)


def align(suspect: str, mark: str) -> Alignment:
    """The likeliest way from mark to suspect, blocks that changed places among them."""
    found = [_straight(suspect, mark, TOUCHED)]
    if min(len(suspect), len(mark)) >= SHORTEST_HEARD:
        found.append(_straight(suspect, mark, BY_EAR))
    if suspect != mark and len(suspect) > 4 and sorted(suspect) == sorted(mark):
        blocks = _swapped_blocks(suspect, mark)
        if blocks is not None:
            weight = TURNED - log(len(mark)) + len(mark) * log(TOUCHED.same)
            found.append(Alignment(weight, (Step("换位", *blocks), Step("", mark, mark))))
    if len(suspect) > 3:
        found += _crossed(suspect, mark)
    return max(found, key=lambda way: way.weight)


def _crossed(suspect: str, mark: str) -> list[Alignment]:
    """Two letters apart that changed places (mivar, vimar)."""
    if len(suspect) != len(mark):
        return []
    apart = [at for at, (s, m) in enumerate(zip(suspect, mark, strict=True)) if s != m]
    if len(apart) != 2 or (suspect[apart[0]], suspect[apart[1]]) != (mark[apart[1]], mark[apart[0]]):
        return []
    steps = tuple(Step("换位" if s != m else "", s, m) for s, m in zip(suspect, mark, strict=True))
    pairs = len(mark) * (len(mark) - 1) / 2
    return [Alignment(CROSSED - log(pairs) + len(mark) * log(TOUCHED.same), steps)]


def _straight(suspect: str, mark: str, habit: Habit) -> Alignment:
    """Left to right, letter by letter (time: the lengths multiplied)."""
    width = len(mark) + 1
    best = [[0.0] * width for _ in range(len(suspect) + 1)]
    came: list[list[tuple[int, int, str]]] = [[(0, 0, "")] * width for _ in range(len(suspect) + 1)]
    best[0][0] = habit.start
    for i in range(len(suspect) + 1):
        for j in range(width):
            if i or j:
                best[i][j], came[i][j] = _move(suspect, mark, (i, j), best, habit)
    steps: list[Step] = []
    i, j = len(suspect), len(mark)
    while i or j:
        di, dj, how = came[i][j]
        if di == dj == 2:
            steps.append(Step(how, suspect[i - 1], mark[j - 1]))
            steps.append(Step(how, suspect[i - 2], mark[j - 2]))
        else:
            steps.append(Step(how, suspect[i - 1] if di else "", mark[j - 1] if dj else ""))
        i, j = i - di, j - dj
    steps.reverse()
    return Alignment(best[-1][-1] + _again(steps, habit), tuple(steps))


def _move(
    suspect: str, mark: str, at: tuple[int, int], best: list[list[float]], habit: Habit
) -> tuple[float, tuple[int, int, str]]:
    i, j = at
    weight, way = -inf, (0, 0, "")
    if i and j:
        gain, how = habit.swap(suspect[i - 1], mark[j - 1])
        weight, way = best[i - 1][j - 1] + gain, (1, 1, how)
        if how and i > 1 and j > 1 and suspect[i - 2] == mark[j - 1] and suspect[i - 1] == mark[j - 2]:
            other = best[i - 2][j - 2] + log(habit.swapped)
            if other > weight:
                weight, way = other, (2, 2, "换位")
    if i:
        chance = habit.doubled if i > 1 and suspect[i - 1] == suspect[i - 2] else habit.added / 26
        other = best[i - 1][j] + log(chance)
        if other > weight:
            weight, way = other, (1, 0, "添字母")
    if j:
        chance = habit.dropped_last if i == len(suspect) else habit.dropped
        if j > 1 and mark[j - 1] == mark[j - 2]:
            chance = habit.undoubled
        other = best[i][j - 1] + log(chance)
        if other > weight:
            weight, way = other, (0, 1, "漏字母")
    return weight, way


def _again(steps: list[Step], habit: Habit) -> float:
    """What repeated swaps of the same letters cost less than the first."""
    seen: set[tuple[str, str]] = set()
    saved = 0.0
    for step in steps:
        if step.how and step.written and step.meant and step.how != "换位":
            if (step.written, step.meant) in seen:
                saved += max(0.0, AGAIN - habit.swap(step.written, step.meant)[0])
            seen.add((step.written, step.meant))
    return saved


def _swapped_blocks(suspect: str, mark: str) -> tuple[str, str] | None:
    """The stretch of two neighbouring blocks that changed places, as written and as meant; None when none did."""
    start = next(at for at, (s, m) in enumerate(zip(suspect, mark, strict=True)) if s != m)
    end = len(mark) - next(
        at for at, (s, m) in enumerate(zip(suspect[::-1], mark[::-1], strict=True)) if s != m
    )
    written, meant = suspect[start:end], mark[start:end]
    return (written, meant) if written in meant + meant else None
