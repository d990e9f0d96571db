"""Tmall (天猫): product, search, shop and licence pages."""

from functools import cached_property

from web_poet import field, handle_urls

from crawler.items import Listing
from spiders.pages import priorities
from spiders.pages.alibaba import AlibabaListingPage
from spiders.pages.alibaba_cards import dom_cards, state_cards
from spiders.pages.alibaba_state import alibaba_status, item_id_of
from spiders.pages.document import Document
from spiders.pages.embedded import having
from spiders.pages.platforms import Platform
from spiders.pages.search import SearchPage
from spiders.pages.shop_licence import ShopLicencePage
from spiders.pages.taobao import AlibabaShopPage, licence_links

NAME = "tmall"
NOT_SHOPS = [
    f"{name}.tmall.com"
    for name in (
        "www",
        "login",
        "pages",
        "service",
        "about",
        "rule",
        "zhaoshang",
        "vip",
        "cart",
        "chaoshi",
        "h5",
    )
]


@handle_urls(
    [
        "detail.tmall.com",
        "detail.tmall.hk",
        "detail.m.tmall.com",
        "chaoshi.detail.tmall.com",
        "world.tmall.com/item",
        "detail.liangxinyao.com",
        "detail.yao.95095.com",
    ]
)
class TmallListingPage(AlibabaListingPage):
    """A product of a Tmall shop: its list price stands in `TShop.Setup`, the price element is empty."""

    platform_name = NAME
    layouts = "2015-2020"
    proven = True
    note = "2021年以后的页面和mtop接口未经样本验证"
    title_suffixes = ("-tmall.com天猫", "-tmall.hk天猫国际", "-天猫Tmall.com")

    @classmethod
    def recognises(cls, document: Document) -> bool:
        if isinstance(document.data, dict):
            return having(document.data, "itemDO") is not None
        return "TShop.Setup" in document.script_text or item_id_of(document.canonical) is not None

    @field
    def licence_urls(self) -> list[str]:
        return list(dict.fromkeys([*licence_links(self.document), *self.displays.licence_urls]))


@handle_urls(["list.tmall.com", "list.tmall.hk", "s.m.tmall.com"])
class TmallSearchPage(SearchPage):
    """Search results, category lists and a shop's list of goods."""

    platform_name = NAME
    layouts = "2015-2020"
    proven = True

    @classmethod
    def recognises(cls, document: Document) -> bool:
        address = document.url or ""
        if "tmall.com/search.htm" in address or "tmall.com/category" in address:
            return True
        return document.first(".product[data-id]", "#J_ItemList") is not None

    @cached_property
    def cards(self) -> list[Listing]:
        """The cards in page order."""
        return state_cards(self.document.data, NAME) or dom_cards(self.document, NAME)

    @field
    def next_url(self) -> str | None:
        return self.document.absolute(self.document.attribute("a.ui-page-next, a.ui-page-s-next", "href"))


@handle_urls(["zhaoshang.tmall.com/maintaininfo"], priority=priorities.LICENCE)
class TmallLicencePage(ShopLicencePage):
    """天猫网店经营者相关资质信息: the licence of one shop, as text rows or as a picture behind a CAPTCHA."""

    platform_name = NAME
    note = "无样本，未经验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return "网店经营者" in (document.title or "") or "网店经营者相关资质信息" in document.visible_text


@handle_urls(
    ["tmall.com", "tmall.hk"], exclude=[*NOT_SHOPS, "/search.htm*", "/category*"], priority=priorities.SHOP
)
class TmallShopPage(AlibabaShopPage):
    """A Tmall shop's front page."""

    platform_name = NAME


PLATFORM = Platform(
    name=NAME,
    title="天猫",
    hosts=("tmall.com", "tmall.hk", "liangxinyao.com", "95095.com"),
    pages=(TmallListingPage, TmallLicencePage, TmallSearchPage, TmallShopPage),
    signs=(
        "TShop.Setup",
        "tmallsearch",
        "天猫Tmall.com",
        "-tmall.com",
        "tmdetail/",
        '"itemDO"',
        "mdskip.taobao.com",
    ),
    status=alibaba_status,
)
