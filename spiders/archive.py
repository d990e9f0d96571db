"""Stored pages read and judged like live ones: a manifest, a web archive, a HAR, a saved page, or a folder of them."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

from crawler.items import Search, Shop, Website
from crawler.observation import Observation
from spiders.arguments import ArchiveArguments, ArgumentError
from spiders.journey import cards_of
from spiders.paced import PacedSpider
from spiders.stored.formats import READERS, Pages, reader_of
from spiders.stored.manifest import read_manifest
from spiders.stored.page import StoredPage, StoredPageError
from spiders.stored.reading import read_stored


class ArchiveSpider(PacedSpider):
    """`wangxun crawl archive -a manifest=FILE`, or `-a file=PAGES.wacz`; no request is sent."""

    name = "archive"
    arguments_model = ArchiveArguments
    arguments: ArchiveArguments

    def pages(self) -> Pages:
        """The stored pages, lazily; ArgumentError where the kind of file is not known."""
        if self.arguments.manifest:
            return read_manifest(self.arguments.manifest)
        path = cast("Path", self.arguments.file)
        reader = reader_of(path)
        if reader is None:
            raise ArgumentError(f"不认识的文件类型：{path.name}，可读：{'、'.join(READERS)}")
        return reader(path)

    async def start(self) -> AsyncIterator[Any]:
        """One observation for each page and each of its cards."""
        pages = self.pages()
        while (page := await asyncio.to_thread(next, pages, None)) is not None:
            await self.room()
            if isinstance(page, StoredPageError):
                self.count("wangxun/unreadable_pages")
                self.logger.error("%s", page)
                continue
            for observation in await asyncio.to_thread(observations, page):
                yield observation

    def detail(self, card: Any) -> None:
        """An archive opens nothing."""


def observations(page: StoredPage) -> list[Observation]:
    """What a stored page says, then what its cards say."""
    item = read_stored(page)
    seen = [Observation(item=item, capture=page.capture)]
    if isinstance(item, Search | Shop | Website):
        seen += [Observation(item=card, capture=page.capture) for card in cards_of(item)]
    return seen
