"""Which object of a page's data is the page's own article? The one with its name; the price may lie in it or beside it."""

import re
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter
from typing import Any

from spiders.pages.embedded import walk
from spiders.pages.goods_in_data import IDS, PRICES, TITLES, URLS, named_shops, spelt, unwrapped
from spiders.pages.headline import squeeze
from spiders.pages.money import money

NAME_CHARS = 300
LETTERS = 4  # of a name, at least
OBJECTS = 300  # in which an article's prices are looked for
LEVELS = 6
FEW = 3  # entries of a list that may be about one article
VARIANTS = 60  # of an article
_TITLES, _REFERS = frozenset(TITLES), frozenset((*IDS, *URLS, *PRICES))
_AMOUNTS = frozenset((*PRICES, "amount", "value", "gross", "maxprice", "highprice", "centamount"))
_PRICED = re.compile(r"pric|amount")
_OLD = re.compile(
    r"\.list\.|undiscounted|regular|compare|market|ori|listprice|lineprice|before|retail|msrp|old"
)
_OTHER = re.compile(
    r"tax|net|ship|post|freight|deposit|member|vip|discountamount|discountvalue|sav|unit|tier|cost|point|step|coupon"
    r"|refund|ladder|bonus|reward|commission"
)
_LOW = itemgetter(0)  # two that are equal may be a text and a number
_VARIANTS = re.compile(r"sku|variant|spec|goodsitem|offer|stock|pric")


def named(value: Any, said: str, heading: str) -> dict[str, Any] | None:
    """The first object of a value that has the page's name, by folded keys, its prices filled in; or None.

    `said` and `heading` are `<title>` with the heading, and the heading alone, letters and digits only.
    """
    for holder in walk(value):
        for key, part in _parts(holder):
            if _is_named(part, said, heading):
                folded = unwrapped(part)
                beside = {name: each for name, each in holder.items() if name != key}
                stated = _prices(part) or _prices(
                    {name: each for name, each in beside.items() if _tells(name)}
                )
                found = folded | stated
                if "shopname" not in found and len(shops := named_shops(value)) == 1:
                    found["shopname"] = shops.pop()
                return found
    return None


def _parts(holder: dict[str, Any]) -> Iterator[tuple[Any, dict[str, Any]]]:
    """The objects in an object; those of short lists, too, where they say the price: what is told to an analyst."""
    for key, value in holder.items():
        if isinstance(value, dict):
            yield key, value
        elif isinstance(value, list) and len(value) <= FEW:
            yield from ((key, part) for part in value if isinstance(part, dict) and "price" in part)


def _tells(name: Any) -> bool:
    """Is what stands beside the article about its variants and prices, and not a list of others?"""
    return _VARIANTS.search(_key(name)) is not None


@lru_cache(maxsize=8192)
def _key(name: Any) -> str:
    return spelt(name)


def _is_named(part: dict[str, Any], said: str, heading: str) -> bool:
    name, refers = "", False
    for key, value in part.items():
        own = _key(key)
        if isinstance(value, str) and own in _TITLES and LETTERS <= len(value) <= NAME_CHARS:
            name = name or squeeze(value)
        refers = refers or own in _REFERS
    return refers and len(name) >= LETTERS and name in said and 2 * len(name) >= len(heading)


def _prices(part: dict[str, Any]) -> dict[str, Any]:
    """Lowest and highest current price, and the lowest old one, as a listing's folded keys hold them."""
    current: list[tuple[Any, Any]] = []
    old: list[tuple[Any, Any]] = []
    for path, value in _numbers(part):
        read = money(str(value)) if not isinstance(value, bool) else None
        if read is not None and read.low > 0 and not _OTHER.search(path):
            (old if _OLD.search(path) else current).append((read.low, value))
    if not current:
        return {"originalprice": min(old, key=_LOW)[1]} if old else {}
    found = {"price": min(current, key=_LOW)[1], "pricemax": max(current, key=_LOW)[1]}
    return found | ({"originalprice": min(old, key=_LOW)[1]} if old else {})


def _numbers(part: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What stands under keys that name a price, with the keys that lead there."""
    waiting: deque[tuple[str, Any, int]] = deque([("", part, 0)])
    for _ in range(OBJECTS):
        if not waiting:
            return
        path, value, level = waiting.popleft()
        entries = value.items() if isinstance(value, dict) else [("", each) for each in value[:VARIANTS]]
        for key, inner in entries:
            own = _key(key)
            if isinstance(inner, dict) or (isinstance(inner, list) and _VARIANTS.search(own)):
                if level < LEVELS:
                    waiting.append((f"{path}.{own}", inner, level + 1))
            elif isinstance(inner, (str, int, float)) and _is_amount(path, own):
                yield f"{path}.{own}", inner


def _is_amount(path: str, key: str) -> bool:
    return key.endswith("price") or (key in _AMOUNTS and _PRICED.search(f"{path}.{key}") is not None)
