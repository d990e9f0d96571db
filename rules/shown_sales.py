"""Do the sales that the words claim contradict the sales that the page shows?"""

import re
from datetime import date

from crawler.items import AnyItem, Listing
from rules.engine.folding import PLAIN
from rules.engine.numbers import numbers
from rules.finding import Finding
from rules.packs import Packs
from rules.weighing import Weighed

_OF_A_WHILE = re.compile("月|近30|近三十|30天|日销|周|年销|今日|7天")


class ShownSalesCheck:
    """The rules with `shown_sales`: a claim far above the shown count is suspected, a count not shown never."""

    def __init__(self, packs: Packs) -> None:
        self._weighed = Weighed(packs, [rule for rule in packs.rules.values() if rule.shown_sales])

    def judge(self, item: AnyItem, on: date) -> list[Finding]:
        """One Finding a claim; nothing where the page shows no count, or one of another period."""
        shown = shown_count(item)
        if not shown or not isinstance(item, Listing):
            return []
        found = self._weighed.told(item, on)
        return [
            finding.model_copy(update={"explanation": f"{finding.explanation}（页面显示：{item.sales}）"})
            for finding in found
            if self._exceeds(finding, shown, item.sales or "")
        ]

    def _exceeds(self, finding: Finding, shown: float, sales: str) -> bool:
        bound = self._weighed.rules[finding.rule].shown_sales
        claimed = finding.excerpt or ""
        if bound is None or (_OF_A_WHILE.search(sales) and not _OF_A_WHILE.search(claimed)):
            return False
        return max(numbers(claimed.translate(PLAIN).lower()), default=0.0) > bound.times * shown


def shown_count(item: AnyItem) -> float | None:
    """The count in 已售1万+, 月销300; None where there is none or none that can be read."""
    if not isinstance(item, Listing) or not item.sales:
        return None
    found = numbers(item.sales.translate(PLAIN).lower())
    figures = [number for number in found if number not in (30.0, 7.0)] if len(found) > 1 else found
    return max(figures, default=None)
