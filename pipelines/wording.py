"""Forbidden wording: what the packs in force on the day of capture say about an item's text."""

from typing import Self

from scrapy.crawler import Crawler

from crawler.observation import Observation
from pipelines.judging import Judges


class WordingPipeline:
    """Add one Finding a phrase; a page that could not be read passes unchanged."""

    def __init__(self, judges: Judges) -> None:
        self.judges = judges

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(Judges.of(crawler))

    async def process_item(self, item: Observation) -> Observation:
        """Judge the item's own words; its cards come as items of their own."""
        item.findings += (await self.judges.opinion(item)).words
        return item
