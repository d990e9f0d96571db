"""Stored pages read and judged like live ones: a manifest of saved files, or a WARC or WACZ that was handed in."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any, Self, cast

from scrapy import Spider
from scrapy.crawler import Crawler

from crawler.items import Search, Shop, Website
from crawler.observation import Observation
from spiders.arguments import ArchiveArguments, ArgumentError
from spiders.journey import cards_of
from spiders.stored.manifest import read_manifest
from spiders.stored.page import StoredPage, StoredPageError
from spiders.stored.reading import read_stored
from spiders.stored.warc import read_wacz, read_warc

Pages = Iterator[StoredPage | StoredPageError]
READERS: dict[str, Callable[[Path], Pages]] = {
    ".warc": read_warc,
    ".warc.gz": read_warc,
    ".wacz": read_wacz,
}
"""What the file's name ends in → how its pages are read."""

IN_FLIGHT = 64
"""Observations in the pipelines at once; reading waits beyond, so that memory stays bounded."""


class ArchiveSpider(Spider):
    """`wangxun crawl archive -a manifest=FILE`, or `-a file=PAGES.wacz`; no request is sent."""

    name = "archive"
    arguments_model = ArchiveArguments

    def __init__(self, arguments: ArchiveArguments, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.arguments = arguments

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = cls(ArchiveArguments.parse(cls.name, kwargs))
        spider._set_crawler(crawler)
        spider.pages()
        return spider

    def pages(self) -> Pages:
        """The stored pages, lazily; ArgumentError where the kind of file is not known."""
        if self.arguments.manifest:
            return read_manifest(self.arguments.manifest)
        path = cast("Path", self.arguments.file)
        for ending, reader in READERS.items():
            if path.name.lower().endswith(ending):
                return reader(path)
        raise ArgumentError(
            f"不认识的文件类型：{path.name}，可读：{'、'.join(READERS)}，或用 manifest= 给出清单"
        )

    async def start(self) -> AsyncIterator[Any]:
        """One observation for each page and each of its cards."""
        pages = self.pages()
        while (page := await asyncio.to_thread(next, pages, None)) is not None:
            await self._room()
            self._count("wangxun/pages")
            if isinstance(page, StoredPageError):
                self._count("wangxun/unreadable_pages")
                self.logger.error("%s", page)
                continue
            for observation in await asyncio.to_thread(observations, page):
                yield observation

    def detail(self, card: Any) -> None:
        """An archive opens nothing."""

    async def _room(self) -> None:
        # Scrapy holds back start *requests* only; items from start() would all be taken in at once.
        scraper = self.crawler.engine.scraper if self.crawler.engine else None
        while scraper and scraper.slot and scraper.slot.itemproc_size > IN_FLIGHT:
            await asyncio.sleep(0.005)

    def _count(self, name: str) -> None:
        if self.crawler.stats:
            self.crawler.stats.inc_value(name)


def observations(page: StoredPage) -> list[Observation]:
    """What a stored page says, then what its cards say."""
    item = read_stored(page)
    seen = [Observation(item=item, capture=page.capture)]
    if isinstance(item, Search | Shop | Website):
        seen += [Observation(item=card, capture=page.capture) for card in cards_of(item)]
    return seen
