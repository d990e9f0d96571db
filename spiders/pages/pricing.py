"""Which numbers on a page may be the price? Those shown as money, the likelier the nearer to the title."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from spiders.pages.document import AMOUNT_CHARS, Document
from spiders.pages.money import COUNTED, SHOWN, Money, in_pieces, money
from spiders.pages.price_names import (
    GOOD_WORDS,
    OFFER_WORDS,
    OLD_WORDS,
    OTHER_WORDS,
    is_called_good,
    is_called_old,
    is_called_other,
    is_for_members,
    names_around,
)

DEPTH = 9  # of a price in its card
SIGNS = frozenset("¥￥$€£:：")  # what stands alone between a label and its number
PROSE = 24  # letters beside a number, a hanzi counting as two, from which on it is told and not priced
PIECES = 4  # texts that one number may be cut into
BLOCKS = frozenset({"td", "li", "div", "p", "dd"})
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
    while first > 0 and at - first < PIECES and holder in lineage(shown[first - 1][1], above):
        first -= 1
    while last + 1 < len(shown) and last - at < PIECES and holder in lineage(shown[last + 1][1], above):
        last += 1
    return first, last


def lineage(node: LexborNode, above: Above) -> tuple[int, ...]:
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
    near, names, tags = names_around(node)
    context = _SPACED.sub("", around.lower())
    old = bool(tags & {"del", "s", "strike"}) or is_called_old(near) or OLD_WORDS.within_lower(context)
    score = 10.0 if SHOWN.search(around) else 4.0
    score += 4 * ("price" in names) + 2 * is_called_good(names) + 3 * GOOD_WORDS.within_lower(context)
    score -= 12 * is_called_other(names) + 10 * (OTHER_WORDS.within_lower(context) or _is_times(before))
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
