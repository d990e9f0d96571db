"""JD (京东): product, search, shop and licence pages, and the API bodies behind the later ones."""

from functools import cached_property
from typing import ClassVar

from web_poet import field, handle_urls

from crawler.items import Listing, Shop, Status
from spiders.pages import priorities
from spiders.pages.document import Document, host_of
from spiders.pages.embedded import at, dicts, identity, scalar, words
from spiders.pages.jd_addresses import NAME, SELF_MARKS, SHOP_SUFFIX, jd_shop_id
from spiders.pages.jd_cards import CARDS, dom_cards, ware_card
from spiders.pages.jd_listing import JdListingPage
from spiders.pages.listing import title_tag
from spiders.pages.page import Page
from spiders.pages.platforms import Platform
from spiders.pages.search import SearchPage
from spiders.pages.shop_licence import ShopLicencePage

WALL_TITLES = ("京东验证", "京东安全")
API_CODES = {"605": Status.BLOCKED, "601": Status.BLOCKED, "3": Status.LOGIN}


@handle_urls(
    [
        "search.jd.com",
        "list.jd.com",
        "so.m.jd.com",
        "search.jd.hk",
        "api.m.jd.com/?functionId=pc_search_searchWare",
    ]
)
class JdSearchPage(SearchPage):
    """Search results and category lists: `li.gl-item` cards, fragments of them, or the search API's body."""

    platform_name = NAME
    layouts = "2014-2018"
    proven = True
    note = "2024年以后的卡片布局和搜索接口未经样本验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        if isinstance(document.data, dict):
            return bool(dicts(at(document.data, "data", "wareList") or document.data.get("wareList")))
        return document.first("li.gl-item, #J_goodsList, #plist") is not None

    @cached_property
    def cards(self) -> list[Listing]:
        """Each article once, in page order."""
        wares = at(self.document.data, "data", "wareList") or at(self.document.data, "wareList")
        if wares:
            return [ware_card(ware) for ware in dicts(wares)]
        return dom_cards(self.document, *CARDS)

    @field
    def next_url(self) -> str | None:
        return self.document.absolute(
            self.document.attribute("a.pn-next:not(.disabled), a.fp-next:not(.disabled)", "href")
        )


@handle_urls(
    ["mall.jd.com/showLicence*", "mall.jd.hk/showLicence*", "mall.jd.com/shopLevel*"],
    priority=priorities.LICENCE,
)
class JdLicencePage(ShopLicencePage):
    """A shop's licence as JD shows it (behind a CAPTCHA), and the rating page that carries the same rows."""

    platform_name = NAME
    note = "无样本，未经验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return host_of(document.canonical).startswith("mall.jd.") and "企业名称" in document.visible_text

    @field
    def shop_id(self) -> str | None:
        return jd_shop_id(self.document.url) or jd_shop_id(self.document.canonical)


@handle_urls(["mall.jd.com", "mall.jd.hk", "shop.m.jd.com"], priority=priorities.SHOP)
class JdShopPage(Page[Shop]):
    """A shop's front page."""

    platform_name = NAME
    layouts = "2014-2022"
    note = "无样本，未经验证"
    licence_page: ClassVar[str] = "https://mall.jd.com/showLicence-{}.html"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return document.first("input#shop_id, input#pageInstance_appId, .jShopHeaderArea") is not None

    @field
    def title(self) -> str | None:
        return self.document.title

    @field
    def shop_name(self) -> str | None:
        named = self.document.first_text(
            ".j-shop-name", ".shopName", ".jLogo .name", ".shop-name", "#shopName"
        )
        return named or words(SHOP_SUFFIX.sub("", title_tag(self.document)))

    @field
    def shop_id(self) -> str | None:
        return (
            jd_shop_id(self.document.url)
            or identity(self.document.attribute("input#shop_id", "value"))
            or identity(scalar(self.document.script_text, "shopId", "shop_id"))
        )

    @field
    def shop_url(self) -> str | None:
        return f"https://mall.jd.com/index-{self.shop_id}.html" if self.shop_id else self.url

    @field
    def self_operated(self) -> bool | None:
        return True if any(mark in (self.shop_name or "") for mark in SELF_MARKS) else None

    @field
    def licence_urls(self) -> list[str]:
        own = [self.licence_page.format(self.shop_id)] if self.shop_id else []
        return list(dict.fromkeys([*own, *self.displays.licence_urls]))

    @field
    def rating(self) -> str | None:
        return self.document.first_text(".jRatingTotal", ".score-sum", ".evaluate-grade")

    @field
    def items(self) -> list[Listing]:
        return dom_cards(self.document, ".jSubObject", ".jItem", *CARDS)


def jd_status(document: Document) -> Status | None:
    """JD's own wall (京东验证) and what its API says in place of data."""
    if (document.title or "").startswith(WALL_TITLES):
        return Status.BLOCKED
    if document.host.startswith("passport.") or document.first("form#formlogin") is not None:
        return Status.LOGIN
    code = identity(at(document.data, "code"))
    return API_CODES.get(code) if code is not None and not at(document.data, "data") else None


PLATFORM = Platform(
    name=NAME,
    title="京东",
    hosts=("jd.com", "jd.hk", "360buy.com", "yiyaojd.com"),
    pages=(JdListingPage, JdSearchPage, JdLicencePage, JdShopPage),
    signs=(
        "misc.360buyimg.com",
        "static.360buyimg.com",
        "jdpts._st",
        "skuidkey",
        '"wareInfoReadMap"',
        '"wareList"',
        "_itemOnly",
        "J_goodsList",
    ),
    status=jd_status,
)
