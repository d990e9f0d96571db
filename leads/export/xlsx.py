"""Leads as an Excel workbook: one sheet a region, numbers of articles as text, links to the evidence."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from leads.export.columns import COLUMNS, EVIDENCE_FILE, Lead
from leads.export.excel import cell, sheet_name

ROWS = 1_048_575
"""Leads that one sheet holds beside its headings."""

LINKS = 20_000
"""Links from leads to their evidence: the writer keeps each in memory, and Excel reads 65,530 on a sheet.

Beyond, a lead names its file, and the last sheet links every file once.
"""

EVIDENCE = "证据"

URL = 255


@dataclass
class Sheet:
    """One region's worksheet and how far it is filled."""

    page: Worksheet
    row: int = 0


class _Book:
    """The workbook while it is written: rows go to disk as they come."""

    def __init__(self, workbook: Workbook, path: Path) -> None:
        self.workbook = workbook
        self.folder = path.resolve().parent
        self.head: Format = workbook.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1})
        self.text: Format = workbook.add_format({"num_format": "@"})
        self.sheets: dict[str, Sheet] = {}
        self.names: set[str] = {EVIDENCE}
        self.files: dict[tuple[str, str | None], str | None] = {}
        self.links = 0

    def add(self, lead: Lead) -> None:
        region = lead.get("region") or "未知地区"
        sheet = self.sheets.get(region)
        if sheet is None or sheet.row >= ROWS:
            sheet = self.sheets[region] = self.open_sheet(region)
        sheet.row += 1
        for index, column in enumerate(COLUMNS):
            value = column.value(lead)
            if column.heading == EVIDENCE_FILE and isinstance(value, str):
                self.link(sheet.page, sheet.row, index, value, lead["evidence"].get("directory"))
            elif isinstance(value, str):
                sheet.page.write_string(sheet.row, index, cell(value), self.text)
            elif value is not None:
                sheet.page.write_number(sheet.row, index, value)

    def link(self, page: Worksheet, row: int, column: int, name: str, directory: str | None) -> None:
        """A link relative to the workbook, so that both can be handed over together; a name where none can be."""
        file = (name, directory)
        if file not in self.files:
            way = os.path.relpath(Path(directory).resolve() / name, self.folder) if directory else name
            self.files[file] = None if "#" in way or len(way) > URL else f"external:{way}"
        target = self.files[file]
        if target is None or self.links >= LINKS:
            page.write_string(row, column, cell(name), self.text)
        else:
            self.links += 1
            page.write_url(row, column, target, string=cell(name))

    def open_sheet(self, region: str) -> Sheet:
        page = self.workbook.add_worksheet(sheet_name(region, self.names))
        for index, column in enumerate(COLUMNS):
            page.set_column(index, index, column.width)
            page.write_string(0, index, column.heading, self.head)
        page.freeze_panes(1, 0)
        return Sheet(page)

    def finish(self) -> None:
        if not self.sheets:
            self.sheets[""] = self.open_sheet("线索")
        for sheet in self.sheets.values():
            sheet.page.autofilter(0, 0, sheet.row, len(COLUMNS) - 1)
        if self.files:
            self.list_files()

    def list_files(self) -> None:
        """The last sheet: every file of evidence, once."""
        page = self.workbook.add_worksheet(EVIDENCE)
        page.set_column(0, 0, 80)
        page.write_string(0, 0, EVIDENCE_FILE, self.head)
        page.freeze_panes(1, 0)
        self.links = 0
        for row, (name, directory) in enumerate(self.files, 1):
            self.link(page, row, 0, name, directory)


def write_xlsx(leads: Iterable[Lead], path: Path, beside: Path | None = None) -> int:
    """Write to `path`; links are relative to `beside`, the final place. Returns how many leads."""
    workbook = Workbook(str(path), {"constant_memory": True, "strings_to_urls": False, "max_url_length": URL})
    book = _Book(workbook, beside or path)
    count = 0
    for lead in leads:
        book.add(lead)
        count += 1
    book.finish()
    try:
        workbook.close()
    except XlsxWriterException as error:
        raise OSError(str(error)) from error
    return count
