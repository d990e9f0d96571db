"""Lets a crawl end that was told to while items of `start()` were in the pipelines.

Scrapy 2.19 asks whether the pipelines are idle when a response was scraped, never when an item that a spider
yielded from `start()` has passed (`Scraper.start_itemproc_async`): closed in that moment, by Ctrl-C or by a full
disk, a crawl of stored pages would wait for ever.
"""

import asyncio

from scrapy.crawler import Crawler

PAUSE_SECONDS = 0.1


async def end_when_idle(crawler: Crawler) -> None:
    """Once the scraper waits for its items to pass and they have, tell it so; returns then."""
    while True:
        await asyncio.sleep(PAUSE_SECONDS)
        slot = crawler.engine.scraper.slot if crawler.engine else None
        if slot and slot.closing and slot.is_idle():
            if crawler.spider and not slot.closing.called:
                slot.closing.callback(crawler.spider)
            return
