"""The register of marks in memory: what is protected, for whom, for which goods, and who may use it."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path
from typing import Literal, Self, cast, get_args

from rules.lookalike.folding import key

Kind = Literal["ordinary", "well_known", "gi", "foreign"]
TELL = 10_000  # rows between two reports of progress
BUNDLED = Path(__file__).parent / "lookalike" / "data"
COLUMNS = (
    "mark",
    "nice_class",
    "kind",
    "owner",
    "registration",
    "aliases",
    "authorised",
    "floor",
    "province",
    "places",
)
KINDS = ("普通", "驰名", "地理标志", "外国")
TRANSLATED = dict(zip(KINDS, get_args(Kind), strict=True))


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark. `classes` are Nice classes, empty when not known; `floor` is a price in yuan."""

    mark: str
    owner: str | None = None
    registration: str | None = None
    classes: tuple[int, ...] = ()
    kind: Kind = "ordinary"
    aliases: tuple[str, ...] = ()
    authorised: tuple[str, ...] = ()  # shops, sellers, users of a geographical indication
    floor: Decimal | None = None
    province: str | None = None  # where a geographical indication comes from
    places: tuple[str, ...] = ()  # counties and cities that it comes from

    @property
    def names(self) -> tuple[str, ...]:
        """The mark and its aliases."""
        return (self.mark, *self.aliases)


class Marks:
    """A register: marks in the order given, and who owns a name."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self.marks = tuple(marks)

    @classmethod
    def load(cls, path: Path | None = None, progress: Callable[[int], None] | None = None) -> Self:
        """Read a TSV or CSV register; None reads the one that ships. ValueError names line and remedy.

        `progress` is told every TELL rows how many were read.
        """
        if path is not None:
            return cls(_told(read(path), progress) if progress else read(path))
        return cls([*read(BUNDLED / "marks.tsv"), *read(BUNDLED / "indications.tsv")])

    def __len__(self) -> int:
        return len(self.marks)

    def __iter__(self) -> Iterator[Mark]:
        return iter(self.marks)

    @cached_property
    def by_name(self) -> dict[str, Mark]:
        """Every mark and alias by its folded name; the first of two that share one."""
        known: dict[str, Mark] = {}
        for mark in self.marks:
            for name in mark.names:
                known.setdefault(key(name), mark)
        known.pop("", None)
        return known

    def get(self, name: str) -> Mark | None:
        """The mark of this name, however it is written."""
        return self.by_name.get(key(name))


def _told(marks: Iterable[Mark], progress: Callable[[int], None]) -> Iterator[Mark]:
    for number, mark in enumerate(marks, start=1):
        yield mark
        if number % TELL == 0:
            progress(number)


def read(path: Path) -> Iterator[Mark]:
    """The marks of a file with a header row, tab-separated or comma-separated, one a line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            first = lines.readline()
            delimiter = "\t" if "\t" in first else ","
            columns = next(csv.reader([first], delimiter=delimiter), [])
            if "mark" not in columns:
                raise ValueError(
                    f"{path}:1: no column 'mark'; found {columns}; known columns: {', '.join(COLUMNS)}"
                )
            quoting: Literal[0, 3] = 3 if delimiter == "\t" else 0  # tab-separated files do not quote
            for number, cells in enumerate(csv.reader(lines, delimiter=delimiter, quoting=quoting), start=2):
                if cells and not cells[0].startswith("#"):
                    yield mark_of(dict(zip(columns, cells, strict=False)), f"{path}:{number}")
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{path}: expected UTF-8, found byte {error.object[error.start]:#x} at {error.start}; "
            "save the register as UTF-8"
        ) from error
    except csv.Error as error:
        raise ValueError(f"{path}: not a readable table: {error}; write one mark a line") from error


def mark_of(row: Mapping[str, str], where: str) -> Mark:
    """A mark from a row's cells by COLUMNS; ValueError says `where` it is wrong and what was expected."""
    name = row.get("mark", "").strip()
    if not key(name):
        raise ValueError(
            f"{where}: column 'mark' is empty; every row names a mark with a letter, digit or hanzi"
        )
    return Mark(
        mark=name,
        owner=row.get("owner", "").strip() or None,
        registration=row.get("registration", "").strip() or None,
        classes=_classes(row.get("nice_class", ""), where),
        kind=_kind(row.get("kind", "").strip(), where),
        aliases=_listed(row.get("aliases", "")),
        authorised=_listed(row.get("authorised", "")),
        floor=_floor(row.get("floor", "").strip(), where),
        province=row.get("province", "").strip() or None,
        places=_listed(row.get("places", "")),
    )


def _kind(text: str, where: str) -> Kind:
    kind = TRANSLATED.get(text, text or "ordinary")
    if kind not in get_args(Kind):
        raise ValueError(f"{where}: kind {text!r} is not known; expected one of {', '.join(get_args(Kind))}")
    return cast(Kind, kind)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part for part in (p.strip() for p in text.split("|")) if part)


def _classes(text: str, where: str) -> tuple[int, ...]:
    parts = [part.strip() for part in re.split(r"[;,|、；，]", text) if part.strip()]
    if not all(part.isascii() and part.isdigit() and 1 <= int(part) <= 45 for part in parts):
        raise ValueError(f"{where}: nice_class {text!r}: expected Nice classes 1 to 45, as 29;32, or nothing")
    return tuple(int(part) for part in parts)


def _floor(text: str, where: str) -> Decimal | None:
    if not text:
        return None
    try:
        floor = Decimal(text)
    except InvalidOperation:
        floor = Decimal("NaN")
    if not floor.is_finite() or floor < 0:
        raise ValueError(f"{where}: floor {text!r}: expected a price in yuan, as 1299.00, or nothing")
    return floor
