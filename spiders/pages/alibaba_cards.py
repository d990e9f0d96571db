"""Cards of Taobao and Tmall search pages: page state, mtop bodies, the DOM of three layout generations."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborNode

from crawler.items import Listing, PriceState
from spiders.pages.alibaba_state import full_image, item_id_of, nick
from spiders.pages.document import Document, absolute, node_text
from spiders.pages.embedded import at, dicts, first_words, identity, listed, unescaped, walk, words
from spiders.pages.listing import card, joined
from spiders.pages.prices import Prices, yuan, yuan_range
from spiders.pages.rows import first_matches

HOME = "https://s.taobao.com/"
STRING_CALL = re.compile(r'\s{0,20}[\w$.]{0,60}\(\s{0,5}"')
LISTS = ("itemsArray", "auctions", "listItem", "itemList", "item", "data")  # of the API bodies
FRAMES = (
    "[data-category='auctions']",
    ".product[data-id]",
    "#J_ItemList .product",
    ".J_TItems .item[data-id]",
    ".item[data-id]",
    "li.list-item",
    ".row.list-item",
    "a[id^='item_id_']",
    "a[class*='doubleCard']",
    "a[href*='item.htm'][class*='ard']",
    ".grid-item",
)
TITLES = ("a.product-title", ".productTitle a", ".title a", ".summary a", "a.item-name", "[class*='title']")
PRICES = (
    ".productPrice em",
    ".price strong",
    ".price em",
    ".c-price",
    "[class*='innerPriceWrapper']",
    ".price",
)
SELLERS = ("a.productShop-name", "a.shopname", ".seller a", ".shop a", "[class*='shopName']")
PLACES = (".location", ".loc", ".item-location", "[class*='procity']")
SALES = (".deal-cnt", ".productStatus em", ".sale-num", "[class*='realSales']")


def state_cards(root: Any, platform: str) -> list[Listing] | None:
    """Cards of page state or of an API body, in its order; None when it is no search result at all."""
    if isinstance(mods := at(root, "mods"), dict):
        found = dicts(at(mods, "itemlist", "data", "auctions")) or dicts(at(mods, "grid", "data", "spus"))
        return [auction_card(entry, platform) for entry in found]
    for key in LISTS:
        if entries := [entry for entry in listed(root, key) if "title" in entry or "raw_title" in entry]:
            return [auction_card(entry, platform) for entry in entries]
    return None


def auction_card(entry: dict[str, Any], platform: str) -> Listing:
    """One article of `g_page_config` (`nid`, `view_price`) or of the mtop search (`item_id`, `priceShow`)."""
    number = identity(
        first_words(entry.get("nid"), entry.get("item_id"), entry.get("itemId"), entry.get("id"))
    )
    link = absolute(
        first_words(entry.get("detail_url"), entry.get("auctionURL"), entry.get("url"), entry.get("link")),
        HOME,
    )
    flag = at(entry, "shopcard", "isTmall")
    on_tmall = flag if isinstance(flag, bool) else "detail.tmall." in (link or "")
    low, high = yuan_range(
        first_words(
            entry.get("view_price"),
            at(entry, "priceShow", "price"),
            entry.get("priceWap"),
            entry.get("price"),
        )
        or ""
    )
    seller = nick(first_words(entry.get("nick"), entry.get("sellerNick")))
    owner = identity(first_words(entry.get("user_id"), entry.get("userId"), entry.get("sellerId")))
    return card(
        "tmall" if on_tmall else platform,
        Prices.of(low, high, yuan(entry.get("reserve_price") or entry.get("originalPrice"))),
        title=first_words(entry.get("raw_title"), entry.get("title")),
        item_id=number,
        url=_item_url(link, number, on_tmall),
        shop_name=first_words(at(entry, "shopInfo", "title"), entry.get("shopName"), seller),
        seller_name=seller,
        shop_url=_shop_url(first_words(entry.get("shopLink"), at(entry, "shopInfo", "url")), owner),
        location=first_words(
            entry.get("item_loc"), entry.get("procity"), entry.get("location"), entry.get("area")
        ),
        sales=first_words(
            entry.get("view_sales"), entry.get("realSales"), entry.get("sold"), entry.get("month_sales")
        ),
        images=_images(
            first_words(entry.get("pic_url"), entry.get("pic_path"), entry.get("img2"), entry.get("img"))
        ),
    )


def _shop_url(link: str | None, owner: str | None) -> str | None:
    """The shop's address, by its owner's number where the card leads through an advertising host."""
    found = absolute(link, HOME)
    if found and not (urlsplit(found).hostname or "").startswith("click."):
        return found
    return f"https://store.taobao.com/shop/view_shop.htm?user_number_id={owner}" if owner else None


def dom_cards(document: Document, platform: str) -> list[Listing]:
    """Cards of the rendered page, in page order."""
    found: list[Listing] = []
    document = unwrapped(document)
    for node in first_matches(document, *FRAMES):
        listing = _dom_card(node, document, platform)
        if listing is not None:
            found.append(listing)
    return found


def unwrapped(document: Document) -> Document:
    r"""The HTML that a shop's search hands over as one string: `jsonp12("\u003cdiv class=\"item\"…")`."""
    head = STRING_CALL.match(document.text[:200])
    if head is None:
        return document
    inner = unescaped(document.text[head.end() : document.text.rfind('"')])
    return Document(inner.encode("utf-8", "replace"), url=document.url)


def _dom_card(node: LexborNode, document: Document, platform: str) -> Listing | None:
    link = node if node.tag == "a" else node.css_first("a[href*='item.htm'], a[data-nid], a[href*='?id=']")
    href = document.absolute(link.attributes.get("href")) if link is not None else None
    number = (
        identity(node.attributes.get("data-id"))
        or identity((node.attributes.get("id") or "").removeprefix("item_id_") if node.tag == "a" else None)
        or item_id_of(href)
        or identity(link.attributes.get("data-nid") if link is not None else None)
    )
    title = _title(node)
    if not title or not (number or node.css_first(".product-title")):
        return None
    on_tmall = platform == "tmall" or "detail.tmall." in (href or "")
    low, high = yuan_range(joined(_first(node, PRICES)))
    seller = _first(node, SELLERS) if number else None
    account = node.css_first("[data-nick]")
    # A search sets off the words it found, in a shop's name too: they are read without seams.
    shown = words(seller.text(deep=True).replace("掌柜", "")) if seller is not None else None
    return card(
        "tmall" if on_tmall else platform,
        Prices.of(low, high, otherwise=PriceState.NEEDS_JAVASCRIPT),
        title=title,
        item_id=number,
        url=_item_url(href, number, on_tmall),
        shop_name=shown,
        seller_name=nick(account.attributes.get("data-nick")) if account is not None else None,
        shop_url=document.absolute(seller.attributes.get("href")) if seller is not None else None,
        location=node_text(_first(node, PLACES)),
        sales=node_text(_first(node, SALES)),
        images=_images(_picture(node)),
    )


def _title(node: LexborNode) -> str | None:
    heading = _first(node, TITLES)
    if heading is None:
        return None
    if "product-title" in (
        heading.attributes.get("class") or ""
    ):  # a model's card: features stand in its link
        picture = node.css_first("img[alt]")
        return words(picture.attributes.get("alt")) if picture is not None else None
    shown, picture = node_text(heading), node.css_first("img[alt]")
    named = words(picture.attributes.get("alt")) if picture is not None else None
    if named and shown and _same(named, shown):
        return named  # the picture's name has no seams where the found words are set off
    return first_words(heading.attributes.get("title"), shown)


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _first(node: LexborNode, selectors: tuple[str, ...]) -> LexborNode | None:
    return next((found for selector in selectors if (found := node.css_first(selector)) is not None), None)


def _picture(node: LexborNode) -> str | None:
    image = node.css_first("img")
    if image is None:
        return None
    names = ("data-src", "data-ks-lazyload", "src")
    return next((value for name in names if (value := image.attributes.get(name))), None)


def _images(url: str | None) -> list[str]:
    image = full_image(url)
    return [image] if image else []


def _item_url(link: str | None, number: str | None, on_tmall: bool) -> str | None:
    """The item's own address, also where the card leads through an advertising or counting host."""
    parts = urlsplit(link or "")
    if number is None or (parts.netloc.startswith(("item.", "detail.")) and "id" in parse_qs(parts.query)):
        return link
    host = "detail.tmall.com" if on_tmall else "item.taobao.com"
    return f"https://{host}/item.htm?id={number}"


def looks_like_cards(root: Any) -> bool:
    """Is an API body a search result of Taobao or Tmall?"""
    if isinstance(at(root, "mods"), dict):
        return True
    return any("itemsArray" in part or "auctions" in part for part in walk(root))
