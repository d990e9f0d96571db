"""Which pictures of articles does a crawl fetch, and what do they say? As many as the campaign allows, each once.

A picture is judged as part of the listing whose page shows it: its evidence is its own record and that page's. So are the
words of a description that is fetched on the way to its pictures.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings

from crawler.cached import folder
from crawler.items import (
    AnyItem,
    Listing,
    ListingDescription,
    ListingPart,
    ListingPicture,
    PictureShown,
    ShownBy,
    Status,
)
from crawler.observation import Observation
from evidence.capture import SHOWN_ON, Capture
from spiders.pictures.licence_item import is_picture
from spiders.pictures.listing_picture import read_listing_picture
from spiders.pictures.reader import MISSING, available

logger = logging.getLogger(__name__)

MOST = 20
"""Pictures of one page that are fetched: the description's first ones come first."""

LARGEST = 8 * 1024 * 1024
"""Bytes of one picture."""

KEPT = 64 * 1024 * 1024
"""Bytes of pictures that are held for the next page that shows them."""

STORES = (
    "alicdn.com", "taobaocdn.com", "tbcdn.cn", "dsc.taobao.com", "dscnew.taobao.com", "descnew.taobao.com",
    "itemcdn.tmall.com", "360buyimg.com", "d.3.cn", "cd.jd.com", "suning.cn", "ddimg.cn", "pddpic.com", "mogucdn.com",
    "miyabaobei.com", "aliexpress-media.com", "media-amazon.com", "ssl-images-amazon.com", "c-ctrip.com", "dpfile.com",
    "meituan.net", "yimg.com", "aliyuncs.com", "myqcloud.com", "bcebos.com", "clouddn.com", "qiniucdn.com",
    "upaiyun.com", "upcdn.net", "yzcdn.cn", "shopifycdn.com", "cdn.shopify.com", "cloudfront.net",
)  # fmt: skip
"""Hosts that only keep files and descriptions for whoever shows them: the platforms' own and those for rent."""

COUNTS = "wangxun/pictures"


def budget(settings: BaseSettings) -> int:
    """How many pictures of descriptions a crawl may fetch; 0: none. ValueError where it cannot be so."""
    said = settings.get("WANGXUN_DESCRIPTION_PICTURES") or 0
    try:
        allowed = int(said)
    except (TypeError, ValueError):
        allowed = -1
    if allowed < 0:
        raise ValueError(
            f"WANGXUN_DESCRIPTION_PICTURES 应为一次抓取最多识读的图片数（0 为不识读），而不是 {said!r}"
        )
    if allowed and not available():
        raise ValueError(
            f"活动要求识读商品描述图片（pictures: {allowed}），但{MISSING}；请安装，或去掉 pictures"
        )
    return allowed


@dataclass(frozen=True)
class Shown:
    """A picture that is to be read, and the pages that show it: the listing's, and its description where fetched."""

    picture: ListingPicture
    pages: tuple[Capture, ...]


class Visits(Protocol):
    """What is needed of the spider."""

    settings: BaseSettings
    crawler: Crawler
    pictures_asked: int
    """So far, before an interruption too."""

    def keeps(self, url: str, page: str) -> bool:
        """Does the address lie where the crawl goes anyway, or on the page's own domain?"""

    def picture(self, shown: Shown) -> Request:
        """A request for one picture."""

    def description(self, item: Listing, page: Capture) -> Request:
        """A request for what the page's script would fetch as its description."""


class DescriptionPictures:
    """Those of one crawl. What several pages show is fetched once and judged with each."""

    def __init__(self, visits: Visits) -> None:
        self.visits = visits
        self.allowed = budget(visits.settings)
        self.cache: Path = folder(visits.settings.get("WANGXUN_CACHE"))
        self._waiting: dict[str, list[Shown]] = {}  # address → pages that show what was asked for
        self._kept: OrderedDict[str, tuple[Capture, bytes]] = OrderedDict()
        self._turn = asyncio.Lock()  # one at a time: the others hold no thread

    async def of(self, item: AnyItem, page: Capture) -> AsyncIterator[Request | Observation]:
        """What the pictures of an article's own page say, as far as they are here, and requests for the others.

        A description that the page's script fetches comes first.
        """
        if not self.allowed or not isinstance(item, Listing) or item.card or item.status is not Status.OK:
            return
        elsewhere = item.description_url
        if elsewhere and self._left() and self._may_go(elsewhere, page):
            yield self.visits.description(item, page)
            return
        async for said in self._shown(item, (page,), list(enumerate(item.pictures))):
            yield said

    async def described(
        self, item: Listing, pages: tuple[Capture, ...], pictures: Sequence[PictureShown]
    ) -> AsyncIterator[Request | Observation]:
        """The same once the description was fetched, or could not be: its pictures, then those of the page itself."""
        own = list(enumerate(item.pictures))
        known = {one.url for one in item.pictures}
        found = [one for one in pictures if one.url not in known]
        async for said in self._shown(item, pages, [*enumerate(found, len(own)), *own]):
            yield said

    async def parse(self, response: Response, shown: Shown) -> AsyncIterator[Observation]:
        """What a fetched picture says to each page that shows it."""
        url = shown.picture.picture_url or ""
        waiting = self._waiting.pop(url, None) or [shown]
        if response.status >= 400 or not is_picture(response.body):
            self._count("unfetched")
            return
        capture: Capture = response.meta["capture"]
        self._keep(url, capture, response.body)
        for one in waiting:
            yield await self._judged(one, capture, response.body)

    def failed(self, shown: Shown) -> None:
        """Nothing came."""
        self._waiting.pop(shown.picture.picture_url or "", None)
        self._count("unfetched")

    def closed(self) -> None:
        """What was asked for and did not come before the crawl ended."""
        self._count("unfetched", len(self._waiting))

    async def _shown(
        self, item: Listing, pages: tuple[Capture, ...], pictures: Sequence[tuple[int, PictureShown]]
    ) -> AsyncIterator[Request | Observation]:
        """The first MOST that lie where a crawl may go for them."""
        there = [(number, one.url) for number, one in pictures if self._may_go(one.url, pages[0])]
        self._count("elsewhere", len(pictures) - len(there))
        self._count("left_out", len(there) - len(there[:MOST]))
        for number, url in there[:MOST]:
            shown = Shown(_of(item, number, url, pages), pages)
            if url in self._kept:
                self._kept.move_to_end(url)
                yield await self._judged(shown, *self._kept[url])
            elif url in self._waiting:
                self._waiting[url].append(shown)
            elif self._left():
                self.visits.pictures_asked += 1
                self._waiting[url] = [shown]
                yield self.visits.picture(shown)
            else:
                self._beyond()

    def _left(self) -> bool:
        return self.visits.pictures_asked < self.allowed

    def _may_go(self, url: str, page: Capture) -> bool:
        return self.visits.keeps(url, page.url) or is_store(url)

    async def _judged(self, shown: Shown, capture: Capture, body: bytes) -> Observation:
        """The picture as an item, read in a process of its own; its capture says of which page it is."""
        async with self._turn:
            item, remembered = await asyncio.to_thread(read_listing_picture, shown.picture, body, self.cache)
        self._count("read" if item.status is Status.OK else "unreadable")
        self._count("remembered", int(remembered))
        item.captured_at = capture.at
        return _observed(item, shown.picture, capture, shown.pages)

    def _keep(self, url: str, capture: Capture, body: bytes) -> None:
        self._kept[url] = capture, body
        while sum(len(kept) for _, kept in self._kept.values()) > KEPT:
            self._kept.popitem(last=False)

    def _beyond(self) -> None:
        if self.visits.crawler.stats and not self.visits.crawler.stats.get_value(f"{COUNTS}/beyond"):
            logger.warning("描述图片：本次抓取的识读额度（pictures）已用完，其余图片不再识读")
        self._count("beyond")

    def _count(self, name: str, amount: int = 1) -> None:
        if amount and self.visits.crawler.stats:
            self.visits.crawler.stats.inc_value(f"{COUNTS}/{name}", amount)


def is_store(url: str) -> bool:
    """Does the address lie on a host that only keeps files?"""
    host = (urlsplit(url).hostname or "").lower()
    return any(host == store or host.endswith("." + store) for store in STORES)


def description_said(item: Listing, page: Capture, capture: Capture, words: str) -> Observation:
    """The words of the description of `page`'s article, which was fetched by itself."""
    asked = ListingDescription(**_shared(item, (page, capture)))
    read = asked.model_copy(update={"text": words, "captured_at": capture.at})
    return _observed(read, asked, capture, (page,))


def _observed(
    read: ListingDescription | ListingPicture,
    asked: ListingPart,
    capture: Capture,
    pages: tuple[Capture, ...],
) -> Observation:
    """The capture says of which page it is a part, so that it can be read again by itself."""
    note = asked.model_dump_json(exclude_defaults=True)
    capture = replace(capture, notes=capture.notes | {SHOWN_ON: note})
    return Observation(item=read, capture=capture, rests_on=pages)


def _of(item: Listing, number: int, url: str, pages: tuple[Capture, ...]) -> ListingPicture:
    """The picture, not yet read."""
    return ListingPicture(number=number, picture_url=url, **_shared(item, pages))


def _shared(item: Listing, pages: tuple[Capture, ...]) -> dict[str, Any]:
    """What the listing of a part is known by, what goods it is about, and which pages show it."""
    names = ("platform", "title", "item_id", "category", "shop_id", "shop_name", "shop_url", "seller_name")
    shown_by = [ShownBy(url=page.url, sha256=page.sha256) for page in pages]
    return {name: getattr(item, name) for name in names} | {
        "url": item.url or pages[0].url,
        "shown_by": shown_by,
    }
