"""One finding a phrase: where rules of one group meet in a text, the gravest speaks for all."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from rules.engine.claims import Claim
from rules.engine.trials import Trial

MOST_FINDINGS = 50  # of one rule in one field

Suspicion = tuple[Trial, Claim]


def distinct(suspicions: Iterable[Suspicion]) -> list[Suspicion]:
    """`suspicions` without overlaps inside a group: the gravest, then the longest, grown by what it met."""
    ranked = sorted(
        suspicions,
        key=lambda pair: (-pair[1].rule.severity, pair[0].start - pair[0].end, pair[0].start),
    )
    kept: defaultdict[str, list[Suspicion]] = defaultdict(list)
    counts: defaultdict[str, int] = defaultdict(int)
    for trial, claim in ranked:
        group = kept[claim.rule.group]
        if counts[trial.rule] >= MOST_FINDINGS:
            continue
        met = next((at for at, (other, _) in enumerate(group) if _meet(trial, other)), None)
        if met is None:
            counts[trial.rule] += 1
            group.append((trial, claim))
        else:
            group[met] = _grown(group[met][0], trial), group[met][1]
    return [pair for group in kept.values() for pair in group]


def _meet(one: Trial, other: Trial) -> bool:
    return one.start < other.end and other.start < one.end


def _grown(trial: Trial, other: Trial) -> Trial:
    """`trial`, its span extended by what `other` saw next to it."""
    left = other.excerpt[: max(0, trial.start - other.start)]
    right = other.excerpt[len(other.excerpt) - (other.end - trial.end) :] if other.end > trial.end else ""
    return replace(
        trial,
        start=trial.start - len(left),
        end=trial.end + len(right),
        excerpt=left + trial.excerpt + right,
    )
