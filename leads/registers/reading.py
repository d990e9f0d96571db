"""The lines of a supplied register file (CSV, XLSX, Parquet) as dictionaries, each with the number of its line."""

import csv
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

Line = tuple[int, dict[str, str]]
"""Line number in the file as a person counts (the heading is line 1), and the cells by heading."""

ENCODINGS = ("utf-8-sig", "gb18030")


class RegisterError(Exception):
    """One sentence: which file and line, what was expected, what to do."""


def read_lines(path: Path) -> Iterator[Line]:
    """All lines in order, in constant memory; RegisterError with the line for what cannot be read."""
    readers = {".csv": _csv, ".txt": _csv, ".tsv": _tsv, ".xlsx": _xlsx, ".parquet": _parquet}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise RegisterError(f"{path}：不认识的文件类型“{path.suffix}”；请提供 CSV、XLSX 或 Parquet")
    if not path.is_file():
        raise RegisterError(f"{path}：文件不存在")
    yield from reader(path)


def _tsv(path: Path) -> Iterator[Line]:
    return _csv(path, delimiter="\t", quoting=csv.QUOTE_NONE)


def _csv(path: Path, **dialect: Any) -> Iterator[Line]:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        rows = csv.reader(file, strict=True, **dialect)
        try:
            heading = [cell.strip() for cell in next(rows, [])]
            for row in rows:
                if not any(cell.strip() for cell in row):
                    continue
                if len(row) != len(heading):
                    raise RegisterError(
                        f"{path} 第 {rows.line_num} 行有 {len(row)} 列，表头有 {len(heading)} 列；文件可能不完整"
                    )
                yield rows.line_num, dict(zip(heading, (cell.strip() for cell in row), strict=True))
        except csv.Error as error:
            raise RegisterError(
                f"{path} 第 {rows.line_num} 行：引号没有闭合或格式有误（{error}）；文件可能不完整"
            ) from error


def _encoding(path: Path) -> str:
    """The first encoding in which the whole file can be read; RegisterError naming the line where both fail."""
    faults: list[int] = []
    for encoding in ENCODINGS:
        fault = _undecodable(path, encoding)
        if not fault:
            return encoding
        faults.append(fault)
    first = next(
        (line for line in faults if line > 1), 1
    )  # of the encoding in which the heading could be read
    raise RegisterError(f"{path} 第 {first} 行编码混杂（UTF-8 与 GB18030 都读不通）；请统一编码后再导入")


def _undecodable(path: Path, encoding: str) -> int:
    """The first line that is not in this encoding, 0 where all are: in neither does a character hold a line's end."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                return number
    return 0


def _xlsx(path: Path) -> Iterator[Line]:
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ModuleNotFoundError as error:
        raise RegisterError("读取 XLSX 需要 openpyxl；请安装，或另存为 CSV") from error
    heading: list[str] = []
    number = 0
    try:
        sheet = load_workbook(path, read_only=True, data_only=True).worksheets[0]
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            cells = [_cell(value) for value in row]
            if not heading:
                heading = cells
            elif any(cells):
                yield number, dict(zip(heading, cells, strict=False))
    except (BadZipFile, InvalidFileException, SyntaxError, KeyError, OSError, EOFError, zlib.error) as error:
        raise RegisterError(
            f"{path}：第 {number} 行之后读不下去（{error}）；文件可能不完整或不是 XLSX"
        ) from error


def _parquet(path: Path) -> Iterator[Line]:
    from pyarrow import ArrowInvalid
    from pyarrow.parquet import ParquetFile

    number = 1
    try:
        for batch in ParquetFile(path).iter_batches(10_000):
            for row in batch.to_pylist():
                number += 1
                yield number, {name: _cell(value) for name, value in row.items()}
    except (ArrowInvalid, OSError) as error:
        raise RegisterError(f"{path}：第 {number} 行之后读不下去（{error}）；文件可能不完整") from error


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def column(line: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    """The cell under the first of several headings that the line has and fills; None without one."""
    return next((value for name in names if (value := line.get(name))), None)
