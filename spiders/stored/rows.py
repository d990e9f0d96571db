"""Rows of the files that people hand in (CSV, JSON Lines, Parquet, XLSX), one at a time in constant memory."""

import codecs
import csv
import json
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BATCH = 10_000
"""Rows that are held at once of a Parquet file."""

LONGEST_CELL = 1024 * 1024
"""Characters in one cell at most: an unclosed quotation mark would otherwise swallow the rest of a file."""

LONGEST_LINE = 64 * 1024 * 1024
"""Characters in one line of JSON at most."""

LOSSY = 100
"""An encoding fits when fewer than one byte in so many cannot be read."""


class TableError(ValueError):
    """The file as a whole cannot be read; the message says why and what was expected."""


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be read, its number or line as people count, and why."""

    number: int
    reason: str
    values: Any = None


Cells = tuple[int, list[Any]]
Named = tuple[int, dict[str, Any]]


def encoding_of(path: Path) -> str:
    """UTF-8, GB18030 (as WPS and Excel save) or UTF-16 by its mark; TableError when it is none of them."""
    with path.open("rb") as stream:
        if stream.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
    lost = {name: _lost(path, name) for name in ("utf-8-sig", "gb18030")}
    best = min(lost, key=lambda name: lost[name])
    if lost[best] * LOSSY > path.stat().st_size:
        raise TableError(f"{path}：既不是 UTF-8 也不是 GB18030")
    return best


def _lost(path: Path, encoding: str) -> int:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    lost = 0
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            lost += decoder.decode(chunk).count("\ufffd")
    return lost + decoder.decode(b"", final=True).count("\ufffd")


def csv_cells(path: Path, encoding: str | None = None, delimiter: str = ",") -> Iterator[Cells | BadRow]:
    """The rows of a CSV file with the number of their last line; blank ones are left out."""
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=encoding or encoding_of(path), errors="replace", newline="") as stream:
        rows = csv.reader(stream, delimiter=delimiter)
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield BadRow(rows.line_num, f"CSV 写法有误（{error}），可能有未闭合的引号")
                continue
            if any(row):
                yield rows.line_num, row


def json_rows(path: Path) -> Iterator[Named | BadRow]:
    """The objects of a JSON Lines file with their line."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape") as lines:
        number = 0
        while line := lines.readline(LONGEST_LINE):
            number += 1
            if not line.strip():
                continue
            try:
                data = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield BadRow(number, f"不是 JSON：{error}", line[:1000])
                continue
            if isinstance(data, dict):
                yield number, data
            else:
                yield BadRow(number, f"应为 JSON 对象，实为 {type(data).__name__}", line[:1000])


def parquet_rows(path: Path) -> Iterator[Named]:
    """The rows of a Parquet file, counted from 1."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with closing(pq.ParquetFile(path)) as file:
            number = 0
            for batch in file.iter_batches(BATCH):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except (pa.ArrowException, OSError) as error:
        raise TableError(f"{path}：不是可读的 Parquet 文件：{error}") from None


def parquet_columns(path: Path) -> list[str]:
    """The names of its columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return list(pq.read_schema(path).names)
    except (pa.ArrowException, OSError) as error:
        raise TableError(f"{path}：不是可读的 Parquet 文件：{error}") from None


def xlsx_cells(path: Path, sheet: str | None = None) -> Iterator[Cells]:
    """The rows of one worksheet (the first unless named) with Excel's row number; blank ones are left out.

    A merged cell's value stands in its first cell, the others are None. Formulas give the value last shown.
    """
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, OSError, KeyError, ValueError, TypeError, SyntaxError) as error:
        raise TableError(f"{path}：不是可读的 XLSX 文件（{error}），请另存为 .xlsx 或 .csv") from None
    with closing(book):
        if sheet is not None and sheet not in book.sheetnames:
            raise TableError(f"{path}：没有工作表 {sheet!r}，现有：{'、'.join(book.sheetnames)}")
        table = book[sheet] if sheet is not None else book.worksheets[0]
        table.reset_dimensions()  # what the file claims of its size is often wrong
        try:
            for number, row in enumerate(table.iter_rows(values_only=True), 1):
                if any(cell not in (None, "") for cell in row):
                    yield number, list(row)
        except (zipfile.BadZipFile, OSError, KeyError, ValueError, SyntaxError) as error:
            raise TableError(f"{path}：工作表读不下去（{error}），之前的行已读") from None
