"""JD's product pages: `pageConfig`, the mobile page's item object or the page's API body, then the DOM."""

import re
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborNode
from web_poet import field, handle_urls

from crawler.items import PriceState
from spiders.pages.document import Document, absolute, node_text
from spiders.pages.embedded import at, dicts, first_words, identity, scalar, words
from spiders.pages.jd_addresses import IMAGE_HOST, NAME, SELF_MARKS, SHOP_SUFFIX, jd_item_id, jd_shop_id
from spiders.pages.listing import ListingPage, joined, spoken, title_tag
from spiders.pages.prices import Prices, yuan
from spiders.pages.rows import first_matches, label_rows, pairs

TITLE_SUFFIX = re.compile(r"【[^【】]{0,60}(?:价格|报价|书评|评测)[^【】]{0,60}】[-\s]{0,4}京东.{0,20}$")
TITLE_PREFIX = re.compile(r"^【[^【】]{0,120}】")
SHOP_LINKS = (
    "#popbox .mt h3 a",
    ".J-hove-wrap .name a",
    ".contact .name a[href*='jd.']",
    ".seller-infor a.name",
    "#extInfo a.name",
    ".seller-link a",
    "#seller a.name",
    ".shopName a",
    ".shop-name a",
    "#summary-service a[href*='jd.com'].hl_red",
    "a.top-name, .top-name a",
)
PRICE_PLACES = (
    "#jd-price",
    ".summary-price .p-price",
    "#summary-price .p-price",
    ".p-price .price",
    ".itemInfo-wrap .p-price",
    "[class*='price-wrap'] .price",
)


@handle_urls(
    [
        "item.jd.com",
        "item.jd.hk",
        "item.m.jd.com",
        "item.yiyaojd.com",
        "api.m.jd.com/?functionId=pc_detailpage_wareBusiness",
    ]
)
class JdListingPage(ListingPage):
    """A product: `pageConfig` (desktop), `_itemOnly` (mobile) or the page's API body, then the DOM."""

    platform_name = NAME
    layouts = "2013-2021"
    proven = True
    note = "2021年以后的单页应用、移动页和接口未经样本验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        if jd_item_id(document.canonical):
            return True
        if isinstance(document.data, dict):
            return "skuHeadVO" in document.data or "wareInfoReadMap" in document.data
        text = document.script_text
        return "skuidkey" in text or "window._itemOnly" in text

    @cached_property
    def state(self) -> dict[str, Any]:
        """`pageConfig.product`; an empty dictionary where the page has none that can be read."""
        product = at(self.document.js_object("pageConfig"), "product")
        if isinstance(product, dict):
            return product
        text = self.document.script_text
        keys = ("skuid", "name", "venderId", "shopId", "isPop", "isSelf", "brandName")
        start = max(text.find("pageConfig"), 0)
        return {} if "skuid" not in text else {key: scalar(text[start : start + 20_000], key) for key in keys}

    @cached_property
    def mobile(self) -> dict[str, Any]:
        """`_itemOnly.item` of the mobile page."""
        item = at(self.document.js_object("_itemOnly"), "item")
        return item if isinstance(item, dict) else {}

    @cached_property
    def mobile_info(self) -> Any:
        """`_itemInfo` of the mobile page: price, stock and shop."""
        return self.document.js_object("_itemInfo")

    @cached_property
    def api(self) -> dict[str, Any]:
        """The body of the product page's API."""
        return self.document.data if isinstance(self.document.data, dict) else {}

    @field
    def title(self) -> str | None:
        return (
            first_words(
                at(self.api, "skuHeadVO", "skuTitle"),
                at(self.api, "wareInfoReadMap", "sku_name"),
                self.state.get("name"),
                self.mobile.get("skuName"),
            )
            or self.document.first_text(".sku-name", "#name h1", "#itemName", "[class*='sku-title'] h1")
            or self._title_tag
        )

    @property
    def _title_tag(self) -> str | None:
        title = title_tag(self.document)
        short = TITLE_SUFFIX.sub("", title)
        return words(spoken(TITLE_PREFIX.sub("", short) if short != title else SHOP_SUFFIX.sub("", short)))

    @field
    def item_id(self) -> str | None:
        return (
            jd_item_id(self.document.url)
            or jd_item_id(self.document.canonical)
            or identity(self.state.get("skuid"))
            or identity(self.mobile.get("skuId"))
            or identity(at(self.api, "wareInfoReadMap", "sku_id"))
        )

    @field
    def sku(self) -> str | None:
        return identity(self.state.get("skuid")) or identity(self.mobile.get("skuId"))

    @cached_property
    def prices(self) -> Prices:
        quoted = self.api.get("price") or at(self.mobile_info, "price")
        if isinstance(quoted, dict) and quoted.get("p"):
            return Prices.of(yuan(quoted["p"]), original=yuan(quoted.get("op") or quoted.get("m")))
        struck = yuan(
            self.document.first_text("#page_maprice", "#page_origin_price", ".p-price-original del")
        )
        shown = [text for place in PRICE_PLACES if (text := joined(self.document.first(place)))]
        low = next((amount for text in shown if (amount := yuan(text))), None)
        said = any("暂无报价" in text for text in shown)
        return Prices.of(
            low, original=struck, otherwise=PriceState.ABSENT if said else PriceState.NEEDS_JAVASCRIPT
        )

    @cached_property
    def crumbs(self) -> list[LexborNode]:
        """Links of the breadcrumb, outermost first."""
        return first_matches(
            self.document, "#crumb-wrap .crumb a", ".crumb a", ".breadcrumb a", "#root-nav a"
        )

    @field
    def category(self) -> list[str]:
        named = [words(at(part, "name")) for part in dicts(at(self.api, "crumbVO", "crumbs"))]
        if any(named):
            return [name for name in named if name]
        found: list[str] = []
        for link in self.crumbs:
            href = link.attributes.get("href") or ""
            if _brand_link(href) or jd_item_id(href) or jd_shop_id(href):
                break
            if text := node_text(link):
                found.append(text)
        return found[:3]

    @field
    def brand(self) -> str | None:
        """The maker: the breadcrumb's, since the 品牌 row may name the phone that a case fits."""
        from_crumb = next(
            (node_text(a) for a in self.crumbs if _brand_link(a.attributes.get("href") or "")), None
        )
        listed = self.document.first("#parameter-brand li[title], .p-parameter-list#parameter-brand li")
        row = (listed.attributes.get("title") if listed else None) or self.attributes.get("品牌")
        return first_words(
            from_crumb, self.mobile.get("brandName"), self.state.get("brandName"), row, self._keyword_brand
        )

    @property
    def _keyword_brand(self) -> str | None:
        """The keywords' last word but three: `title,brand,,京东,网上购物`."""
        parts = (self.document.meta("keywords") or "").split(",")
        return parts[-4] if len(parts) > 4 and parts[-3:] == ["", "京东", "网上购物"] else None

    @cached_property
    def attributes_read(self) -> dict[str, str]:
        """The parameter list and the parameter table."""
        listed = label_rows(
            [
                *self.document.css(".p-parameter-list:not(.parameter1) > li"),
                *first_matches(self.document, "#parameter2 li", "ul.parameter2 li", "ul.detail-list li"),
            ]
        )
        table = pairs(self.document, ".Ptable dl.clearfix", "dt", "dd") | pairs(
            self.document, ".Ptable tr", "td.tdTitle", "td:not(.tdTitle)"
        )
        body = {
            name: value
            for part in dicts(at(self.api, "productAttributeVO", "attributes"))
            if (name := words(part.get("labelName"))) and (value := words(part.get("labelValue")))
        }
        return listed | table | listed | body

    @field
    def attributes(self) -> dict[str, str]:
        return self.attributes_read

    @field
    def images(self) -> list[str]:
        paths = self.state.get("imageList") or self.mobile.get("image") or []
        named = [path for path in paths if isinstance(path, str)] if isinstance(paths, list) else []
        named = named or [
            node.attributes.get("data-url") or node.attributes.get("src") or ""
            for node in self.document.css("#spec-list img")
        ]
        named = named or [words(self.state.get("src")) or ""]
        return [url for path in named if (url := absolute(path, IMAGE_HOST))]

    @cached_property
    def shop_link(self) -> LexborNode | None:
        """The link that names the shop."""
        for selector in SHOP_LINKS:
            for node in self.document.css(selector):
                if node_text(node) or node.attributes.get("title"):
                    return node
        return None

    @field
    def shop_name(self) -> str | None:
        named = first_words(
            at(self.api, "itemShopInfo", "shopName"),
            at(self.api, "wareInfoReadMap", "shop_name"),
            at(self.mobile_info, "shopInfo", "shop", "name"),
            at(self.mobile_info, "stock", "self_D", "vender"),
            at(self.mobile_info, "stock", "D", "vender"),
        )
        if named or self.shop_link is None:
            return named or first_words(
                self.attributes.get("店铺"), self.document.attribute("[data-seller]", "data-seller")
            )
        return first_words(self.shop_link.attributes.get("title"), node_text(self.shop_link))

    @field
    def shop_id(self) -> str | None:
        return (
            identity(self.state.get("shopId"))
            or identity(at(self.api, "itemShopInfo", "shopId"))
            or identity(self.mobile.get("shopId"))
            or jd_shop_id(self._shop_href)
        )

    @property
    def _shop_href(self) -> str | None:
        return self.shop_link.attributes.get("href") if self.shop_link is not None else None

    @field
    def shop_url(self) -> str | None:
        number = self.shop_id
        if number is None:
            return self.document.absolute(self._shop_href)
        linked = self.document.attribute(f'a[href*="mall.jd.com/index-{number}"]', "href")
        return self.document.absolute(linked) or f"https://mall.jd.com/index-{number}.html"

    @field
    def self_operated(self) -> bool | None:
        """JD's own goods: vender 0 in the early layouts, `isPop`/`isSelf` and the 自营 mark later."""
        if any(mark in (self.shop_name or "") for mark in SELF_MARKS):
            return True
        if self.document.first_text(".J-hove-wrap .u-jd, .contact .u-jd") == "自营":
            return True
        flags = {str(self.state.get("isSelf")).lower(): True, str(self.state.get("isPop")).lower(): None}
        if "true" in flags:
            return flags["true"] or False
        if str(self.state.get("isPop")).lower() == "false" or str(self.state.get("venderId")) == "0":
            return True
        return False if identity(self.state.get("venderId")) and self.shop_name else None

    @field
    def rating(self) -> str | None:
        return self.document.first_text(".evaluate-grade a", ".evaluate-grade strong")

    @field
    def description(self) -> str | None:
        return self.document.first_text("#p-ad", ".p-ad", "#sku_adwords")


def _brand_link(href: str) -> bool:
    return "/pinpai/" in href or "exbrand_" in href or "/brand/" in href
