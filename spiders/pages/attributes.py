"""What does a page list as the properties of an article? Definition lists, tables, and `品牌：X` items."""

from selectolax.lexbor import LexborNode

from spiders.pages.document import Document, node_text

NAME_CHARS = 30
VALUE_CHARS = 300
ATTRIBUTES = 120


def attributes(document: Document) -> dict[str, str]:
    """Property by name as shown, in page order; empty when the page lists none."""
    found: dict[str, str] = {}
    for row in document.css("tr")[:400]:
        _pairs(found, [cell for cell in row.iter() if cell.tag in {"th", "td"}])
    for term in document.css("dt")[:200]:
        value = _next(term)
        if value is not None and value.tag == "dd":
            _add(found, node_text(term), node_text(value))
    for item in document.css("li")[:600]:
        text = node_text(item)
        if text and len(text) <= NAME_CHARS + VALUE_CHARS and not _linked(item):
            name, colon, value_text = text.replace("：", ":").partition(":")
            if colon and "//" not in text:
                _add(found, name, value_text)
    return found


def _pairs(found: dict[str, str], cells: list[LexborNode]) -> None:
    """Name and value by turns, as product tables have two or four cells a row."""
    if len(cells) in {2, 4, 6}:
        for name, value in zip(cells[::2], cells[1::2], strict=True):
            if (
                name.css_first("table, img, input") is None
                and value.css_first("table, input, select") is None
            ):
                _add(found, node_text(name), node_text(value))


def _add(found: dict[str, str], name: str | None, value: str | None) -> None:
    name = (name or "").strip(" :：　")
    value = (value or "").strip(" :：　")
    if (
        0 < len(name) <= NAME_CHARS
        and 0 < len(value) <= VALUE_CHARS
        and not name.isdigit()
        and len(found) < ATTRIBUTES
    ):
        found.setdefault(name, value)


def _next(node: LexborNode) -> LexborNode | None:
    following = node.next
    while following is not None and (following.tag or "").startswith("-"):
        following = following.next
    return following


def _linked(item: LexborNode) -> bool:
    """Is the whole item one link, as in a menu?"""
    link = item.css_first("a[href]")
    return link is not None and (node_text(link) or "") == node_text(item)
