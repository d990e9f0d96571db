"""LY (同程): lists of hotels and hotel pages."""

import re
from functools import cached_property

from web_poet import field, handle_urls

from crawler.items import PriceState
from spiders.pages import priorities
from spiders.pages.document import Document
from spiders.pages.embedded import first_words
from spiders.pages.layout import CardLayout, ResultsPage
from spiders.pages.listing import ListingPage, joined, title_tag
from spiders.pages.platforms import Platform
from spiders.pages.prices import Prices, yuan

NAME = "ly"
HOTEL_ID = re.compile(r"(?:HotelInfo-|[?&]hotelid=)(\d{3,12})", re.IGNORECASE)
TITLE_SUFFIX = re.compile(r"(?:预订|_|-).{0,80}同程.{0,20}$")


def hotel_id(url: str | None) -> str | None:
    """The number of a hotel in its address."""
    match = HOTEL_ID.search(url or "")
    return match.group(1) if match else None


@handle_urls(["www.ly.com/HotelInfo-*", "www.ly.com/hotel/hotelDetail*"])
class LyListingPage(ListingPage):
    """A hotel."""

    platform_name = NAME
    note = "无样本，未经验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return hotel_id(document.canonical) is not None

    @field
    def title(self) -> str | None:
        return first_words(
            self.document.first_text(".hotel-name h1", ".hotelName", "h1"),
            TITLE_SUFFIX.sub("", title_tag(self.document)),
        )

    @field
    def item_id(self) -> str | None:
        return hotel_id(self.document.url) or hotel_id(self.document.canonical)

    @cached_property
    def prices(self) -> Prices:
        place = self.document.first(".my-price", ".hotel-price", ".price")
        return Prices.of(yuan(joined(place)), otherwise=PriceState.NEEDS_JAVASCRIPT)


@handle_urls(["www.ly.com/hotel", "www.ly.com/searchlist*"], priority=priorities.SHOP)
class LySearchPage(ResultsPage):
    """A list of hotels; the price is that of the cheapest room."""

    platform_name = NAME
    layouts = "2018"
    proven = True
    layout = CardLayout(
        home="https://www.ly.com/",
        frames=("li.list-li[data-id]", "li[data-hotel-name]"),
        titles=(".info a[title]", ".title", "a[title]"),
        prices=(".my-price", ".a-price", ".price"),
        id_of=hotel_id,
        id_attributes=("data-id",),
        links=("a.img-container", "a[href*='HotelInfo']"),
        places=(".detail-info .add", ".detail-info"),
        ratings=(".recent-grade",),
        next_links=("a.next",),
        no_price=PriceState.NEEDS_JAVASCRIPT,
    )

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return document.first("li[data-hotel-name]") is not None


PLATFORM = Platform(
    name=NAME,
    title="同程",
    hosts=("ly.com", "17u.cn"),
    pages=(LyListingPage, LySearchPage),
    signs=("40017.cn", "同程旅游酒店预订"),
)
