"""JD (京东): product, search, shop and licence pages, and the API bodies behind the later ones."""

import re
from functools import cached_property
from typing import Any, ClassVar

from selectolax.lexbor import LexborNode
from web_poet import field, handle_urls

from crawler.items import Listing, PriceState, Search, Shop, Status
from spiders.pages import priorities
from spiders.pages.document import Document, absolute, host_of, node_text
from spiders.pages.embedded import at, dicts, first_words, identity, scalar, words
from spiders.pages.listing import ListingPage, card, joined, spoken
from spiders.pages.page import Page
from spiders.pages.platforms import Platform
from spiders.pages.prices import Prices, yuan
from spiders.pages.rows import first_matches, label_rows, pairs
from spiders.pages.shop_licence import ShopLicencePage
from spiders.pages.status import empty_search

NAME = "jd"
IMAGE_HOST = "https://img10.360buyimg.com/n1/"
ITEM_ID = re.compile(r"(?:item(?:\.m)?\.jd\.(?:com|hk)/(?:product/)?|[?&](?:sku|wareId)=)(\d{5,20})")
SHOP_ID = re.compile(r"mall\.jd\.(?:com|hk)/(?:index|shopLevel|showLicence|view_search)-(\d{3,20})")
SHOP_SUFFIX = re.compile(r"\s{0,3}[-_|]{1,2}\s{0,3}京东(?:\(?JD\.COM\)?)?(?:商城)?.{0,40}$")
TITLE_SUFFIX = re.compile(r"【[^【】]{0,60}(?:价格|报价)[^【】]{0,60}】[-\s]{0,4}京东.{0,20}$")
TITLE_PREFIX = re.compile(r"^【[^【】]{0,120}】")
WALL_TITLES = ("京东验证", "京东安全")
API_CODES = {"605": Status.BLOCKED, "601": Status.BLOCKED, "3": Status.LOGIN}
SELF_MARKS = ("京东自营", "自营旗舰店", "自营专区")
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
CARDS = ("li.gl-item", "#plist > ul > li", "#plist li", "div[data-sku], li[data-sku]", ".goods-list > li")
PRICE_PLACES = (
    "#jd-price",
    ".summary-price .p-price",
    "#summary-price .p-price",
    ".p-price .price",
    ".itemInfo-wrap .p-price",
    "[class*='price-wrap'] .price",
)


def jd_item_id(url: str | None) -> str | None:
    """The SKU number in a product page's address."""
    match = ITEM_ID.search(url or "")
    return match.group(1) if match else None


def jd_shop_id(url: str | None) -> str | None:
    """The shop number in the address of a shop's own pages."""
    match = SHOP_ID.search(url or "")
    return match.group(1) if match else None


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
        title = self.document.title or ""
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
        quoted = self.api.get("price") or at(self.document.js_object("_itemInfo"), "price")
        if isinstance(quoted, dict) and (low := yuan(quoted.get("p"))):
            return Prices.of(low, original=yuan(quoted.get("op") or quoted.get("m")))
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
            at(self.api, "itemShopInfo", "shopName"), at(self.api, "wareInfoReadMap", "shop_name")
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


@handle_urls(
    [
        "search.jd.com",
        "list.jd.com",
        "so.m.jd.com",
        "search.jd.hk",
        "api.m.jd.com/?functionId=pc_search_searchWare",
    ]
)
class JdSearchPage(Page[Search]):
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

    @field
    def title(self) -> str | None:
        return self.document.title

    @field
    def status(self) -> Status:
        if self.document.damaged:
            return Status.DAMAGED
        return Status.EMPTY if not self.cards and empty_search(self.document) else Status.OK

    @field
    def items(self) -> list[Listing]:
        return self.cards

    @cached_property
    def cards(self) -> list[Listing]:
        """Each article once, in page order."""
        wares = at(self.document.data, "data", "wareList") or at(self.document.data, "wareList")
        if wares:
            return [_ware_card(ware) for ware in dicts(wares)]
        return _dom_cards(self.document, *CARDS)

    @field
    def next_url(self) -> str | None:
        return self.document.absolute(
            self.document.attribute("a.pn-next:not(.disabled), a.fp-next:not(.disabled)", "href")
        )


def _ware_card(ware: dict[str, Any]) -> Listing:
    """One `wareList` entry of the search API."""
    number = identity(ware.get("skuId")) or identity(ware.get("wareId"))
    low = yuan(ware.get("jdPrice") or ware.get("price") or ware.get("realPrice"))
    mark = ware.get("selfSupport")
    return card(
        NAME,
        Prices.of(low),
        title=first_words(ware.get("wareName"), ware.get("wname"), ware.get("name")),
        item_id=number,
        url=f"https://item.jd.com/{number}.html" if number else None,
        shop_name=words(ware.get("shopName")),
        shop_id=identity(ware.get("shopId")),
        sales=first_words(ware.get("totalSales"), ware.get("salesDesc")),
        images=_one(absolute(words(ware.get("imageurl") or ware.get("imageUrl")), IMAGE_HOST)),
        self_operated=None if mark is None else str(mark) in {"1", "True", "true"},
    )


def _one(value: str | None) -> list[str]:
    return [value] if value else []


def _dom_cards(document: Document, *selectors: str) -> list[Listing]:
    """The cards of the first selector that matches any frame; an article once, in page order."""
    found: dict[str, Listing] = {}
    for node in first_matches(document, *selectors):
        listing = _dom_card(node, document)
        if listing is not None and listing.item_id:
            found.setdefault(listing.item_id, listing)
    return list(found.values())


def _dom_card(node: LexborNode, document: Document) -> Listing | None:
    """One card of a results page; None for a frame that holds no product link."""
    link = node.css_first(".p-name a[href], a[href*='item.jd.'], a[href*='item.m.jd.']")
    href = document.absolute(link.attributes.get("href")) if link is not None else None
    inner = node.css_first("[data-sku]")
    number = (
        node.attributes.get("data-sku")
        or node.attributes.get("sku")
        or jd_item_id(href)
        or (inner.attributes.get("data-sku") if inner is not None else None)
    )
    title = _card_title(node)
    if not number or not title:
        return None
    shop = node.css_first(".p-shop a, a.curr-shop, .p-shopnum a, [class*='shop'] a")
    frame = node.css_first(".p-shop")
    frame_attributes = frame.attributes if frame is not None else {}
    shop_href = document.absolute(shop.attributes.get("href")) if shop is not None else None
    own = _own_goods(node, frame_attributes.get("data-selfware"))
    image = node.css_first(".p-img img, img")
    return card(
        NAME,
        _card_prices(node),
        title=title,
        item_id=number,
        url=href or f"https://item.jd.com/{number}.html",
        shop_name=first_words(
            shop.attributes.get("title") if shop is not None else None,
            node_text(shop),
            frame_attributes.get("data-shop_name"),
        ),
        shop_url=shop_href,
        shop_id=jd_shop_id(shop_href) or identity(frame_attributes.get("data-shopid")),
        self_operated=own,
        images=_one(absolute(_image(image), IMAGE_HOST)),
    )


def _card_title(node: LexborNode) -> str | None:
    title = node_text(node.css_first(".p-name em")) or node_text(node.css_first(".p-name a"))
    if title:
        return title
    titled = [words(part.attributes.get("title")) or "" for part in node.css("[title]")]
    return max(titled, key=len, default="") or None


def _card_prices(node: LexborNode) -> Prices:
    place = node.css_first(".p-price, [class*='price' i]")
    if place is None:
        return Prices.of(None, otherwise=PriceState.NEEDS_JAVASCRIPT)
    carried = place.css_first("[data-price]")
    shown = place.css_first("i") or place
    low = yuan(joined(shown)) or yuan(carried.attributes.get("data-price") if carried is not None else None)
    if any(phrase in joined(place) for phrase in ("暂无报价", "待发布", "即将上市")):
        return Prices.of(low)
    drawn = not joined(place) and place.css_first("img[src]") is not None
    return Prices.of(low, otherwise=PriceState.UNREADABLE if drawn else PriceState.NEEDS_JAVASCRIPT)


def _own_goods(node: LexborNode, selfware: str | None) -> bool | None:
    if selfware in {"0", "1"}:
        return selfware == "1"
    marks = [node_text(mark) for mark in node.css(".p-icons i, .goods-icons, [class*='icon']")]
    return True if "自营" in marks else None


def _image(node: LexborNode | None) -> str | None:
    if node is None:
        return None
    names = ("data-lazy-img", "source-data-lazy-img", "data-lazyload", "src")
    return next((value for name in names if (value := node.attributes.get(name)) and value != "done"), None)


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
        return named or words(SHOP_SUFFIX.sub("", self.document.title or ""))

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
        return _dom_cards(self.document, ".jSubObject", ".jItem", *CARDS)


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
