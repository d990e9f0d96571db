"""Which number on a page is the price? One shown as money, near the title, and not struck out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from selectolax.lexbor import LexborNode

from spiders.pages.document import AMOUNT_CHARS, Document
from spiders.pages.money import COUNTED, SHOWN, Money, in_pieces, money
from spiders.pages.phrases import Phrases

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_GOOD = re.compile(
    r"(?<![a-z])(?:sale|current|now|final|our|special|promo|actual|selling|deal|buy|new|main|shop|sku)(?![a-z])"
    r"|product|detail|goods"
)
_OLD = re.compile(
    r"(?<![a-z])(?<!with-)(?<!has-)(?:"
    r"old|was|del|strike\w{0,9}|market|original|origin|orig|list[-_ ]?price|rrp|msrp|srp|before|compare"
    r"|crossed|previous|suggested|retail|throughline|line[-_]?through|ref)(?![a-z])"
    r"|(?<![a-z])mkt[-_]?price|oldprice|marketprice|orig\w{0,5}price|price-?old|wasprice|comparea|yuanjia|linethrough|delprice|shichang"
)
_OTHER = re.compile(
    r"(?<![a-z])(?:relat|recs?(?![a-z])|mini-?cart|cart-total|subtotal|basket|ship|delivery|instal|sav(?:e|ing)"
    r"|points|coupon|cross-?sell|similar|recent|menu|nav(?![a-z])|navi|header|footer|filter|facet|sidebar|carousel"
    r"|discount-(?:amount|percent)|slider|swiper|bundle|deposit|unit-?price|per-unit|history|accessor|warranty|freight|also|sponsor|hid(?:e|den)"
    r"|option|loyalty|voucher|reward|addon|combo|comb(?![a-z])|xx_|seller-)"
    r"|recommend|upsell|crosssell|youmay|freeship|guess|hotsale|sidebar"
)
_MEMBERS = re.compile(
    r"(?<![a-z])(?:s?vip|member|plus)[-_ ]?price|price[-_ ]?(?:s?vip|member|plus)(?![a-z])|svip|black-?card"
)
OLD_WORDS = Phrases(
    "原价", "原售价", "原销售价", "市场价", "吊牌价", "专柜价", "划线价", "参考价", "门市价", "建议零售", "官网价", "日常价",
    "was ", "was:", "rrp", "list price", "msrp", "statt", "uvp", "au lieu", "original", "regular price",
    "before", "retail", "antes", "compare at", "定价", "前价", "previously", "原價", "市價", "定價", "建議售價",
    "指导价", "通常価格", "参考価格", "希望小売", "정가", "소비자가",
)  # fmt: skip
OTHER_WORDS = Phrases(
    "邮费", "运费", "快递", "配送费", "包邮", "分期", "月供", "首付", "定金", "押金", "优惠券", "立减", "直降",
    "积分", "返现", "满减", "充值", "储值", "共计", "合计", "小计",
    "红包", "起送", "元以上", "免邮", "已省", "节省", "立省", "shipping",
    "delivery", "/month", "per month", "a month", "save ", "you save", "livraison", "versand", "% off",
    "points", "deposit", "ohne mwst", "excl", "ex vat", "ex. vat", "hors tax", "open box", "refurb",
    "used from", "total", "orders over", "under $", "above $", "gifts under", "coupon", "starting at", "ex tax", "or more",
    "運費", "滿額", "免運", "另售", "另购", "代金券",
)  # fmt: skip
GOOD_WORDS = Phrases(
    "现价", "售价", "促销价", "秒杀价", "本店价", "商城价", "价格", "特价", "抢购价", "活动价", "批发价",
    "会员价", "团购价", "拼团价", "单价", "销售价", "优惠价", "一口价", "到手价", "券后价", "特卖价", "售價", "特價", "價格",
    "優惠價", "網路價", "販売価格", "税込", "판매가", "할인가",
    "our price", "sale price", "price", "preis", "prix", "precio", "цена",
    "cena", "now",
)  # fmt: skip
MEMBERS_WORDS = Phrases(
    "会员价", "会员专享", "超级会员", "会员折后", "会员到手", "plus价", "plus会员", "vip价", "vip专享", "svip", "黑卡", "白金卡",
    "付费会员", "会员卡价", "會員價", "member price", "members price", "members pay", "for members", "club price",
    "mitgliederpreis", "prix membre", "prix adhérent",
)  # fmt: skip
"""What stands beside a price that is asked of members: the page's price only where there is no other."""
OFFER_WORDS = Phrases("促销价", "秒杀价", "抢购价", "限时价", "特价", "活动价", "折扣价")
"""What stands beside a price that is asked for a time instead of the shop's own, which some pages show above it."""
LEVELS = 5
DEPTH = 9  # of a price in its card
NEAR = 30  # leaves between a price and the one it replaces
BESIDE = 4  # leaves between two prices of one block, of which the lower is asked
BELOW = 16  # leaves from the shop's price down to the one it asks for a time
FAR = 12  # leaves from a place that waits for a price, beyond which a price is another article's
NEAR_LEVELS = 3
RIVAL = 9  # points by which what everybody pays may fall behind the price for members
SIGNS = frozenset("¥￥$€£:：")  # what stands alone between a label and its number
PROSE = 24  # letters beside a number, a hanzi counting as two, from which on it is told and not priced
PIECES = 4  # texts that one number may be cut into
BLOCKS = frozenset({"td", "li", "div", "p", "dd"})
_DASH = re.compile(r"[-–—~～至]|to|bis", re.I)
_BEGINS = re.compile(r"^起$|\d\s?元?起$|^(?:from|starting|as low as|ab|à partir|desde|da)\b", re.I)
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")  # 价 格
PLUS = frozenset("+＋加")
_SURCHARGE = re.compile(r"(?<!\d)[+＋加] ?[¥￥$€£]")  # 双提 [加 ￥8.00], Large (+$12.00): on top of the price
MASKED = re.compile(r"\d[?？*]|[?？*]{2}")  # ￥1??, 9*.*: kept from those who have not logged in
_BARE = re.compile(r"\s{0,3}[-–~]?\s{0,3}[\d][\d.,\s\u00a0'’]{0,18}(?:[-–~]\s{0,3}[\d.,]{1,14})?\s{0,3}")
_GAP = re.compile(r"(?<=\d) ?([.,]) ?(?=\d{1,2}(?:\D|$))")
_GAPS = " .", ". ", " ,", ", "
_SPLIT = re.compile(r"(?P<head>\D{0,12}\d{1,3}(?:[, ]\d{3}){0,3}) (?P<cents>\d{2})(?P<tail>\s{0,2}\D{0,6})")
_LONE = re.compile(r"\D{0,12}\d[\d,.\s]{0,16}\D{0,8}")


Above = dict[int, tuple[int, ...]]
"""Identities of an element and of its nearest holders, by the element's."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One number that may be a price, and how likely it is the article's."""

    money: Money
    score: float
    old: bool
    order: int  # which leaf of the document shows it
    node: LexborNode
    members: bool = False  # is it for those alone who have joined something?
    offered: bool = False  # is it called one that is asked for a time: 促销价?


def prices_shown(
    document: Document, title_node: LexborNode | None, place: str = "", cards: Iterable[LexborNode] = ()
) -> list[Shown]:
    """What the page shows as money, in page order, but for what `cards` show: the prices of other articles."""
    inside = {card.mem_id for card in cards}
    return [entry for entry in candidates(document, title_node, place) if not stands_in(entry.node, inside)]


def shown_price(shown: list[Shown], texts: Sequence[str] = ()) -> tuple[Money | None, Decimal | None]:
    """The article's price as shown and the higher one it replaces; None for what is not shown.

    `texts` are the page's, in which two prices with a dash between them are a range.
    """
    current = [entry for entry in shown if not entry.old]
    best = max(current, key=lambda entry: entry.score, default=None)
    if best is None or best.score < 0:
        return None, None
    near = [entry for entry in shown if abs(entry.order - best.order) < NEAR]
    if best.members and (open_to_all := _for_anybody(best, near)):
        best = open_to_all
    if offer := _asked_for_a_time(best, near):
        return offer.money, best.money.low
    old = [
        entry
        for entry in near
        if entry.old and entry.money.low > best.money.low and not _is_anothers(entry, best, near)
    ]
    pair = [entry for entry in near if not entry.old and not entry.members and entry.score > best.score - 4]
    if not old and len(pair) == 2 and abs(pair[0].order - pair[1].order) <= BESIDE:
        low, high = sorted(pair, key=lambda entry: entry.money.low)
        if low.order < high.order and any(map(_DASH.fullmatch, texts[low.order + 1 : high.order])):
            return replace(low.money, high=high.money.low), None
        return low.money, high.money.low if high.money.low > low.money.low else None
    replaced = min(old, key=lambda entry: abs(entry.order - best.order), default=None)
    return best.money, replaced.money.low if replaced is not None else None


def begins_range(document: Document, shown: list[Shown], price: Decimal) -> bool:
    """Does the page say that a price is the lowest of several: 88起, from $88?"""
    places = [entry.order for entry in shown if entry.money.low == price and not entry.old][:2]
    texts = [text for at in places for text, _ in document.leaves[max(0, at - 2) : at + 3]]
    return any(len(text) <= AMOUNT_CHARS and _BEGINS.search(text.strip()) for text in texts)


def _is_anothers(old: Shown, best: Shown, near: list[Shown]) -> bool:
    """Does an old price stand nearer to another amount that is asked, and as likely, than to this one?"""
    return any(
        abs(entry.order - old.order) < abs(best.order - old.order)
        and not (entry.old or entry.members)
        and best.money.low != entry.money.low < old.money.low
        and entry.score > old.score - 1
        for entry in near
    )


def _for_anybody(best: Shown, near: list[Shown]) -> Shown | None:
    """The higher price beside one for members that everybody pays; None where members' is the only one."""
    others = [
        entry
        for entry in near
        if not entry.old
        and not entry.members
        and entry.money.low > best.money.low
        and entry.score > best.score - RIVAL
    ]
    return max(others, key=lambda entry: entry.score, default=None)


def _asked_for_a_time(best: Shown, near: list[Shown]) -> Shown | None:
    """The lower price below the shop's own in the same block that is called a 促销价; None without one."""
    if best.offered:
        return None
    above: Above = {}
    block = set(_lineage(best.node, above))
    return next(
        (
            entry
            for entry in near
            if entry.offered
            and not entry.old
            and not entry.members
            and 0 < entry.order - best.order <= BELOW
            and entry.money.low < best.money.low
            and not block.isdisjoint(_lineage(entry.node, above))
        ),
        None,
    )


def waits_for_script(
    document: Document, title_node: LexborNode | None, shown: list[Shown], price: Decimal
) -> bool:
    """Is a price another article's, as the place for this one, between the title and it, is still empty?"""
    begin = title_at(document, title_node)
    asked = [entry.order for entry in shown if not entry.old and begin is not None and entry.order > begin]
    first = next((entry.order for entry in shown if entry.money.low == price and not entry.old), None)
    if begin is None or first is None or first - begin <= FAR:
        return False
    empty = [node for node in document.priced if not node.text(deep=True).strip()]
    if not empty:
        return False
    leaves = {node.mem_id: order for order, (_, node) in reversed(list(enumerate(document.leaves)))}
    places = [order for node in empty if (order := _label_of(node, leaves)) is not None]
    return any(
        begin < at < first - FAR and not any(abs(order - at) <= FAR for order in asked) for at in places
    )


def _label_of(node: LexborNode, leaves: dict[int, int]) -> int | None:
    """At which leaf stands the first text of the row that an empty element is in?"""
    row = node.parent
    for _ in range(2):
        row = row.parent if row is not None else None
    if row is None or row.tag in {"body", "html"}:
        return None
    return next((leaves[part.mem_id] for part in row.traverse() if part.mem_id in leaves), None)


def replaced_by(shown: list[Shown], price: Decimal) -> Decimal | None:
    """The higher price that is shown, struck out or called an old one, beside a price that is known already."""
    places = [entry.order for entry in shown if entry.money.low == price]
    for at in places[:2]:
        beside = [entry for entry in shown if abs(entry.order - at) <= BESIDE and entry.money.low > price]
        if replaced := [entry for entry in beside if entry.old or _is_called_regular(entry.node)]:
            return min(replaced, key=lambda entry: abs(entry.order - at)).money.low
    return None


def _is_called_regular(node: LexborNode) -> bool:
    """Do its own names say so? Where there is another, that is the price without the discount."""
    return "regular" in (node.attributes.get("class") or "").lower()


def candidates(document: Document, title_node: LexborNode | None, place: str) -> list[Shown]:
    """Every number that is shown as money, with its score."""
    priced = {node.mem_id for node in document.priced}
    begin = title_at(document, title_node)
    found: list[Shown] = []
    seen: set[int] = set()
    above: Above = {}
    amounts = set(document.amounts)
    before, last = "", -1
    leaves = document.leaves
    texts = [text for text, _ in leaves]
    for order in document.numbered:
        text, node = leaves[order]
        label = order - 1
        while label > last and texts[label] in SIGNS:  # 原价, ¥, 159: the label is the label
            label -= 1
        before, last = texts[label] if label > last else before, order
        if len(text) > AMOUNT_CHARS:
            before = text
            continue
        holder, words = _whole(leaves, order, above)
        if words == text and len(words) <= 12 and (pieces := in_pieces(texts, order)):
            words = pieces
        if MASKED.search(words) or (not PLUS.isdisjoint(words) and _SURCHARGE.search(words)):
            continue
        shown = order in amounts if words == text else SHOWN.search(words) is not None
        if holder.mem_id not in seen and node.tag != "option" and (shown or _is_bare(words, node, priced)):
            seen.add(holder.mem_id)
            if (value := money(words, place)) and value.low > 0:
                away = None if begin is None else order - begin
                found.append(_judged(value, node, before[-24:], words, order, away))
        before = "" if shown else text
    return found


def _whole(shown: list[tuple[str, LexborNode]], at: int, above: Above) -> tuple[LexborNode, str]:
    """The smallest element that shows the whole number, as `¥ 12 . 80` may lie in four of them."""
    words, node = shown[at]
    holder, up = node, node
    for _ in range(3):
        if len(words) > 14 or (holder.tag in BLOCKS and SHOWN.search(words)):
            break
        first, last = _reach(shown, at, up.mem_id, above)
        wider = " ".join(text for text, _ in shown[first : last + 1])
        if last - first > PIECES or len(wider) > 24 or not _LONE.fullmatch(wider) or COUNTED.search(wider):
            break
        if any(_ends_in_number(text) for text, _ in shown[first : last + 1]):
            break
        holder, words = up, wider
        if up.parent is None:
            break
        up = up.parent
    return holder, joined(words)


def _ends_in_number(text: str) -> bool:
    """Is it a name with a number of its own at its end (云手环3)? That is no part of the amount beside it."""
    if not text[-1].isdigit() or not text[0].isalpha() or SHOWN.search(text):
        return False
    named = sum(map(str.isalpha, text)) > (3 if text.isascii() else 2)
    return named and not GOOD_WORDS.within(text) and "价" not in text


def _reach(shown: list[tuple[str, LexborNode]], at: int, holder: int, above: Above) -> tuple[int, int]:
    """The first and last of the few texts around `at` that stand in the element `holder`."""
    first = last = at
    while first > 0 and at - first < PIECES and holder in _lineage(shown[first - 1][1], above):
        first -= 1
    while last + 1 < len(shown) and last - at < PIECES and holder in _lineage(shown[last + 1][1], above):
        last += 1
    return first, last


def _lineage(node: LexborNode, above: Above) -> tuple[int, ...]:
    """Identities of an element and its three nearest holders; neighbours are asked for them again and again."""
    known = above.get(node.mem_id)
    if known is None:
        found: list[int] = []
        up: LexborNode | None = node
        while up is not None and len(found) < 4:
            found.append(up.mem_id)
            up = up.parent
        known = above[node.mem_id] = tuple(found)
    return known


def joined(words: str) -> str:
    """`¥ 12 . 80`, `12 .80` and `$12 80` written as one number."""
    if " " not in words:
        return words
    words = words[:AMOUNT_CHARS]
    if any(gap in words for gap in _GAPS):
        words = _GAP.sub(r"\1", words)
    split = _SPLIT.fullmatch(words)
    return f"{split['head']}.{split['cents']}{split['tail']}" if split else words


def _is_bare(words: str, node: LexborNode, priced: set[int]) -> bool:
    """A number or a range and nothing else, in a place that the page's classes call a price."""
    return _BARE.fullmatch(words) is not None and _is_priced(node, priced)


def _is_priced(node: LexborNode, priced: set[int]) -> bool:
    up: LexborNode | None = node
    for _ in range(3):
        if up is None:
            return False
        if up.mem_id in priced:
            return True
        up = up.parent
    return False


def _judged(value: Money, node: LexborNode, before: str, words: str, order: int, away: int | None) -> Shown:
    around = f"{before} {words}"
    near, names, tags = _names(node)
    context = _SPACED.sub("", around.lower())
    old = bool(tags & {"del", "s", "strike"}) or _is_called_old(near) or OLD_WORDS.within_lower(context)
    score = 10.0 if SHOWN.search(around) else 4.0
    score += 4 * ("price" in names) + 2 * _is_called_good(names) + 3 * GOOD_WORDS.within_lower(context)
    score -= 12 * _is_called_other(names) + 10 * (OTHER_WORDS.within_lower(context) or _is_times(before))
    score -= 3 * ("a" in tags) + 4 * ("li" in tags)
    if away is not None:
        score -= min(12.0, away / 9) if away >= 0 else min(14.0, 3 - away / 8)
    members = is_for_members(near, context)
    offered = "价" in context and OFFER_WORDS.within_lower(context)
    return Shown(value, score - _prose(words), old, order, node, members, offered)


def _is_times(text: str) -> bool:
    """Does a text say how often an article lies in the cart: `x 1`?"""
    return text[:1] in {"x", "X", "×"} and text[1:].strip().isdigit()


def _prose(words: str) -> float:
    """What a number loses that stands in a sentence: 滤芯另购￥380元/支."""
    if 2 * len(words) <= PROSE:
        return 0.0
    letters = sum(2 if sign > "\u2e7f" else 1 for sign in words if sign.isalpha())
    return min(8.0, max(0, letters - PROSE) / 3)


@lru_cache(maxsize=4096)
def _is_called_old(names: str) -> bool:
    return _OLD.search(names) is not None


def is_for_members(names: str, words: str) -> bool:
    """Is a price asked of members, by what its elements are called or the words beside it, both in lower case?"""
    return _is_called_for_members(names) or MEMBERS_WORDS.within_lower(words)


@lru_cache(maxsize=4096)
def _is_called_for_members(names: str) -> bool:
    return _MEMBERS.search(names) is not None


@lru_cache(maxsize=4096)
def _is_called_good(names: str) -> bool:
    return _GOOD.search(names) is not None


@lru_cache(maxsize=4096)
def _is_called_other(names: str) -> bool:
    return _OTHER.search(names) is not None


def _names(node: LexborNode) -> tuple[str, str, set[str]]:
    """Names (class, id) of the element and its nearest holders, those of wider ones too, and the near tags."""
    names: list[str] = []
    tags: set[str] = set()
    up: LexborNode | None = node
    near = 0
    for level in range(LEVELS):
        tag = up.tag if up is not None else None
        if up is None or tag == "body":
            break
        if level < NEAR_LEVELS:
            tags.add(tag or "")
        attributes = up.attributes
        if level < NEAR_LEVELS and "line-through" in (attributes.get("style") or ""):
            tags.add("s")
        names.append(
            f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('itemprop') or ''}"
        )
        near = len(names) if level < NEAR_LEVELS else near
        up = up.parent
    return _lower(" ".join(names[:near])), _lower(" ".join(names)), tags


@lru_cache(maxsize=4096)
def _lower(names: str) -> str:
    return _CAMEL.sub("-", names).lower()


def stands_in(node: LexborNode, holders: set[int]) -> bool:
    """Does the element stand in one of these?"""
    up: LexborNode | None = node
    for _ in range(DEPTH):
        if up is None or not holders:
            return False
        if up.mem_id in holders:
            return True
        up = up.parent
    return False


def title_at(document: Document, title_node: LexborNode | None) -> int | None:
    """At which leaf the title stands."""
    if title_node is None:
        return None
    inside = {part.mem_id for part in title_node.traverse()} | {title_node.mem_id}
    return next((order for order, (_, node) in enumerate(document.leaves) if node.mem_id in inside), None)
