"""Which number names an article? The one in its address, where shops put it."""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from spiders.pages.document import Document

PARAMETERS = (
    "id", "item_id", "itemid", "goods_id", "goodsid", "product_id", "productid", "num_iid", "offerid",
    "sku", "skuid", "gid", "pid", "prod_id", "item", "products_id", "id_product", "alias",
)  # fmt: skip
FORM_FIELDS = "goods_id", "product_id", "id_product", "item_id", "products_id", "product", "add-to-cart"
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
        query = {name.lower(): value for name, value in parse_qsl(parts.query[:2000])}
    except ValueError:
        return None
    for name in PARAMETERS:
        if 0 < len(value := query.get(name, "").strip()) <= 40:
            return value
    path = unquote(parts.path)[:500]
    for pattern in (_TAIL, _HEAD, _MARKED):
        if found := pattern.search(path):
            return found.group(1)
    return None


def id_in_form(document: Document) -> str | None:
    """The article's id in the form that puts it into the cart; None without one."""
    values: dict[str, str] = {}
    for node in document.tagged("input", "button"):
        given = node.attributes
        values.setdefault(given.get("name") or "", (given.get("value") or "").strip())
    return next((values[name] for name in FORM_FIELDS if 0 < len(values.get(name, "")) <= 40), None)
