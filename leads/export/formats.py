"""Which format a list is wanted in, and how it is written: whole, and with personal numbers masked."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from leads.export.columns import Lead
from leads.export.csv import write_csv
from leads.export.jsonl import write_jsonl
from leads.export.privacy import without_numbers
from leads.export.whole import ExportError, whole_file
from leads.export.xlsx import write_xlsx

__all__ = ["FORMATS", "ExportError", "export"]

Writer = Callable[[Iterable[Lead], Path], int]

FORMATS = ("csv", "xlsx", "jsonl")


def export(leads: Iterable[Lead], path: Path, format: str | None = None) -> int:
    """Write `leads` (leads.listing.list_leads) to `path`; returns how many. None takes the file's ending.

    Memory stays bounded however many there are. Raises ExportError for a format that there is not, and for
    a file that cannot be written; an older file then stays.
    """
    name = (format or path.suffix.removeprefix(".")).lower()
    writers: dict[str, Writer] = {
        "csv": write_csv,
        "xlsx": partial(write_xlsx, beside=path),
        "jsonl": write_jsonl,
    }
    if name not in writers:
        raise ExportError(f"不支持导出格式“{name}”；可用：{'、'.join(FORMATS)}")
    with whole_file(path) as part:
        return writers[name](map(without_numbers, leads), part)
