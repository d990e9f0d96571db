"""What stands behind a label: `店铺：好茶铺`, a definition list, a table row, two spans side by side."""

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from spiders.pages.document import Document, leaves

VALUE_CHARS = 120
LABEL_CHARS = 26
LINE_CHARS = 240  # a text longer than this is prose, where a colon is no label
NOTICE_CHARS = 1500
SHOP = (
    "店铺名称", "店铺", "店名", "所属店铺", "商家店铺", "店铺名", "商店", "网店名称", "shop", "store",
    "shop name", "store name",
)  # fmt: skip
SELLER = (
    "卖家", "商家", "掌柜", "供应商", "商家名称", "卖家名称", "卖家昵称", "经销商", "销售商", "出售方",
    "发货商家", "公司名称", "企业名称", "掌柜名", "供货商", "店主", "sold by", "seller", "verkäufer",
    "vendu par", "vendor", "merchant", "verkauft von",
)  # fmt: skip
LOCATION = (
    "所在地", "所在地区", "发货地", "发货地址", "地区", "所在城市", "店铺所在地", "商家所在地", "产地直发",
    "货源地", "发货城市", "ships from", "location", "item location",
)  # fmt: skip
SALES = (
    "销量", "月销量", "本月销量", "总销量", "累计销量", "已售", "成交", "月成交", "累计售出", "月销",
    "销售量", "售出", "已卖出", "最近成交", "30天销量", "sold",
)  # fmt: skip
RATING = (
    "评分", "店铺评分", "综合评分", "好评率", "商品评分", "评价得分", "用户评分", "rating", "店铺等级",
)  # fmt: skip
NOTICE = (
    "店铺公告", "本店公告", "公告", "商家公告", "店铺通知", "店家公告", "掌柜公告", "网站公告", "商城公告",
    "通知公告", "最新公告",
)  # fmt: skip
_NOTICE_HEADS = tuple(f"{name}{colon}" for name in NOTICE for colon in "：:")
ITEM_ID = (
    "商品编号", "商品编码", "货号", "商品货号", "商家货号", "商家编码", "商品id", "宝贝编号", "编号", "产品编号", "商品代码",
    "产品型号", "商品コード", "상품코드", "商品編號", "貨號", "產品編號",
    "item number", "item #", "sku", "artikelnummer", "art.-nr.", "artikel-nr.", "référence", "product code",
    "item no", "item no.", "model",
)  # fmt: skip
SKU = (
    "货号", "商品货号", "商家货号", "商家编码", "貨號", "商品コード", "상품코드", "sku", "artikelnummer", "référence",
)  # fmt: skip
"""Before `ITEM_ID`, which names what the shop system counts where a page shows both."""
BRAND = (
    "品牌", "品牌名称", "商品品牌", "产品品牌", "所属品牌", "品牌名稱",
    "manufactured by", "brand", "marke", "marque", "manufacturer", "hersteller",
    "fabricant", "marca", "브랜드", "ブランド", "бренд", "производитель", "producent",
)  # fmt: skip
PRICE = (
    "价格", "售价", "单价", "现价", "本店价", "本店售价", "本站价", "网上价", "网购价",
    "销售价", "商城价", "会员价", "优惠价", "零售价", "批发价", "产品价格",
    "商品价格", "产品单价", "參考價", "售價", "特價", "價格", "優惠價", "網路價",
)  # fmt: skip
ALL = frozenset(
    name for names in (SHOP, SELLER, LOCATION, SALES, RATING, NOTICE, ITEM_ID, BRAND, PRICE) for name in names
)
_ALTERNATIVES = "|".join(re.escape(name) for name in sorted(ALL, key=len, reverse=True))
_WITHIN = re.compile(rf"(?:^|(?<=[\s·|,，;；【\[/]))({_ALTERNATIVES}) ?[】\]]? ?[:：]", re.I)
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_NUMBERED = re.compile(
    r"(?P<sales>已售|月销|销量|总销|成交|售出|已卖)[出量]? ?(?P<sold>\d[\d.,]{0,12} ?万?\+?)"
    r"|(?P<bought>\d[\d.,]{0,12} ?万?\+?) ?(?:人付款|人已买|人购买|人收货|件已售|笔成交|sold\b)"
    r"|评分 ?(?P<rating>[0-9](?:\.\d{1,2})?)(?!\d)",
    re.I,
)
_COUNTING = frozenset("售销成卖买付收评")  # a text without any of these counts no sales
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_FIRST = frozenset(name[0] for name in ALL) | frozenset("【[·")
EDGES = " 【[]】·|"
PAIRS = {
    "dt": {"dd"},
    "th": {"td"},
    "td": {"td"},
    "h2": {"p", "div"},
    "h3": {"p", "div"},
    "h4": {"p", "div"},
    "span": {"span", "a", "em", "b"},
    "b": {"span", "a", "p"},
    "strong": {"span", "a", "p", "div"},
    "label": {"span", "a", "em"},
    "em": {"span", "a"},
    "div": {"div"},
}
CELLS = frozenset({"dt", "th", "td"})
Labels = dict[str, tuple[str, LexborNode]]
"""Value and the element that shows it, by lower-case label."""


def labels(document: Document) -> Labels:
    """Every known label of the page with what stands behind it; the first of each wins."""
    found: Labels = {}
    shown = document.leaves
    for at, (text, node) in enumerate(shown):
        if len(text) > LINE_CHARS:
            continue
        following = shown[at + 1] if at + 1 < len(shown) else ("", node)
        if ":" in text or "：" in text:
            _behind_colons(found, text, node, following)
        elif len(text) <= LABEL_CHARS and (text[0].lower() in _FIRST or _may_count(text)):
            _alone(found, text, node, following)
    return found


def _behind_colons(found: Labels, text: str, node: LexborNode, following: tuple[str, LexborNode]) -> None:
    """Each `label: value` of one text; a label at its end takes the text that follows."""
    label, colon, rest = text.replace("：", ":").partition(":")
    text = f"{_SPACED.sub('', label)}{colon}{rest}" if len(label) <= LABEL_CHARS else text
    places = list(_WITHIN.finditer(text))
    for at, place in enumerate(places):
        end = places[at + 1].start() if at + 1 < len(places) else len(text)
        said = text[place.end() : end].strip(EDGES)
        if not said and at + 1 == len(places):
            said, node = following
        if said and said.lower().rstrip(":：") not in ALL:
            found.setdefault(place.group(1).lower(), (said[:VALUE_CHARS], node))


def _alone(found: Labels, text: str, node: LexborNode, following: tuple[str, LexborNode]) -> None:
    """A label without a colon: its value is beside it, or is the number in the same text."""
    name = (_SPACED.sub("", text) if " " in text else text).strip(EDGES).lower()
    said, holder = following
    if name in ALL:
        if said.startswith((":", "：")):
            found.setdefault(name, (said.lstrip(":： ")[:VALUE_CHARS], holder))
        elif (
            _beside(node, holder) and said.lower() not in ALL and not _WITHIN.match(said) and not _leads(node)
        ):
            found.setdefault(name, (said[:VALUE_CHARS], holder))
    both = f"{text} {said}" if len(said) <= LABEL_CHARS else text
    if not (_may_count(both) or "sold" in both.lower()) or _DIGITS.isdisjoint(both):
        return
    if number := _NUMBERED.search(text) or _NUMBERED.search(both):
        if sold := number["sold"] or number["bought"]:
            found.setdefault("已售", (sold.replace(" ", ""), node))
        if number["rating"]:
            found.setdefault("评分", (number["rating"], node))


def _may_count(text: str) -> bool:
    """Has a text a sign of those that count sales?"""
    return not text.isascii() and not _COUNTING.isdisjoint(text)


def _leads(label: LexborNode) -> bool:
    """Is it a link's word? 品牌 and 店铺 in a menu lead somewhere and name nothing; nor does the Shop of ShopXO."""
    around = label.parent
    return label.tag == "a" or (around is not None and around.tag == "a")


def _beside(label: LexborNode, holder: LexborNode) -> bool:
    """Is the value's element, or the cell that it begins, of a kind that stands beside such a label?"""
    tags: set[str] = PAIRS.get(label.tag or "", set())
    if holder.tag in tags:
        return True
    cell = holder.parent
    if label.tag not in CELLS or cell is None or cell.tag not in tags:
        return False
    return next((child.mem_id for child in cell.iter()), None) == holder.mem_id


def pick(found: Labels, names: Iterable[str]) -> tuple[str, LexborNode] | None:
    """The value of the first of `names` that the page carries."""
    return next((found[name] for name in names if name in found), None)


def value(found: Labels, names: Iterable[str]) -> str | None:
    """The words behind the first of `names` that the page carries."""
    picked = pick(found, names)
    return picked[0] if picked else None


def notice(document: Document) -> str | None:
    """A shop's announcement: what stands with the heading that calls it so; None without one."""
    for text, node in document.leaves:
        if len(text) <= 12 and text.strip(EDGES + ":：") in NOTICE:
            up = node.parent
            for _ in range(3):
                if up is None or up.tag == "body":
                    break
                said = [words for words, _ in leaves(up) if words != text]
                if said:
                    whole = "\n".join(said)
                    return whole if len(whole) <= NOTICE_CHARS else None
                up = up.parent
        if text.startswith(_NOTICE_HEADS):
            for name in NOTICE:
                if text.startswith((f"{name}：", f"{name}:")) and len(text) > len(name) + 1:
                    return text[len(name) + 1 :].strip()
    return None
