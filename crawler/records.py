"""Items as people hand them in: JSON Lines, CSV or Parquet, a record at a time, errors with their line."""

import io
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError

from crawler.items import AnyItem, Item
from spiders.stored.loose import to_item
from spiders.stored.rows import BadRow, TableError, csv_cells, parquet_columns, parquet_rows


class RecordsError(ValueError):
    """The file as a whole cannot be read; the message says why and what was expected."""


@dataclass(frozen=True)
class Record:
    """One record: its id (the input's own, else its line number), and the item or what is wrong with it."""

    id: Any
    item: AnyItem | None = None
    error: str | None = None


def read_records(path: Path | None) -> Iterator[Record]:
    """The records of a file (by its ending: .csv, .parquet, else JSON Lines), or of standard input (None)."""
    if path is None:
        yield from _from_lines(io.TextIOWrapper(sys.stdin.buffer, "utf-8-sig", errors="surrogateescape"))
        return
    if not path.is_file():
        raise RecordsError(f"{path}：文件不存在")
    match path.suffix.lower():
        case ".parquet":
            yield from _from_rows(_parquet(path))
        case ".csv":
            yield from _from_rows(_csv(path))
        case _:
            with path.open(encoding="utf-8-sig", errors="surrogateescape") as lines:
                yield from _from_lines(lines)


def _from_lines(lines: IO[str]) -> Iterator[Record]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                data = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield Record(number, error=f"第 {number} 行不是 JSON：{error}")
                continue
            if isinstance(data, dict):
                yield _record(number, data)
            else:
                yield Record(number, error=f"第 {number} 行应为 JSON 对象，实为 {type(data).__name__}")


def _from_rows(rows: Iterable[tuple[int, dict[str, Any]] | BadRow]) -> Iterator[Record]:
    try:
        for row in rows:
            if isinstance(row, BadRow):
                yield Record(row.number, error=f"第 {row.number} 行：{row.reason}")
            else:
                yield _record(*row)
    except TableError as error:
        raise RecordsError(str(error)) from None


def _csv(path: Path) -> Iterator[tuple[int, dict[str, Any]] | BadRow]:
    cells = csv_cells(path)
    first = next(cells, None)
    if isinstance(first, BadRow):
        raise RecordsError(f"{path}：第 {first.number} 行：{first.reason}")
    names = [str(name) for name in first[1]] if first else []
    _demand_columns(path, names)
    for row in cells:
        yield row if isinstance(row, BadRow) else (row[0], dict(zip(names, row[1], strict=False)))


def _parquet(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    _demand_columns(path, parquet_columns(path))
    yield from parquet_rows(path)


def _demand_columns(path: Path, names: Iterable[str]) -> None:
    if not set(names) & set(Item.model_fields):
        raise RecordsError(
            f"{path}：没有可识别的列（现有：{'、'.join(names)}），应有 title、shop_name、url 等条目字段"
        )


def _record(number: int, data: dict[str, Any]) -> Record:
    identifier = data.get("id")
    identifier = number if identifier in (None, "") else identifier
    try:
        return Record(identifier, item=to_item(data))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        return Record(
            identifier,
            error=f"第 {number} 条的 {where} 不对：{first['msg']}（实为 {str(first['input'])[:80]!r}）",
        )
