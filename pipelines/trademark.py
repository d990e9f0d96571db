"""Names that imitate a protected mark: titles, brands and shop names held against the register of marks."""

import asyncio
from typing import Self

from scrapy.crawler import Crawler

from crawler.items import Status
from crawler.observation import Observation
from pipelines.law import lookalike_of
from rules.lookalike.matcher import Lookalike


class TrademarkPipeline:
    """Add one Finding for each imitated mark; a page that could not be read passes unchanged."""

    def __init__(self, lookalike: Lookalike) -> None:
        self.lookalike = lookalike
        # Fifty cards come at once: one is judged a turn of the event loop, downloads and the database between.
        self._turn = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(lookalike_of(crawler))

    async def process_item(self, item: Observation) -> Observation:
        """Judge the item's own names; its cards come as items of their own."""
        if item.item.status is Status.OK:
            async with self._turn:
                item.findings += self.lookalike.judge(item.item, item.capture.day)
                await asyncio.sleep(0)
        return item
