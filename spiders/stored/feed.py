"""A table that a platform supplied (E-commerce Law, arts 25 and 28) as items with what proves each: its row."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from crawler.items import AnyItem
from crawler.observation import Observation
from evidence.capture import Capture
from spiders.stored.cells import CellError, moment
from spiders.stored.headings import SEARCHED, Headings, find_headings, missing_column
from spiders.stored.mapping import FeedMapping, MappingError
from spiders.stored.rows import (
    BadRow,
    Named,
    TableError,
    csv_cells,
    encoding_of,
    json_rows,
    parquet_columns,
    parquet_rows,
    xlsx_cells,
)
from spiders.stored.source import Source

ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".xlsx")
SAMPLED = 1000
"""Lines of JSON whose keys are taken for the columns."""

Rows = Iterator[Named | BadRow]


@dataclass(frozen=True)
class Feed:
    """A table and its mapping, known to fit together."""

    path: Path
    mapping: FeedMapping
    mapping_name: str
    headings: Headings | None = None  # None: the rows name their own columns

    @classmethod
    def open(cls, path: Path, mapping: Path) -> "Feed":
        """Check that the file can be read and has every column that the mapping names.

        Raises MappingError or TableError, whose sentences say what is missing and what is nearest.
        """
        read = FeedMapping.load(mapping)
        feed = cls(path, read, mapping.name)
        kind = path.suffix.lower()
        if kind not in ENDINGS:
            raise TableError(f"{path}：不认识的文件类型，可读：{'、'.join(ENDINGS)}")
        if kind in (".csv", ".tsv", ".xlsx"):
            return replace(feed, headings=feed._find_headings())
        known = parquet_columns(path) if kind == ".parquet" else []
        sample = [row for row in islice(feed._named(), SAMPLED) if not isinstance(row, BadRow)]
        names = list(dict.fromkeys(chain(known, *(flat(row) for _, row in sample))))
        if not sample:
            raise TableError(f"{path}：没有可读的行")
        feed._demand([missing_column(name, names) for name in read.wanted if name not in names])
        return feed

    def observations(self) -> Iterator[Observation | BadRow]:
        """Every row as an item with its capture, or what is wrong with it; in order, one at a time."""
        source = Source.of(self.path)
        digest = hashlib.sha256(self.mapping.model_dump_json().encode()).hexdigest()
        try:
            for row in self.rows():
                yield row if isinstance(row, BadRow) else self._observation(row, source, digest)
        except TableError as error:
            yield BadRow(0, str(error))

    def rows(self) -> Rows:
        """The rows by the names of their columns, without those that the mapping drops."""
        for row in self._named() if self.headings is None else self._below(self.headings):
            if isinstance(row, BadRow):
                kept = without(row.values, self.mapping.drop) if isinstance(row.values, dict) else row.values
                yield replace(row, values=kept)
            else:
                yield row[0], without(row[1], self.mapping.drop)

    def _observation(self, row: Named, source: Source, mapping: str) -> Observation | BadRow:
        number, values = row
        try:
            item = self.mapping.item(flat(values))
            at = item.captured_at or self._date(source)
            item.captured_at = at
        except CellError as error:
            return BadRow(number, str(error), values)
        except ValidationError as invalid:
            first = invalid.errors()[0]
            where = ".".join(str(part) for part in first["loc"][1:])
            found = str(first["input"])[:80]
            return BadRow(number, f"{where} 不对：{first['msg']}（实为 {found!r}）", values)
        item.path = f"{source.name}:{number}"
        capture = Capture(
            url=_address(item, source, number),
            body=_body(values),
            at=at,
            headers=((b"Content-Type", b"application/json; charset=utf-8"),),
            notes=source.notes(
                f"row {number}",
                kind="a row of a table that was supplied, as canonical JSON",
                mapping_sha256=mapping,
            ),
        )
        return Observation(item=item, capture=capture)

    def _date(self, source: Source) -> datetime:
        given = self.mapping.captured_at
        return moment(given) if given else source.saved

    def _named(self) -> Rows:
        return parquet_rows(self.path) if self.path.suffix.lower() == ".parquet" else json_rows(self.path)

    def _cells(self) -> Iterator[tuple[int, list[Any]] | BadRow]:
        if self.path.suffix.lower() == ".xlsx":
            return xlsx_cells(self.path, self.mapping.sheet)
        tabs = self.path.suffix.lower() == ".tsv" and self.mapping.delimiter == ","
        encoding = self.mapping.encoding or encoding_of(self.path)
        return csv_cells(self.path, encoding, "\t" if tabs else self.mapping.delimiter)

    def _find_headings(self) -> Headings:
        read = [row for row in islice(self._cells(), SEARCHED) if not isinstance(row, BadRow)]
        if not read:
            raise TableError(f"{self.path}：是空表")
        row = None
        if self.mapping.header is not None:
            numbers = [number for number, _ in read]
            if self.mapping.header not in numbers:
                raise MappingError(f"{self.mapping_name}：header: {self.mapping.header} 这一行是空的或不存在")
            row = numbers.index(self.mapping.header)
        found = find_headings([cells for _, cells in read], self.mapping.wanted, row)
        self._demand([problem for name in self.mapping.wanted if (problem := found.problem(name))])
        return found

    def _demand(self, problems: Sequence[str]) -> None:
        if problems:
            raise MappingError(f"{self.mapping_name} 与 {self.path.name} 不符：{'；'.join(problems)}")

    def _below(self, headings: Headings) -> Rows:
        """The rows below the header, each cell under the name that the mapping gives its column."""
        names = list(headings.names)
        for name in self.mapping.wanted:
            names[headings.place(name)] = name
        ragged = self.path.suffix.lower() != ".xlsx"
        seen = 0
        for row in self._cells():
            if isinstance(row, BadRow):
                yield row
                continue
            seen += 1
            if seen <= headings.row + 1:
                continue
            number, cells = row
            values = {name: cell for name, cell in zip(names, cells, strict=False) if name}
            if ragged and (len(cells) < len(names) or any(cells[len(names) :])):
                yield BadRow(number, f"应有 {len(names)} 格，实有 {len(cells)} 格", values)
            else:
                yield number, values


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """Nested objects one level down by dotted names: {"shop": {"name": …}} has a column shop.name."""
    inner = {
        f"{name}.{key}": value
        for name, part in row.items()
        if isinstance(part, dict)
        for key, value in part.items()
    }
    return row | inner if inner else row


def without(row: dict[str, Any], drop: Sequence[str]) -> dict[str, Any]:
    """The row without some columns, also inside of nested objects (`buyer.phone`)."""
    if not drop:
        return row
    return {
        name: {key: inner for key, inner in value.items() if f"{name}.{key}" not in drop}
        if isinstance(value, dict)
        else value
        for name, value in row.items()
        if name not in drop
    }


def _body(values: dict[str, Any]) -> bytes:
    """The row as canonical JSON: keys sorted, no blanks, UTF-8."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return text.encode("utf-8", "backslashreplace")


def _address(item: AnyItem, source: Source, number: int) -> str:
    """The item's own address, else the file's with the row."""
    web = item.url and item.url.startswith(("http://", "https://"))
    return item.url if web and item.url else f"{source.uri}#row={number}"
