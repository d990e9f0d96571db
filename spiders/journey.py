"""What the visiting spiders share: read a page, hand on what it says, follow what the campaign asks for."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import tldextract
from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.items import AnyItem, Listing, Search, Shop, Status, Website
from crawler.memory import place
from spiders.arguments import JourneyArguments
from spiders.filing import belongs_to, identity, remember
from spiders.licence_pictures import picture_request, pictures_of
from spiders.ordered import Tally
from spiders.pages.platforms import by_host
from spiders.picturing import Picturing
from spiders.reading import read_response
from spiders.rendering import in_browser, policy_for, wants_drawing

# The list that the package brings; it would otherwise be fetched from the network on first use.
_registrable = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)

UNREADABLE = frozenset({Status.BLOCKED, Status.LOGIN, Status.GONE})
"""Statuses of a page that leads nowhere: its links are not the shop's."""

FAILURES: tuple[tuple[tuple[type[Exception], ...], str | None], ...] = (
    ((IgnoreRequest,), None),  # robots.txt, a refused address, a site that blocks: each says so itself
    ((DownloadTimeoutError,), "超时未答复，可调大 DOWNLOAD_TIMEOUT 或稍后再抓"),
    ((CannotResolveHostError,), None),
    ((DownloadCancelledError, ResponseDataLossError), "页面超过单页上限或传输中断，未予采用"),
    ((DownloadConnectionRefusedError, DownloadFailedError), "连接失败，请核对网址与网络"),
)
"""Kinds of download failures → the words for them; None where the failure's own message is for people."""


def site_of(url: str) -> str:
    """What counts as one site: the registrable domain, or host and port where there is none (an address)."""
    domain = _registrable(url).top_domain_under_public_suffix
    return domain or urlsplit(url).netloc.lower()


def cards_of(page: Search | Shop | Website) -> Iterator[Listing]:
    """The page's cards as listings of their own, with what they owe to their page."""
    for card in page.items:
        missing: dict[str, Any] = {
            name: value
            for name in ("platform", "captured_at", "path", "shop_name", "shop_url", "shop_id")
            if getattr(card, name) is None and (value := getattr(page, name, None)) is not None
        }
        yield card.model_copy(update={"card": True, "url": card.url or page.url} | missing)


class Journey(Picturing):
    """A visit to one site: `parse` reads any page of it and goes on from there."""

    arguments: JourneyArguments
    most_pages: ClassVar[int | None] = None  # when the arguments set no bound
    listings_judged = Tally()

    def __init__(self, arguments: JourneyArguments, **kwargs: Any) -> None:
        super().__init__(arguments, **kwargs)
        self.sites: set[str] = set()

    def start_addresses(self) -> list[str]:
        """Where the journey begins."""
        raise NotImplementedError

    async def start(self) -> AsyncIterator[Any]:
        """One request for each beginning; only its site, and what belongs to its platform, is visited."""
        for url in self.start_addresses():
            self.sites.add(site_of(url))
            self._followed.add(url)
            yield self.visit(url)

    async def parse(self, response: Response, shop: dict[str, str] | None = None) -> AsyncIterator[Any]:
        """Yield the page's item, its cards, and requests for the pages that the journey goes on to."""
        item = await read_response(response, memory=self._memory())
        if response.request and wants_drawing(item, response, self.settings):
            yield self.drawn(response.request)
            return
        belongs_to(item, shop)
        pictures = pictures_of(item, self.stays) if self._reads_pictures() else {}
        item.licence_pictures = list(pictures)
        remember(response, shop=shop, pictures=item.licence_pictures)
        yield item
        if item.status in UNREADABLE:
            return
        if isinstance(item, Search | Shop | Website):
            for card in cards_of(item):
                if self.listings_judged == self.arguments.max_items:
                    break
                self.listings_judged += 1
                yield card
        for url, owner in pictures.items():
            given = {"shop": identity(item), "owner": owner}
            yield picture_request(url, callback=self.parse_picture, errback=self.failed, cb_kwargs=given)
        for request in self.onward(item, response, shop):
            yield request
        if self.visits_pictures:
            async for said in self.descriptions.of(item, response.meta["capture"]):
                yield said

    def _memory(self) -> Path | None:
        """Where readings are remembered; pages that are not kept are never read again."""
        return (
            None if self.settings["WANGXUN_EVIDENCE"] == "none" else place(self.settings.get("WANGXUN_CACHE"))
        )

    def onward(self, item: AnyItem, response: Response, shop: dict[str, str] | None) -> Iterator[Request]:
        """The pages to visit after `item`, most telling first."""
        raise NotImplementedError

    def visit(self, url: str, *, priority: int = 0, shop: dict[str, str] | None = None) -> Request:
        """A request for one page; `shop` is whose page it is when its link stood on that shop's page."""
        request = Request(
            url, callback=self.parse, errback=self.failed, cb_kwargs={"shop": shop}, priority=priority
        )
        platform = by_host(urlsplit(url).hostname or "")
        always = policy_for(self.settings, platform.name if platform else None) == "always"
        return self.drawn(request) if always else request

    def drawn(self, request: Request) -> Request:
        """The same request, drawn by the browser; with the log-in that the campaign's authority allows, if any."""
        pictured = self.settings.getint("WANGXUN_SCREENSHOT_SEVERITY") > 0
        return in_browser(request, self.settings["WANGXUN_LOGIN_STATE"] or None, pictured=pictured)

    def detail(self, card: Listing) -> Request | None:
        """A request for a card's own page, None where it lies outside of the journey."""
        return self.visit(card.url, priority=5) if card.url and self.stays(card.url) else None

    def failed(self, failure: Failure) -> None:
        """Say in one line what was not read and why; a place that was not read leaves its verdict open."""
        url = getattr(getattr(failure, "request", None), "url", "?")
        for kinds, words in FAILURES:
            if isinstance(failure.value, kinds):
                self.logger.warning("未能读取 %s：%s", url, words or failure.getErrorMessage())
                break
        else:
            self.logger.warning("未能读取 %s：%s", url, failure.getErrorMessage())
        if self.crawler.stats:
            self.crawler.stats.inc_value("wangxun/failed_requests")

    def stays(self, url: str) -> bool:
        """Does `url` lie on a site of this journey?"""
        return site_of(url) in self.sites

    def keeps(self, url: str, page: str) -> bool:
        """Does `url` lie on a site of this journey, or on the domain of the page that shows it?"""
        return self.stays(url) or site_of(url) == site_of(page)

    def following(
        self, urls: list[str], *, priority: int, shop: dict[str, str] | None = None
    ) -> Iterator[Request]:
        """Requests for those of `urls` that stay on the journey's sites."""
        for url in urls:
            if self.stays(url):
                yield self.visit(url, priority=priority, shop=shop)

    def more_pages(self, urls: list[str], shop: dict[str, str] | None = None) -> Iterator[Request]:
        """Requests for further pages of cards, while the budget of pages lasts; each page takes of it once."""
        followed = self._followed
        for url in filter(self.stays, urls):
            if url in followed:
                continue
            if self._spent():
                return
            followed.add(url)
            yield self.visit(url, shop=shop)

    @property
    def _followed(self) -> set[str]:
        """The pages of cards that were asked for, before an interruption too; those where it began among them."""
        followed: set[str] = self.state.setdefault("followed", set())
        return followed

    def _spent(self) -> bool:
        """Is the budget of pages (the first page counts) or of listings used up?"""
        pages, listings = self.arguments.max_pages or self.most_pages, self.arguments.max_items
        return (pages is not None and len(self._followed) >= pages) or (
            listings is not None and self.listings_judged >= listings
        )
