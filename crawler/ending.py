"""A crawl that is told to end ends, also when its spider yields items from `start()` and visits nothing.

Scrapy 2.19 asks whether the last item is done only when a response is: a spider without responses, such as the one
that reads an archive, is never asked and would hang on Ctrl-C or a full disk, and its `start()` would be read to the
end all the same.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler

AFTER_ITEM = 0.05
"""Seconds after an item's signal by which Scrapy has counted the item off."""


class OrderlyEndMiddleware:
    """A spider middleware: stops reading `start()` once the crawl is closing, and asks after the last item."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make it."""
        middleware = cls(crawler)
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(middleware.item_done, signal)
        return middleware

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """What the spider starts with, until the crawl is told to end."""
        async for one in start:
            if self._closing():
                return
            yield one

    def item_done(self) -> None:
        """An item has left the pipelines: look soon whether it was the one that the end waits for."""
        if self._closing():
            asyncio.get_running_loop().call_later(AFTER_ITEM, self._end_if_idle)

    def _closing(self) -> bool:
        slot = self.crawler.engine.scraper.slot
        return slot is not None and slot.closing is not None

    def _end_if_idle(self) -> None:
        slot, spider = self.crawler.engine.scraper.slot, self.crawler.spider
        if slot and spider and slot.closing and not slot.closing.called and slot.is_idle():
            slot.closing.callback(spider)
