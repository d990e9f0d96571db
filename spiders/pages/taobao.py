"""Taobao (淘宝): product, search and shop pages."""

import re
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from web_poet import field, handle_urls

from crawler.items import Listing, Shop
from spiders.pages import priorities
from spiders.pages.alibaba import AlibabaListingPage
from spiders.pages.alibaba_cards import dom_cards, looks_like_cards, state_cards
from spiders.pages.alibaba_state import alibaba_status, item_id_of, microscope
from spiders.pages.document import Document, absolute
from spiders.pages.embedded import at, first_words, having, identity, scalar, words
from spiders.pages.page import Page
from spiders.pages.platforms import Platform
from spiders.pages.search import SearchPage

NAME = "taobao"
OWN_HOST = re.compile(r"^shop\d{3,12}\.(?:m\.)?taobao\.com$")
SHOP_TITLE_PARTS = (
    "首页",
    "店铺首页",
    "所有宝贝",
    "店内搜索页",
    "淘宝网",
    "天猫",
    "淘宝",
    "Taobao",
    "天猫Tmall.com",
)


@handle_urls(
    [
        "item.taobao.com",
        "world.taobao.com/item",
        "h5.m.taobao.com/awp/core/detail.htm",
        "a.m.taobao.com",
        "m.intl.taobao.com/detail",
    ]
)
class TaobaoListingPage(AlibabaListingPage):
    """A product of a Taobao seller."""

    platform_name = NAME
    layouts = "2012-2020"
    proven = True
    note = "2021年以后的页面和mtop接口未经样本验证"
    title_suffixes = ("-淘宝网", " - 淘宝网", "-tmall.com天猫")

    @field
    def platform(self) -> str | None:
        """Tmall's articles come through the same API: their sellers are of type B."""
        return "tmall" if at(self.modern, "seller", "sellerType") == "B" else NAME

    @classmethod
    def recognises(cls, document: Document) -> bool:
        if item_id_of(document.canonical):
            return True
        if isinstance(document.data, dict):
            return having(document.data, "item", "seller") is not None
        text = document.script_text
        return "auctionImages" in text or ("sellerNick" in text and "itemId" in text)


@handle_urls(
    [
        "s.taobao.com",
        "list.taobao.com",
        "search.taobao.com",
        "search8.taobao.com",
        "s.m.taobao.com",
        "uland.taobao.com",
        "h5api.m.taobao.com/*search*",
    ]
)
class TaobaoSearchPage(SearchPage):
    """Search results and category lists: `g_page_config`, mtop bodies, else the DOM."""

    platform_name = NAME
    layouts = "2011-2018"
    proven = True
    note = "2023年以后的布局和mtop接口未经样本验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        if document.data is not None:
            return looks_like_cards(document.data)
        if "g_page_config" in document.script_text or "淘宝搜索" in (document.title or ""):
            return True
        return document.first("[data-category='auctions'], .grid-item .product-title") is not None

    @cached_property
    def page_state(self) -> Any:
        """The page's own state: a whole API body, or `g_page_config`."""
        data = self.document.data
        return data if data is not None else self.document.js_object("g_page_config", "__INITIAL_DATA__")

    @cached_property
    def cards(self) -> list[Listing]:
        """The cards in page order."""
        return state_cards(self.page_state, NAME) or dom_cards(self.document, NAME)

    @field
    def title(self) -> str | None:
        return self.document.title or words(at(self.page_state, "mainInfo", "srpGlobal", "q"))

    @cached_property
    def found_nothing(self) -> bool:
        mods = at(self.page_state, "mods")
        none = at(mods, "itemlist", "status") == "hide" or at(mods, "noresult", "status") == "show"
        return none or super().found_nothing

    @field
    def next_url(self) -> str | None:
        """By offset: `s` is the number of articles before the page."""
        pager = at(self.page_state, "mods", "pager", "data")
        current, pages, size = (at(pager, key) for key in ("currentPage", "totalPage", "pageSize"))
        base = words(at(self.page_state, "mainInfo", "modLinks", "pager"))
        if not (base and isinstance(current, int) and isinstance(pages, int) and isinstance(size, int)):
            return self.document.absolute(self.document.attribute("a.page-next, .item.next a", "href"))
        return _with_offset(base, current * size) if current < pages else None


def _with_offset(base: str, offset: int) -> str | None:
    """The pager's address with its `s` set to `offset`."""
    url = absolute(base, "https://s.taobao.com/")
    if url is None:
        return None
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "s"]
    return parts._replace(query=urlencode([*query, ("s", str(offset))])).geturl()


class AlibabaShopPage(Page[Shop]):
    """A shop of Taobao or Tmall: its front page, its list of all goods, or the mtop body of either."""

    layouts = "2013-2022"
    note = "无样本，未经验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        if isinstance(document.data, dict):
            return having(document.data, "shopName", "shopId") is not None
        return "shopId" in microscope(document) and item_id_of(document.canonical) is None

    @cached_property
    def told(self) -> dict[str, Any]:
        """The object of an API body that names the shop."""
        return having(self.document.data, "shopName", "shopId") or {}

    @field
    def title(self) -> str | None:
        return self.document.title

    @field
    def shop_name(self) -> str | None:
        return (
            words(self.told.get("shopName"))
            or self.document.first_text(
                ".slogo-shopname",
                ".hd-shop-name a",
                ".shop-name a",
                ".shop-name-link",
                ".shop-name",
                ".J_TShopName",
            )
            or first_words(scalar(self.document.script_text, "shopName"))
            or self._title_part
        )

    @property
    def _title_part(self) -> str | None:
        parts = [part.strip() for part in (self.document.title or "").split("-")]
        return next((part for part in parts if part and part not in SHOP_TITLE_PARTS), None)

    @field
    def shop_id(self) -> str | None:
        return (
            identity(self.told.get("shopId"))
            or identity(microscope(self.document).get("shopId"))
            or identity(scalar(self.document.script_text, "shopId"))
        )

    @field
    def shop_url(self) -> str | None:
        return self.document.url or self.document.canonical

    @field
    def seller_name(self) -> str | None:
        return first_words(
            self.told.get("sellerNick"),
            self.told.get("nick"),
            self.document.first_text(".seller-name a", ".tb-seller-name"),
            self.document.attribute(".J_WangWang[data-tnick]", "data-tnick"),
        )

    @field
    def location(self) -> str | None:
        return self.document.first_text(".locus .right", ".shop-location")

    @field
    def licence_urls(self) -> list[str]:
        return list(dict.fromkeys([*licence_links(self.document), *self.displays.licence_urls]))

    @field
    def items(self) -> list[Listing]:
        named = self.platform_name or NAME
        return state_cards(self.document.data, named) or dom_cards(self.document, named)


def licence_links(document: Document) -> list[str]:
    """Links to the page on which Tmall shows a shop's licence."""
    found = (
        document.absolute(node.attributes.get("href"))
        for node in document.css("a[href*='liangzhao.htm'], a.tm-gsLink, a[href*='shopLicense']")
    )
    return list(dict.fromkeys(link for link in found if link))


@handle_urls(["store.taobao.com"], priority=priorities.SHOP)
class TaobaoShopPage(AlibabaShopPage):
    """A Taobao seller's shop: `shop123.taobao.com`, or a host that the seller chose."""

    platform_name = NAME

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return OWN_HOST.match(document.host) is not None or super().recognises(document)


PLATFORM = Platform(
    name=NAME,
    title="淘宝",
    hosts=("taobao.com",),
    pages=(TaobaoListingPage, TaobaoSearchPage, TaobaoShopPage),
    signs=(
        "g_page_config",
        "_淘宝搜索",
        "-淘宝网</title>",
        "淘宝网 - 淘",
        "tb-main-title",
        "auctionImages",
        "J_ItemPic",
        "g.alicdn.com/tb/global",
        '"mainsrp"',
        '"view_price"',
        '"itemsArray"',
        "mtop.taobao.",
    ),
    status=alibaba_status,
)
