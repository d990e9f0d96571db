"""Which number names an article? The one in its address, or in what puts it into the cart."""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from selectolax.lexbor import LexborNode

from spiders.pages.document import Document

PARAMETERS = (
    "id", "item_id", "itemid", "goods_id", "goodsid", "product_id", "productid", "num_iid", "offerid",
    "sku", "skuid", "gid", "pid", "prod_id", "item", "products_id", "id_product",
    "product_no", "goods_no", "goodsno", "item_no", "alias",
)  # fmt: skip
FORM_FIELDS = (
    "goods_id", "product_id", "id_product", "item_id", "products_id", "product", "add-to-cart", "product_template_id",
)  # fmt: skip
DATA_NAMES = (
    "data-product-id",
    "data-productid",
    "data-item-id",
    "data-itemid",
    "data-goods-id",
    "data-entity-id",
)
HOLDERS = 8  # around the title that may carry the article's number
_HEXADECIMAL = re.compile(r"(?:^|/)((?=[a-f]*\d)[0-9a-f]{16,32})(?:\.html?)?/?$")
_CART = re.compile(
    r"(?:cart|basket)[/_-]?add[a-z_]{0,12}[/-](?:(?:product|goods)[/-])?(\d{1,20})(?!\d)"
    r"|add_?to_?cart\(\s?['\"]?(\d{1,20})(?!\d)",
    re.I,
)
_ASSIGNED = re.compile(
    r"var(?<!\wvar)\s{1,4}(?i:goods_?id|product_?id|item_?id|id_product|id_goods)\s{0,4}=\s{0,4}['\"]?(\d{1,20})\b"
)  # begins with a word, for which `re` looks at once
_MARKED = re.compile(
    r"(?:^|[-_./])(?:p|prd|prod|product|item|goods|dp|i|detail|offer|g|art)[-_/.]?(\d{2,20})(?=$|[-_./?])",
    re.I,
)
_TAIL = re.compile(r"(?:^|[-_./])(\d{3,20})(?:\.\w{2,5})?/?$")
_HEAD = re.compile(r"(?:^|/)(\d{2,20})-[^/]+$")


def id_in_url(url: str | None) -> str | None:
    """The article's id in its address; None when the address holds no number of its own."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if (value := _in_query(parts.query)) is not None:
        return value
    bare = f"/{parts.query}" if parts.query and "=" not in parts.query else ""  # ?product-1032.html
    path = unquote(f"{parts.path}{bare}")[:500]
    for pattern in (_TAIL, _HEAD, _MARKED, _HEXADECIMAL):
        if found := pattern.search(path):
            return found.group(1)
    return None


def _in_query(query: str) -> str | None:
    """What a parameter named after the article holds."""
    try:
        given = {name.lower(): value.strip() for name, value in parse_qsl(query[:2000])}
    except ValueError:
        return None
    return next((given[name] for name in PARAMETERS if 0 < len(given.get(name, "")) <= 40), None)


def ids_on_page(document: Document, title: LexborNode | None) -> list[str]:
    """The article's ids in the form that puts it into the cart and around its title, best first."""
    values: dict[str, str] = {}
    called: list[str] = []
    for given in document.given("input", "button"):
        name = (given.get("name") or "").rpartition("[")[2].rstrip("]")  # goods[goods_id]
        values.setdefault(name, (given.get("value") or "").strip())
    for given in document.given("form"):
        action = (given.get("action") or "")[:500]
        if found := _CART.search(action):
            called.append(found.group(1) or found.group(2))
        elif (number := _in_query(action.partition("?")[2])) is not None:
            called.append(number)
    shown = [values[name] for name in FORM_FIELDS if values.get(name)] + called + _around(title)
    return [each for each in shown if 0 < len(each) <= 40]


def id_in_scripts(document: Document) -> str | None:
    """The number that a script keeps in a variable named after it: `var goods_id = 72;`."""
    assigned = _ASSIGNED.search(document.script_text)
    return assigned.group(1) if assigned else None


def _around(title: LexborNode | None) -> list[str]:
    """What the elements around the title call the article's number."""
    found: list[str] = []
    up = title
    for _ in range(HOLDERS):
        if up is None or up.tag == "body":
            break
        given = up.attributes
        found += [value.strip() for name in DATA_NAMES if (value := given.get(name))]
        up = up.parent
    return found


def stands_in(number: str, url: str | None) -> bool:
    """Does an address hold this number, whole?"""
    if len(number) < 2 or not number.isdigit() or not url or number not in url:
        return False
    return re.search(rf"(?<![0-9A-Za-z]){number}(?![0-9A-Za-z])", url[:2000]) is not None
