"""What does one card of a list say? Title, link, price, shop and place, from what one walk over its elements gives."""

import re

from selectolax.lexbor import LexborNode

from crawler.items import Listing, PriceState
from spiders.pages.card_parts import CardParts, Element, is_within
from spiders.pages.card_price import prices
from spiders.pages.document import Document, absolute, node_text
from spiders.pages.invitations import names_nobody
from spiders.pages.item_id import id_in_url
from spiders.pages.labels import SELLER, SHOP
from spiders.pages.money import SHOWN
from spiders.pages.purchase import BUY
from spiders.pages.whereabouts import place_in

TITLE_CHARS = 200
HINT_CHARS = 40
LETTERS = 8  # beside an amount, from which on a text is more than a price
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
SHOP_PATH = re.compile(
    r"/(?:shops?|stores?|sellers?|dianpu|merchants?|suppliers?|vendors?)[/._-]|[?&](?:shop|seller|store)_?id="
    r"|//(?:shop|store)\d{0,12}\.|[?&](?:app|act|c|m)=(?:show_)?(?:store|shop|merchant)(?:&|$)",
    re.I,
)
ERRAND = re.compile(
    r"(?:^|[/?&=_.])(?:wish-?list|compare|favou?rites?|collect|addbuycar|add[-_]?to[-_]?(?:cart|basket)|cart|basket)"
    r"(?:[/?&=._]|$)",
    re.I,
)
"""Where a card's other links lead: into the cart, onto a list of wishes."""
LABELLED = re.compile(r"(?:商品名称?|产品名称?|品名|商品名|상품명|product name) ?[:：] ?", re.I)
SOLD = re.compile(
    r"(?:已售|月销|销量|成交|售出|已卖)[出量]? ?[:：]? ?(\d[\d.,]{0,12} ?万?\+?)"
    r"|(\d[\d.,]{0,12} ?万?\+?) ?(?:人付款|人已买|人购买|人收货|件已售|笔成交|sold\b)",
    re.I,
)
ID_NAMES = (
    "data-id", "data-item-id", "data-itemid", "data-product-id", "data-productid", "data-goods-id",
    "data-pid", "data-sku", "data-product_id", "data-product-sku",
)  # fmt: skip
PICTURES = (
    "data-src", "data-original", "data-lazy-img", "data-lazyload", "data-lazy-src", "src",
)  # fmt: skip


def listing(node: LexborNode, document: Document, place: str = "") -> Listing | None:
    """What one card says; None when it shows no title."""
    card = CardParts.of(node)
    link = _link(card)
    title = _title(card, link)
    if not title:
        return None
    url = absolute(link.attributes.get("href"), document.base_url) if link is not None else None
    price, original = prices(card, place)
    return Listing(
        card=True,
        url=url,
        title=title,
        price=price.low if price else None,
        price_max=price.high if price else None,
        original_price=original,
        currency=price.currency if price else None,
        price_state=PriceState.PRESENT if price else PriceState.ABSENT,
        item_id=_item_id(card, url),
        images=_images(card, document),
        shop_name=_shop(card, link, title),
        shop_url=_shop_url(card, link, document),
        location=_place(card, title),
        sales=_sales(card),
    )


def _link(card: CardParts) -> Element | None:
    """The link that leads to the article: the one in its heading, else the one with the longest words."""
    links = [
        element for element in card.elements if element.tag == "a" and _leads(element.attributes.get("href"))
    ]
    if card.elements and card.elements[0].tag == "a":
        return card.elements[0]
    links = [link for link in links if not _is_errand(link)] or links
    goods = [link for link in links if not SHOP_PATH.search(link.link or "")]
    goods = goods or [link for link in links if not _is_called_shop(link)] or links
    if len(goods) < 2:
        return goods[0] if goods else None
    inside = {
        id(element.link): element
        for element in card.elements
        if _is_title(element) and element.link is not None and "shop" not in element.roles
    }
    titled = next((link for link in goods if id(link.link) in inside or _stands_in_title(link)), None)
    return titled or max(goods, key=lambda link: min(len(link.node.text(deep=True).strip()), 80))


def _is_errand(link: Element) -> bool:
    """Does a link put the article somewhere, or invite to buy it, and not lead to it?"""
    return ERRAND.search(link.link or "") is not None or BUY.within(link.node.text(deep=True)[:HINT_CHARS])


def _stands_in_title(link: Element) -> bool:
    """Is it a link within the card's heading?"""
    up = link.parent
    while up is not None and up.parent is not None:
        if _is_title(up):
            return "shop" not in up.roles
        up = up.parent
    return False


def _is_called_shop(element: Element) -> bool:
    """Does its own name, or its holder's, call it a shop's? So where every address of a site has /shop/ in it."""
    return "shop" in element.roles or (element.parent is not None and "shop" in element.parent.roles)


def _leads(href: str | None) -> bool:
    return bool(href) and not (href or "").startswith(("#", "javascript:", "mailto:"))


def _is_title(element: Element) -> bool:
    return (element.tag in HEADINGS or "title" in element.roles) and "brand" not in element.roles


def _title(card: CardParts, link: Element | None) -> str | None:
    """The card's heading; else the link's words or title; else the picture's `alt`."""
    for element in card.elements:
        if _is_title(element) and "shop" not in element.roles:
            text = _unmarked(element, card)
            text = _unlabelled(text) if text else None
            if text and 2 <= len(text) <= TITLE_CHARS and _has_letters(text) and not _is_amount(text):
                return _named_by_picture(text, element, card) or _whole(text, card)
    if link is not None:
        if pictured := _pictured(card, link):
            return _whole(pictured, card)
        given = (link.attributes.get("title") or "").strip()
        words = [
            text
            for text, holder in card.texts
            if holder.link == link.link and not (SHOWN.search(text) or BUY.within(text) or names_nobody(text))
        ]
        best = max(words, key=len, default="")
        if given and len(given) >= len(best):
            return given
        if len(best) >= 2:
            return _whole(best, card)
    named = (alt for element in card.elements if (alt := (element.attributes.get("alt") or "").strip()))
    spoken = (text for text, _ in card.texts if _has_letters(text) and not SHOWN.search(text))
    return next(named, None) or max(spoken, key=len, default=None)


def _unmarked(heading: Element, card: CardParts) -> str | None:
    """The words of a heading without the marks and slogans in it, where it has others."""
    text = node_text(heading.node)
    if not text or not any("mark" in element.roles for element in card.elements):
        return text
    words = [
        said for said, holder in card.texts if is_within(holder, heading) and not _is_marked(holder, heading)
    ]
    return " ".join(words) or text


def _is_marked(element: Element | None, heading: Element) -> bool:
    """Is it, or what holds it within the heading, called a mark?"""
    while element is not None and element is not heading:
        if "mark" in element.roles:
            return True
        element = element.parent
    return False


def _named_by_picture(text: str, heading: Element, card: CardParts) -> str | None:
    """What the picture is called, where it is the first of several texts in a heading: a slogan follows it."""
    for element in card.elements:
        if element.tag == "img":
            named = (element.attributes.get("alt") or "").strip()
            if 2 < len(named) < len(text) and text.startswith(named):
                first = next((words for words, holder in card.texts if is_within(holder, heading)), None)
                return named if first == named else None
    return None


def _pictured(card: CardParts, link: Element) -> str | None:
    """What the picture is called, where a text of the link says the same: a longer one beside it is a comment."""
    called = {(each.attributes.get("alt") or "").strip() for each in card.elements if each.tag == "img"}
    shown = (text for text, holder in card.texts if holder.link == link.link and text in called)
    return next((text for text in shown if len(text) >= 2 and _has_letters(text)), None)


def _unlabelled(text: str) -> str:
    """A title without a label that says it is one: `商品名称：搪瓷杯`, `상품명 : 앞치마`."""
    label = LABELLED.match(text)
    return text[label.end() :] if label else text


def _is_amount(text: str) -> bool:
    """Does it tell a price, and little else? A gift card has one in its name."""
    return SHOWN.search(text) is not None and sum(map(str.isalpha, text)) < LETTERS


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _whole(text: str, card: CardParts) -> str:
    """A title that the page cut short, from the `title` or `alt` that holds all of it."""
    head = text.rstrip(".… ")
    if head == text or not head:
        return text
    given = (
        (element.attributes.get(name) or "").strip() for element in card.elements for name in ("title", "alt")
    )
    return next((whole for whole in given if whole.startswith(head) and len(whole) > len(head)), text)


def _item_id(card: CardParts, url: str | None) -> str | None:
    for name in ID_NAMES:
        if value := (card.elements[0].attributes.get(name) or "").strip():
            return value
    return id_in_url(url)


def _images(card: CardParts, document: Document) -> list[str]:
    for element in card.elements:
        if element.tag == "img":
            for name in PICTURES:
                if url := absolute(element.attributes.get(name), document.base_url):
                    return [url]
    return []


def _shop(card: CardParts, link: Element | None, title: str) -> str | None:
    """The shop named in a card: by class, else by a link whose address speaks of a shop."""
    if hinted := _hint(card, "shop", title):
        return hinted
    article = link.link if link is not None else None
    for element in card.elements:
        if element.tag == "a" and element.link != article and SHOP_PATH.search(element.link or ""):
            text = node_text(element.node)
            if text and _may_name(text, title):
                return text
    return None


def _shop_url(card: CardParts, link: Element | None, document: Document) -> str | None:
    """Where the shop's link leads: one whose address speaks of a shop, and that is not the article's."""
    article = link.link if link is not None else None
    for element in card.elements:
        leads = element.link if element.tag == "a" else None
        if leads and leads != article and SHOP_PATH.search(leads) and _leads(leads):
            return absolute(leads, document.base_url)
    return None


def _place(card: CardParts, title: str) -> str | None:
    """Where the seller is: by class, else a text that is a place and nothing else."""
    if hinted := _hint(card, "place", title):
        return hinted
    return next((place for text, _ in card.texts if (place := place_in(text))), None)


def _sales(card: CardParts) -> str | None:
    """How many were sold, as shown."""
    sold = SOLD.search(" ".join(text for text, _ in card.texts))
    return next((part.replace(" ", "") for part in sold.groups() if part), None) if sold else None


def _hint(card: CardParts, role: str, title: str) -> str | None:
    """The words of the first element that a class calls so."""
    for element in card.elements[1:]:
        if role in element.roles:
            text = node_text(element.node)
            if text and _may_name(text, title) and not text.isdigit():
                first = next((words for words, holder in card.texts if is_within(holder, element)), "")
                label = first if first != text and first.lower().rstrip(":： ") in (*SHOP, *SELLER) else ""
                return text.removeprefix(label).split("：", 1)[-1].strip() or None
    return None


def _may_name(text: str, title: str) -> bool:
    """May this be a name or a place: not the article's own, no amount, no invitation (进店, 收藏店铺)?"""
    return text != title and len(text) <= HINT_CHARS and not SHOWN.search(text) and not names_nobody(text)
