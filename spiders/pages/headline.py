"""Which words on a page are its title? The heading that agrees with `<title>`, without the site's name."""

import re

from selectolax.lexbor import LexborNode

from spiders.pages.document import Document, node_text

TITLE_CHARS = 300
_SEPARATORS = re.compile(
    r"\s[-–—|·:»«/•]\s|\s?[|｜_【】]\s?|\s?::\s?|\s-(?=\S)|(?<=[^\x00-\x7f])-(?=[^\x00-\x7f])"
)
NAMED = (
    '[itemprop="name"]',
    "h1.product-title, h1.product_title, h1.product-name, h1.page-title",
    "[class*=product-name i], [class*=product-title i], [class*=productname i], [class*=product_name i]",
    "[class*=goods-name i], [class*=goods_name i], [class*=goodsname i], [class*=goods-title i]",
    "[class*=item-title i], [class*=item-name i], [class*=detail-title i], [class*=pro-name i]",
)


def headline(document: Document) -> tuple[str | None, LexborNode | None]:
    """The title and the element that shows it; no element where only `<title>` or a meta tag says it."""
    page_title = document.meta("og:title") or document.title or ""
    headings = [(text, node) for node in document.css("h1")[:12] if (text := heading_text(node))]
    if found := _agreeing(headings, document.title or page_title):
        return found
    for selector in NAMED:
        named = [(text, node) for node in document.css(selector)[:12] if (text := heading_text(node))]
        if found := _agreeing(named, document.title or page_title):
            return found
    lower = [(text, node) for node in document.css("h2, h3")[:30] if (text := heading_text(node))]
    if found := _agreeing(lower, document.title or page_title):
        return found
    if headings:
        return headings[0]
    return site_less(document, page_title), None


def heading_text(node: LexborNode) -> str | None:
    """Words of a heading; a picture's `alt` where it holds nothing else; None when too long to be a title."""
    text = node_text(node)
    if text is None:
        picture = node.css_first("img[alt]")
        text = (picture.attributes.get("alt") or "").strip() if picture is not None else None
    return text if text and len(text) <= TITLE_CHARS else None


def site_less(document: Document, title: str) -> str | None:
    """`<title>` without the parts that name the site, the longest part winning; None for an empty one."""
    title = title.strip()
    site = (document.meta("og:site_name") or "").lower()
    parts = [part.strip() for part in _SEPARATORS.split(title) if part and part.strip()]
    named = [part for part in parts if part.lower() != site]
    return max(named[:2], key=len) if named else title or None


def _agreeing(headings: list[tuple[str, LexborNode]], title: str) -> tuple[str, LexborNode] | None:
    """The heading that shares the most words with `<title>`, if it shares a good part of its own."""
    squeezed = squeeze(title)
    if not squeezed:
        return None
    best: tuple[float, str, LexborNode] | None = None
    for text, node in headings:
        share = _overlap(squeeze(text), squeezed)
        if share >= 0.5 and (best is None or share * min(len(text), 60) > best[0]):
            best = (share * min(len(text), 60), text, node)
    return (best[1], best[2]) if best else None


def _overlap(heading: str, title: str) -> float:
    """Share of the heading's two-letter pairs that the title has too."""
    if not heading:
        return 0.0
    if heading in title:
        return 1.0
    pairs = [heading[at : at + 2] for at in range(len(heading) - 1)]
    return sum(pair in title for pair in pairs) / len(pairs) if pairs else 0.0


def squeeze(text: str) -> str:
    """Letters and digits alone, in lower case: what two writings of one name share."""
    return "".join(sign for sign in text.lower() if sign.isalnum())
