"""Ctrip (携程): group-buying offers, hotels and lists of hotels; the digits of some prices are pictures."""

import re
from decimal import Decimal
from functools import cached_property

from web_poet import field, handle_urls

from crawler.items import PriceState
from spiders.pages import priorities
from spiders.pages.document import Document, node_text
from spiders.pages.embedded import first_words
from spiders.pages.layout import CardLayout, ResultsPage
from spiders.pages.listing import ListingPage, joined, title_tag
from spiders.pages.platforms import Platform
from spiders.pages.prices import Prices, yuan
from spiders.pages.rows import first_matches

NAME = "ctrip"
ITEM_ID = re.compile(
    r"(?:/group/|/hotels?/(?:[a-z]{1,40}/)?|/dianping/|[?&]hotelId=|/t/)(\d{3,12})(?:\.html|[?&#/]|$)"
)
NOW = re.compile(r"团购(?:价)?仅售(\d{1,7}(?:\.\d{1,2})?)元")
BEFORE = re.compile(r"原价(\d{1,7}(?:\.\d{1,2})?)元")
TITLE_SUFFIX = re.compile(r"(?:团购)?-原价.{0,200}$|预订价格,.{0,60}$|【携程.{0,20}】.{0,10}$")


def ctrip_item_id(url: str | None) -> str | None:
    """The number of an offer or a hotel in its address."""
    match = ITEM_ID.search(url or "")
    return match.group(1) if match else None


@handle_urls(
    [
        "tuan.ctrip.com/group/*.html",
        "hotels.ctrip.com/hotel/*.html",
        "hotels.ctrip.com/hotels/detail",
        "you.ctrip.com/tuan",
    ]
)
class CtripListingPage(ListingPage):
    """An offer or a hotel; where the price is drawn with pictures, the title still says it in digits."""

    platform_name = NAME
    layouts = "2016-2018"
    proven = True
    note = "2019年以后的布局未经样本验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return (
            ctrip_item_id(document.canonical) is not None or document.first(".htl_info h2.cn_n") is not None
        )

    @field
    def title(self) -> str | None:
        return first_words(
            self.document.first_text("h2.cn_n", ".path_bar2 h1", ".crumbs h1", ".detail-headline_name", "h1"),
            TITLE_SUFFIX.sub("", title_tag(self.document)),
        )

    @field
    def item_id(self) -> str | None:
        return (
            ctrip_item_id(self.document.url)
            or ctrip_item_id(self.document.canonical)
            or self.document.attribute("input#hotel, input[name='hotelId']", "value")
        )

    @cached_property
    def prices(self) -> Prices:
        place = self.document.first(
            ".detail-price-box .price", ".group-price .price", "#div_minprice .price", "#J_price_box .price"
        )
        said = f"{self.document.title or ''} {self.document.meta('description') or ''}"
        low = yuan(joined(place)) or self._said(NOW, said)
        struck = yuan(joined(self.document.first(".price-raw .raw", ".price-raw del"))) or self._said(
            BEFORE, said
        )
        drawn = place is not None and not joined(place) and place.css_first("var, img, i") is not None
        otherwise = PriceState.UNREADABLE if drawn else PriceState.NEEDS_JAVASCRIPT
        return Prices.of(low, original=struck, otherwise=otherwise)

    @staticmethod
    def _said(pattern: re.Pattern[str], text: str) -> Decimal | None:
        found = pattern.search(text)
        return yuan(found.group(1)) if found else None

    @field
    def category(self) -> list[str]:
        links = first_matches(self.document, ".crumbs a", ".path_bar2 > a", ".bread_crumbs a")
        return [name for link in links if (name := node_text(link))]

    @field
    def location(self) -> str | None:
        return self.document.first_text("[itemprop='address']", ".adress", ".detail-position", ".address")

    @field
    def images(self) -> list[str]:
        nodes = first_matches(self.document, "img.J-holBigPic", "#picList img", ".pic_show img")
        named = [node.attributes.get("data-bigpic") or node.attributes.get("src") for node in nodes]
        return [url for value in named if (url := self.document.absolute(value))]

    @field
    def rating(self) -> str | None:
        return self.document.first_text(
            ".comment_main_score .score", ".score_text .score", "[itemprop='ratingValue']"
        )


@handle_urls(["hotels.ctrip.com", "tuan.ctrip.com", "flights.ctrip.com"], priority=priorities.SHOP)
class CtripSearchPage(ResultsPage):
    """Lists of hotels and offers; lists of flights carry no goods of a shop and give no cards."""

    platform_name = NAME
    layouts = "2016-2018"
    proven = True
    layout = CardLayout(
        home="https://hotels.ctrip.com/",
        frames=(".hotel_new_list", ".searchresult_list", ".group-list li", "li.list-item-target"),
        titles=(".hotel_name a[title]", ".hotel_name", ".name a", ".name", ".list-card-title"),
        prices=(".J_price_lowList", ".hotel_price", ".price", ".real-price"),
        id_of=ctrip_item_id,
        id_attributes=("id", "data-hotelid"),
        links=(".hotel_name a", "a[href]"),
        places=(".hotel_item_htladdress", ".address"),
        ratings=(".hotel_value",),
        next_links=("a.c_down", "a.next"),
        no_price=PriceState.NEEDS_JAVASCRIPT,
    )

    @classmethod
    def recognises(cls, document: Document) -> bool:
        if document.first(".hotel_new_list, .searchresult_list") is not None:
            return True
        return "机票" in (document.title or "") or "【携程酒店】" in (document.title or "")


PLATFORM = Platform(
    name=NAME,
    title="携程",
    hosts=("ctrip.com",),
    pages=(CtripListingPage, CtripSearchPage),
    signs=("c-ctrip.com", "【携程", "携程旅行网</title>"),
)
