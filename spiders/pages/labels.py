"""What stands behind a label: `店铺：好茶铺`, a definition list, a table row, two spans side by side."""

from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from spiders.pages.document import Document

LABEL_CHARS = 24
VALUE_CHARS = 120
COLONS = ":："
EDGES = " 【[]】　"
PAIRS = frozenset(
    (term, value)
    for term, values in {
        "dt": ("dd",),
        "th": ("td",),
        "td": ("td",),
        "h2": ("p", "div"),
        "h3": ("p", "div"),
        "h4": ("p", "div"),
        "span": ("span", "a"),
        "b": ("span", "a"),
        "strong": ("span", "a"),
        "label": ("span", "a"),
        "em": ("span", "a"),
    }.items()
    for value in values
)
SHOP = (
    "店铺名称", "店铺", "店名", "所属店铺", "商家店铺", "店铺名", "商店", "Shop", "Store",
)  # fmt: skip
SELLER = (
    "卖家", "商家", "掌柜", "供应商", "商家名称", "卖家名称", "经销商", "销售商", "出售方", "发货商家",
    "公司名称", "企业名称", "Sold by", "Seller", "Verkäufer", "Vendu par", "Vendor", "Merchant",
)  # fmt: skip
LOCATION = (
    "所在地", "所在地区", "发货地", "发货地址", "地区", "所在城市", "店铺所在地", "商家所在地", "产地直发",
    "Ships from", "Location", "Item location",
)  # fmt: skip
SALES = (
    "销量", "月销量", "总销量", "累计销量", "已售", "成交", "月成交", "累计售出", "月销", "Sold",
)  # fmt: skip
RATING = (
    "评分", "店铺评分", "综合评分", "好评率", "商品评分", "评价得分", "Rating",
)  # fmt: skip
NOTICE = (
    "店铺公告", "本店公告", "公告", "商家公告", "店铺通知", "店家公告", "掌柜公告", "网站公告", "商城公告",
    "通知公告",
)  # fmt: skip
ITEM_ID = (
    "商品编号", "商品编码", "货号", "商品货号", "商品ID", "宝贝编号", "编号", "产品编号", "Item number",
    "Item #", "SKU", "Artikelnummer", "Art.-Nr.", "Référence", "Product code", "Item No",
)  # fmt: skip
BRAND = (
    "品牌", "品牌名称", "商品品牌", "Brand", "Marke", "Marque", "Manufacturer", "Hersteller", "Fabricant",
)  # fmt: skip
ALL = frozenset(
    name.lower()
    for names in (SHOP, SELLER, LOCATION, SALES, RATING, NOTICE, ITEM_ID, BRAND)
    for name in names
)

Labels = dict[str, tuple[str, LexborNode]]
"""Value and the element that shows it, by lower-case label."""


def labels(document: Document) -> Labels:
    """Every known label of the page with what stands behind it; the first of each wins."""
    found: Labels = {}
    leaves = document.leaves
    for at, (text, node) in enumerate(leaves):
        label, colon, rest = _cut(text)
        if label.lower() not in ALL:
            continue
        if rest:
            found.setdefault(label.lower(), (rest[:VALUE_CHARS], node))
        elif at + 1 < len(leaves) and (colon or _side_by_side(node, leaves[at + 1][1])):
            value = leaves[at + 1][0].lstrip(COLONS + " ") or (
                leaves[at + 2][0] if at + 2 < len(leaves) else ""
            )
            if value and _cut(value)[0].lower() not in ALL:
                found.setdefault(label.lower(), (value[:VALUE_CHARS], leaves[at + 1][1]))
    return found


def pick(found: Labels, names: Iterable[str]) -> tuple[str, LexborNode] | None:
    """The value of the first of `names` that the page carries."""
    return next((found[name.lower()] for name in names if name.lower() in found), None)


def value(found: Labels, names: Iterable[str]) -> str | None:
    """The words behind the first of `names` that the page carries."""
    picked = pick(found, names)
    return picked[0] if picked else None


def _cut(text: str) -> tuple[str, bool, str]:
    """Label, whether a colon follows it, and what follows the colon."""
    head = text[:LABEL_CHARS].replace("：", ":")
    label, colon, _ = head.partition(":")
    if colon:
        return label.strip(EDGES), True, text[len(label) + 1 :].strip()
    return label.strip(EDGES) if len(text) <= LABEL_CHARS else "", False, ""


def _side_by_side(node: LexborNode, other: LexborNode) -> bool:
    """A term and its definition, two cells of one row, a heading and its paragraph."""
    return (node.tag, other.tag) in PAIRS
