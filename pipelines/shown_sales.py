"""Claimed sales that the page's own count contradicts."""

from typing import Self

from scrapy.crawler import Crawler

from crawler.observation import Observation
from pipelines.judging import Judges


class ShownSalesPipeline:
    """Add one Finding a claim; a page that could not be read, or shows no count, passes unchanged."""

    def __init__(self, judges: Judges) -> None:
        self.judges = judges

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(Judges.of(crawler))

    async def process_item(self, item: Observation) -> Observation:
        """Judge the item's own words; its cards come as items of their own."""
        item.findings += (await self.judges.opinion(item)).shown_sales
        return item
