"""Claimed sales that the page's own count contradicts."""

from typing import Self

from scrapy.crawler import Crawler

from crawler.items import Status
from crawler.observation import Observation
from pipelines.law import packs_of
from rules.packs import Packs
from rules.shown_sales import ShownSalesCheck


class ShownSalesPipeline:
    """Add one Finding a claim; a page that could not be read, or shows no count, passes unchanged."""

    def __init__(self, packs: Packs) -> None:
        self.check = ShownSalesCheck(packs)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(packs_of(crawler))

    def process_item(self, item: Observation) -> Observation:
        """Judge the item's own words; its cards come as items of their own."""
        if item.item.status is Status.OK:
            item.findings += self.check.judge(item.item, item.capture.day)
        return item
