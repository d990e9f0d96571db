"""Was any shop accused that shows its licence or could not be read, and was every proven absence found?"""

from collections import Counter
from dataclasses import dataclass, field

from bench.shop_fuzz.crawling import Seen
from bench.shop_fuzz.serving import Order
from bench.shop_fuzz.shops import Shop

ABSENT, MALFORMED = "licence.not-displayed", "licence.malformed-number"


@dataclass
class Score:
    """`false`: accused without ground; `missed`: not found; `verdicts`: by what is true of the shop."""

    shops: int = 0
    false: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    found: int = 0
    verdicts: dict[str, Counter[str]] = field(default_factory=dict)  # by what is true of a shop
    kinds: dict[str, Counter[str]] = field(default_factory=dict)  # by how it shows its licence


def score(order: Order, verdicts: Seen, accused: Seen) -> Score:
    """Every shop of the order against the truth about it."""
    result = Score(order.market + order.alone)
    for number in range(result.shops):
        one = order.shop(number)
        given, leads = verdicts.get(number, []), accused.get(number, [])
        given = given or ["undetermined (unfinished)"]
        result.verdicts.setdefault(one.truth, Counter())[given[0]] += 1
        result.kinds.setdefault(one.kind, Counter())[given[0]] += 1
        allowed = {"absent": {ABSENT}, "wrong": {MALFORMED}}.get(one.truth, set())
        said = (
            f"{one.truth} shop {number} ({one.kind}): {', '.join(given)}; leads: {', '.join(leads) or 'none'}"
        )
        if set(leads) - allowed:
            result.false.append(said)
        elif _must_be_found(one):
            result.found += bool(leads)
            if not leads:
                result.missed.append(said)
    return result


def _must_be_found(one: Shop) -> bool:
    """A wrong number may stand on a page that did not come."""
    return one.truth == "absent" or (one.truth == "wrong" and "+" not in one.kind)
