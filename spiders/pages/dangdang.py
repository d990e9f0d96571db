"""Dangdang (当当网): product and search pages; no saved product page was there to try them on."""

import re
from functools import cached_property

from web_poet import field, handle_urls

from crawler.items import PriceState
from spiders.pages.document import Document, node_text
from spiders.pages.embedded import first_words, identity, scalar, words
from spiders.pages.layout import CardLayout, ResultsPage
from spiders.pages.listing import ListingPage, joined, title_tag
from spiders.pages.platforms import Platform
from spiders.pages.prices import Prices, yuan, yuan_range
from spiders.pages.rows import first_matches, label_rows

NAME = "dangdang"
ITEM_ID = re.compile(
    r"(?:product\.dangdang\.com/(?:product\.aspx\?product_id=)?|[?&]product_id=)(\d{6,14})", re.IGNORECASE
)
SHOP_ID = re.compile(r"(?:shop\.dangdang\.com/|shopid=|shop_id=)(\d{2,10})")
IN_TITLE = re.compile(r"^《(.{1,200}?)》")
TITLE_SUFFIX = re.compile(r"(?:【[^【】]{0,60}】)?\s{0,3}[-_]\s{0,3}当当网?.{0,20}$")
OWN_SHOPS = ("当当自营", "当当网自营")


def dangdang_item_id(url: str | None) -> str | None:
    """The number of an article in its address."""
    match = ITEM_ID.search(url or "")
    return match.group(1) if match else None


@handle_urls(["product.dangdang.com", "product.m.dangdang.com"])
class DangdangListingPage(ListingPage):
    """A product: `prodSpuInfo`, then the DOM."""

    platform_name = NAME
    layouts = "2012-2022"
    note = "无样本，未经验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return dangdang_item_id(document.canonical) is not None or document.first("#dd-price") is not None

    @field
    def title(self) -> str | None:
        tag = TITLE_SUFFIX.sub("", title_tag(self.document))
        book = IN_TITLE.match(tag)
        return first_words(
            self.document.attribute(".name_info h1[title]", "title"),
            self.document.first_text(".name_info h1", ".head h1", "#product_info h1"),
            scalar(self.document.script_text, "productName"),
            book.group(1) if book else tag,
        )

    @field
    def item_id(self) -> str | None:
        return (
            dangdang_item_id(self.document.url)
            or dangdang_item_id(self.document.canonical)
            or identity(scalar(self.document.script_text, "productId", "pid"))
        )

    @cached_property
    def prices(self) -> Prices:
        low, high = yuan_range(
            joined(self.document.first("#dd-price", "#salePriceTag", "#d_price", ".price_d"))
        )
        low = low or yuan(scalar(self.document.script_text, "salePrice") or "")
        struck = yuan(
            joined(self.document.first("#original-price", "#originalPriceTag", "#m_price", ".price_m"))
        )
        return Prices.of(low, high, struck, otherwise=PriceState.NEEDS_JAVASCRIPT)

    @field
    def category(self) -> list[str]:
        links = first_matches(self.document, "#breadcrumb a", ".breadcrumb a", ".crumb a")
        return [name for link in links if (name := node_text(link)) and name != "当当网"][:4]

    @cached_property
    def parameters(self) -> dict[str, str]:
        """The list of product data."""
        return label_rows(
            first_matches(
                self.document, "#detail_describe li", "ul.key li", ".pro_content li", ".messbox_info span"
            )
        )

    @field
    def attributes(self) -> dict[str, str]:
        return self.parameters

    @field
    def brand(self) -> str | None:
        return self.parameters.get("品牌")

    @field
    def images(self) -> list[str]:
        nodes = first_matches(self.document, "#main-img-slider a", "#largePic", ".big_pic img")
        named = [node.attributes.get("data-imghref") or node.attributes.get("src") for node in nodes]
        return [url for value in named if (url := self.document.absolute(value))]

    @cached_property
    def shop_href(self) -> str | None:
        """The link to the shop."""
        return self.document.attribute(
            ".service_content a[href*='shop.dangdang.com'], a[href*='shop.dangdang.com'][title], #shop-geo-name a",
            "href",
        )

    @field
    def shop_name(self) -> str | None:
        return first_words(
            scalar(self.document.script_text, "shopName"),
            self.document.first_text(
                "#shop-geo-name a", ".title_name a[href*='shop.dangdang.com']", ".shop_name a"
            ),
            self.document.attribute("a[href*='shop.dangdang.com'][title]", "title"),
        )

    @field
    def shop_id(self) -> str | None:
        match = SHOP_ID.search(self.shop_href or "")
        return match.group(1) if match else identity(scalar(self.document.script_text, "shopId"))

    @field
    def shop_url(self) -> str | None:
        return self.document.absolute(self.shop_href)

    @field
    def self_operated(self) -> bool | None:
        """Shop 0 is Dangdang itself."""
        if any(own in (self.shop_name or "") for own in OWN_SHOPS):
            return True
        number = scalar(self.document.script_text, "shopId")
        return None if number is None else words(number) == "0"


@handle_urls(["search.dangdang.com", "category.dangdang.com"])
class DangdangSearchPage(ResultsPage):
    """Search results and category lists."""

    platform_name = NAME
    layouts = "2012-2022"
    note = "无样本，未经验证"
    layout = CardLayout(
        home="https://www.dangdang.com/",
        frames=("#search_nature_rg li", "#component_59 > li", "ul.bigimg > li", ".shoplist li"),
        titles=("a[name='itemlist-title']", "p.name a", ".name a", "a[dd_name='单品标题']"),
        prices=(".search_now_price", ".price .price_n", ".price_n", ".price .num"),
        originals=(".search_pre_price", ".price_r"),
        id_of=dangdang_item_id,
        links=("a[href*='product.dangdang.com']", "a[href]"),
        id_attributes=("sku", "ddt-pit"),
        shops=(".search_shangjia a[name='itemlist-shop-name']", ".link a[href*='shop.dangdang.com']"),
        own_shops=OWN_SHOPS,
        next_links=("li.next a",),
    )

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return document.first("#search_nature_rg, #component_59") is not None


PLATFORM = Platform(
    name=NAME,
    title="当当网",
    hosts=("dangdang.com",),
    pages=(DangdangListingPage, DangdangSearchPage),
    signs=("ddimg.cn", "当当网</title>", 'id="dd-price"', "当当网?网上购物中心"),
)
