"""Was the original price ever charged, does a last-day offer end: asked of the article's prices on earlier days."""

import asyncio
from typing import Self

from scrapy.crawler import Crawler

from crawler.items import Listing
from crawler.observation import Observation
from leads.engine import connect
from leads.prices import article_of, earlier_prices
from pipelines.judging import Judges
from pipelines.law import law_of, price_history
from rules.price_history import PriceHistory


class PriceHistoryPipeline:
    """Ask the database only for what a rule suspects; today's prices are written with the items."""

    def __init__(self, history: PriceHistory, judges: Judges, url: str) -> None:
        self.history = history
        self.judges = judges
        self.engine = connect(url)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        law = law_of(crawler)
        return cls(price_history(law), Judges.of(crawler), law.database)

    async def process_item(self, item: Observation) -> Observation:
        """Add what earlier days bear out; an article never seen before passes unchanged."""
        listing, day = item.item, item.capture.day
        suspicions = (await self.judges.opinion(item)).price_suspicions
        if not suspicions or not isinstance(listing, Listing):
            return item
        article = article_of(listing, item.capture.url)
        if article is not None:
            earlier = await asyncio.to_thread(earlier_prices, self.engine, article, day, self.history.within)
            item.findings += self.history.confirmed(suspicions, listing, earlier, day)
        return item

    async def close_spider(self) -> None:
        """Let the connections go."""
        self.engine.dispose()
