"""Which number names an article? The one in its address, or in what puts it into the cart."""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from selectolax.lexbor import LexborNode

from spiders.pages.document import Document, compact

PARAMETERS = (
    "id", "item_id", "itemid", "goods_id", "goodsid", "product_id", "productid", "num_iid", "offerid",
    "sku", "skuid", "gid", "pid", "prod_id", "item", "products_id", "id_product",
    "product_no", "goods_no", "goodsno", "item_no", "alias",
)  # fmt: skip
SHOP_PARAMETERS = (
    "shop_id", "shopid", "store_id", "storeid", "mall_id", "mallid", "seller_id", "sellerid", "userid", "user_id",
    "kdt_id", "supplier_id", "suppid", "merchant_id", "ru_id",
)  # fmt: skip
FORM_FIELDS = (
    "goodsid", "productid", "idproduct", "itemid", "productsid", "product", "addtocart", "producttemplateid",
    "proid", "prodid",
)  # fmt: skip
_HIDDEN = re.compile(
    r"(?:hidden|hid|hdn|hf|hd|txt|input)?[_-]?", re.I
)  # hiddenProductId, hfGoodsId of ASP.NET forms
DATA_NAMES = (
    "data-product-id",
    "data-productid",
    "data-item-id",
    "data-itemid",
    "data-goods-id",
    "data-entity-id",
)
BRAND_NAMES = ("data-product-brand", "data-brand")
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
    r"(?:^|[-_./])(?:p|prd|prod|product|item|goods|dp|i|detail|offer|g|art|sku|spu)[-_/.]?(\d{2,20})(?=$|[-_./?])",
    re.I,
)
_ROUTED = re.compile(
    r"(?:^|[/=])(?:id|gid|pid|(?:goods|product|item)_?(?:id)?)[/-](\d{1,20})(?=$|[./?&-])", re.I
)
"""`/goods/index/id/58.html`, also where a query holds the route: `?s=goods/index/id/58`."""
_TAIL = re.compile(r"(?:^|[-_./])(\d{3,20})(?:\.\w{2,5})?/?$")
_PAGE = re.compile(r"/(\d{1,20})\.(?:s?html?|php|aspx?|jsp)$")
_HEAD = re.compile(r"(?:^|/)(\d{2,20})-[^/]+$")


def shop_id_in_url(url: str | None) -> str | None:
    """The shop's number in an address that names it: `?shop_id=8`, `?userid=17`."""
    try:
        return _in_query(urlsplit(url or "").query, SHOP_PARAMETERS)
    except ValueError:
        return None


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
    for pattern in (_TAIL, _HEAD, _MARKED, _HEXADECIMAL, _ROUTED, _PAGE):
        if found := pattern.search(path):
            return found.group(1)
    route = unquote(parts.query[:500]) if "/" in parts.query or "%2F" in parts.query else ""
    routed = _ROUTED.search(route)
    return routed.group(1) if routed else None


def _in_query(query: str, names: tuple[str, ...] = PARAMETERS) -> str | None:
    """What the first of these parameters holds, by default one named after the article."""
    try:
        given = {name.lower(): value.strip() for name, value in parse_qsl(query[:2000])}
    except ValueError:
        return None
    return next((given[name] for name in names if 0 < len(given.get(name, "")) <= 40), None)


def ids_on_page(document: Document, title: LexborNode | None) -> list[str]:
    """The article's ids in the form that puts it into the cart and around its title, best first."""
    values: dict[str, str] = {}
    called: list[str] = []
    for given in document.given("input", "button"):
        for name in (given.get("name") or "", given.get("id") or ""):
            if value := (given.get("value") or "").strip():
                values.setdefault(_field(name), value)
    for given in document.given("form"):
        action = (given.get("action") or "")[:500]
        if found := _CART.search(action):
            called.append(found.group(1) or found.group(2))
        elif (number := _in_query(action.partition("?")[2])) is not None:
            called.append(number)
    shown = [values[name] for name in FORM_FIELDS if values.get(name)] + called + _around(title)
    return [each for each in shown if 0 < len(each) <= 40]


def _field(name: str) -> str:
    """One spelling for goods[goods_id], goodsId and hiddenGoodsID."""
    bare = name.rpartition("[")[2].rstrip("]").rpartition("$")[2]
    begin = _HIDDEN.match(bare)
    return compact(bare[begin.end() if begin else 0 :])


def id_in_scripts(document: Document) -> str | None:
    """The number that a script keeps in a variable named after it: `var goods_id = 72;`."""
    assigned = _ASSIGNED.search(document.script_text)
    return assigned.group(1) if assigned else None


def brand_around(title: LexborNode | None) -> str | None:
    """What an element around the title calls the article's brand: `data-product-brand` of BigCommerce."""
    return next(iter(_around(title, BRAND_NAMES)), None)


def _around(title: LexborNode | None, names: tuple[str, ...] = DATA_NAMES) -> list[str]:
    """What the elements around the title say under these names, by default of the article's number."""
    found: list[str] = []
    up = title
    for _ in range(HOLDERS):
        if up is None or up.tag == "body":
            break
        given = up.attributes
        found += [value.strip() for name in names if (value := (given.get(name) or "").strip())]
        up = up.parent
    return found


def stands_in(number: str, url: str | None) -> bool:
    """Does an address hold this number, whole?"""
    if len(number) < 2 or not number.isdigit() or not url or number not in url:
        return False
    return re.search(rf"(?<![0-9A-Za-z]){number}(?![0-9A-Za-z])", url[:2000]) is not None
