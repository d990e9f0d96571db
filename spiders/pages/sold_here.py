"""What is sold where a page invites to buy? The heading above the price there, when `<title>` names no article."""

import re

from selectolax.lexbor import LexborNode

from spiders.pages.document import Document, fold, leaves
from spiders.pages.money import SHOWN, is_sign
from spiders.pages.purchase import BUY, places_to_buy

HEADINGS = ("h1", "h2", "h3", "h4", "h5")
FEW = 6  # places to buy above which a page is a list of articles
LEVELS = 9  # that are climbed from the button to a price: what is further away belongs to the page
BEYOND = 2  # more, to a heading
TITLE_CHARS = 200
_SECTIONS = re.compile(
    "^(?:分享|取消|返回|登录|注册|收藏|客服|确定|提示|温馨提示|促销|优惠券?)$|(?:商品|产品|宝贝|货品)(?:详情|信息|介绍|展示|描述|规格|参数|分类|评价|名称|列表)|详细信息|规格参数|全部分类|购物车|详情页?"
    "|(?:product|item|shop)s? (?:details?|page|description|information)|description|quantity|categories|(?:shopping )?cart"
)
"""What headings and titles say that name a part of a page, or its kind, instead of an article."""


def article_beside_purchase(document: Document) -> tuple[str, LexborNode] | None:
    """The nearest heading before the first price around the first place to buy, and its element; else None.

    Around it is the smallest element that holds the place, a price and such a heading.
    """
    places = places_to_buy(document)
    if not 1 <= len(places) <= FEW:
        return None
    block = places[0].parent
    level = limit = 0
    while block is not None and level < (limit or LEVELS):
        before = _before_price(block)
        if before is not None:
            limit = limit or level + 1 + BEYOND
            if (found := _heading_among(block, before)) is not None:
                return found
        block, level = block.parent, level + 1
    return None


def names_section(text: str) -> bool:
    """Does a heading or title name a part of the page, or its kind, rather than an article?"""
    said = text.strip().lower()
    return sum(len(part) for part in _SECTIONS.findall(said)) > len(said) * 0.6


def text_above_price(document: Document) -> tuple[str, LexborNode] | None:
    """Where no heading names the article: the first words of the block around the first place to buy and its price."""
    places = places_to_buy(document)
    block = places[0].parent if 1 <= len(places) <= FEW else None
    for _ in range(LEVELS):
        if block is None:
            return None
        shown = leaves(block)
        price = next((at for at, (text, _) in enumerate(shown) if SHOWN.search(text) or is_sign(text)), None)
        if price is not None:
            above = [pair for pair in shown[:price] if _may_name(pair[0]) and pair[1].tag != "a"]
            if above:
                return above[-1] if block.tag == "body" else max(above[:2], key=lambda pair: len(pair[0]))
        block = block.parent
    return None


def _may_name(text: str) -> bool:
    """Is it long enough for an article's name, and no label, no part of the page, no number?"""
    return (
        sum(sign.isalpha() for sign in text) >= 4
        and len(text) <= TITLE_CHARS
        and text[-1] not in ":："
        and not names_section(text)
        and not BUY.within(text)
    )


def _before_price(block: LexborNode) -> set[int] | None:
    """Identities of the elements whose texts come before the block's first price; None for a block without one."""
    before: set[int] = set()
    last = ""
    for text, node in leaves(block):
        if SHOWN.search(text) or SHOWN.search(f"{last}{text}"):
            return before
        before.add(node.mem_id)
        last = text
    return None


def _heading_among(block: LexborNode, before: set[int]) -> tuple[str, LexborNode] | None:
    """The weightiest heading that begins in one of these elements, in the whole page the last; of two alike the last."""
    for tag in HEADINGS if block.tag != "body" else (", ".join(HEADINGS),):
        for heading in reversed(block.css(tag)):
            parts = leaves(heading)
            if parts and parts[0][1].mem_id in before and (words := _own_words(heading, parts)):
                return words, heading
    return None


def _own_words(heading: LexborNode, parts: list[tuple[str, LexborNode]]) -> str | None:
    """The words of a heading without the links that stand in it, unless it is a link; None for a section's."""
    unlinked = [text for text, node in parts if node.tag != "a"]
    text = fold(" ".join(unlinked or [text for text, _ in parts]))
    text = said_by_title(heading, text) or text
    named = 2 <= len(text) <= TITLE_CHARS and not names_section(text) and not SHOWN.search(text)
    return text if named else None


def said_by_title(heading: LexborNode, text: str) -> str | None:
    """The heading's `title`, where its text begins with it: what follows there is an offer or a mark."""
    given = fold(heading.attributes.get("title") or "")
    return given if len(given) >= 4 and text.startswith(given) else None
