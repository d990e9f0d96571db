"""Leads as CSV that Excel and WPS open by double click: UTF-8 with BOM, every cell quoted."""

import csv
from collections.abc import Iterable
from pathlib import Path

from leads.export.columns import COLUMNS, Lead
from leads.export.neutral import neutral


def write_csv(leads: Iterable[Lead], path: Path) -> int:
    """Write one line a lead under a line of headings; returns how many leads."""
    count = 0
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        lines = csv.writer(file, quoting=csv.QUOTE_ALL)
        lines.writerow([column.heading for column in COLUMNS])
        for lead in leads:
            lines.writerow([_cell(column.value(lead)) for column in COLUMNS])
            count += 1
    return count


def _cell(value: str | float | None) -> str | float:
    if value is None:
        return ""
    return neutral(value) if isinstance(value, str) else value
