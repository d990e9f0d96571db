"""1688 (阿里巴巴批发): offers, search pages, company pages and credit pages with a company's licence."""

from functools import cached_property

from web_poet import field, handle_urls

from crawler.items import Listing, Shop
from spiders.pages import priorities
from spiders.pages.ali1688_cards import dom_cards, offer_list, state_cards
from spiders.pages.ali1688_offer import Ali1688ListingPage
from spiders.pages.ali1688_state import NAME, TITLE_SUFFIX, credit_pages
from spiders.pages.alibaba_state import alibaba_status
from spiders.pages.document import Document
from spiders.pages.embedded import first_words, identity, scalar, words
from spiders.pages.listing import title_tag
from spiders.pages.page import Page
from spiders.pages.platforms import Platform
from spiders.pages.search import SearchPage
from spiders.pages.shop_licence import ShopLicencePage

# Under any company's host: an address rule with a path cannot name a family of hosts.
CREDIT_PATHS = ["/page/creditdetail*", "/page/companyinfo*", "/page/contactinfo*"]
NOT_SHOPS = [
    f"{name}.1688.com"
    for name in (
        "www",
        "login",
        "re",
        "work",
        "air",
        "dj",
        "me",
        "show",
        "rule",
        "114",
        "club",
        "data.p4psearch",
    )
]


@handle_urls(
    ["s.1688.com", "p4psearch.1688.com", "re.1688.com", "search.1688.com", "data.p4psearch.1688.com"]
)
class Ali1688SearchPage(SearchPage):
    """Search results: `offerresultData`, `pageConfig.listOffer`, API bodies, else the DOM."""

    platform_name = NAME
    layouts = "2019-2024"
    proven = True
    note = "2019年以前的DOM卡片未经样本验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        if document.data is not None:
            return bool(offer_list(document))
        if "offerresultData" in document.script_text or '"listOffer"' in document.script_text:
            return True
        return (
            document.first(".sm-offer-item, #offerList .offer_exp, .offer-list .card-container") is not None
        )

    @cached_property
    def cards(self) -> list[Listing]:
        """The cards in page order."""
        return state_cards(self.document) or dom_cards(self.document)

    @field
    def next_url(self) -> str | None:
        return self.document.absolute(self.document.attribute("a.fui-next, a.page-next", "href"))


@handle_urls(["xinyong.1688.com"], priority=priorities.LICENCE)
class Ali1688LicencePage(ShopLicencePage):
    """Credit page of a company: registered name, code, legal person, as 1688 verified them."""

    platform_name = NAME
    note = "无样本，未经验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        if "1688.com/page/creditdetail" in (document.url or ""):
            return True
        body = document.visible_text
        return "统一社会信用代码" in body and ("法定代表人" in body or "注册资本" in body)


@handle_urls(["1688.com"], exclude=[*NOT_SHOPS, *CREDIT_PATHS], priority=priorities.SHOP)
class Ali1688ShopPage(Page[Shop]):
    """A company's shop front."""

    platform_name = NAME
    note = "无样本，未经验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return document.data is None and (
            document.first(".shop-company-name, .company-name, [class*='winport']") is not None
            and "memberId" in document.script_text
        )

    @field
    def title(self) -> str | None:
        return self.document.title

    @field
    def shop_name(self) -> str | None:
        named = self.document.first_text(
            ".company-name", ".shop-company-name", ".chinaname", ".company-title h1"
        )
        return first_words(named, scalar(self.document.script_text, "companyName")) or words(
            TITLE_SUFFIX.sub("", title_tag(self.document))
        )

    @field
    def seller_name(self) -> str | None:
        return first_words(self.shop_name)

    @field
    def shop_id(self) -> str | None:
        return identity(scalar(self.document.script_text, "memberId", "sellerMemberId"))

    @field
    def shop_url(self) -> str | None:
        return self.document.url or self.document.canonical

    @field
    def licence_urls(self) -> list[str]:
        return list(dict.fromkeys([*credit_pages(self.url), *self.displays.licence_urls]))

    @field
    def location(self) -> str | None:
        return self.document.first_text(".company-address", ".address", ".disc")

    @field
    def items(self) -> list[Listing]:
        return dom_cards(self.document)


PLATFORM = Platform(
    name=NAME,
    title="阿里巴巴1688",
    hosts=("1688.com",),
    pages=(Ali1688ListingPage, Ali1688SearchPage, Ali1688LicencePage, Ali1688ShopPage),
    signs=(
        "offerresultData",
        "@ali/tdmod",
        "iDetailConfig",
        "cbu01.alicdn.com",
        "detail.1688.com/offer",
        "-阿里巴巴</title>",
        '"listOffer"',
    ),
    status=alibaba_status,
)
