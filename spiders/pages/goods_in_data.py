"""Which articles does a page's data hold (an API body, the state that its scripts start from)? Told by their keys."""

import itertools
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from crawler.items import Listing, PriceState
from spiders.pages import javascript
from spiders.pages.document import Document, compact, fold
from spiders.pages.item_id import id_in_url
from spiders.pages.money import CODES, Money, amount, money
from spiders.pages.state_forms import written_otherwise

NODES = 40_000  # objects and lists that are looked at
DEPTH = 14
FEWEST = 3  # so many alike make a list
SCRIPT_CHARS = 400  # a shorter script holds no state
OUTER = 400  # objects and lists, the outer ones first, among which an article's shop is looked for
SCRIPTS = 40
STATE_ATTRIBUTES = "data-obj", "data-page", "data-state"
ASSIGNMENTS = 4  # of one script that are tried
_ASSIGNMENT = re.compile(r"= ?\{|\.push\( ?\{")


TITLES = (
    "title", "goodsname", "productname", "itemtitle", "itemname", "rawtitle", "warename", "skuname",
    "spuname", "goodstitle", "producttitle", "subject", "offertitle", "name",
)  # fmt: skip
PRICES = (
    "saleprice", "currentprice", "promotionprice", "activityprice", "finalprice", "discountprice",
    "goodsprice", "shopprice", "sellprice", "minprice", "priceshow", "pricetext", "viewprice", "jdprice",
    "price", "amount", "itemlowprice", "lowprice", "originprice",
)  # fmt: skip
OLD_PRICES = (
    "originalprice", "marketprice", "originprice", "compareatprice", "oriprice", "lineprice", "listprice",
    "orgprice", "origin",
)  # fmt: skip
IN_PRICE = (
    "amount", "value", "price", "min", "current", "text", "priceshow", "lowprice", "special", "final",
)  # fmt: skip
IDS = (
    "itemid", "goodsid", "productid", "numiid", "nid", "skuid", "spuid", "wareid", "offerid", "id",
)  # fmt: skip
URLS = (
    "detailurl", "itemurl", "producturl", "goodsurl", "jumpurl", "linkurl", "url", "link", "href",
)  # fmt: skip
SHOPS = ("shopname", "storename", "mallname", "shoptitle", "merchantname")
SHOP_OBJECTS = "shopinfo", "sellerinfo", "mallinfo", "shop", "store", "mall", "seller"
SELLERS = (
    "sellername", "sellernick", "companyname", "nick", "vendor", "suppliername",
)  # fmt: skip
PLACES = (
    "location", "itemloc", "provcity", "city", "area", "sendaddress",
)  # fmt: skip
SALES = (
    "salestip", "salescount", "salecount", "soldnum", "soldcount", "sales", "sold", "viewsales",
)  # fmt: skip
PICTURES = (
    "image", "img", "pic", "picurl", "imageurl", "thumburl", "hdthumburl", "cover", "mainimage",
)  # fmt: skip
BRANDS = ("brandname", "brand")
NAMES = ("name", "brand_name", "brandName", "url", "text")  # in an object that stands for what it names
CURRENCIES = ("currency", "currencycode", "pricecurrency")
FOLDED = frozenset(
    (
        *TITLES,
        *PRICES,
        *OLD_PRICES,
        *IDS,
        *URLS,
        *SHOPS,
        *SHOP_OBJECTS,
        *SELLERS,
        *PLACES,
        *SALES,
        *PICTURES,
        *BRANDS,
        *CURRENCIES,
    )
)


@dataclass(frozen=True, slots=True)
class Goods:
    """What was found: the main list (empty when there is none) and the one article that stands alone."""

    many: list[dict[str, Any]]
    one: dict[str, Any] | None


def goods(value: Any) -> Goods:
    """The longest list of articles in a value, those with prices first, and the first article outside of lists."""
    priced: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    one: dict[str, Any] | None = None
    for part in _walk(value):
        if isinstance(part, list):
            articles = [folded for entry in part if isinstance(entry, dict) and (folded := article(entry))]
            with_price = sum(_first(folded, PRICES) is not None for folded in articles)
            if 2 * with_price >= len(articles):
                priced = max(priced, articles, key=len)
            else:
                others = max(others, articles, key=len)
        elif one is None and (folded := article(part)) and _first(folded, PRICES) is not None:
            one = folded
    if one is not None and "shopname" not in one and len(shops := named_shops(value)) == 1:
        one["shopname"] = shops.pop()
    many = priced if len(priced) >= FEWEST or one else others
    return Goods(many if len(many) >= FEWEST else [], one)


def named_shops(value: Any) -> set[str]:
    """The shops that a value names under a key that says so: one article's data names one."""
    objects = (part for part in itertools.islice(_walk(value), OUTER) if isinstance(part, dict))
    named = (said for part in objects for key, said in part.items() if spelt(key) in SHOPS)
    return {said.strip() for said in named if isinstance(said, str) and 0 < len(said.strip()) <= 60}


def _walk(value: Any) -> Iterator[Any]:
    """Objects and lists, the outer ones first; entries of long lists are left to their list."""
    waiting: deque[tuple[Any, int]] = deque([(value, 0)] if isinstance(value, (dict, list)) else [])
    seen = 0
    while waiting and seen < NODES:
        part, depth = waiting.popleft()
        seen += 1
        yield part
        if depth < DEPTH:
            inner = part.values() if isinstance(part, dict) else part
            waiting.extend((child, depth + 1) for child in inner if isinstance(child, (dict, list)))


def article(entry: dict[str, Any]) -> dict[str, Any] | None:
    """An object by folded keys, when it has a title and a price, an id or an address; one level of wrapping is undone."""
    folded = unwrapped(entry)
    if _is_article(folded):
        return folded
    for inner in entry.values():
        if isinstance(inner, dict) and _is_article(nested := unwrapped(inner)):
            return nested | {key: value for key, value in folded.items() if key not in nested}
    return None


def unwrapped(entry: dict[str, Any]) -> dict[str, Any]:
    """What an object says under keys that are known here, by one spelling of each."""
    pairs = ((compact(key), value) for key, value in list(entry.items())[:200])
    return {key: value for key, value in pairs if key in FOLDED}


def _is_article(folded: dict[str, Any]) -> bool:
    title = text_at(folded, TITLES)
    return (
        bool(title)
        and len(title or "") >= 4
        and any(_first(folded, names) is not None for names in (PRICES, IDS, URLS))
    )


def _first(folded: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((folded[name] for name in names if folded.get(name) not in (None, "", [], {})), None)


def text_at(folded: dict[str, Any], names: tuple[str, ...]) -> str | None:
    """The words under the first of `names`; numbers as they are written, markup left out."""
    value = _first(folded, names)
    if isinstance(value, dict):
        value = next((value[key] for key in NAMES if value.get(key)), None)
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return fold(_untagged(str(value))) or None


def _untagged(text: str) -> str:
    """`<span class=H>iPhone</span> 15` without its tags: what stands between `<` and `>` goes. Linear."""
    if "<" not in text:
        return text
    return "".join(part.partition(">")[2] if at else part for at, part in enumerate(text.split("<")))


def price_at(folded: dict[str, Any], names: tuple[str, ...] = PRICES, *, fen: bool = False) -> Money | None:
    """The amount under the first of `names`, one level of objects undone; None where it is none.

    With `fen`, whole numbers that are no text are hundredths.
    """
    value = _first(folded, names)
    if isinstance(value, dict):
        value = _first(_lower(value), IN_PRICE)
    if isinstance(value, str):
        return money(value)
    found = amount(value)
    if found is not None and fen and isinstance(value, int):
        found = found / 100
    return Money(found) if found is not None else None


def _lower(entry: dict[str, Any]) -> dict[str, Any]:
    return {spelt(key): value for key, value in entry.items()}


def spelt(key: Any) -> str:
    """One spelling for shopName, shop_name and ShopName."""
    return str(key).lower().replace("_", "")


def listing(folded: dict[str, Any], document: Document, *, card: bool, fen: bool = False) -> Listing | None:
    """The article as an item; None without a title. `fen`: see `price_at`."""
    title = text_at(folded, TITLES)
    if not title:
        return None
    url = document.absolute(text_at(folded, URLS))
    price, most = price_at(folded, fen=fen), price_at(folded, ("pricemax",), fen=fen)
    low = price.low if price and price.low > 0 else None
    return Listing(
        card=card,
        title=title,
        url=url or (None if card else document.url),
        price=low,
        price_max=most.low if most and low and most.low > low else price.high if price else None,
        original_price=_original(folded, low, fen=fen),
        currency=_currency(folded, price) if low is not None else None,
        price_state=PriceState.PRESENT if low is not None else PriceState.ABSENT,
        item_id=text_at(folded, IDS) or id_in_url(url),
        brand=text_at(folded, BRANDS),
        shop_name=text_at(folded, SHOPS) or _shop_in(folded),
        seller_name=text_at(folded, SELLERS),
        location=text_at(folded, PLACES),
        sales=text_at(folded, SALES),
        images=[image for image in [document.absolute(text_at(folded, PICTURES))] if image],
    )


def _shop_in(folded: dict[str, Any]) -> str | None:
    """The shop's name in an object that stands for it: `"seller": {"name": …}`."""
    for name in SHOP_OBJECTS:
        holder = folded.get(name)
        if isinstance(holder, dict) and (said := text_at(_lower(holder), (*SHOPS, "name", "nick"))):
            return said
    return None


def _original(folded: dict[str, Any], low: Decimal | None, *, fen: bool) -> Decimal | None:
    old = price_at(folded, OLD_PRICES, fen=fen)
    return old.low if old and low is not None and old.low > low else None


def _currency(folded: dict[str, Any], price: Money | None) -> str | None:
    named = (text_at(folded, CURRENCIES) or "").upper()
    return named if named in CODES else (price.currency if price else None)


def state(document: Document) -> list[Any]:
    """The values that the page's own scripts start from: JSON scripts and assigned literals, the longest first."""
    if document.data is not None:
        return [document.data]
    found = sorted((text for text in document.scripts if len(text) >= SCRIPT_CHARS), key=len, reverse=True)
    values = [_value(text) for text in found[:SCRIPTS]]
    values += [javascript.body_value(text) for text in _in_attributes(document)]
    return [value for value in values if value is not None]


def _in_attributes(document: Document) -> list[str]:
    """State that the server wrote into an attribute: `<script data-obj="{…}">`, `<div data-page="{…}">`."""
    given = (
        node.attributes.get(name) or "" for name in STATE_ATTRIBUTES for node in document.css(f"[{name}]")[:4]
    )
    return [text for text in given if len(text) >= SCRIPT_CHARS]


def _value(script: str) -> Any:
    """A JSON script's value, or the first literal with anything in it that is assigned in a script."""
    whole = javascript.body_value(script)
    if (told := written_otherwise(script, whole)) is not None:
        return told
    if whole:
        return whole
    for place in itertools.islice(_ASSIGNMENT.finditer(script), ASSIGNMENTS):
        if value := javascript.literal(script, place.end() - 1):
            return value
    return None
