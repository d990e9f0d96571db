"""How likely is it that an imitator of a Latin mark writes a given string: letters that look or sound alike.

The same noisy channel as for hanzi, over letters. Two habits are weighed: the
mark touched in a letter or two, and the mark written anew by ear, where most letters are free within their sound.
"""

from dataclasses import dataclass, field
from math import inf, log

from rapidfuzz.distance import OSA

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
ADDED, DROPPED, EXCHANGED = "添字母", "漏字母", "换位"
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
    swaps: dict[str, "Swaps"] = field(default_factory=dict)  # by the letter written, known so far

    @property
    def likeliest(self) -> float:
        """No first change of a letter weighs more (the smallest of LOOKS has two letters)."""
        kept = (self.look / 2, self.sound, self.vowel / 5, self.added / 26, self.doubled)
        return log(max(*kept, self.dropped, self.dropped_last, self.undoubled, self.swapped))

    def swaps_of(self, written: str) -> "Swaps":
        """Log-probability that a letter was written `written`, and why, by the letter that was meant."""
        if written not in self.swaps:
            self.swaps[written] = Swaps(self, written)
        return self.swaps[written]

    def swap(self, written: str, meant: str) -> tuple[float, str]:
        """Log-probability that the letter `meant` was written `written`, and why."""
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


class Swaps(dict[str, tuple[float, str]]):
    """What one letter may have been written for, reckoned when first asked for."""

    def __init__(self, habit: Habit, written: str) -> None:
        super().__init__()
        self._habit, self._written = habit, written

    def __missing__(self, meant: str) -> tuple[float, str]:
        self[meant] = found = self._habit.swap(self._written, meant)
        return found


TOUCHED = Habit(0.0, 0.94, 0.94, 0.02, 0.015, 0.03, 0.003, 0.006, 0.02, 0.005, 0.005, 0.02, 0.015)
BY_EAR = Habit(log(0.005), 0.75, 0.5, 0.02, 0.2, 0.5, 0.002, 0.1, 0.2, 0.02, 0.15, 0.2, 0.002)


def align(suspect: str, mark: str, least: float = -inf) -> Alignment:
    """The likeliest way from mark to suspect, blocks that changed places among them.

    One whose weight must fall below `least` may be given up.
    """
    found = [Alignment(-inf, ())]
    changes = OSA.distance(suspect, mark)
    again = min(changes, *(len(word) - len(set(word)) for word in (suspect, mark)))
    for habit in (TOUCHED, BY_EAR) if min(len(suspect), len(mark)) >= SHORTEST_HEARD else (TOUCHED,):
        most = habit.start + again * AGAIN + (changes - again) * habit.likeliest
        if most >= least:
            found.append(_straight(suspect, mark, habit))
    if suspect != mark and len(suspect) > 4 and sorted(suspect) == sorted(mark):
        blocks = _swapped_blocks(suspect, mark)
        if blocks is not None:
            weight = TURNED - log(len(mark)) + len(mark) * log(TOUCHED.same)
            found.append(Alignment(weight, (Step(EXCHANGED, *blocks), Step("", mark, mark))))
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
    steps = tuple(Step(EXCHANGED if s != m else "", s, m) for s, m in zip(suspect, mark, strict=True))
    pairs = len(mark) * (len(mark) - 1) / 2
    return [Alignment(CROSSED - log(pairs) + len(mark) * log(TOUCHED.same), steps)]


def _straight(suspect: str, mark: str, habit: Habit) -> Alignment:
    """Left to right, letter by letter (time: the lengths multiplied)."""
    width = len(mark) + 1
    best = [[habit.start] * width for _ in range(len(suspect) + 1)]
    came = [[DROPPED] * width for _ in range(len(suspect) + 1)]
    dropped, dropped_last = _drops(mark, habit, habit.dropped), _drops(mark, habit, habit.dropped_last)
    for j in range(1, width):
        best[0][j] = best[0][j - 1] + dropped[j - 1]
    crossed = log(habit.swapped)
    for i, written in enumerate(suspect, start=1):
        above, here, how_here = best[i - 1], best[i], came[i]
        before = suspect[i - 2] if i > 1 else ""
        swaps = habit.swaps_of(written)
        added = log(habit.doubled if before == written else habit.added / 26)
        drops = dropped_last if i == len(suspect) else dropped
        here[0], how_here[0] = above[0] + added, ADDED
        for j, meant in enumerate(mark, start=1):
            gain, how = swaps[meant]
            weight = above[j - 1] + gain
            if how and before == meant and j > 1 and mark[j - 2] == written:
                other = best[i - 2][j - 2] + crossed
                if other > weight:
                    weight, how = other, EXCHANGED
            other = above[j] + added
            if other > weight:
                weight, how = other, ADDED
            other = here[j - 1] + drops[j - 1]
            if other > weight:
                weight, how = other, DROPPED
            here[j], how_here[j] = weight, how
    steps = _steps(suspect, mark, came)
    return Alignment(best[-1][-1] + _again(steps, habit), steps)


def _drops(mark: str, habit: Habit, chance: float) -> list[float]:
    """The weight of leaving each letter of a mark out."""
    undoubled, single = log(habit.undoubled), log(chance)
    return [undoubled if at and mark[at - 1] == letter else single for at, letter in enumerate(mark)]


def _steps(suspect: str, mark: str, came: list[list[str]]) -> tuple[Step, ...]:
    """The way back through the table of what was done last."""
    steps: list[Step] = []
    i, j = len(suspect), len(mark)
    while i or j:
        how = came[i][j]
        if how == EXCHANGED:
            steps.append(Step(how, suspect[i - 1], mark[j - 1]))
            i, j = i - 1, j - 1
        added, dropped = how == ADDED, how == DROPPED
        steps.append(Step(how, "" if dropped else suspect[i - 1], "" if added else mark[j - 1]))
        i, j = i - (not dropped), j - (not added)
    return tuple(reversed(steps))


def _again(steps: tuple[Step, ...], habit: Habit) -> float:
    """What repeated swaps of the same letters cost less than the first."""
    seen: set[tuple[str, str]] = set()
    saved = 0.0
    for step in steps:
        if step.how and step.written and step.meant and step.how != EXCHANGED:
            if (step.written, step.meant) in seen:
                saved += max(0.0, AGAIN - habit.swaps_of(step.written)[step.meant][0])
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
