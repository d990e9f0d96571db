"""A journey through a stand-alone shop: home page, catalogue, footer, licence, about and policy pages."""

from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.linkextractors import LinkExtractor
from scrapy.utils.sitemap import Sitemap

from crawler.items import AnyItem, Listing, Search, Website
from spiders.arguments import WebsiteArguments
from spiders.journey import Journey

SITEMAP_PAGES = 500
"""Addresses taken from one sitemap at most; the catalogue's own paging reaches the rest."""


class WebsiteSpider(Journey):
    """`wangxun crawl website -a url=https://shop.example/`; stays on that host."""

    name = "website"
    arguments_model = WebsiteArguments
    arguments: WebsiteArguments
    most_pages = 500  # a calendar or a filter can link to pages without end
    links = LinkExtractor()

    def start_addresses(self) -> list[str]:
        """The home page."""
        return [self.arguments.url]

    async def start(self) -> AsyncIterator[Any]:
        """The home page, and the sitemap that may lie beside it."""
        async for request in super().start():
            yield request
        for url in self.start_addresses():
            yield Request(urljoin(url, "/sitemap.xml"), callback=self.parse_sitemap, priority=-10)

    def stays(self, url: str) -> bool:
        """On this very host, whatever else shares its domain."""
        home = urlsplit(self.arguments.url).netloc.lower()
        return urlsplit(url).netloc.lower().removeprefix("www.") == home.removeprefix("www.")

    def parse_sitemap(self, response: Response) -> Iterator[Request]:
        """Visit the pages that the site itself lists; anything that is no sitemap is passed over."""
        if response.status != 200 or not response.body.lstrip().startswith(
            (b"<?xml", b"<urlset", b"<sitemapindex")
        ):
            return
        sitemap = Sitemap(response.body)
        urls = [
            entry["loc"] for entry, _ in zip(sitemap, range(SITEMAP_PAGES), strict=False) if "loc" in entry
        ]
        if sitemap.type == "sitemapindex":
            for url in filter(self.stays, urls):
                yield Request(url, callback=self.parse_sitemap, priority=-10)
        else:
            yield from self.more_pages(urls)

    def onward(self, item: AnyItem, response: Response, shop: dict[str, str] | None) -> Iterator[Request]:
        """Where the site shows its licence first, then its terms, its goods, and whatever else it links to.

        A small shop need not look like a catalogue to any reader, so its other links are followed as well;
        the cards' own pages are left to the campaign's choice of details.
        """
        yield from self.following(item.licence_places, priority=30)
        yield from self.following(item.policy_urls, priority=20)
        yield from self.more_pages([*([item.next_url] if item.next_url else []), *item.catalogue_urls])
        if isinstance(response, HtmlResponse) and not isinstance(item, Listing):
            cards = {card.url for card in item.items} if isinstance(item, Website | Search) else set()
            links = (link.url for link in self.links.extract_links(response))
            yield from self.more_pages([url for url in links if url not in cards])
