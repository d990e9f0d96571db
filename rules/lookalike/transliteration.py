"""Is a name in hanzi the sound of a foreign mark (纽巴伦, New Balance)? Its syllables against the mark's letters.

A mark lies under the kinds of initials with which its syllables may begin (New Balance: N P L), so few are weighed.
Weighed is how likely each syllable is for its letters and each hanzi for its syllable, against the likelihood of the
name by itself: out of everyday words, or out of the few hundred hanzi of which all foreign-sounding names are made.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product

from rules.lookalike import sound
from rules.lookalike.background import UNSEEN, Background
from rules.lookalike.folding import key
from rules.lookalike.saying import Way, table, ways
from rules.lookalike.syllables import Costs, begins, costs_of, customary, may_begin

SHORTEST, LONGEST = 3, 8  # hanzi of a name that is held against foreign marks
MOST_NAMES, MOST_KEYS = (
    4096,
    16,
)  # names of a register; kinds of initials under which one way to say a name lies
FAITHFUL = 1.5  # how much a step away from the letters weighs
CUSTOMARY = 0.7  # of the hanzi of transliterations, those that the tables use
GENRE = math.log(0.1)  # of innocent names, those that sound foreign as well
MARGIN = 3.2  # nats more than a likeness within one script needs, from trade names that nobody copied


class Transliterations:
    """The foreign names of one register by how they may be said."""

    def __init__(self, names: Iterable[tuple[str, str]], background: Background) -> None:
        """`names`: folded, and as written with spaces between words."""
        self._background = background
        self._said: dict[str, list[tuple[str, Way, list[Costs]]]] = defaultdict(list)
        for name, written in islice(names, MOST_NAMES):
            words = [word for word in map(key, written.split()) if word.isascii() and word.isalpha()]
            for way in ways(words) if "".join(words) == name else ():
                if SHORTEST <= len(way[1]) <= LONGEST:
                    costs = list(map(costs_of, way[1]))
                    for kinds in islice(product(*map(may_begin, way[1])), MOST_KEYS):
                        self._said["".join(kinds)].append((name, way, costs))
        self._beginnings = {kinds[:stop] for kinds in self._said for stop in range(1, len(kinds) + 1)}

    def beginnings(self, text: str, stops: Sequence[int]) -> list[int]:
        """The stops at which `text[:stop]` may be the sound of a foreign name."""
        found: list[int] = []
        if stops[0] > LONGEST or stops[-1] < SHORTEST:
            return found
        said = [""]
        for stop, char in enumerate(text[:LONGEST], start=1):
            said = [
                longer
                for kinds in said
                for kind in begins(char)
                if (longer := kinds + kind) in self._beginnings
            ]
            if not said:
                break
            if stop in stops and any(self._hearings(kinds, text[:stop]) for kinds in said):
                found.append(stop)
        return found

    def _hearings(self, kinds: str, text: str) -> list[tuple[str, float, Way]]:
        """The names of these initials that can be heard in the whole text: what that costs, and how they are said."""
        return [
            (name, spent, way)
            for name, way, costs in self._said.get(kinds, ())
            if (spent := _spent(costs, text, way[0])) is not None
        ]

    def near(self, text: str) -> Iterator[tuple[str, float, str]]:
        """The foreign names that the whole text may be the sound of: name, evidence in nats, what stands for what."""
        if not SHORTEST <= len(text) <= LONGEST:
            return
        best: dict[str, tuple[float, Way]] = {}
        for kinds in _kinds(text):
            for name, spent, way in self._hearings(kinds, text):
                if name not in best or spent < best[name][0]:
                    best[name] = spent, way
        if best:
            chosen = sum(map(self._chosen, text)) - MARGIN
            against = max(self._background.name(text), GENRE + sum(map(self._foreign, text)))
            for name, (spent, (_, units)) in best.items():
                steps = (f"{unit.shown}→{char}" for unit, char in zip(units, text, strict=True))
                yield name, chosen - FAITHFUL * spent - against, "，".join(steps)

    def _chosen(self, char: str) -> float:
        """How likely a hanzi is written for its syllable."""
        said = sound.readings(char)[0]
        share, same = self._background.char(char), self._background.syllable.get(said, 0.0)
        listed = customary().get(said, "")
        usual = CUSTOMARY / len(listed) if char in listed else 0.0
        return math.log(usual + (1 - CUSTOMARY) * share / max(share, same))

    def _foreign(self, char: str) -> float:
        """How likely a hanzi is in a name that sounds foreign."""
        listed = table("char")[""][0]
        usual = CUSTOMARY / len(listed) if char in listed else 0.0
        return math.log(usual + (1 - CUSTOMARY) * max(UNSEEN, self._background.char(char)))


def _kinds(text: str) -> Iterable[str]:
    """The kinds of initials with which the characters of a text may begin, a letter each; none for letters."""
    listed = [begins(char) for char in text]
    joined = "".join(listed)
    if len(joined) == len(text):
        return (joined,) if all(listed) else ()
    return map("".join, product(*listed))


def _spent(costs: list[Costs], text: str, total: float) -> float | None:
    """What it costs to hear a name in a text, beside its way's own `total`; None when it cannot be heard."""
    for of_unit, char in zip(costs, text, strict=True):
        one = of_unit[char]
        if one is None:
            return None
        total += one
    return total
