"""Pinduoduo (拼多多): the API bodies of its search and goods pages, and the `rawData` of its mobile pages."""

import re
from decimal import Decimal
from functools import cached_property
from typing import Any

from web_poet import field, handle_urls

from crawler.items import Listing, PictureShown, PriceState, Shop
from spiders.pages import priorities
from spiders.pages.description_pictures import pixels
from spiders.pages.document import Document, absolute
from spiders.pages.embedded import at, dicts, first_words, having, identity, walk, words
from spiders.pages.listing import ListingPage, card
from spiders.pages.page import Page
from spiders.pages.platforms import Platform
from spiders.pages.prices import Prices, fen, yuan
from spiders.pages.search import SearchPage

NAME = "pinduoduo"
HOME = "https://mobile.yangkeduo.com/"
GOODS_ID = re.compile(r"[?&]goods_id=(\d{5,20})")
MALL_ID = re.compile(r"[?&]mall_id=(\d{3,20})")


def goods_id_of(url: str | None) -> str | None:
    """The number of an article in its address."""
    match = GOODS_ID.search(url or "")
    return match.group(1) if match else None


def amount(value: Any) -> Decimal | None:
    """Yuan: the API's numbers are fen (23800 is 238.00), the texts of page state are yuan (`23.8`, `238`)."""
    if isinstance(value, int) and not isinstance(value, bool):
        return fen(value) if value > 0 else None
    return yuan(words(value) or "")


def state_of(document: Document) -> Any:
    """`window.rawData` of a mobile page, or the whole API body."""
    if document.data is not None:
        return document.data
    return document.js_object("rawData") if "rawData" in document.script_text else None


def goods_entries(root: Any) -> list[dict[str, Any]]:
    """The articles of a list, in its order."""
    return [
        part
        for part in walk(root)
        if ("goods_name" in part and "goods_id" in part)
        or ("goodsName" in part and ("goodsID" in part or "goodsId" in part))
    ]


def goods_card(entry: dict[str, Any]) -> Listing:
    """One article: `normal_price` is what a single buyer pays, the group price needs others to join."""
    number = identity(first_words(entry.get("goods_id"), entry.get("goodsID"), entry.get("goodsId")))
    single, group = amount(entry.get("normal_price")), amount(at(entry, "group", "price"))
    other = next(
        (price for key in ("price", "min_on_sale_group_price") if (price := amount(entry.get(key)))), None
    )
    mall = identity(first_words(entry.get("mall_id"), entry.get("mallId"), entry.get("mallID")))
    return card(
        NAME,
        Prices.of(
            single or group or other, original=amount(entry.get("market_price") or entry.get("marketPrice"))
        ),
        title=first_words(entry.get("goods_name"), entry.get("goodsName")),
        item_id=number,
        url=f"{HOME}goods.html?goods_id={number}" if number else None,
        shop_name=first_words(entry.get("mall_name"), entry.get("mallName")),
        shop_id=mall,
        shop_url=f"{HOME}mall_page.html?mall_id={mall}" if mall else None,
        sales=first_words(
            entry.get("sales_tip"), entry.get("salesTip"), entry.get("cnt"), entry.get("sales")
        ),
        images=_images(entry.get("hd_thumb_url"), entry.get("thumb_url"), entry.get("imgUrl")),
    )


def _images(*urls: Any) -> list[str]:
    found = absolute(first_words(*urls), HOME)
    return [found] if found else []


@handle_urls(["mobile.yangkeduo.com/goods", "yangkeduo.com/goods", "mobile.pinduoduo.com/goods"])
class PinduoduoListingPage(ListingPage):
    """An article: `rawData…goods` of the mobile page, or an API body with `goods`."""

    platform_name = NAME
    note = "无样本，未经验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return bool(_goods(state_of(document)))

    @cached_property
    def root(self) -> Any:
        """The page's state."""
        return state_of(self.document)

    @cached_property
    def goods(self) -> dict[str, Any]:
        """The article itself."""
        return _goods(self.root)

    @cached_property
    def mall(self) -> dict[str, Any]:
        """The shop that sells it."""
        return having(self.root, "mallName") or having(self.root, "mall_name") or {}

    @field
    def title(self) -> str | None:
        return first_words(
            self.goods.get("goodsName"), self.goods.get("goods_name"), self.document.meta("og:title")
        )

    @field
    def item_id(self) -> str | None:
        told = first_words(self.goods.get("goodsID"), self.goods.get("goodsId"), self.goods.get("goods_id"))
        return goods_id_of(self.document.url) or identity(told)

    @cached_property
    def prices(self) -> Prices:
        names = ("minOnSaleNormalPrice", "minNormalPrice", "min_on_sale_normal_price", "min_normal_price")
        highest = ("maxOnSaleNormalPrice", "maxNormalPrice", "max_on_sale_normal_price", "max_normal_price")
        groups = ("minOnSaleGroupPrice", "minGroupPrice", "min_on_sale_group_price", "min_group_price")
        low, high, group = (self._amount(keys) for keys in (names, highest, groups))
        before = self._amount(("marketPrice", "market_price", "linePrice"))
        return Prices.of(low or group, high if low else None, before, otherwise=PriceState.NEEDS_JAVASCRIPT)

    def _amount(self, keys: tuple[str, ...]) -> Decimal | None:
        return next((price for key in keys if (price := amount(self.goods.get(key)))), None)

    @field
    def attributes(self) -> dict[str, str]:
        rows = dicts(self.goods.get("goodsProperty") or self.goods.get("goods_property"))
        found = {words(row.get("key")): words(at(row, "values", 0)) for row in rows}
        return {name: value for name, value in found.items() if name and value}

    @field
    def brand(self) -> str | None:
        return words(self.attributes.get("品牌"))

    @field
    def description(self) -> str | None:
        return first_words(self.goods.get("goodsDesc"), self.goods.get("goods_desc"))

    @field
    def images(self) -> list[str]:
        gallery = dicts(self.goods.get("topGallery") or self.goods.get("gallery"))
        return [url for entry in gallery if (url := absolute(words(entry.get("url")), HOME))]

    @field
    def pictures(self) -> list[PictureShown]:
        """The gallery of the description, with its sizes, then the one beside the price."""
        shown = dicts(self.goods.get("detailGallery") or self.goods.get("detail_gallery"))
        described = [
            PictureShown(url=url, width=pixels(entry.get("width")), height=pixels(entry.get("height")))
            for entry in shown
            if (url := absolute(words(entry.get("url")), HOME))
        ]
        return [*described, *(PictureShown(url=url) for url in self.images)]

    @field
    def shop_name(self) -> str | None:
        return first_words(self.mall.get("mallName"), self.mall.get("mall_name"))

    @field
    def shop_id(self) -> str | None:
        told = first_words(self.mall.get("mallID"), self.mall.get("mallId"), self.mall.get("mall_id"))
        return identity(told) or identity(self.goods.get("mallID") or self.goods.get("mall_id"))

    @field
    def shop_url(self) -> str | None:
        number = words(self.shop_id)
        return f"{HOME}mall_page.html?mall_id={number}" if number else None

    @field
    def sales(self) -> str | None:
        return first_words(
            self.goods.get("sideSalesTip"), self.goods.get("salesTip"), self.goods.get("sales_tip")
        )


def _goods(root: Any) -> dict[str, Any]:
    for key in ("goods", "goodsInfo"):
        holder = having(root, key)
        if (
            holder is not None
            and isinstance(found := holder[key], dict)
            and ("goodsName" in found or "goods_name" in found)
        ):
            return found
    return {}


@handle_urls(
    [
        "mobile.yangkeduo.com/search_result",
        "yangkeduo.com/search_result",
        "apiv3.yangkeduo.com",
        "apiv2.yangkeduo.com",
        "api.yangkeduo.com",
    ]
)
class PinduoduoSearchPage(SearchPage):
    """Search results and lists: prices of the API are in fen."""

    platform_name = NAME
    layouts = "2018"
    proven = True
    note = "网页版rawData未经样本验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return bool(goods_entries(state_of(document)))

    @cached_property
    def cards(self) -> list[Listing]:
        """The articles in page order."""
        return [goods_card(entry) for entry in goods_entries(state_of(self.document))]

    @cached_property
    def found_nothing(self) -> bool:
        return self.document.data is not None or super().found_nothing


@handle_urls(["mobile.yangkeduo.com/mall_page", "yangkeduo.com/mall_page"], priority=priorities.SHOP)
class PinduoduoShopPage(Page[Shop]):
    """A shop's page."""

    platform_name = NAME
    note = "无样本，未经验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return MALL_ID.search(document.canonical or "") is not None

    @cached_property
    def mall(self) -> dict[str, Any]:
        """The object that names the shop."""
        root = state_of(self.document)
        return having(root, "mallName") or having(root, "mall_name") or {}

    @field
    def title(self) -> str | None:
        return self.document.title

    @field
    def shop_name(self) -> str | None:
        return first_words(self.mall.get("mallName"), self.mall.get("mall_name"))

    @field
    def shop_id(self) -> str | None:
        address = MALL_ID.search(self.document.url or "")
        told = first_words(self.mall.get("mallID"), self.mall.get("mallId"), self.mall.get("mall_id"))
        return address.group(1) if address else identity(told)

    @field
    def shop_url(self) -> str | None:
        return self.document.url or self.document.canonical

    @field
    def description(self) -> str | None:
        return first_words(self.mall.get("mallDesc"), self.mall.get("mall_desc"))

    @field
    def items(self) -> list[Listing]:
        return [goods_card(entry) for entry in goods_entries(state_of(self.document))]


PLATFORM = Platform(
    name=NAME,
    title="拼多多",
    hosts=("yangkeduo.com", "pinduoduo.com"),
    pages=(PinduoduoListingPage, PinduoduoSearchPage, PinduoduoShopPage),
    signs=("yangkeduo.com/", "pddpic.com", "window.rawData="),
)
