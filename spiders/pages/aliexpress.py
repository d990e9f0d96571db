"""AliExpress (速卖通): product, search and store pages in any of its languages and currencies."""

import re
from functools import cached_property
from typing import Any

from web_poet import field, handle_urls

from crawler.items import Listing, PriceState, Shop
from spiders.pages import priorities
from spiders.pages.document import Document, absolute, node_text
from spiders.pages.embedded import at, dicts, first_words, having, identity, listed, scalar, words
from spiders.pages.layout import CardLayout, ResultsPage
from spiders.pages.listing import ListingPage, card, joined, title_tag
from spiders.pages.money import money
from spiders.pages.page import Page
from spiders.pages.platforms import Platform
from spiders.pages.prices import Prices
from spiders.pages.rows import first_matches, pairs

NAME = "aliexpress"
HOME = "https://www.aliexpress.com/"
ITEM_ID = re.compile(r"(?:/item/(?:[^/?#]{1,200}/)?|_)(\d{8,20})\.html")
STORE_ID = re.compile(r"/store/(?:[a-z-]{1,20}/)?(\d{4,14})")
SOLD_ON = re.compile(
    r"^Aliexpress\.com\s{0,2}:\s{0,2}Buy\s{1,3}(.{1,400}?)\s{1,3}from\s.{1,400}$", re.IGNORECASE
)
TITLE_SUFFIX = re.compile(r"\s{0,3}(?:\|[^|]{0,120}){0,3}-\s{0,3}AliExpress.{0,20}$")


def item_id_of(url: str | None) -> str | None:
    """The number of an article in its address."""
    match = ITEM_ID.search(url or "")
    return match.group(1) if match else None


def state_of(document: Document) -> Any:
    """`runParams` (2019 on), `_init_data_` (mobile), or the whole API body."""
    if document.data is not None:
        return document.data
    text = document.script_text
    if "runParams" in text and (found := document.js_object("runParams")):
        return found
    return document.js_object("_init_data_", "__INIT_DATA__") if "_DATA_" in text.upper() else None


@handle_urls(
    [f"aliexpress.{ending}" for ending in ("com", "ru", "us")],
    exclude=["aliexpress.com/store/*", "aliexpress.com/w/*", "aliexpress.com/wholesale*"],
)
class AliexpressListingPage(ListingPage):
    """A product: modules (2019 to 2021), components (2022 on), loose `runParams` keys and microdata (to 2018)."""

    platform_name = NAME
    layouts = "2018-2020"
    proven = True
    note = "2022年以后的组件布局未经样本验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        if document.data is not None:
            return (
                having(document.data, "titleModule") is not None
                or having(document.data, "productInfoComponent") is not None
            )
        return item_id_of(document.canonical) is not None or "runParams.productId" in document.script_text

    @cached_property
    def modules(self) -> dict[str, Any]:
        """The object whose keys are the parts of the page; empty for the layouts without."""
        root = state_of(self.document)
        return having(root, "titleModule") or having(root, "productInfoComponent") or {}

    @field
    def title(self) -> str | None:
        shared = SOLD_ON.match(self.document.meta("og:title") or "")
        return (
            first_words(
                at(self.modules, "titleModule", "subject"),
                at(self.modules, "productInfoComponent", "subject"),
            )
            or self.document.first_text("h1.product-name", "[itemprop='name']", "h1[data-pl='product-title']")
            or (words(shared.group(1)) if shared else words(TITLE_SUFFIX.sub("", title_tag(self.document))))
        )

    @field
    def item_id(self) -> str | None:
        told = first_words(
            at(self.modules, "commonModule", "productId"),
            at(self.modules, "productInfoComponent", "id"),
            scalar(self.document.script_text, "runParams.productId"),
        )
        return item_id_of(self.document.url) or item_id_of(self.document.canonical) or identity(told)

    @cached_property
    def prices(self) -> Prices:
        """What is paid now before the struck-out price; amounts are given in the visitor's currency."""
        quoted = at(self.modules, "priceModule") or at(self.modules, "priceComponent") or {}
        for low, high in (("minActivityAmount", "maxActivityAmount"), ("minAmount", "maxAmount")):
            place = having(quoted, low)
            if (
                place is not None
                and (paid := _paid(place, low, high, having(quoted, "minAmount"))) is not None
            ):
                return paid
        shown = money(
            joined(self.document.first("#j-sku-discount-price", "[itemprop='price']", "#j-sku-price"))
        )
        shown = shown or money(
            joined(self.document.first("[class*='price--current']", ".product-price-value"))
        )
        struck = money(
            joined(self.document.first(".p-del-price-content .p-price", ".product-price-original"))
        )
        if shown is None:
            return Prices.of(None, otherwise=PriceState.NEEDS_JAVASCRIPT)
        told = self.document.attribute("[itemprop='priceCurrency']", "content")
        currency = told or scalar(self.document.script_text, "baseCurrencyCode") or shown.currency or "USD"
        return Prices.of(shown.low, shown.high, struck.low if struck else None, currency=currency)

    @cached_property
    def properties(self) -> dict[str, str]:
        """Item specifics."""
        known = listed(self.modules, "props") or dicts(at(self.modules, "specsModule", "props"))
        found = {words(row.get("attrName")): words(row.get("attrValue")) for row in known}
        told = {name: value for name, value in found.items() if name and value}
        old = pairs(
            self.document, ".product-property-list li, li.property-item", ".propery-title", ".propery-des"
        )
        return told or old

    @field
    def attributes(self) -> dict[str, str]:
        return self.properties

    @field
    def brand(self) -> str | None:
        """By the number of the property where there is one: its name is in the visitor's language."""
        for row in listed(self.modules, "props"):
            if row.get("attrNameId") == 2:
                return words(row.get("attrValue"))
        return first_words(*(self.properties.get(label) for label in ("Brand Name", "品牌", "Brand")))

    @field
    def category(self) -> list[str]:
        path = listed(at(self.modules, "crossLinkModule"), "breadCrumbPathList") or listed(
            self.modules, "pathList"
        )
        named = [words(step.get("name")) for step in path]
        links = first_matches(self.document, ".m-sop-crumb a", "[class*='crumb'] a")
        return [name for name in named if name] or [name for link in links if (name := node_text(link))]

    @field
    def images(self) -> list[str]:
        known = at(self.modules, "imageModule", "imagePathList") or at(
            self.modules, "imageComponent", "imagePathList"
        )
        named = known if isinstance(known, list) else [self.document.meta("og:image")]
        return [url for value in named if (url := absolute(words(value), HOME))]

    @cached_property
    def store(self) -> dict[str, Any]:
        """The object that names the store."""
        return having(self.modules, "storeName") or {}

    @cached_property
    def store_href(self) -> str | None:
        """The link to the store."""
        return first_words(
            self.store.get("storeURL"), self.document.attribute(".shop-name a, a[href*='/store/']", "href")
        )

    @field
    def shop_name(self) -> str | None:
        return words(self.store.get("storeName")) or self.document.first_text(".shop-name a", "a.store-name")

    @field
    def shop_url(self) -> str | None:
        return absolute(self.store_href, HOME)

    @field
    def shop_id(self) -> str | None:
        match = STORE_ID.search(self.store_href or "")
        return identity(self.store.get("storeNum")) or (match.group(1) if match else None)

    @field
    def location(self) -> str | None:
        return words(self.store.get("countryCompleteName")) or self.document.first_text(".store-location")

    @field
    def sales(self) -> str | None:
        return first_words(
            at(self.modules, "titleModule", "formatTradeCount"), self.document.first_text("#j-order-num")
        )


def _paid(place: dict[str, Any], low: str, high: str, before: dict[str, Any] | None) -> Prices | None:
    least, most = money(str(at(place, low, "value"))), money(str(at(place, high, "value")))
    currency = words(at(place, low, "currency"))
    if least is None or currency is None:
        return None
    struck = money(str(at(before, "minAmount", "value"))) if before is not None else None
    above = struck.low if struck is not None and struck.low > least.low else None
    return Prices.of(least.low, most.low if most else None, above, currency=currency)


@handle_urls(
    ["www.aliexpress.com/w/*", "www.aliexpress.com/wholesale*", "www.aliexpress.com/category/*"],
    priority=priorities.LICENCE,
)
class AliexpressSearchPage(ResultsPage):
    """Search results: `mods.itemList` of `runParams`, else the DOM."""

    platform_name = NAME
    note = "无样本，未经验证"
    layout = CardLayout(
        home="https://www.aliexpress.com/",
        frames=("li.list-item", ".list-item", "a.search-card-item"),
        titles=("h3 a", "a.product", "h1, h3", "[class*='title']"),
        prices=("[itemprop='price']", "[class*='price-sale']", ".price"),
        id_of=item_id_of,
        shops=("a.store", ".store-name a"),
        currency="USD",
    )

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return (
            at(state_of(document), "mods", "itemList") is not None
            or document.first("a.search-card-item") is not None
        )

    def state_cards(self) -> list[Listing]:
        entries = dicts(at(state_of(self.document), "mods", "itemList", "content"))
        return [_search_card(entry) for entry in entries if entry.get("productId")]


def _search_card(entry: dict[str, Any]) -> Listing:
    number = identity(entry.get("productId"))
    sale = at(entry, "prices", "salePrice")
    low = money(first_words(at(sale, "minPrice"), at(sale, "formattedPrice")) or "")
    return card(
        NAME,
        Prices.of(low.low if low else None, currency=words(at(sale, "currencyCode")) or "USD"),
        title=first_words(at(entry, "title", "displayTitle"), entry.get("title")),
        item_id=number,
        url=f"{HOME}item/{number}.html",
        shop_name=words(at(entry, "store", "storeName")),
        shop_url=absolute(words(at(entry, "store", "storeUrl")), HOME),
        shop_id=identity(at(entry, "store", "storeId")),
        sales=words(at(entry, "trade", "tradeDesc")),
    )


@handle_urls(["aliexpress.com/store/*", "www.aliexpress.com/store/*"], priority=priorities.LICENCE)
class AliexpressShopPage(Page[Shop]):
    """A store's front page."""

    platform_name = NAME
    note = "无样本，未经验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return STORE_ID.search(document.canonical or "") is not None

    @field
    def title(self) -> str | None:
        return self.document.title

    @field
    def shop_name(self) -> str | None:
        return self.document.first_text(".shop-name a", ".store-name", "[class*='storeName']") or scalar(
            self.document.script_text, "storeName"
        )

    @field
    def shop_id(self) -> str | None:
        match = STORE_ID.search(self.document.url or self.document.canonical or "")
        return match.group(1) if match else None

    @field
    def shop_url(self) -> str | None:
        return self.document.url or self.document.canonical


PLATFORM = Platform(
    name=NAME,
    title="速卖通",
    hosts=("aliexpress.com", "aliexpress.ru", "aliexpress.us"),
    pages=(AliexpressListingPage, AliexpressSearchPage, AliexpressShopPage),
    signs=("window.runParams", "ae01.alicdn.com", "AliExpress</title>", "Aliexpress.com : Buy"),
)
