"""Items as people hand them in: JSON Lines, CSV or Parquet, a record at a time, errors with their line."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError

from crawler.items import ITEM, AnyItem, Item

BATCH = 10_000
"""Rows that are held at once of a Parquet file."""

LONGEST = 64 * 1024 * 1024
"""Characters in one line or cell at most."""


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


def _from_rows(rows: Iterable[tuple[int, dict[str, Any]]]) -> Iterator[Record]:
    for number, row in rows:
        yield _record(number, row)


def _csv(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    csv.field_size_limit(LONGEST)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            with path.open(encoding=encoding, newline="") as stream:
                reader = csv.DictReader(stream, restkey="")
                _demand_columns(path, reader.fieldnames or ())
                for row in reader:
                    yield reader.line_num, row
                return
        except UnicodeDecodeError:
            continue  # WPS and Excel save GBK: read the whole file anew, nothing was lost
        except csv.Error as error:
            raise RecordsError(f"{path}：CSV 写法有误：{error}") from None
    raise RecordsError(f"{path}：既不是 UTF-8 也不是 GB18030")


def _parquet(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with closing(pq.ParquetFile(path)) as file:
            _demand_columns(path, file.schema_arrow.names)
            number = 0
            for batch in file.iter_batches(BATCH):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except (pa.ArrowException, OSError) as error:
        raise RecordsError(f"{path}：不是可读的 Parquet 文件：{error}") from None


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


def to_item(data: dict[str, Any]) -> AnyItem:
    """An item from loose data: no kind means listing, blank means unknown, one value may stand for a list."""
    loose = {name: value for name, value in data.items() if value is not None and value != ""}
    loose.setdefault("kind", "listing")
    for name in ("category", "images"):
        if isinstance(loose.get(name), str):
            loose[name] = _listed(loose[name])
    if "attributes" in loose:
        loose["attributes"] = _named(loose["attributes"])
    for name in ("price", "price_max", "original_price"):
        if isinstance(loose.get(name), str):
            loose[name] = _decimal(loose[name])
    for name in ("item_id", "sku", "shop_id", "sales", "rating"):
        if isinstance(loose.get(name), int | float):
            loose[name] = str(loose[name])
    return ITEM.validate_python(loose)


def _listed(text: str) -> list[str]:
    if text.startswith("["):
        try:
            return [str(value) for value in json.loads(text)]
        except ValueError:
            pass
    return [part.strip() for part in text.split(">")]


def _named(value: Any) -> Any:
    """Attributes as a dictionary; a plain text goes under the empty name."""
    if isinstance(value, str) and value.lstrip().startswith("{"):
        try:
            value = json.loads(value)
        except ValueError:
            return {"": value}
    if isinstance(value, str):
        return {"": value}
    if isinstance(value, dict):
        return {str(name): str(content) for name, content in value.items() if content is not None}
    if isinstance(value, list):  # Parquet's maps come as pairs
        return {
            str(pair[0]): str(pair[1]) for pair in value if isinstance(pair, list | tuple) and len(pair) == 2
        }
    return value


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip().lstrip("¥￥$").replace(",", ""))
    except InvalidOperation:
        return None
