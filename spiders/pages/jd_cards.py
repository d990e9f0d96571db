"""Cards of JD's results pages and shops: `li.gl-item` since 2014, `data-sku` frames since 2024, the search API."""

from typing import Any

from selectolax.lexbor import LexborNode

from crawler.items import Listing, PriceState
from spiders.pages.document import Document, absolute, marked_text, node_text
from spiders.pages.embedded import first_words, identity, words
from spiders.pages.jd_addresses import IMAGE_HOST, NAME, jd_item_id, jd_shop_id
from spiders.pages.listing import card, joined
from spiders.pages.prices import Prices, yuan
from spiders.pages.rows import first_matches

CARDS = ("li.gl-item", "#plist > ul > li", "#plist li", "div[data-sku], li[data-sku]", ".goods-list > li")


def ware_card(ware: dict[str, Any]) -> Listing:
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


def dom_cards(document: Document, *selectors: str) -> list[Listing]:
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
        description=node_text(node.css_first(".promo-words")),
        images=_one(absolute(_image(image), IMAGE_HOST)),
    )


def _card_title(node: LexborNode) -> str | None:
    title = marked_text(node.css_first(".p-name em")) or node_text(node.css_first(".p-name a"))
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
