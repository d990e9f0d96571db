"""A crawl that is told to end while its own items are in the pipelines does end."""

import subprocess
import sys

CRAWL = '''
import asyncio
from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess
from pipelines.closing import end_when_idle

class Stored(Spider):
    """Yields an item without a response, as a spider of stored pages does."""

    name = "stored"

    async def start(self):
        yield {"page": 1}

class Closing:
    """Tells the crawl to end, and lets its item pass only then."""

    def __init__(self, crawler):
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler):
        return cls(crawler)

    async def open_spider(self):
        self.watch = asyncio.create_task(end_when_idle(self.crawler))

    async def process_item(self, item):
        self.end = asyncio.create_task(self.crawler.engine.close_spider_async(reason="told"))
        while not self.crawler.engine.scraper.slot.closing:
            await asyncio.sleep(0)
        return item

process = AsyncCrawlerProcess({"ITEM_PIPELINES": {Closing: 1}, "TELNETCONSOLE_ENABLED": False})
process.crawl(Stored)
process.start()
'''


def test_items_that_pass_after_the_crawl_was_told_to_end_do_not_keep_it_open() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", CRAWL], check=True, capture_output=True, text=True, timeout=60
    )
    assert "Spider closed (told)" in ended.stderr
