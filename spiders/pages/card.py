"""What does one card of a list say? One walk over its few elements gives title, link, prices, shop and place."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from selectolax.lexbor import LexborNode

from crawler.items import Listing, PriceState
from spiders.pages.document import SILENT, Document, absolute, fold, node_text
from spiders.pages.invitations import names_nobody
from spiders.pages.item_id import id_in_url
from spiders.pages.labels import SELLER, SHOP
from spiders.pages.money import COUNTED, SHOWN, Money, in_pieces, money
from spiders.pages.price_names import OLD_WORDS, is_called_old, is_for_members
from spiders.pages.pricing import joined
from spiders.pages.purchase import BUY
from spiders.pages.whereabouts import place_in

ELEMENTS = 400  # of one card
TITLE_CHARS = 200
HINT_CHARS = 40
LABEL_CHARS = 12
LETTERS = 8  # beside an amount, from which on a text is more than a price
NUMERALS = frozenset("0123456789")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ROLES = {
    "title": re.compile(r"title|name|(?<![a-z])tit(?![a-z])|subject"),
    "price": re.compile(r"price|jiage|amount|(?<![a-z])pri(?![a-z])"),
    "usual": re.compile(r"normal[-_]?price"),
    "final": re.compile(
        r"price[-_]?(?:final|sale|special|now|new)(?![a-z_])|(?<![a-z])(?:final|sale|special|now|new)[-_]?price(?![a-z])"
    ),
    "shop": re.compile(r"shop|store|seller|merchant|dianpu|vendor|supplier"),
    "brand": re.compile(r"(?<![a-z])(?:brand|marke|marque|manufacturer|hersteller)(?![a-z])"),
    "mark": re.compile(
        r"promo|slogan|jingle|(?<![a-z])(?:tags?|labels?|badges?|flags?|icons?|marks?|adv?)(?![a-z])"
    ),
    "place": re.compile(r"location|(?<![a-z])place(?![a-z])|area|city|region|addr"),
    "old": re.compile(
        r"(?<![a-z])(?:old|was|del|market|original|origin|compare|regular|strike|line-?through)(?![a-z])|market|mkt-?price|yuanjia"
    ),
    "other": re.compile(
        r"(?<![a-z])(?:unit[-_]?price|price[-_]unit|per[-_]unit|unit[-_]ref|percent\w{0,3}|discount[-_]amount"
        r"|sav(?:e|ings?)|points|deposit|install?ments?|shipping[-_](?:cost|fee|price)|freight)(?![a-z])"
    ),
}
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
NAMED = "class", "id", "itemprop", "data-hook", "data-testid"
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


@dataclass(slots=True)
class _Element:
    node: LexborNode
    tag: str
    attributes: dict[str, str | None]
    roles: frozenset[str]  # what its names call it: title, price, final, shop, brand, mark, place, old, other
    old: bool  # struck out, or called an old price
    other: bool  # called another sum: of one unit, without tax, saved
    link: str | None  # where the link around it leads
    parent: "_Element | None"
    mixed: bool = False  # does an old price or another sum stand in it beside the price?


@dataclass
class _Card:
    """The elements and the texts of a card, in page order."""

    elements: list[_Element] = field(default_factory=list)
    texts: list[tuple[str, _Element]] = field(default_factory=list)

    @classmethod
    def of(cls, card: LexborNode) -> "_Card":
        found = cls()
        known: dict[int, _Element] = {}
        for node in (card, *card.traverse(include_text=True, skip_empty=True)):
            tag = node.tag or ""
            above = node.parent
            parent = known.get(above.mem_id) if above is not None else None
            if tag == "-text":
                text = fold(node.text_content or "")
                if text and parent is not None and parent.tag not in SILENT:
                    found.texts.append((text, parent))
            elif node.mem_id not in known and not tag.startswith("-"):
                known[node.mem_id] = element = _element(node, tag, parent)
                found.elements.append(element)
                if len(found.elements) >= ELEMENTS:
                    break
        return found


def _element(node: LexborNode, tag: str, parent: _Element | None) -> _Element:
    given = node.attributes
    roles = _roles(" ".join(given.get(name) or "" for name in NAMED).lower())
    struck = tag in {"del", "s", "strike"} or "line-through" in (given.get("style") or "")
    old = struck or "old" in roles or (parent is not None and parent.old)
    other = parent is not None and ("other" in roles or parent.other)
    link = (given.get("href") or "") if tag == "a" else (parent.link if parent is not None else None)
    if old or other:
        up = parent
        while up is not None and not up.old and not up.other and not up.mixed:
            up.mixed = True
            up = up.parent
    return _Element(node, tag, given, roles, old, other, link, parent)


@lru_cache(maxsize=4096)
def _roles(names: str) -> frozenset[str]:
    """What class, id and itemprop, in lower case, call an element."""
    roles = {role for role, pattern in ROLES.items() if pattern.search(names)}
    return frozenset(roles | {"old"} if "price" in roles and is_called_old(names) else roles)


def listing(node: LexborNode, document: Document, place: str = "") -> Listing | None:
    """What one card says; None when it shows no title."""
    card = _Card.of(node)
    link = _link(card)
    title = _title(card, link)
    if not title:
        return None
    url = absolute(link.attributes.get("href"), document.base_url) if link is not None else None
    price, original = _prices(card, place)
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


def _link(card: _Card) -> _Element | None:
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


def _is_errand(link: _Element) -> bool:
    """Does a link put the article somewhere, or invite to buy it, and not lead to it?"""
    return ERRAND.search(link.link or "") is not None or BUY.within(link.node.text(deep=True)[:HINT_CHARS])


def _stands_in_title(link: _Element) -> bool:
    """Is it a link within the card's heading?"""
    up = link.parent
    while up is not None and up.parent is not None:
        if _is_title(up):
            return "shop" not in up.roles
        up = up.parent
    return False


def _is_called_shop(element: _Element) -> bool:
    """Does its own name, or its holder's, call it a shop's? So where every address of a site has /shop/ in it."""
    return "shop" in element.roles or (element.parent is not None and "shop" in element.parent.roles)


def _leads(href: str | None) -> bool:
    return bool(href) and not (href or "").startswith(("#", "javascript:", "mailto:"))


def _is_title(element: _Element) -> bool:
    return (element.tag in HEADINGS or "title" in element.roles) and "brand" not in element.roles


def _title(card: _Card, link: _Element | None) -> str | None:
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


def _unmarked(heading: _Element, card: _Card) -> str | None:
    """The words of a heading without the marks and slogans in it, where it has others."""
    text = node_text(heading.node)
    if not text or not any("mark" in element.roles for element in card.elements):
        return text
    words = [
        said for said, holder in card.texts if _is_within(holder, heading) and not _is_marked(holder, heading)
    ]
    return " ".join(words) or text


def _is_marked(element: _Element | None, heading: _Element) -> bool:
    """Is it, or what holds it within the heading, called a mark?"""
    while element is not None and element is not heading:
        if "mark" in element.roles:
            return True
        element = element.parent
    return False


def _named_by_picture(text: str, heading: _Element, card: _Card) -> str | None:
    """What the picture is called, where it is the first of several texts in a heading: a slogan follows it."""
    for element in card.elements:
        if element.tag == "img":
            named = (element.attributes.get("alt") or "").strip()
            if 2 < len(named) < len(text) and text.startswith(named):
                first = next((words for words, holder in card.texts if _is_within(holder, heading)), None)
                return named if first == named else None
    return None


def _pictured(card: _Card, link: _Element) -> str | None:
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


def _whole(text: str, card: _Card) -> str:
    """A title that the page cut short, from the `title` or `alt` that holds all of it."""
    head = text.rstrip(".… ")
    if head == text or not head:
        return text
    given = (
        (element.attributes.get(name) or "").strip() for element in card.elements for name in ("title", "alt")
    )
    return next((whole for whole in given if whole.startswith(head) and len(whole) > len(head)), text)


def _prices(card: _Card, place: str) -> tuple[Money | None, Decimal | None]:
    """The price that is neither struck out nor called an old one, and the one that is."""
    found: list[tuple[Money, bool, bool]] = []  # struck out? called an old one by the words around it?
    others: list[Money] = []
    final: set[Decimal] = set()  # what an element is called that replaces the shop's usual price
    for element in card.elements:
        if "price" in element.roles and not element.other:
            text = (_current(card, element) if element.mixed else "") or node_text(element.node)
            if text and COUNTED.search(text):
                text = _uncounted(card, element)
            if text and _is_share(text):
                continue
            if text and len(text) <= 60 and (value := money(joined(text), place)) and value.low > 0:
                found.append((value, element.old, "usual" in element.roles or _calls_old(text)))
                if "final" in element.roles and not element.old:
                    final.add(value.low)
    texts = [text for text, _ in card.texts]
    for at, (text, holder) in enumerate(card.texts):
        if len(text) > 60 or NUMERALS.isdisjoint(text):
            continue
        shown = in_pieces(texts, at) or text
        if SHOWN.search(shown) and (value := money(shown, place)) and value.low > 0:
            if holder.other:
                others += [value] if not holder.old else []
                continue
            found.append((value, holder.old, _calls_old(text) or (at > 0 and _labels_old(texts[at - 1]))))
    said = {value.low for value, _, old in found if old}
    asked = [value for value, struck, _ in found if not struck]
    current = next((value for value in asked if value.low not in said), asked[0] if asked else None)
    if current is None:
        return next(iter(others), None) if not found else None, None
    cheaper = next((value for value in asked if value.low in final and value.low < current.low), None)
    if cheaper is not None and current.low not in final:
        return cheaper, current.low
    dearer = next((value for value in asked if value.low > current.low and value.low not in said), None)
    if dearer is not None and current.low in _members_prices(card, place):
        current = dearer
    replaced = (value.low for value, struck, old in found if struck or old)
    return current, next((low for low in replaced if low > current.low), None)


def _is_share(text: str) -> bool:
    """Is it a share of a price, -20%, and no amount?"""
    return "%" in text and SHOWN.search(text) is None


def _calls_old(text: str) -> bool:
    """Do the words of an amount call it an old price: Original price was: £11.00?"""
    return not text[0].isdigit() and OLD_WORDS.within(text)


def _labels_old(text: str) -> bool:
    """Is it a label, and an old price's: 市场价?"""
    return len(text) <= LABEL_CHARS and NUMERALS.isdisjoint(text) and OLD_WORDS.within(text)


def _members_prices(card: _Card, place: str) -> set[Decimal]:
    """What the card asks of members: what stands in an element, or behind a label, that says so."""
    found: set[Decimal] = set()
    before = ""
    for text, holder in card.texts:
        if not NUMERALS.isdisjoint(text):
            around = (holder, holder.parent or holder)
            names = " ".join(element.attributes.get("class") or "" for element in around)
            if is_for_members(names.lower(), f"{before} {text}".lower()) and (value := money(text, place)):
                found.add(value.low)
        before = text if len(text) > 1 else before
    return found


def _uncounted(card: _Card, element: _Element) -> str:
    """The words of an element without those that count: `¥`, `664`, but not `453人想要`."""
    words = (text for text, holder in card.texts if not COUNTED.search(text) and _is_within(holder, element))
    return " ".join(words)


def _current(card: _Card, element: _Element) -> str:
    """The words of an element without the old price, and other sums, in it."""
    return " ".join(
        text
        for text, holder in card.texts
        if not (holder.old or holder.other) and _is_within(holder, element) and not OLD_WORDS.within(text)
    )


def _is_within(element: _Element | None, holder: _Element) -> bool:
    while element is not None and element is not holder:
        element = element.parent
    return element is not None


def _item_id(card: _Card, url: str | None) -> str | None:
    for name in ID_NAMES:
        if value := (card.elements[0].attributes.get(name) or "").strip():
            return value
    return id_in_url(url)


def _images(card: _Card, document: Document) -> list[str]:
    for element in card.elements:
        if element.tag == "img":
            for name in PICTURES:
                if url := absolute(element.attributes.get(name), document.base_url):
                    return [url]
    return []


def _shop(card: _Card, link: _Element | None, title: str) -> str | None:
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


def _shop_url(card: _Card, link: _Element | None, document: Document) -> str | None:
    """Where the shop's link leads: one whose address speaks of a shop, and that is not the article's."""
    article = link.link if link is not None else None
    for element in card.elements:
        leads = element.link if element.tag == "a" else None
        if leads and leads != article and SHOP_PATH.search(leads) and _leads(leads):
            return absolute(leads, document.base_url)
    return None


def _place(card: _Card, title: str) -> str | None:
    """Where the seller is: by class, else a text that is a place and nothing else."""
    if hinted := _hint(card, "place", title):
        return hinted
    return next((place for text, _ in card.texts if (place := place_in(text))), None)


def _sales(card: _Card) -> str | None:
    """How many were sold, as shown."""
    sold = SOLD.search(" ".join(text for text, _ in card.texts))
    return next((part.replace(" ", "") for part in sold.groups() if part), None) if sold else None


def _hint(card: _Card, role: str, title: str) -> str | None:
    """The words of the first element that a class calls so."""
    for element in card.elements[1:]:
        if role in element.roles:
            text = node_text(element.node)
            if text and _may_name(text, title) and not text.isdigit():
                first = next((words for words, holder in card.texts if _is_within(holder, element)), "")
                label = first if first != text and first.lower().rstrip(":： ") in (*SHOP, *SELLER) else ""
                return text.removeprefix(label).split("：", 1)[-1].strip() or None
    return None


def _may_name(text: str, title: str) -> bool:
    """May this be a name or a place: not the article's own, no amount, no invitation (进店, 收藏店铺)?"""
    return text != title and len(text) <= HINT_CHARS and not SHOWN.search(text) and not names_nobody(text)
