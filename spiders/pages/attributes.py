"""What does a page list as the properties of an article? Definition lists, tables, and `品牌：X` items."""

from itertools import islice

from selectolax.lexbor import LexborNode

from spiders.pages.document import Document, node_text
from spiders.pages.money import SHOWN

NAME_CHARS = 30
VALUE_CHARS = 300
ATTRIBUTES = 120
CELLS = frozenset({"td", "th", "option"})  # read as rows already, or no properties
LINKS = frozenset({"a", "button"})
ROWS = 3  # side by side from which on they list properties


def attributes(document: Document) -> dict[str, str]:
    """Property by name as shown, in page order; empty when the page lists none."""
    found: dict[str, str] = {}
    for row in document.css("tr")[:400]:
        _pairs(found, [cell for cell in row.iter() if cell.tag in {"th", "td"}])
    for term in document.css("dt")[:200]:
        value = _next(term)
        if value is not None and value.tag == "dd":
            _add(found, node_text(term), node_text(value))
    _listed(found, document)
    _side_by_side(found, document)
    return found


def _side_by_side(found: dict[str, str], document: Document) -> None:
    """Name and value as the only two elements of a row, where several such rows follow each other."""
    rows: dict[int, list[tuple[str, str]]] = {}
    name, first, row = "", None, None
    for value, second in document.leaves:
        holder = second.parent if len(value) <= VALUE_CHARS and second.tag not in CELLS else None
        if first is not None and row is not None and holder is not None and holder.mem_id == row.mem_id:
            table = row.parent
            cells = [cell.mem_id for cell in islice(row.iter(), 3)]  # a page may have thousands in one row
            if table is not None and cells == [first.mem_id, second.mem_id]:
                rows.setdefault(table.mem_id, []).append((name, value))
        named = len(name := value) <= NAME_CHARS and second.tag not in LINKS
        first, row = second, holder if named else None
    for several in rows.values():
        if len(several) >= ROWS:
            for name, value in several:
                if any(map(str.isalpha, name)):
                    _add(found, name, value)


def _listed(found: dict[str, str], document: Document) -> None:
    """`名：值` in list items that are not links, in one text or in two that follow each other."""
    shown = document.leaves
    for at, (text, node) in enumerate(shown):
        if (":" in text or "：" in text) and "//" not in text and len(text) <= NAME_CHARS + VALUE_CHARS:
            item = _item(node)
            if item is not None:
                name, _, value = text.replace("：", ":").partition(":")
                if not value and at + 1 < len(shown):
                    following = _item(shown[at + 1][1])
                    if following is not None and following.mem_id == item.mem_id:
                        value = shown[at + 1][0]
                _add(found, name, value)


def _item(node: LexborNode) -> LexborNode | None:
    """The list item around a text; None for a link's text and for what is in none."""
    up: LexborNode | None = node
    for _ in range(3):
        if up is None or up.tag == "a":
            return None
        if up.tag == "li":
            return up
        up = up.parent
    return None


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
        and len(SHOWN.findall(value)) < 3  # other articles with their prices
        and len(found) < ATTRIBUTES
    ):
        found.setdefault(name, value)


def _next(node: LexborNode) -> LexborNode | None:
    following = node.next
    while following is not None and (following.tag or "").startswith("-"):
        following = following.next
    return following
