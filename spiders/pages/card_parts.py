"""What lies in one card of a list: its elements with what their names call them, and its texts. One walk."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborNode

from spiders.pages.document import SILENT, fold
from spiders.pages.price_names import is_called_old

ELEMENTS = 400  # of one card
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
NAMED = "class", "id", "itemprop", "data-hook", "data-testid"


@dataclass(slots=True)
class Element:
    """One element of a card."""

    node: LexborNode
    tag: str
    attributes: dict[str, str | None]
    roles: frozenset[str]  # what its names call it: title, price, final, shop, brand, mark, place, old, other
    old: bool  # struck out, or called an old price
    other: bool  # called another sum: of one unit, without tax, saved
    link: str | None  # where the link around it leads
    parent: "Element | None"
    mixed: bool = False  # does an old price or another sum stand in it beside the price?


@dataclass
class CardParts:
    """The elements and the texts of a card, in page order."""

    elements: list[Element] = field(default_factory=list)
    texts: list[tuple[str, Element]] = field(default_factory=list)

    @classmethod
    def of(cls, card: LexborNode) -> "CardParts":
        """What lies in the element `card`."""
        found = cls()
        known: dict[int, Element] = {}
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


def _element(node: LexborNode, tag: str, parent: Element | None) -> Element:
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
    return Element(node, tag, given, roles, old, other, link, parent)


@lru_cache(maxsize=4096)
def _roles(names: str) -> frozenset[str]:
    """What class, id and itemprop, in lower case, call an element."""
    roles = {role for role, pattern in ROLES.items() if pattern.search(names)}
    return frozenset(roles | {"old"} if "price" in roles and is_called_old(names) else roles)


def is_within(element: Element | None, holder: Element) -> bool:
    """Is it the element `holder`, or does it stand in it?"""
    while element is not None and element is not holder:
        element = element.parent
    return element is not None
