"""Which are the articles of a list of one or two? Nothing repeats there: each has a picture in it, a link and a price."""

from collections import defaultdict

from selectolax.lexbor import LexborNode

from spiders.pages.beside import stands_beside
from spiders.pages.cards import anchors, build, holding, linking
from spiders.pages.document import Document, holders

FEW = 2
CLIMB = 8  # from an amount up to what holds the article's picture and link


def few_cards(document: Document) -> list[LexborNode]:
    """The one or two cards of a page whose list is no longer; empty when there are more, or none."""
    priced = [node for node in anchors(document) if node.tag != "img"]
    linked, pictured = linking(document), holding(document.tagged("img"))
    headed = holding(document.tagged("h1"))
    groups: defaultdict[str, dict[int, LexborNode]] = defaultdict(dict)
    for node in priced:
        card = _card(node, linked, pictured)
        if card is not None and card.mem_id not in headed and not stands_beside(card, set(), front=False):
            groups[build(card)][card.mem_id] = card
    found = max(groups.values(), key=len, default={})
    if len(found) > FEW:
        return []
    return _widened(*found.values()) if len(found) == FEW else list(found.values())


def _widened(first: LexborNode, second: LexborNode) -> list[LexborNode]:
    """Two cards as wide as they may be: up to where one element holds both."""
    one, other = first.parent, second.parent
    while one is not None and other is not None and one.mem_id != other.mem_id and build(one) == build(other):
        first, second = one, other
        one, other = first.parent, second.parent
    return [first, second]


def _card(node: LexborNode, linked: set[int], pictured: set[int]) -> LexborNode | None:
    """The nearest holder of an amount that has a picture and a link, or is one, in it."""
    for holder, _ in zip(holders(node), range(CLIMB), strict=False):
        if holder.tag == "body":
            return None
        if holder.mem_id in linked and holder.mem_id in pictured:
            return holder
    return None
