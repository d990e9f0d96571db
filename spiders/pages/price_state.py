"""Why does a listing have no price? It is drawn by script, shown in signs that nobody can read, or not there."""

import re

from crawler.items import PriceState
from spiders.pages.document import Document, node_text
from spiders.pages.pricing import MASKED
from spiders.pages.status import is_shell

PLACES = "[class*=price i], [id*=price i], [itemprop=price], [class*=jiage i]"
MANY = 60
_DIGIT = re.compile(r"\d")
_PRIVATE = re.compile("[\ue000-\uf8ff\u2460-\u24ff]")
_WORDLESS = re.compile(r"[\s¥￥$€£元.,\-–—:：?？*起~￥/]{0,12}")
_TEMPLATE = re.compile(r"\{\{|<%|\[%|\$\{|加载|loading", re.I)


def missing_price(document: Document) -> PriceState:
    """The state of a page whose price was not found."""
    waiting = False
    for node in document.css(PLACES)[:MANY]:
        text = node_text(node) or ""
        if len(text) <= MANY and MASKED.search(text):
            return PriceState.UNREADABLE
        if len(text) > MANY or _DIGIT.search(text):
            continue
        if _PRIVATE.search(text) or "?" in text or "？" in text or _drawn(node.html or ""):
            return PriceState.UNREADABLE
        waiting = waiting or _WORDLESS.fullmatch(text) is not None or _TEMPLATE.search(text) is not None
    return PriceState.NEEDS_JAVASCRIPT if waiting or is_shell(document) else PriceState.ABSENT


def _drawn(html: str) -> bool:
    """Are digits drawn as pictures or glyphs of the page's own?"""
    return len(html) < 2000 and (
        "<svgmtsi" in html or 'class="num' in html or ("<svg" in html and "digit" in html)
    )
