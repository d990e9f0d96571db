"""Leads as JSON Lines: one object a line, in the shape that the command line promises."""

import json
from collections.abc import Iterable
from pathlib import Path

from leads.export.columns import Lead


def write_jsonl(leads: Iterable[Lead], path: Path) -> int:
    """Write one JSON object a lead; returns how many."""
    count = 0
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        for lead in leads:
            file.write(json.dumps(lead, ensure_ascii=False) + "\n")
            count += 1
    return count
