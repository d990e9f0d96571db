"""Where a table's header ends and what its columns are called: title rows above, merged and repeated headings."""

import difflib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

SEARCHED = 30
"""Rows at the top of a table among which the header is looked for."""

LEVELS = 3
"""Rows of one header at most: 商品信息 / 价格 / 含税."""


@dataclass(frozen=True)
class Headings:
    """The columns of a table. A heading below a merged one is known as 标题 and as 商品信息/标题."""

    row: int  # index of the header's last row among those that were searched
    names: tuple[str, ...]  # one a column, unique; "" for a column without heading
    places: dict[str, tuple[int, ...]]  # every name that a column goes by → its places

    def problem(self, name: str) -> str | None:
        """Why `name` cannot be used, with the nearest name that can; None when it names one column."""
        found = self.places.get(folded(name), ())
        if len(found) == 1:
            return None
        if found:
            fuller = "、".join(self.names[place] for place in found)
            return f"列 {name!r} 出现 {len(found)} 次，请写全：{fuller}"
        return missing_column(name, (shown for shown in self.names if shown))

    def place(self, name: str) -> int:
        """The place of a column that has no `problem`."""
        return self.places[folded(name)][0]


def missing_column(name: str, known: Iterable[str]) -> str:
    """The sentence about a column that is not there, with the nearest name."""
    shown = {folded(other): other for other in known}
    near = difflib.get_close_matches(folded(name), shown, n=1, cutoff=0.4)
    hint = f"，最接近的是 {shown[near[0]]!r}" if near else ""
    return f"没有列 {name!r}{hint}（现有：{'、'.join(list(shown.values())[:40])}）"


def folded(name: object) -> str:
    """A heading for comparison: width, blanks and line breaks do not count."""
    return "".join(unicodedata.normalize("NFKC", str(name)).split()) if name is not None else ""


def find_headings(rows: Sequence[Sequence[Any]], wanted: Sequence[str], row: int | None = None) -> Headings:
    """The header among `rows`: the row below which most of the `wanted` names are headings; the first such.

    `row` is its index where the mapping says it. Without any hit the first row is taken.
    """
    tried = [row] if row is not None else range(len(rows))
    found = [_headings(rows, at) for at in tried]
    names = {folded(name) for name in wanted}
    return max(found, key=lambda one: sum(name in one.places for name in names), default=Headings(0, (), {}))


def _headings(rows: Sequence[Sequence[Any]], row: int) -> Headings:
    above = rows[max(0, row - LEVELS + 1) : row]
    width = max((len(cells) for cells in rows[: row + 1]), default=0)
    spread = [_spread(cells, width) for cells in above]
    places: dict[str, list[int]] = {}
    full: list[str] = []
    for place in range(width):
        own = _own(rows[row], above, place)
        path = (
            [*dict.fromkeys([*filter(None, (_cell(cells, place) for cells in spread)), own])] if own else []
        )
        full.append("/".join(path))
        for name in {"/".join(path[start:]) for start in range(len(path))}:
            places.setdefault(folded(name), []).append(place)
    names = _shortest(full, places)
    return Headings(row, names, {name: tuple(found) for name, found in places.items()})


def _own(cells: Sequence[Any], above: Sequence[Sequence[Any]], place: int) -> str:
    """The column's heading: its own cell, or the one that reaches down to it from above."""
    return next(filter(None, (_cell(row, place) for row in (cells, *reversed(above)))), "")


def _spread(cells: Sequence[Any], width: int) -> list[str]:
    """A merged heading stands in its first cell: it counts for the empty ones to its right too."""
    spread, last = [], ""
    for place in range(width):
        last = _cell(cells, place) or last
        spread.append(last)
    return spread


def _shortest(full: Sequence[str], places: dict[str, list[int]]) -> tuple[str, ...]:
    """The last part of each name where that is unique, else as much as tells it from the others."""
    names = []
    for place, path in enumerate(full):
        parts = path.split("/")
        short = ("/".join(parts[start:]) for start in range(len(parts) - 1, -1, -1))
        unique = next((name for name in short if len(places.get(folded(name), ())) == 1), None)
        names.append(unique or (f"{path}#{place + 1}" if path else ""))
    return tuple(names)


def _cell(cells: Sequence[Any], place: int) -> str:
    return _text(cells[place]) if place < len(cells) else ""


def _text(cell: Any) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""
