"""Was the original price ever charged, does a last-day offer end: asked of the article's prices on earlier days."""

import asyncio
from typing import Self

from scrapy.crawler import Crawler

from crawler.items import Listing, Status
from crawler.observation import Observation
from leads.engine import connect
from leads.prices import article_of, earlier_prices
from pipelines.law import packs_of
from rules.packs import Packs
from rules.price_history import PriceHistory


class PriceHistoryPipeline:
    """Ask the database only for what a rule suspects; today's prices are written with the items."""

    def __init__(self, packs: Packs, url: str) -> None:
        self.history = PriceHistory(packs)
        self.engine = connect(url)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(packs_of(crawler), crawler.settings["WANGXUN_DB"])

    async def process_item(self, item: Observation) -> Observation:
        """Add what earlier days bear out; an article never seen before passes unchanged."""
        listing, day = item.item, item.capture.day
        if not isinstance(listing, Listing) or listing.status is not Status.OK:
            return item
        suspicions = self.history.suspicions(listing, day)
        article = article_of(listing, item.capture.url) if suspicions else None
        if article is not None:
            earlier = await asyncio.to_thread(earlier_prices, self.engine, article, day, self.history.within)
            item.findings += self.history.confirmed(suspicions, listing, earlier, day)
        return item

    async def close_spider(self) -> None:
        """Let the connections go."""
        self.engine.dispose()
