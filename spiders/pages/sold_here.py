"""What is sold where a page invites to buy? The heading above the price there, when `<title>` names no article."""

import re
from collections.abc import Callable

from selectolax.lexbor import LexborNode

from spiders.pages.cards import FEWEST
from spiders.pages.document import Document, fold, holders, leaves
from spiders.pages.money import SHOWN
from spiders.pages.other_goods import OTHER_GOODS
from spiders.pages.purchase import BUY, places_to_buy

Named = tuple[str, LexborNode]
"""A text and the element that shows it."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5")
FEW = 6  # places to buy above which a page is a list of articles
LEVELS = 9  # that are climbed from the button to a price: what is further away belongs to the page
BEYOND = 2  # more, to a heading
TITLE_CHARS = 200
SECTION_CHARS = 24  # of a heading of other goods: 猜你喜欢, you may also like
_SECTIONS = re.compile(
    "^(?:分享|取消|返回|登录|注册|收藏|客服|确定|提示|温馨提示|促销|优惠券?)$|(?:商品|产品|宝贝|货品)(?:详情|信息|介绍|展示|描述|规格|参数|分类|评价|名称|列表)|详细信息|规格参数|全部分类|购物车|详情页?"
    "|(?:product|item|shop)s? (?:details?|page|description|information)|description|quantity|categories|(?:shopping )?cart"
)
"""What headings and titles say that name a part of a page, or its kind, instead of an article."""


def article_for_sale(document: Document, cards: Callable[[], list[LexborNode]]) -> Named | None:
    """What the page invites to buy, and the element that names it; None where nothing does, or many articles are.

    The nearest heading before the first price around the first place to buy; where there is none, the first words
    of the smallest element that holds that place and a price.
    """
    places = places_to_buy(document)
    if not 1 <= len(places) <= FEW or (len(places) >= FEWEST and _are_in_cards(places, cards())):
        return None
    priced = 0  # elements with a price so far
    words: Named | None = None
    for level, block in enumerate(holders(places[0].parent)):
        if level >= LEVELS and not 1 <= priced <= BEYOND:
            break
        above = _above_price(leaves(block))
        if above is None:
            continue
        priced += 1
        if priced <= 1 + BEYOND and (heading := _heading_among(block, above)) is not None:
            return heading
        if words is None and level < LEVELS:
            words = _words_among(block, above)
        if words is not None and priced > BEYOND:
            break
    return words


def _are_in_cards(places: list[LexborNode], cards: list[LexborNode]) -> bool:
    """Do all these elements stand in cards? Then each article of a short list has its button."""
    held = {card.mem_id for card in cards}
    return all(any(holder.mem_id in held for holder in holders(node.parent)) for node in places)


def names_section(text: str) -> bool:
    """Does a heading or title name a part of the page, or its kind, rather than an article?"""
    said = text.strip().lower()
    if len(said) <= SECTION_CHARS and OTHER_GOODS.within_lower(said):
        return True
    return sum(len(part) for part in _SECTIONS.findall(said)) > len(said) * 0.6


def _above_price(shown: list[Named]) -> list[Named] | None:
    """The texts before the first price among them; None without one."""
    last = ""
    for at, (text, _) in enumerate(shown):
        if SHOWN.search(text) or SHOWN.search(f"{last}{text}"):
            return shown[:at]
        last = text
    return None


def _words_among(block: LexborNode, above: list[Named]) -> Named | None:
    """The longer of the first two texts that may name an article, in the whole page the last one."""
    naming = [pair for pair in above if _may_name(pair[0]) and pair[1].tag != "a"]
    if not naming:
        return None
    return naming[-1] if block.tag == "body" else max(naming[:2], key=lambda pair: len(pair[0]))


def _may_name(text: str) -> bool:
    """Is it long enough for an article's name, and no label, no part of the page, no number?"""
    return (
        len(text) <= TITLE_CHARS
        and sum(map(str.isalpha, text)) >= 4
        and text[-1] not in ":："
        and not names_section(text)
        and not BUY.within(text)
    )


def _heading_among(block: LexborNode, above: list[Named]) -> Named | None:
    """The weightiest heading that begins among these texts, in the whole page the last; of two alike the last."""
    before = {node.mem_id for _, node in above}
    for tag in HEADINGS if block.tag != "body" else (", ".join(HEADINGS),):
        for heading in reversed(block.css(tag)):
            parts = leaves(heading)
            if parts and parts[0][1].mem_id in before and (words := _own_words(heading, parts)):
                return words, heading
    return None


def _own_words(heading: LexborNode, parts: list[Named]) -> str | None:
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
