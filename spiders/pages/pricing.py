"""Which number on a page is the price? One shown as money, near the title, and not struck out."""

import re
from dataclasses import dataclass
from decimal import Decimal

from selectolax.lexbor import LexborNode

from spiders.pages.document import Document, node_text
from spiders.pages.money import Money, money
from spiders.pages.phrases import Phrases

SHOWN = re.compile(
    r"(?:[$£€¥￥₩₹฿₫₱₽₴₺₪]|zł|Kč|\b(?:USD|EUR|GBP|CNY|RMB|CHF|SEK|DKK|NOK|PLN)\b)\s{0,3}\d"
    r"|\d\s{0,3}(?:[$£€¥￥₩₹฿₫₽₴₺₪元円]|zł|Kč|Ft\b|kr\b|лв|руб|грн|lei\b|Euro\b|,-|(?:USD|EUR|GBP|CNY|CHF|SEK|DKK|NOK|PLN)\b)"
)
PRICED = (
    "[class*=price i], [id*=price i], [itemprop=price], [class*=jiage i], [data-price], [class*=amount i]"
)
GOOD = Phrases(
    "sale", "current", "now", "final", "our", "special", "promo", "actual", "selling", "deal", "buy", "new",
    "main", "product", "detail", "goods",
)  # fmt: skip
OLD = Phrases(
    "old", "was", "strike", "market", "original", "list-price", "listprice", "rrp", "msrp", "regular-price",
    "del-", "before", "compare", "line-through", "retail", "crossed", "yuanjia", "suggested",
)  # fmt: skip
OTHER = Phrases(
    "related", "recommend", "cart", "basket", "ship", "delivery", "instal", "saving", "discount",
    "you-save", "points", "coupon", "upsell", "crosssell", "similar", "recent", "menu", "nav", "header",
    "footer", "filter", "sidebar", "carousel", "slider", "bundle", "deposit", "unit-price", "unitprice",
    "per-unit", "history", "accessor", "warranty", "freight", "also",
)  # fmt: skip
OLD_WORDS = Phrases(
    "原价", "市场价", "吊牌价", "专柜价", "划线价", "参考价", "门市价", "建议零售", "was", "rrp",
    "list price", "msrp", "statt", "uvp", "au lieu", "original", "regular price", "retail",
)  # fmt: skip
OTHER_WORDS = Phrases(
    "邮费", "运费", "快递", "配送费", "包邮", "分期", "月供", "首付", "定金", "押金", "优惠券", "立减",
    "积分", "返", "满", "红包", "起送", "shipping", "delivery", "/month", "per month", "a month", "save",
    "discount", "livraison", "versand", "off", "points", "deposit",
)  # fmt: skip
GOOD_WORDS = Phrases(
    "现价", "售价", "促销价", "秒杀价", "本店价", "商城价", "价格", "特价", "抢购价", "活动价", "批发价",
    "会员价", "our price", "sale price", "now", "price", "preis", "prix",
)  # fmt: skip
LEVELS = 5
DIGIT = re.compile(r"[0-9]")
TEXT_CHARS = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """One number that may be a price, and how likely it is the article's."""

    money: Money
    score: float
    old: bool
    order: int


def shown_price(
    document: Document, title_node: LexborNode | None, place: str
) -> tuple[Money | None, Decimal | None]:
    """The article's price as shown and the higher one it replaces; None for what is not shown."""
    shown = candidates(document, title_node, place)
    current = [entry for entry in shown if not entry.old]
    best = max(current, key=lambda entry: entry.score, default=None)
    if best is None or best.score < 0:
        return None, None
    old = [
        entry.money.low
        for entry in shown
        if entry.old and entry.money.low > best.money.low and abs(entry.order - best.order) < 40
    ]
    return best.money, old[0] if old else None


def candidates(document: Document, title_node: LexborNode | None, place: str) -> list[Shown]:
    """Every number that is shown as money, with its score."""
    priced = {node.mem_id for node in document.css(PRICED)}
    title_at = _position(document, title_node)
    found: list[Shown] = []
    seen: set[int] = set()
    before = ""
    for order, (text, node) in enumerate(document.leaves):
        if len(text) <= TEXT_CHARS and DIGIT.search(text):
            holder, words = _whole(node, text)
            if holder.mem_id not in seen and (SHOWN.search(words) or _is_priced(node, priced)):
                seen.add(holder.mem_id)
                if (value := money(words, place)) and value.low > 0:
                    away = None if title_at is None else order - title_at
                    found.append(_judged(value, node, f"{before[-24:]} {words}", order, away))
        before = text
    return found


def _whole(node: LexborNode, text: str) -> tuple[LexborNode, str]:
    """The smallest element that shows the whole number, as `¥ 12 . 80` may lie in four of them."""
    holder, words = node, node_text(node) or text
    while (
        len(words) <= 12 and holder.parent is not None and holder.parent.tag not in {"body", "tr", "ul", "td"}
    ):
        wider = node_text(holder.parent) or ""
        if len(wider) > 24:
            break
        holder, words = holder.parent, wider
    return holder, _joined(words)


def _joined(words: str) -> str:
    """`¥ 12 . 80` and `12 .80` written together."""
    return re.sub(r"(?<=\d) ?([.,]) ?(?=\d{1,2}(?:\D|$))", r"\1", words[:TEXT_CHARS])


def _is_priced(node: LexborNode, priced: set[int]) -> bool:
    up: LexborNode | None = node
    for _ in range(3):
        if up is None:
            return False
        if up.mem_id in priced:
            return True
        up = up.parent
    return False


def _judged(value: Money, node: LexborNode, around: str, order: int, away: int | None) -> Shown:
    names, tags = _names(node)
    context = around.lower()
    old = bool(tags & {"del", "s", "strike"}) or OLD.within_lower(names) or OLD_WORDS.within_lower(context)
    score = 10.0 if SHOWN.search(around) else 4.0
    score += 4 * ("price" in names) + 2 * GOOD.within_lower(names) + 3 * GOOD_WORDS.within_lower(context)
    score -= 12 * OTHER.within_lower(names) + 10 * OTHER_WORDS.within_lower(context)
    score -= 3 * ("a" in tags) + 4 * ("li" in tags)
    if away is not None:
        score -= min(12.0, away / 12) if away >= 0 else min(14.0, 4 - away / 6)
    return Shown(value, score, old, order)


def _names(node: LexborNode) -> tuple[str, set[str]]:
    """Classes, ids and tags of an element and those around it."""
    names: list[str] = []
    tags: set[str] = set()
    up: LexborNode | None = node
    for _ in range(LEVELS):
        if up is None or up.tag == "body":
            break
        tags.add(up.tag or "")
        attributes = up.attributes
        names += [attributes.get("class") or "", attributes.get("id") or "", attributes.get("itemprop") or ""]
        up = up.parent
    return " ".join(names).lower(), tags


def _position(document: Document, title_node: LexborNode | None) -> int | None:
    """At which leaf the title stands."""
    if title_node is None:
        return None
    inside = {part.mem_id for part in title_node.traverse()} | {title_node.mem_id}
    return next((order for order, (_, node) in enumerate(document.leaves) if node.mem_id in inside), None)
