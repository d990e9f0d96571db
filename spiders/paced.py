"""What the spiders share that send no request: nothing is taken in faster than the pipelines let it go."""

import asyncio

from spiders.ordered import OrderedSpider

IN_FLIGHT = 64
"""Observations in the pipelines at once; reading waits beyond, so that memory stays bounded."""


class PacedSpider(OrderedSpider):
    """A spider whose `start` yields observations and asks for room before each."""

    async def room(self) -> None:
        """Wait until the pipelines have room: Scrapy holds back start *requests* only, never items."""
        scraper = self.crawler.engine.scraper if self.crawler.engine else None
        while scraper and scraper.slot and scraper.slot.itemproc_size > IN_FLIGHT:
            await asyncio.sleep(0.005)

    def count(self, name: str) -> None:
        """One more of `name` in the crawl's statistics."""
        if self.crawler.stats:
            self.crawler.stats.inc_value(name)
