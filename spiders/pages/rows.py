"""Label and value pairs as Chinese shop pages list them: 品牌：阿奇猫, dt/dd, th/td."""

from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from spiders.pages.document import Document, node_text
from spiders.pages.embedded import words

COLONS = "：:"
LABEL_CHARS = 40
VALUE_CHARS = 1000


def first_matches(document: Document, *selectors: str) -> list[LexborNode]:
    """The nodes of the first selector that matches any, in page order, each once."""
    nodes = next((nodes for selector in selectors if (nodes := document.css(selector))), [])
    return list({node.mem_id: node for node in nodes}.values())


def split_label(text: str) -> tuple[str, str] | None:
    """Label and value of `品牌：阿奇猫`; None for a text that is no such pair."""
    at = min((position for colon in COLONS if (position := text.find(colon)) > 0), default=-1)
    if not 0 < at <= LABEL_CHARS:
        return None
    label, value = "".join(text[:at].split()), text[at + 1 :].strip()
    return (label, value[:VALUE_CHARS]) if label and value else None


def label_rows(nodes: Iterable[LexborNode]) -> dict[str, str]:
    """Pairs out of list entries; the first value of a label is kept."""
    found: dict[str, str] = {}
    for node in nodes:
        pair = split_label(node_text(node) or "")
        if pair is not None:
            found.setdefault(*pair)
    return found


def pairs(document: Document, row: str, label: str, value: str) -> dict[str, str]:
    """Pairs out of rows whose label and value are elements of their own."""
    found: dict[str, str] = {}
    for node in document.css(row):
        name = words(node_text(node.css_first(label)))
        shown = words(node_text(node.css_first(value)))
        if name and shown and len(name) <= LABEL_CHARS:
            found.setdefault(name.rstrip(COLONS).strip(), shown[:VALUE_CHARS])
    return found
