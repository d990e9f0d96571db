"""Mogujie (蘑菇街): product pages, their API bodies, lists and shops."""

import re
from functools import cached_property
from typing import Any

from web_poet import field, handle_urls

from crawler.items import Listing, PriceState, Shop
from spiders.pages import priorities
from spiders.pages.document import Document, absolute
from spiders.pages.embedded import at, dicts, first_words, having, identity, listed, scalar, words
from spiders.pages.layout import CardLayout, ResultsPage, read_cards
from spiders.pages.listing import ListingPage, card, joined, title_tag
from spiders.pages.page import Page
from spiders.pages.platforms import Platform
from spiders.pages.prices import Prices, yuan, yuan_range
from spiders.pages.rows import label_rows

NAME = "mogujie"
HOME = "https://shop.mogujie.com/"
ITEM_ID = re.compile(r"(?:/detail/|[?&](?:itemId|iid)=)([0-9a-z]{5,12})")
TITLE = re.compile(r"^【(.{1,200}?)】-")


def mogujie_item_id(url: str | None) -> str | None:
    """The number (base 36) of an item in its address."""
    match = ITEM_ID.search(url or "")
    return match.group(1) if match else None


LAYOUT = CardLayout(
    home="https://www.mogujie.com/",
    frames=(".goods_item[data-tradeitemid]", ".iwf.goods_item", "[data-tradeitemid]"),
    titles=("p.title", ".title", ".goods-title"),
    prices=(".price_info", ".price", "b[class*='price']"),
    id_of=mogujie_item_id,
    id_attributes=("data-tradeitemid",),
    links=("a.goods_info_container", "a[href*='/detail/']"),
    sales=(".sale_num",),
    next_links=("a.next",),
)


@handle_urls(["shop.mogujie.com/detail", "m.mogujie.com/x6/detail", "mogu.com/detail", "m.mogu.com/detail"])
class MogujieListingPage(ListingPage):
    """A product: `detailInfo` or the API body (`itemInfo`, `shopInfo`, `normalPrice`), then the DOM."""

    platform_name = NAME
    layouts = "2017-2021"
    proven = True

    @classmethod
    def recognises(cls, document: Document) -> bool:
        if document.data is not None:
            return having(document.data, "itemInfo", "shopInfo") is not None
        return mogujie_item_id(document.canonical) is not None or "detailInfo" in document.script_text

    @cached_property
    def result(self) -> dict[str, Any]:
        """The object that holds `itemInfo` and `shopInfo`: of an API body, or the parts of `detailInfo`."""
        if self.document.data is not None:
            return having(self.document.data, "itemInfo", "shopInfo") or {}
        return {
            name: self.document.js_object(name) for name in ("itemInfo", "shopInfo", "skuInfo", "itemParams")
        }

    @field
    def title(self) -> str | None:
        tag = TITLE.match(title_tag(self.document))
        return (
            words(at(self.result, "itemInfo", "title"))
            or self.document.first_text(".goods-title [itemprop='name']", ".goods-title")
            or (words(tag.group(1)) if tag else None)
        )

    @field
    def item_id(self) -> str | None:
        return (
            mogujie_item_id(self.document.url)
            or mogujie_item_id(self.document.canonical)
            or first_words(at(self.result, "itemInfo", "itemId"), at(self.result, "itemInfo", "iid"))
        )

    @cached_property
    def prices(self) -> Prices:
        quoted = at(self.result, "normalPrice")
        low, high = yuan(words(at(quoted, "nowPrice")) or ""), yuan(words(at(quoted, "highNowPrice")) or "")
        if not low:
            shown = joined(self.document.first("#J_NowPrice"))
            low, high = yuan_range(first_words(shown, at(self.result, "skuInfo", "priceRange")) or "")
        before = yuan(
            first_words(at(quoted, "oldPrice"), joined(self.document.first("#J_OriginPrice"))) or ""
        )
        return Prices.of(low, high, before, otherwise=PriceState.NEEDS_JAVASCRIPT)

    @cached_property
    def parameters(self) -> dict[str, str]:
        """产品参数, the first of two rows of one name."""
        told = at(self.result, "itemParams", "info", "set")
        if isinstance(told, dict) and told:
            return {name: text for name, value in told.items() if (text := words(value))}
        return label_rows(self.document.css("#J_ParameterTable td, .parameter-table td"))

    @field
    def attributes(self) -> dict[str, str]:
        return self.parameters

    @field
    def brand(self) -> str | None:
        return self.parameters.get("品牌")

    @field
    def description(self) -> str | None:
        return words(at(self.result, "itemInfo", "desc")) or self.document.first_text(".graphic-text")

    @field
    def images(self) -> list[str]:
        known = at(self.result, "topImages") or self.document.js_object("topImages")
        named = known if isinstance(known, list) else []
        return [url for value in named if (url := absolute(words(value), HOME))]

    @field
    def shop_name(self) -> str | None:
        return words(at(self.result, "shopInfo", "name")) or self.document.first_text(
            ".shop-name a", ".shop-name"
        )

    @field
    def shop_id(self) -> str | None:
        return identity(at(self.result, "shopInfo", "shopId")) or scalar(self.document.script_text, "shopId")

    @field
    def shop_url(self) -> str | None:
        told = words(at(self.result, "shopInfo", "shopUrl")) or self.document.attribute(
            ".shop-name a", "href"
        )
        return absolute(told, HOME)

    @field
    def sales(self) -> str | None:
        return words(at(self.result, "normalPrice", "sales")) or self.document.first_text(".J_SaleNum")


@handle_urls(["www.mogujie.com/book", "list.mogujie.com", "list.mogu.com", "www.mogujie.com/search"])
class MogujieSearchPage(ResultsPage):
    """Lists and search results: the wall of cards, or the body of its API."""

    platform_name = NAME
    layouts = "2018-2021"
    proven = True
    layout = LAYOUT

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return document.first("[data-tradeitemid]") is not None or bool(listed(document.data, "docs"))

    def state_cards(self) -> list[Listing]:
        return [
            card(
                NAME,
                Prices.of(
                    yuan(words(entry.get("price")) or ""), original=yuan(words(entry.get("orgPrice")) or "")
                ),
                title=words(entry.get("title")),
                item_id=identity(entry.get("tradeItemId")),
                url=absolute(words(entry.get("link")), HOME),
                sales=words(entry.get("sale")),
                images=[url] if (url := absolute(words(entry.get("img")), HOME)) else [],
            )
            for entry in dicts(listed(self.document.data, "docs"))
            if entry.get("title")
        ]


@handle_urls(["shop.mogujie.com"], priority=priorities.SHOP)
class MogujieShopPage(Page[Shop]):
    """A shop's front page."""

    platform_name = NAME
    note = "无样本，未经验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return document.first(".shop-header .shop-name, .shop-head .shop-name") is not None

    @field
    def title(self) -> str | None:
        return self.document.title

    @field
    def shop_name(self) -> str | None:
        told = at(self.document.js_object("shopInfo"), "name")
        return words(told) or self.document.first_text(".shop-name a", ".shop-name")

    @field
    def shop_id(self) -> str | None:
        return scalar(self.document.script_text, "shopId")

    @field
    def shop_url(self) -> str | None:
        return self.document.url or self.document.canonical

    @field
    def items(self) -> list[Listing]:
        return read_cards(self.document, NAME, LAYOUT)


PLATFORM = Platform(
    name=NAME,
    title="蘑菇街",
    hosts=("mogujie.com", "mogu.com"),
    pages=(MogujieListingPage, MogujieSearchPage, MogujieShopPage),
    signs=("mogucdn.com", "蘑菇街</title>", "蘑菇街优店"),
)
