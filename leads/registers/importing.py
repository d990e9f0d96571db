"""Take in a register file: staged and checked line by line, then swapped in; a fault leaves the old in force."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from crawler.days import now
from leads.engine import writing
from leads.registers.keys import key_numbers
from leads.registers.kinds import demand_columns, entry
from leads.registers.models import Register, RegisterEntry, RegisterKey
from leads.registers.reading import Line, RegisterError, read_lines
from rules.registers import RegisterKind

BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import."""

    register: int
    rows: int
    doubles: int  # lines that said again what another had said
    replaced: int  # registers of the same kind and source that this one stands in for


def import_register(
    engine: Engine,
    kind: RegisterKind,
    path: Path,
    *,
    source: str,
    as_of: date,
    regions: Sequence[str] = (),
    progress: Callable[[int], None] | None = None,
) -> Imported:
    """Read `path` into the database and put it in force. RegisterError, with nothing changed, for a faulty file.

    `regions` are the prefixes of region codes (GB/T 2260) that the register covers; none means all. A register
    of the same kind and source is replaced in one transaction. `progress` is told after each batch how many
    lines were read.
    """
    lines = read_lines(path)
    first = next(lines, None)
    if first is None:
        raise RegisterError(f"{path}：没有数据行")
    demand_columns(kind, first[1], path)
    row = {
        "kind": kind,
        "source": source,
        "as_of": as_of,
        "regions": list(regions),
        "imported": now(),
        "rows": 0,
        "sha256": _digest(path),
        "active": False,
    }
    with writing(engine).begin() as connection:
        staged = connection.execute(insert(Register).values(row).returning(Register.id)).scalar_one()
    try:
        rows, doubles = _stage(engine, staged, kind, chain([first], lines), path, progress)
    except BaseException:
        with writing(engine).begin() as connection:
            _remove(connection, [staged])
        raise
    return Imported(staged, rows, doubles, _swap(engine, staged, kind, source, rows))


def _stage(
    engine: Engine,
    staged: int,
    kind: RegisterKind,
    lines: Iterator[Line],
    path: Path,
    progress: Callable[[int], None] | None,
) -> tuple[int, int]:
    """Write all lines under the staged register, a batch a transaction; returns rows and doubles."""
    seen: dict[int, int] = {}  # digest of number and name → line: 10⁶ of them need about 100 MB
    rows = doubles = 0
    while batch := list(islice(lines, BATCH)):
        entries: list[dict[str, Any]] = []
        for line in batch:
            made = entry(kind, line, path)
            if kind == "enterprises" and _double(seen, made, line[0], path):
                doubles += 1
                continue
            entries.append(made | {"register_id": staged, "line": line[0]})
        with writing(engine).begin() as connection:
            _write(connection, entries, keyed=kind == "enterprises")
        rows += len(entries)
        if progress:
            progress(rows + doubles)
    return rows, doubles


def _double(seen: dict[int, int], made: dict[str, Any], line: int, path: Path) -> bool:
    """Was this number there before? With the same name it is left out, with another the file is refused."""
    number = hash(made["number"])
    known = seen.get(number)
    if known is None:
        seen[number] = line
        seen[hash((made["number"], made["name_key"]))] = line
        return False
    if hash((made["number"], made["name_key"])) in seen:
        return True
    raise RegisterError(
        f"{path} 第 {line} 行与第 {known} 行的号码同为 {made['number']}，名称却不同（{made['name']}）；请核对后再导入"
    )


def _write(connection: Connection, entries: list[dict[str, Any]], *, keyed: bool) -> None:
    if not entries:
        return
    connection.execute(insert(RegisterEntry), entries)
    if keyed:
        keys = [
            {"register_id": made["register_id"], "key": key, "line": made["line"]}
            for made in entries
            for key in key_numbers(made["name"])
        ]
        connection.execute(insert(RegisterKey), keys)


def _swap(engine: Engine, staged: int, kind: str, source: str, rows: int) -> int:
    """Put the staged register in force and take its forerunners out, in one transaction."""
    with writing(engine).begin() as connection:
        same = select(Register.id).where(
            Register.kind == kind, Register.source == source, Register.id != staged
        )
        old = list(connection.execute(same).scalars())
        connection.execute(update(Register).where(Register.id == staged).values(active=True, rows=rows))
        _remove(connection, old)
    return len(old)


def _remove(connection: Connection, registers: list[int]) -> None:
    for table in (RegisterKey, RegisterEntry):
        connection.execute(delete(table).where(table.register_id.in_(registers)))
    connection.execute(delete(Register).where(Register.id.in_(registers)))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
