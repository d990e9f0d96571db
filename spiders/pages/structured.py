"""What structured data says of goods: JSON-LD, microdata, RDFa, Open Graph, brought to schema.org's shape."""

from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from typing import Any

from selectolax.lexbor import LexborNode

from spiders.pages.document import Document, fold, node_text

Thing = dict[str, Any]
"""One schema.org object: `@type`, and a value, an object or a list of either by property name."""

PRODUCT_TYPES = frozenset(
    {"Product", "IndividualProduct", "ProductModel", "ProductGroup", "SomeProducts", "Book", "Vehicle", "Car"}
)
DEPTH = 100  # levels between a property and its object
NODES = 4000  # properties read from one page's markup
VALUE_ATTRIBUTES = (
    "content", "href", "src", "datetime", "value", "data",
)  # fmt: skip


def types(thing: Thing) -> set[str]:
    """Names of an object's types without their vocabulary: `http://schema.org/Product` is `Product`."""
    given = thing.get("@type")
    names = given if isinstance(given, list) else [given]
    return {
        name.rsplit("/", 1)[-1].rsplit("#", 1)[-1].rsplit(":", 1)[-1]
        for name in names
        if isinstance(name, str)
    }


def is_product(thing: Thing) -> bool:
    """Is it an article on offer?"""
    return not PRODUCT_TYPES.isdisjoint(types(thing))


def things(document: Document) -> list[Thing]:
    """Every top-level object of the page: JSON-LD, then microdata, then RDFa, each in page order."""
    return [*document.json_ld, *_markup(document, "itemscope", "itemtype", "itemprop"), *_rdfa(document)]


def products(everything: Iterable[Thing]) -> list[Thing]:
    """The articles among the objects, also those that are a page's main entity or an offer's subject."""
    return [product for thing in everything for product in _products(thing, 0)]


def _products(thing: Thing, depth: int) -> Iterator[Thing]:
    if is_product(thing):
        yield thing
    elif depth < 3:
        for name in ("mainEntity", "mainEntityOfPage", "itemOffered", "about"):
            for part in objects(thing.get(name)):
                yield from _products(part, depth + 1)


def listed(everything: Iterable[Thing]) -> list[Thing]:
    """The articles of item lists, in the order of the list."""
    found: list[Thing] = []
    for thing in everything:
        for holder in (thing, *objects(thing.get("mainEntity"))):
            for element in objects(holder.get("itemListElement")):
                inside = (*objects(element.get("item")), element)
                found.extend(item for item in inside if is_product(item))
    return found


def objects(value: Any) -> list[Thing]:
    """The objects of a property that may hold one, several or none."""
    parts = value if isinstance(value, list) else [value]
    return [part for part in parts if isinstance(part, dict)]


def text_of(value: Any) -> str | None:
    """The words of a property: a string, a number, an object's name, the first of a list; or None.

    Entities are spelt out: shops write them into JSON-LD as they do into HTML.
    """
    if isinstance(value, list):
        return next((text for part in value if (text := text_of(part))), None)
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("@value") or value.get("url") or value.get("@id"))
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return fold(unescape(value) if isinstance(value, str) and "&" in value else str(value)) or None


def texts_of(value: Any) -> list[str]:
    """The words of each value of a property."""
    parts = value if isinstance(value, list) else [value]
    return [text for part in parts if (text := text_of(part))]


def _rdfa(document: Document) -> list[Thing]:
    if "typeof=" not in document.text:
        return []
    return [thing for thing in _markup(document, "typeof", "typeof", "property") if types(thing)]


def _markup(document: Document, scope: str, kind: str, prop: str) -> list[Thing]:
    """Objects that attributes on elements spell out (microdata, RDFa), nested as their elements are."""
    if f"{scope}" not in document.text:
        return []
    by_node: dict[int, Thing] = {}
    top: list[Thing] = []
    seen: set[int] = set()  # an element that both selectors match comes twice
    for node in document.css(f"[{scope}], [{prop}]")[:NODES]:
        if node.mem_id in seen:
            continue
        seen.add(node.mem_id)
        attributes = node.attributes
        owner = _owner(node, by_node)
        value: Any
        if scope in attributes:
            value = by_node[node.mem_id] = {"@type": (attributes.get(kind) or "").split()}
            if owner is None or not attributes.get(prop):
                top.append(value)
        else:
            value = _value(node, attributes)
        if owner is not None and value:
            for name in (attributes.get(prop) or "").split():
                _add(owner, name.rsplit(":", 1)[-1].rsplit("/", 1)[-1], value)
    return top


def _owner(node: LexborNode, by_node: dict[int, Thing]) -> Thing | None:
    parent = node.parent
    for _ in range(DEPTH):
        if parent is None:
            return None
        if (found := by_node.get(parent.mem_id)) is not None:
            return found
        parent = parent.parent
    return None


def _value(node: LexborNode, attributes: dict[str, str | None]) -> str | None:
    for name in VALUE_ATTRIBUTES:
        if (value := attributes.get(name)) and (name != "href" or node.tag in {"link", "area"}):
            return value.strip()
    if node.tag == "a" and not node_text(node):
        return attributes.get("href")
    return node_text(node)


def _add(owner: Thing, name: str, value: Any) -> None:
    if name in owner:
        known = owner[name]
        owner[name] = [*known, value] if isinstance(known, list) else [known, value]
    else:
        owner[name] = value


@cache
def _graph_names() -> dict[str, tuple[str, ...]]:
    return {
        "name": ("og:title", "twitter:title"),
        "brand": ("product:brand", "og:brand"),
        "sku": ("product:retailer_item_id", "product:retailer_part_no"),
        "description": ("og:description",),
        "image": ("og:image", "og:image:url", "twitter:image"),
        "price": ("product:sale_price:amount", "product:price:amount", "og:price:amount"),
        "original": ("product:original_price:amount", "og:price:standard_amount"),
        "priceCurrency": ("product:price:currency", "og:price:currency", "product:sale_price:currency"),
        "category": ("product:category",),
    }


def open_graph(document: Document) -> Thing | None:
    """The article that Open Graph tags describe; None unless they speak of a product or a price."""
    kind = (document.meta("og:type") or "").lower()
    read = {name: document.meta(*keys) for name, keys in _graph_names().items()}
    if "product" not in kind.split(":")[-1] and "product" not in kind and not read["price"]:
        return None
    found: Thing = {"@type": "Product", **{name: value for name, value in read.items() if value}}
    offer = {name: found.pop(name) for name in ("price", "priceCurrency") if name in found}
    return {**found, "offers": offer} if offer else found
