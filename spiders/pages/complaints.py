"""What do buyers complain of where a page shows their reviews? The words of complaint alone, never the review."""

import re

from selectolax.lexbor import LexborNode

from rules.complaints import COMPLAINTS
from spiders.pages.document import Document, leaves
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
    found: list[str] = []
    seen: set[int] = set()
    for block in document.css(REVIEWS):
        for text, node in leaves(block):
            if node.mem_id not in seen and len(found) < MOST and (said := _said(text, node)):
                found.append(said)
            seen.add(node.mem_id)
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
