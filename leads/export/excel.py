"""What Excel takes: texts as cells hold them, names as sheets bear them."""

import re

from leads.export.neutral import neutral

CELL = 32_767
"""UTF-16 units that a cell holds."""

SHEET_NAME = 31
FORBIDDEN = str.maketrans(dict.fromkeys(r"[]:*?/\\", "_"))
ESCAPE = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")
"""Excel reads _x003D_ in a text as an equals sign (ECMA-376 Part 1, 22.9.2.19); its own escape stops that."""


def cell(text: str) -> str:
    """`text` as a cell holds it: no formula, no sign that XML refuses, not longer than Excel reads."""
    safe = ESCAPE.sub("_x005F_x", neutral(text))
    if safe.isprintable() and len(safe) * 2 <= CELL:  # nearly every cell
        return safe
    safe = safe.encode("utf-8", "replace").decode().replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    units = safe.encode("utf-16-le")
    if len(units) <= CELL * 2:
        return safe
    return units[: (CELL - 1) * 2].decode("utf-16-le", "ignore") + "…"


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel takes: 31 characters, none forbidden, not there yet in upper or lower case."""
    base = neutral(wanted).translate(FORBIDDEN).strip("' ")[:SHEET_NAME] or "未知地区"
    if base.casefold() == "history":  # Excel keeps that one for itself
        base = "_history"
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        ending = f" ({number})"
        name = base[: SHEET_NAME - len(ending)] + ending
    taken.add(name.casefold())
    return name
