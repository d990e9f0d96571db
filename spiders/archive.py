"""Stored pages read and judged like live ones: a manifest, a web archive, a HAR, a saved page, or a folder of them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from w3lib.url import canonicalize_url

from crawler.items import AnyItem, LicenceOwner, Search, Shop, Website
from crawler.observation import Observation
from evidence.capture import Capture
from spiders.arguments import ArchiveArguments, ArgumentError
from spiders.filing import identity, picture_of
from spiders.journey import cards_of
from spiders.licence_pictures import pictures_of
from spiders.paced import PacedSpider
from spiders.pictures.reader import available
from spiders.stored.formats import READERS, Pages, pictures_in, reader_of
from spiders.stored.manifest import read_manifest
from spiders.stored.page import StoredPageError
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
        """One observation for each page and each of its cards, then for each picture on which a page shows its licence."""
        stored = await asyncio.to_thread(self._stored_pictures)
        asked: dict[str, tuple[dict[str, str], LicenceOwner]] = {}
        pages = self.pages()
        while (page := await asyncio.to_thread(next, pages, None)) is not None:
            await self.room()
            if isinstance(page, StoredPageError):
                self.count("wangxun/unreadable_pages")
                self.logger.error("%s", page)
                continue
            item = await asyncio.to_thread(read_stored, page)
            pictures = pictures_of(item, lambda url: canonicalize_url(url) in stored)
            item.licence_pictures = list(pictures)
            for url, owner in pictures.items():
                asked.setdefault(canonicalize_url(url), (identity(item), owner))
            for observation in observed(item, page.capture):
                yield observation
        async for observation in self._pictured(asked):
            yield observation

    def _stored_pictures(self) -> set[str]:
        """Addresses of the pictures that lie beside the pages, where they can be read."""
        path = self.arguments.file
        if path is None or not (self.settings.getbool("WANGXUN_PICTURES") and available()):
            return set()
        return {canonicalize_url(picture.url) for picture in pictures_in(path) if picture.url}

    async def _pictured(
        self, asked: dict[str, tuple[dict[str, str], LicenceOwner]]
    ) -> AsyncIterator[Observation]:
        """What the stored pictures say whose page asked for them, each once."""
        pictures = pictures_in(self.arguments.file) if asked and self.arguments.file else iter(())
        while asked and (picture := await asyncio.to_thread(next, pictures, None)) is not None:
            if (given := asked.pop(canonicalize_url(picture.url or ""), None)) is not None:
                await self.room()
                shop, owner = given
                item = await asyncio.to_thread(read_stored, replace(picture, pictured=owner))
                picture_of(item, shop)
                yield Observation(item=item, capture=picture.capture)

    def detail(self, card: Any) -> None:
        """An archive opens nothing."""


def observed(item: AnyItem, capture: Capture) -> list[Observation]:
    """What a stored page says, then what its cards say."""
    seen = [Observation(item=item, capture=capture)]
    if isinstance(item, Search | Shop | Website):
        seen += [Observation(item=card, capture=capture) for card in cards_of(item)]
    return seen
