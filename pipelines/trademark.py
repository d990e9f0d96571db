"""Names that imitate a protected mark: titles, brands and shop names held against the register of marks."""

from typing import Self

from scrapy.crawler import Crawler

from crawler.observation import Observation
from pipelines.judging import Judges


class TrademarkPipeline:
    """Add one Finding for each imitated mark; a page that could not be read passes unchanged."""

    def __init__(self, judges: Judges) -> None:
        self.judges = judges

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(Judges.of(crawler))

    async def open_spider(self) -> None:
        """A law that cannot be loaded ends the crawl before its first request."""
        await self.judges.ready()

    async def process_item(self, item: Observation) -> Observation:
        """Judge the item's own names; its cards come as items of their own."""
        item.findings += (await self.judges.opinion(item)).imitations
        return item
