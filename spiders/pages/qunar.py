"""Qunar (去哪儿): lists of hotels as its touch pages show them, and its hotel pages."""

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

NAME = "qunar"
HOTEL = re.compile(r"/(?:hotel/|city/)([a-z_]{2,40})/dt-(\d{1,8})")
TITLE_SUFFIX = re.compile(r"(?:预订|_|-).{0,80}去哪儿.{0,20}$")


def hotel_id(url: str | None) -> str | None:
    """Town and number of a hotel in its address, as the lists write them: shanghai_city_18812."""
    match = HOTEL.search(url or "")
    return f"{match.group(1)}_{match.group(2)}" if match else None


@handle_urls(["touch.qunar.com/hotel/*/dt-*", "hotel.qunar.com/city/*/dt-*", "hotel.qunar.com/cn/*/dt-*"])
class QunarListingPage(ListingPage):
    """A hotel."""

    platform_name = NAME
    note = "无样本，未经验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return hotel_id(document.canonical) is not None

    @field
    def title(self) -> str | None:
        return first_words(
            self.document.first_text(".hotel-name", "h1.hotel-title", ".hotel-info h1", "h1"),
            TITLE_SUFFIX.sub("", title_tag(self.document)),
        )

    @field
    def item_id(self) -> str | None:
        return hotel_id(self.document.url) or hotel_id(self.document.canonical)

    @cached_property
    def prices(self) -> Prices:
        return Prices.of(yuan(joined(self.document.first(".price"))), otherwise=PriceState.NEEDS_JAVASCRIPT)

    @field
    def location(self) -> str | None:
        return self.document.first_text(".address", ".hotel-address")


@handle_urls(["touch.qunar.com/hotel", "hotel.qunar.com"], priority=priorities.SHOP)
class QunarSearchPage(ResultsPage):
    """A list of hotels; the price is that of the cheapest room."""

    platform_name = NAME
    layouts = "2018"
    proven = True
    layout = CardLayout(
        home="https://touch.qunar.com/",
        frames=("li[data-id]", ".list-item", ".hotel-item"),
        titles=(".hotel-title", ".hotel-name", "h2 a"),
        prices=(".right .price", ".price", ".price_new"),
        id_of=hotel_id,
        id_attributes=("data-id",),
        links=("a[href*='/dt-']", "a[href]"),
        places=(".location", ".address"),
        next_links=("a.next",),
        no_price=PriceState.NEEDS_JAVASCRIPT,
    )

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return document.first(".hotel-title") is not None


PLATFORM = Platform(
    name=NAME,
    title="去哪儿",
    hosts=("qunar.com",),
    pages=(QunarListingPage, QunarSearchPage),
    signs=("qunarzz.com", "去哪儿网</title>"),
)
