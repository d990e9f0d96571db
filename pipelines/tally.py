"""What was read and found, counted by platform: the table that a run ends with, and the run's health."""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from crawler.items import AnyItem, Listing, ListingPart, Status
from crawler.observation import Observation

FIELDS = ("title", "price", "brand", "item_id", "shop_name", "url")
"""The fields of a listing that a reader is held to; others are welcome, not owed."""


class TallyPipeline:
    """Count into the crawl's statistics under `wangxun/by/<platform>/…`."""

    def __init__(self, stats: StatsCollector) -> None:
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.stats)

    def process_item(self, item: Observation) -> Observation:
        """One page or card: what it was, how much of it was read, what was found."""
        page = item.item
        self._count(page, "findings", sum(finding.suspicious for finding in item.findings))
        if isinstance(page, ListingPart):
            return item  # part of a page that was counted
        self._count(page, "items")
        if not getattr(page, "card", False):
            self._count(page, "pages")
            self._count(page, f"status/{page.status.value}")
        if isinstance(page, Listing) and page.status is Status.OK:
            self._count(page, "listings")
            self._count(page, "fields", filled(page))
        return item

    def _count(self, page: AnyItem, name: str, amount: int = 1) -> None:
        if amount:
            self.stats.inc_value(f"wangxun/by/{page.platform or 'generic'}/{name}", amount)
            self.stats.inc_value(f"wangxun/{name}", amount)


def filled(item: AnyItem) -> int:
    """How many of FIELDS the item carries."""
    return sum(getattr(item, name, None) is not None for name in FIELDS)
