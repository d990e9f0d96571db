"""A spider that only yields items from `start()` ends when it is told to, with what it had."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

CRAWL = """
import asyncio, json, sys
import scrapy
from scrapy.crawler import AsyncCrawlerProcess

class Slow:
    async def process_item(self, item):
        await asyncio.sleep(0.01)
        return item

class Archive(scrapy.Spider):
    name = "archive"

    async def start(self):
        for number in range(100_000):
            await asyncio.sleep(0)
            if number == 5:
                self.end(self.crawler.engine)
            yield {"number": number}

    def end(self, engine):
        how = {"close": lambda: engine.close_spider_async(reason="enough"), "stop": engine.stop_async}[sys.argv[1]]
        self.ending = asyncio.create_task(how())

process = AsyncCrawlerProcess({
    "SPIDER_MIDDLEWARES": {"crawler.ending.OrderlyEndMiddleware": 10}, "ITEM_PIPELINES": {Slow: 1},
    "LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False,
})
crawler = process.create_crawler(Archive)
process.crawl(crawler)
process.start()
stats = crawler.stats.get_stats()
print(json.dumps({"items": stats["item_scraped_count"], "reason": stats["finish_reason"]}))
"""


@pytest.mark.parametrize(("how", "reason"), [("close", "enough"), ("stop", "shutdown")])
def test_a_spider_without_responses_ends_when_told(how: str, reason: str) -> None:
    command = [sys.executable, "-c", CRAWL, how]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    ended = json.loads(done.stdout)
    assert ended["reason"] == reason
    assert 4 <= ended["items"] < 1000
