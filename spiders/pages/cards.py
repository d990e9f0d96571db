"""Where are the articles on a page of many? In elements of one build, each with a link and a price."""

import re
from collections import Counter, defaultdict
from decimal import Decimal

from selectolax.lexbor import LexborNode

from crawler.items import Listing, PriceState
from spiders.pages.document import Document, absolute, leaves, node_text
from spiders.pages.item_id import id_in_url
from spiders.pages.money import SHOWN, Money, money
from spiders.pages.pricing import PRICED
from spiders.pages.whereabouts import place_in

CLIMB = 9
CARDS = 400  # more than any page shows
FEWEST = 3
FEWEST_UNLINKED = 6  # where scripts open the article, more of one build are asked for
SHOP_HINTS = "[class*=shop i], [class*=store i], [class*=seller i], [class*=merchant i], [class*=dianpu i]"
PLACE_HINTS = "[class*=location i], [class~=place], [class*=area i], [class*=city i], [class*=region i], [class*=addr i]"
TITLE_HINTS = "[class*=title i], [class*=name i], [itemprop=name], h1, h2, h3, h4, h5"
TITLE_LINKS = (
    "h1 a[href], h2 a[href], h3 a[href], h4 a[href], [class*=title i] a[href], [class*=name i] a[href]"
)
OLD = (
    "del, s, strike, [class*=old i], [class*=original i], [class*=market i], [class*=was i],"
    "[class*=compare i], [class*=regular i]"
)
ID_NAMES = (
    "data-id", "data-item-id", "data-itemid", "data-product-id", "data-productid", "data-goods-id",
    "data-pid", "data-sku", "data-product_id", "data-product-sku",
)  # fmt: skip
NUMERALS = frozenset("0123456789")
DIGITS = re.compile(r"\d{1,20}")
SHOP_PATH = re.compile(
    r"/(?:shop|store|stores|seller|dianpu|merchant|supplier|vendor)[/._-]|[?&](?:shop|seller|store)_?id=",
    re.I,
)
SOLD = re.compile(
    r"(?:已售|月销|销量|成交|售出|已卖)[出量]? ?[:：]? ?(\d[\d.,]{0,12} ?万?\+?)"
    r"|(\d[\d.,]{0,12} ?万?\+?) ?(?:人付款|人已买|人购买|人收货|件已售|笔成交|sold\b)",
    re.I,
)


def cards(document: Document) -> list[LexborNode]:
    """The card elements of the page's main list, in page order; empty when nothing repeats."""
    finder, anchors = _Finder(document), _anchors(document)
    best = _main_group(anchors, finder, linked=True) or _main_group(anchors, finder, linked=False)
    return best[:CARDS]


def _main_group(anchors: list[LexborNode], finder: "_Finder", *, linked: bool) -> list[LexborNode]:
    """The weightiest group of cards of one build; empty when none has enough."""
    groups: dict[tuple[int, str], list[LexborNode]] = defaultdict(list)
    seen: set[int] = set()
    for node in anchors:
        card = finder.card(node, linked=linked)
        if card is not None and card.mem_id not in seen:
            seen.add(card.mem_id)
            groups[_signature(card)].append(card)
    best = max(groups.values(), key=_weight, default=[])
    return best if len(best) >= (FEWEST if linked else FEWEST_UNLINKED) else []


def _anchors(document: Document) -> list[LexborNode]:
    """Elements that mark an article: those that show money, else pictures inside links."""
    shown = [node for text, node in document.leaves if _may_be_money(text) and SHOWN.search(text)]
    shown += document.css(PRICED)
    return shown if len(shown) >= FEWEST else document.css("a[href] img")


def _may_be_money(text: str) -> bool:
    """A cheap look before the pattern's."""
    return len(text) <= 60 and not NUMERALS.isdisjoint(text)


class _Finder:
    """Finds the card around an element; what it learns of parents and links serves the next one."""

    def __init__(self, document: Document) -> None:
        self.builds: dict[int, Counter[str]] = {}
        self.linking: set[int] = set()
        for _, _, link in document.links:
            up: LexborNode | None = link
            while up is not None and up.mem_id not in self.linking:
                self.linking.add(up.mem_id)
                up = up.parent

    def card(self, node: LexborNode, *, linked: bool) -> LexborNode | None:
        """The widest element around `node` that is still one of several of its build, with a link in it."""
        best: LexborNode | None = None
        up: LexborNode | None = node
        for _ in range(CLIMB):
            if up is None or up.tag in {"body", "html"}:
                break
            parent = up.parent
            leads = up.mem_id in self.linking if linked else up.tag in {"div", "li", "article", "section"}
            if parent is not None and leads and self._twins(up, parent) >= FEWEST:
                best = up
                if up.tag in {"li", "article", "tr"}:
                    break
            elif best is not None:
                break
            up = parent
        return best

    def _twins(self, node: LexborNode, parent: LexborNode) -> int:
        """How many children of `parent` are built as `node` is."""
        known = self.builds.get(parent.mem_id)
        if known is None:
            known = self.builds[parent.mem_id] = Counter(_build(child) for child in parent.iter())
        return known[_build(node)]


def _build(node: LexborNode) -> str:
    """Tag and first class, numbers left out."""
    classes = (node.attributes.get("class") or "").split(None, 1)
    return f"{node.tag}.{DIGITS.sub('', classes[0]) if classes else ''}"


def _signature(card: LexborNode) -> tuple[int, str]:
    """Cards of one list share the holder and the build; rows of a table share the table."""
    parent = card.parent
    inside_row = parent is not None and card.tag in {"td", "div"} and parent.tag in {"tr", "div"}
    holder = parent.parent if parent is not None and inside_row else parent
    return (holder.mem_id if holder is not None else 0, _build(card))


def _weight(group: list[LexborNode]) -> float:
    """Articles weigh by number and by how much each says."""
    if len(group) < FEWEST:
        return 0.0
    words = sum(min(len(card.text(deep=True)), 200) for card in group[:20]) / min(len(group), 20)
    return len(group) * (20 + words)


def listing(card: LexborNode, document: Document, place: str = "") -> Listing | None:
    """What one card says; None when it has neither a title nor an address."""
    link = _link(card)
    url = absolute(link.attributes.get("href"), document.base_url) if link is not None else None
    title = _title(card, link)
    if not title:
        return None
    price, original = _prices(card, place)
    return Listing(
        card=True,
        url=url,
        title=title,
        price=price.low if price else None,
        price_max=price.high if price else None,
        original_price=original,
        currency=(price.currency if price else None),
        price_state=PriceState.PRESENT if price else PriceState.ABSENT,
        item_id=_item_id(card, url),
        images=_images(card, document),
        shop_name=_shop(card, link, title),
        location=_place(card, title),
        sales=_sales(card),
    )


def _link(card: LexborNode) -> LexborNode | None:
    """The link that leads to the article: the one with the longest words, else the first."""
    if card.tag == "a":
        return card
    links = [link for link in card.css("a[href]") if not _leads_nowhere(link)]
    links = [link for link in links if not SHOP_PATH.search(link.attributes.get("href") or "")] or links
    titled = card.css_first(TITLE_LINKS)
    if titled is not None and not _leads_nowhere(titled) and not _is_shop(titled):
        return titled
    return max(links, key=lambda link: min(len(link.text(deep=True).strip()), 80), default=None)


def _leads_nowhere(link: LexborNode) -> bool:
    return (link.attributes.get("href") or "").startswith(("#", "javascript:", "mailto:"))


def _title(card: LexborNode, link: LexborNode | None) -> str | None:
    """The card's heading; else the link's words or title; else the picture's `alt`."""
    for node in card.css(TITLE_HINTS):
        text = node_text(node)
        if text and 2 <= len(text) <= 200 and not SHOWN.search(text) and not _is_shop(node):
            return _whole(text, card)
    if link is not None:
        given = (link.attributes.get("title") or "").strip()
        words = [text for text, _ in leaves(link) if not SHOWN.search(text)]
        best = max(words, key=len, default="")
        if given and len(given) >= len(best):
            return given
        if len(best) >= 2:
            return _whole(best, card)
    picture = card.css_first("img[alt]")
    return (picture.attributes.get("alt") or "").strip() or None if picture is not None else None


def _whole(text: str, card: LexborNode) -> str:
    """A title that the page cut short, from the `title` or `alt` that holds all of it."""
    head = text.rstrip(".… ")
    if head == text or not head:
        return text
    given = (
        node.attributes.get(name) or "" for node in card.css("[title], [alt]") for name in ("title", "alt")
    )
    return next((whole.strip() for whole in given if whole.startswith(head) and len(whole) > len(head)), text)


def _is_shop(node: LexborNode) -> bool:
    """Does the element name a shop rather than an article?"""
    names = (node.attributes.get("class") or "").lower()
    return any(hint in names for hint in ("shop", "store", "seller", "merchant"))


def _prices(card: LexborNode, place: str) -> tuple[Money | None, Decimal | None]:
    """The price that is not struck out, and the one that is."""
    struck = {part.mem_id for node in card.css(OLD) for part in (node, *node.traverse())}
    shown = [(text, node) for text, node in leaves(card) if SHOWN.search(text)]
    parts = [(text, node) for node in card.css(PRICED) if (text := node_text(node)) and len(text) <= 60]
    found = [
        (value, node.mem_id in struck) for text, node in [*parts, *shown] if (value := money(text, place))
    ]
    found = [(value, old) for value, old in found if value.low > 0]
    current = next((value for value, old in found if not old), None)
    if current is None:
        return None, None
    old = next((value.low for value, struck_out in found if struck_out and value.low > current.low), None)
    return current, old


def _item_id(card: LexborNode, url: str | None) -> str | None:
    for name in ID_NAMES:
        if value := (card.attributes.get(name) or "").strip():
            return value
    return id_in_url(url)


def _images(card: LexborNode, document: Document) -> list[str]:
    for node in card.css("img"):
        for name in ("data-src", "data-original", "data-lazy-img", "data-lazyload", "src"):
            if url := absolute(node.attributes.get(name), document.base_url):
                return [url]
    return []


def _shop(card: LexborNode, link: LexborNode | None, title: str) -> str | None:
    """The shop named in a card: by class, else by a link whose address speaks of a shop."""
    if hinted := _hint(card, SHOP_HINTS, title):
        return hinted
    for other in card.css("a[href]"):
        text = node_text(other)
        named = other != link and text and text != title and len(text) <= 40 and not SHOWN.search(text)
        if named and SHOP_PATH.search(other.attributes.get("href") or ""):
            return text
    return None


def _place(card: LexborNode, title: str) -> str | None:
    """Where the seller is: by class, else a text that is a place and nothing else."""
    if hinted := _hint(card, PLACE_HINTS, title):
        return hinted
    return next((place for text, _ in leaves(card) if (place := place_in(text))), None)


def _sales(card: LexborNode) -> str | None:
    """How many were sold, as shown."""
    sold = SOLD.search(node_text(card) or "")
    return next((part.replace(" ", "") for part in sold.groups() if part), None) if sold else None


def _hint(card: LexborNode, selector: str, title: str) -> str | None:
    """The words of the first element that a class calls so."""
    for node in card.css(selector):
        text = node_text(node)
        if (
            text
            and text != title
            and len(text) <= 40
            and not SHOWN.search(text)
            and not DIGITS.fullmatch(text)
        ):
            return text.split("：", 1)[-1].strip() or None
    return None
