"""What the look-alike check says: a match with a mark, and what was considered and let go."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from rules.marks import Mark

RIVALS, MOST = 8.0, 3  # nats by which a second mark may be weaker; marks named for one name


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a text that imitates a mark. `start`, `end` are offsets into the text as given."""

    mark: Mark
    name: str  # the mark or the alias that is imitated, folded
    kind: str
    score: float  # 0 to 1; from 0.66 on it is reported
    start: int
    end: int
    explanation: str  # one Chinese sentence


@dataclass(frozen=True, slots=True)
class Considered:
    """A mark that was near, the evidence in nats above the bar, and why it was let go (None: reported)."""

    match: Match
    evidence: float
    innocent: str | None = None

    def moved(self, by: int, dearer: float = 0.0) -> Self:
        """The same in a longer text, where the stretch begins `by` later and the bar is higher by `dearer`."""
        match = replace(self.match, start=self.match.start + by, end=self.match.end + by)
        return replace(self, match=match, evidence=self.evidence - dearer)


def score(above: float) -> float:
    """From nats above the bar to 0…1."""
    return round(1 / (1 + math.exp(-max(-60.0, above + 2) / 3)), 3)


def strongest(found: Iterable[Considered]) -> list[Match]:
    """The reported marks of nearly the most evidence, strongest first, each once."""
    reported = sorted(
        (one for one in found if one.innocent is None), key=lambda one: one.evidence, reverse=True
    )
    best: dict[str, Considered] = {}
    for one in reported:
        best.setdefault(one.match.mark.mark, one)
    return [one.match for one in best.values() if one.evidence >= reported[0].evidence - RIVALS][:MOST]
