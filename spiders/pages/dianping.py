"""Dianping (大众点评): shop pages and shop lists; most of its digits are drawn by a font and cannot be read."""

import re
from functools import cached_property

from web_poet import field, handle_urls

from crawler.items import PriceState, Shop
from spiders.pages.document import Document, node_text
from spiders.pages.embedded import identity, scalar, words
from spiders.pages.layout import CardLayout, ResultsPage
from spiders.pages.listing import title_tag
from spiders.pages.page import Page
from spiders.pages.platforms import Platform
from spiders.pages.rows import first_matches

NAME = "dianping"
SHOP_ID = re.compile(r"dianping\.com/shop/([0-9A-Za-z]{4,24})")
IN_TITLE = re.compile(r"^【([^【】]{1,80})】")
DISTRICT = re.compile(r"/ch\d{1,6}/r\d")  # an area of the town, where the other steps are kinds of shops
DRAWN = "数字由网页自带字体或图形绘制，未能识读"


def dianping_shop_id(url: str | None) -> str | None:
    """The number of a shop in its address."""
    match = SHOP_ID.search(url or "")
    return match.group(1) if match else None


@handle_urls(["www.dianping.com/shop/", "m.dianping.com/shop/"])
class DianpingShopPage(Page[Shop]):
    """A shop: `shop_config`, then the DOM."""

    platform_name = NAME
    layouts = "2018"
    proven = True

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return dianping_shop_id(document.canonical) is not None or "shop_config" in document.script_text

    @cached_property
    def config(self) -> str:
        """The source of `shop_config`."""
        text = self.document.script_text
        start = text.find("shop_config")
        return text[start : start + 4000] if start >= 0 else ""

    @field
    def title(self) -> str | None:
        return self.document.title

    @field
    def shop_name(self) -> str | None:
        named = IN_TITLE.match(title_tag(self.document))
        return scalar(self.config, "fullName", "shopName") or (
            words(named.group(1)) if named else self.document.first_text("h1.shop-name", ".shop-name h1")
        )

    @field
    def shop_id(self) -> str | None:
        return (
            dianping_shop_id(self.document.url)
            or dianping_shop_id(self.document.canonical)
            or identity(scalar(self.config, "shopId"))
        )

    @field
    def shop_url(self) -> str | None:
        return self.document.url or self.document.canonical

    @field
    def category(self) -> list[str]:
        links = first_matches(self.document, ".breadcrumb a", ".bread a")
        kinds = [link for link in links if not DISTRICT.search(link.attributes.get("href") or "")]
        return [name for link in kinds if (name := node_text(link))]

    @field
    def location(self) -> str | None:
        return scalar(self.config, "address") or self.document.first_text("[itemprop='street-address']")

    @field
    def notes(self) -> list[str]:
        price = self.document.first("#avgPriceTitle", ".brief-info .item")
        if price is None or any(letter.isdigit() for letter in node_text(price) or ""):
            return []
        return [f"人均：{DRAWN}"]


@handle_urls(["www.dianping.com/search", "www.dianping.com/*/ch*"])
class DianpingSearchPage(ResultsPage):
    """Lists of shops; a card is a shop, its price what a guest pays on average."""

    platform_name = NAME
    note = "无样本，未经验证"
    layout = CardLayout(
        home="https://www.dianping.com/",
        frames=("#shop-all-list li", "#shop-list li"),
        titles=(".tit h4", ".tit a[title]"),
        prices=(".mean-price b", ".mean-price"),
        id_of=dianping_shop_id,
        links=(".tit a[href*='/shop/']", "a[href*='/shop/']"),
        places=(".tag-addr .addr", ".tag-addr a + a"),
        next_links=("a.next",),
        no_price=PriceState.ABSENT,
    )

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return document.first("#shop-all-list") is not None


PLATFORM = Platform(
    name=NAME,
    title="大众点评",
    hosts=("dianping.com",),
    pages=(DianpingShopPage, DianpingSearchPage),
    signs=("dpfile.com", "window.shop_config", "大众点评网</title>"),
)
