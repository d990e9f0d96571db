"""What do buyers complain of where a page shows their reviews? The words of complaint alone, never the review."""

import re

from selectolax.lexbor import LexborNode

from rules.complaints import COMPLAINTS
from spiders.pages.document import Document
from spiders.pages.phrases import Phrases

REVIEWS = (
    "[class*=comment i], [class*=review i], [class*=pingjia i], [class*=pinglun i], [class*=evaluat i],"
    "[id*=comment i], [id*=review i], [id*=pingjia i], [id*=pinglun i]"
)
"""Elements that a class or id calls reviews."""

MOST = 50  # reviews of one page
REVIEW_CHARS = 500
_WORDS = Phrases(*COMPLAINTS)
_DENIED = re.compile("不是|没|无|非|未|别|会不会|吗$")
_SELLER = re.compile("^(?:商家|卖家|店家|店主|客服|掌柜|官方)?(?:回复|解释)")


def complaints(document: Document) -> list[str]:
    """One entry a review that complains: its words of complaint, joined by 、; in page order."""
    if not _WORDS.within_lower(document.lower_words):
        return []
    reviews = {block.mem_id for block in document.css(REVIEWS)}
    others: set[int] = set()
    seen: set[int] = set()
    found: list[str] = []
    for text, node in document.leaves:
        first = node.mem_id not in seen
        seen.add(node.mem_id)
        if first and len(found) < MOST and (said := _said(text, node)) and _stands_in(node, reviews, others):
            found.append(said)
    return found


def _stands_in(node: LexborNode, inside: set[int], outside: set[int]) -> bool:
    """Is a review around it? What is learnt of the elements on the way serves the next one."""
    way: list[int] = []
    up: LexborNode | None = node
    while up is not None and up.mem_id not in inside and up.mem_id not in outside:
        way.append(up.mem_id)
        up = up.parent
    found = up is not None and up.mem_id in inside
    (inside if found else outside).update(way)
    return found


def _said(text: str, node: LexborNode) -> str | None:
    """The words of complaint in one text; None for a link's, a seller's answer and what is too long."""
    if len(text) > REVIEW_CHARS or node.tag in {"a", "button", "option"} or _SELLER.match(text):
        return None
    words = [
        word
        for word in COMPLAINTS
        if (at := text.find(word)) >= 0 and not _DENIED.search(text[max(0, at - 3) : at])
    ]
    return "、".join(words) or None
