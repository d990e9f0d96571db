"""What is sold where a page invites to buy? The heading above the price there, when `<title>` names no article."""

import re

from selectolax.lexbor import LexborNode

from spiders.pages.document import Document, fold, leaves
from spiders.pages.money import SHOWN, is_sign
from spiders.pages.purchase import BUY, places_to_buy

HEADINGS = ("h1", "h2", "h3", "h4", "h5")
FEW = 6  # places to buy above which a page is a list of articles
LEVELS = 9  # that are climbed from the button: what is further away belongs to the page, not to the article
TITLE_CHARS = 200
_SECTIONS = re.compile(
    "(?:商品|产品|宝贝|货品)(?:详情|信息|介绍|展示|描述|规格|参数|分类|评价|名称|列表)|详细信息|规格参数|全部分类|购物车|详情页?"
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
    for _ in range(LEVELS):
        if block is None or block.tag == "body":
            return None
        if (found := _above_price(block)) is not None:
            return found
        block = block.parent
    return None


_SITE = re.compile(
    "(?:手机|官方)?.{0,12}(?:商城|商店|网店|旗舰店|专卖店|专营店|超市|[^上互联]网|官网|首页|online shop|web ?shop|store)",
    re.I,
)


def names_site(text: str) -> bool:
    """Does a `<title>` say whose site it is, and nothing of an article?"""
    return len(text.strip()) <= 16 and _SITE.fullmatch(text.strip()) is not None


def names_section(text: str) -> bool:
    """Does a heading or title name a part of the page, or its kind, rather than an article?"""
    said = text.strip().lower()
    return sum(len(part) for part in _SECTIONS.findall(said)) > len(said) * 0.6


def text_above_price(document: Document) -> tuple[str, LexborNode] | None:
    """Where no heading names the article: the first words of the block around the first place to buy and its price."""
    places = places_to_buy(document)
    block = places[0].parent if places else None
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


def _above_price(block: LexborNode) -> tuple[str, LexborNode] | None:
    """The weightiest heading before the block's first price; of two alike the one nearer to the price."""
    before: set[int] = set()
    last = ""
    for text, node in leaves(block):
        if SHOWN.search(text) or SHOWN.search(f"{last}{text}"):
            break
        before.add(node.mem_id)
        last = text
    else:
        return None
    for tag in HEADINGS:
        for heading in reversed(block.css(tag)):
            parts = leaves(heading)
            if parts and parts[0][1].mem_id in before and (words := _own_words(parts)):
                return words, heading
    return None


def _own_words(parts: list[tuple[str, LexborNode]]) -> str | None:
    """The words of a heading without the links that stand in it, unless it is a link; None for a section's."""
    unlinked = [text for text, node in parts if node.tag != "a"]
    text = fold(" ".join(unlinked or [text for text, _ in parts]))
    named = 2 <= len(text) <= TITLE_CHARS and not names_section(text) and not SHOWN.search(text)
    return text if named else None
