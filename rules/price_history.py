"""Does an article's own price history belie what the page says: an original price, an offer that ends today?

The price that a reduction is compared with must have been charged before it (规范促销行为暂行规定 第二十一条,
明码标价和禁止价格欺诈规定 第十六条). Where too few earlier days were seen, nothing is said; nor where the page
explains the crossed-out price as another one (a recommended retail price), which claims no original price.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from crawler.items import AnyItem, Listing
from rules.engine.saying import Saying
from rules.finding import Finding
from rules.language import History
from rules.packs import Packs
from rules.weighing import Weighed


@dataclass(frozen=True, slots=True)
class PriceDay:
    """The lowest and highest price (yuan) that an article was seen at on one day in Asia/Shanghai."""

    day: date
    low: Decimal
    high: Decimal


class PriceHistory:
    """The rules with a `history`; their words are found first, and prices asked for only then."""

    def __init__(self, packs: Packs) -> None:
        rules = [rule for rule in packs.rules.values() if rule.history]
        self._weighed = Weighed(packs, rules)
        self._original = [
            rule for rule in rules if rule.history and rule.history.asks == "original-never-charged"
        ]
        self._explained = {rule.id: Saying(packs, rule.lacks) for rule in self._original}
        self.within = max((rule.history.within for rule in rules if rule.history), default=0)
        """Days of history that the rules look at."""

    def suspicions(self, item: AnyItem, on: date) -> list[Finding]:
        """What would be said if the history agreed: empty for nearly every item."""
        if not isinstance(item, Listing) or item.price is None:
            return []
        return self._crossed_out(item, on) + self._weighed.told(item, on)

    def confirmed(
        self, suspicions: Sequence[Finding], item: Listing, earlier: Sequence[PriceDay], on: date
    ) -> list[Finding]:
        """Those of `suspicions` that the prices of earlier days bear out, with the days in the explanation."""
        return [
            finding.model_copy(update={"explanation": f"{finding.explanation}（{_days(seen)}）"})
            for finding in suspicions
            if (history := self._weighed.rules[finding.rule].history)
            and (seen := _enough(history, earlier, on))
            and _borne_out(history, item, seen)
        ]

    def _crossed_out(self, item: Listing, on: date) -> list[Finding]:
        if item.original_price is None or item.price is None or item.original_price <= _highest(item):
            return []
        shown = str(item.original_price)
        place = {"field": "original_price", "start": 0, "end": len(shown), "excerpt": shown}
        found = [self._weighed.packs.finding(rule.id, on, **place) for rule in self._original]
        return [finding for finding in found if finding and not self._explained[finding.rule].stands_in(item)]


def _highest(item: Listing) -> Decimal:
    return max(price for price in (item.price, item.price_max) if price is not None)


def _enough(history: History, earlier: Sequence[PriceDay], on: date) -> list[PriceDay]:
    """The days that the rule looks at; empty where they are too few to say anything."""
    seen = [price for price in earlier if on - timedelta(history.within) <= price.day < on]
    far = bool(seen) and min(price.day for price in seen) <= on - timedelta(history.span)
    return seen if far and len(seen) >= history.seen else []


def _borne_out(history: History, item: Listing, seen: Sequence[PriceDay]) -> bool:
    if history.asks == "price-stood":
        return all(price.low == item.price for price in seen)
    return item.original_price is not None and all(price.high < item.original_price for price in seen)


def _days(seen: Sequence[PriceDay]) -> str:
    first, last = min(price.day for price in seen), max(price.day for price in seen)
    low, high = min(price.low for price in seen), max(price.high for price in seen)
    prices = f"{low}元" if low == high else f"{low}至{high}元"
    return f"{first}至{last}间在{len(seen)}日见到，价格{prices}"
