"""Suning (苏宁易购): product and search pages; no saved product page was there to try them on."""

import re
from functools import cached_property

from web_poet import field, handle_urls

from crawler.items import PriceState
from spiders.pages.document import Document, absolute, node_text
from spiders.pages.embedded import first_words, identity, scalar
from spiders.pages.layout import CardLayout, ResultsPage
from spiders.pages.listing import ListingPage, joined, title_tag
from spiders.pages.platforms import Platform
from spiders.pages.prices import Prices, yuan_range
from spiders.pages.rows import first_matches, pairs

NAME = "suning"
ITEM_ID = re.compile(r"product\.suning\.com/(?:(\d{8,12})/)?0*(\d{6,20})\.html")
TITLE_SUFFIX = re.compile(r"(?:【[^【】]{0,60}】)?\s{0,3}-\s{0,3}苏宁(?:易购)?.{0,20}$")
OWN_SHOPS = ("苏宁自营", "苏宁易购自营")
OWN_MARK = "自营"  # stands in the heading, before the title
OWN_VENDOR = "0000000000"


def suning_item_id(url: str | None) -> str | None:
    """The article's number in its address, which also holds the vendor's."""
    match = ITEM_ID.search(url or "")
    return match.group(2) if match else None


@handle_urls(["product.suning.com", "m.suning.com/product"])
class SuningListingPage(ListingPage):
    """A product: `sn` state, then the DOM; the price is drawn by script."""

    platform_name = NAME
    layouts = "2015-2022"
    note = "无样本，未经验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return (
            suning_item_id(document.canonical) is not None or document.first("#itemDisplayName") is not None
        )

    @cached_property
    def state(self) -> str:
        """The inline scripts, in which `sn` is filled key by key."""
        return self.document.script_text

    @field
    def title(self) -> str | None:
        shown = self.document.first_text("#itemDisplayName", ".proinfo-title h1", ".imgzoom-title") or ""
        return first_words(
            scalar(self.state, "itemDisplayName"),
            shown.removeprefix(OWN_MARK),
            TITLE_SUFFIX.sub("", title_tag(self.document)),
        )

    @field
    def item_id(self) -> str | None:
        told = scalar(self.state, "partNumber", "passPartNumber")
        return (
            suning_item_id(self.document.url)
            or suning_item_id(self.document.canonical)
            or (identity(told.lstrip("0")) if told else None)
        )

    @cached_property
    def prices(self) -> Prices:
        place = self.document.first("#mainPrice .mainprice", "#promotionPrice", ".mainprice", "#netPrice")
        low, high = yuan_range(joined(place))
        struck = yuan_range(
            joined(self.document.first("#netPriceBox del", "#tellMe del", ".small-price del"))
        )[0]
        return Prices.of(low, high, struck, otherwise=PriceState.NEEDS_JAVASCRIPT)

    @field
    def brand(self) -> str | None:
        return first_words(scalar(self.state, "brandName"), self.attributes.get("品牌"))

    @field
    def category(self) -> list[str]:
        links = first_matches(
            self.document, ".breadcrumb .dropdown-text a", ".breadcrumb a", ".bread-crumb a"
        )
        return [name for link in links if (name := node_text(link))][:3]

    @cached_property
    def parameters(self) -> dict[str, str]:
        """The parameter table."""
        table = pairs(self.document, "#itemParameter tr", "td.name", "td.val")
        return table | pairs(self.document, "#bzqd_tag tr, .pro-para-tbl tr", ".name-inner, th", "td.val, td")

    @field
    def attributes(self) -> dict[str, str]:
        return self.parameters

    @field
    def images(self) -> list[str]:
        nodes = self.document.css(".imgzoom-thumb-main img")
        named = [node.attributes.get("src-large") or node.attributes.get("src") for node in nodes]
        return [url for value in named if (url := absolute(value, "https://product.suning.com/"))]

    @field
    def shop_name(self) -> str | None:
        return first_words(
            scalar(self.state, "curShopName", "flagshipName", "shopName"),
            self.document.first_text(
                "#curShopName", ".si-intro-list .shop-name a", ".header-shop-inline a.shop-name"
            ),
            self.document.attribute("#curShopName a, .si-intro-list a[title]", "title"),
        )

    @field
    def shop_id(self) -> str | None:
        address = ITEM_ID.search(self.document.url or self.document.canonical or "")
        return identity(scalar(self.state, "vendorCode")) or (address.group(1) if address else None)

    @field
    def shop_url(self) -> str | None:
        href = self.document.attribute("#curShopName a, .si-intro-list a[href], a.shop-name", "href")
        return self.document.absolute(href)

    @field
    def self_operated(self) -> bool | None:
        if self.document.first_text("#itemNameZy") == OWN_MARK:
            return True
        if self.shop_id == OWN_VENDOR or any(own in (self.shop_name or "") for own in OWN_SHOPS):
            return True
        return False if self.shop_name and "苏宁" not in self.shop_name else None


@handle_urls(["search.suning.com", "list.suning.com"])
class SuningSearchPage(ResultsPage):
    """Search results and category lists."""

    platform_name = NAME
    layouts = "2015-2022"
    note = "无样本，未经验证"
    layout = CardLayout(
        home="https://www.suning.com/",
        frames=(
            "#product-list li.item-wrap",
            "#product-wrap li.item-wrap",
            "#proShow li.product",
            "li.item-wrap",
        ),
        titles=(".title-selling-point a", ".sell-point a", ".title-selling-point", ".res-info a[title]"),
        prices=(".price-box .def-price", ".def-price", ".prive-tag em", ".price"),
        id_of=suning_item_id,
        links=("a[href*='product.suning.com']",),
        shops=(".store-stock a.store-name", ".store-stock a", ".seller a"),
        own_shops=OWN_SHOPS,
        next_links=("a#nextPage", "a.next"),
        no_price=PriceState.NEEDS_JAVASCRIPT,
    )

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return document.first("li.item-wrap, #proShow li.product") is not None


PLATFORM = Platform(
    name=NAME,
    title="苏宁易购",
    hosts=("suning.com",),
    pages=(SuningListingPage, SuningSearchPage),
    signs=("suning.cn/", "苏宁易购(Suning)", "苏宁易购</title>", "itemDisplayName"),
)
