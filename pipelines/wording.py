"""Forbidden wording: what the packs in force on the day of capture say about an item's text."""

from typing import Self

from scrapy.crawler import Crawler

from crawler.items import Status
from crawler.observation import Observation
from pipelines.law import wording_of
from rules.wording import Wording


class WordingPipeline:
    """Add one Finding a phrase; a page that could not be read passes unchanged."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(wording_of(crawler))

    def process_item(self, item: Observation) -> Observation:
        """Judge the item's own words; its cards come as items of their own."""
        if item.item.status is Status.OK:
            item.findings += self.wording.judge(item.item, item.capture.day)
        return item
