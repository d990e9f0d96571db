"""Mia (蜜芽): product pages of 2015 to 2021; the shop closed in 2022."""

import re
from functools import cached_property

from web_poet import field, handle_urls

from spiders.pages.document import Document, absolute, node_text
from spiders.pages.embedded import words
from spiders.pages.listing import ListingPage, joined, title_tag
from spiders.pages.platforms import Platform
from spiders.pages.prices import Prices, yuan
from spiders.pages.rows import first_matches

NAME = "mia"
ITEM_ID = re.compile(r"mia\.com/item-(\d{3,12})")
TITLE_SUFFIX = re.compile(r"【[^【】]{0,60}】\s{0,3}-\s{0,3}蜜芽.{0,20}$")
SHIPPED_BY = re.compile(r"此商品由([^，。,]{1,60}?)(?:进行)?发货")


def mia_item_id(url: str | None) -> str | None:
    """The number of an item in its address."""
    match = ITEM_ID.search(url or "")
    return match.group(1) if match else None


@handle_urls(["mia.com/item-*", "www.mia.com/item-*", "miyabaobei.com/item-*"])
class MiaListingPage(ListingPage):
    """A product: hidden fields, price box, breadcrumb; the line above the picture is a slogan, not the title."""

    platform_name = NAME
    layouts = "2015-2021"
    proven = True

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return mia_item_id(document.canonical) is not None or document.first("#item_price") is not None

    @field
    def title(self) -> str | None:
        shared = (self.document.attribute("#share_name", "value") or "").split("#")
        return words(TITLE_SUFFIX.sub("", title_tag(self.document))) or (
            words(shared[1]) if len(shared) > 2 else self.document.attribute(".big img[alt]", "alt")
        )

    @field
    def item_id(self) -> str | None:
        return (
            mia_item_id(self.document.url)
            or mia_item_id(self.document.canonical)
            or self.document.attribute("#item_id", "value")
        )

    @cached_property
    def prices(self) -> Prices:
        low = yuan(joined(self.document.first("#item_price", ".pbox_price")))
        return Prices.of(low, original=yuan(joined(self.document.first(".pbox_market", ".market_price"))))

    def _crumb(self, kind: str) -> list[str]:
        links = first_matches(self.document, ".breadCrumbs a[title]", ".breadcrumbs a[title]")
        named = [node_text(link) for link in links if (link.attributes.get("title") or "").startswith(kind)]
        return [name for name in named if name]

    @field
    def category(self) -> list[str]:
        return self._crumb("分类")

    @field
    def brand(self) -> str | None:
        return next(iter(self._crumb("品牌")), None)

    @field
    def seller_name(self) -> str | None:
        """Who ships it, where that is not Mia."""
        for node in self.document.css(".M_productInfo dd, .pi_attr_box dd"):
            if found := SHIPPED_BY.search(node_text(node) or ""):
                return words(found.group(1))
        return None

    @field
    def self_operated(self) -> bool | None:
        return False if self.seller_name and "蜜芽" not in self.seller_name else None

    @field
    def images(self) -> list[str]:
        nodes = first_matches(self.document, ".show .small img", ".show .big img")
        return [
            url for node in nodes if (url := absolute(node.attributes.get("src"), self.document.base_url))
        ]

    @field
    def description(self) -> str | None:
        return self.document.first_text(".titlecon .left")


PLATFORM = Platform(
    name=NAME,
    title="蜜芽",
    hosts=("mia.com", "miyabaobei.com"),
    pages=(MiaListingPage,),
    signs=("miyabaobei.com", "-蜜芽</title>", "www.mia.com/item-"),
)
