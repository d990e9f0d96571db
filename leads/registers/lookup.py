"""Ask the imported registers: an enterprise by number, those with near names, the lists that name an operator."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Engine, Row, bindparam, func, or_, select

from leads.registers.keys import key_numbers
from leads.registers.models import Register, RegisterEntry, RegisterKey
from rules.names import comparable
from rules.registers import Enterprise, Listed, RegisterKind, Report, Source

CANDIDATES = 2_000
"""Names looked at for nearness; a trade name shared by more than these says nothing about anyone."""
LISTS: tuple[RegisterKind, ...] = ("abnormal", "serious-violation", "penalties")
REPORTS: RegisterKind = "annual-report-sites"
SAMPLE = 1_000
"""First lines of a register that tell which kinds of number it holds."""
KINDS_OF_NUMBER = {18: "uscc", 15: "registration"}

_ENTRY = select(RegisterEntry.number, RegisterEntry.name, RegisterEntry.status, RegisterEntry.detail).where(
    RegisterEntry.register_id == bindparam("register")
)
_BY_NUMBER = _ENTRY.where(RegisterEntry.number == bindparam("number")).limit(1)
_BY_LINE = _ENTRY.where(RegisterEntry.line.in_(bindparam("lines", expanding=True)))
_BY_KEY = (
    select(RegisterKey.line)
    .where(
        RegisterKey.register_id == bindparam("register"),
        RegisterKey.key.in_(bindparam("keys", expanding=True)),
    )
    .distinct()
    .limit(CANDIDATES)
)


@dataclass(frozen=True)
class SqlEnterprises:
    """One register of enterprises that is in force (rules.registers.Enterprises)."""

    connection: Connection
    register: int
    source: Source

    def by_number(self, number: str) -> Enterprise | None:
        """The enterprise of a normalised number."""
        row = self.connection.execute(_BY_NUMBER, {"register": self.register, "number": number}).first()
        return None if row is None else _enterprise(row)

    def near(self, name: str) -> Sequence[Enterprise]:
        """Enterprises that share the trade name, or it with one character left out."""
        asked = {"register": self.register, "keys": list(key_numbers(name))}
        lines = list(self.connection.execute(_BY_KEY, asked).scalars())
        rows = self.connection.execute(_BY_LINE, {"register": self.register, "lines": lines})
        return [_enterprise(row) for row in rows]


def enterprises(connection: Connection) -> list[SqlEnterprises]:
    """Every register of enterprises in force, the newest first."""
    asked = select(Register).where(Register.kind == "enterprises", Register.active)
    rows = connection.execute(asked.order_by(Register.as_of.desc(), Register.id.desc())).all()
    return [SqlEnterprises(connection, row.id, _source(row, _kinds(connection, row.id))) for row in rows]


def _source(row: Row[Any], numbers: frozenset[str] = frozenset()) -> Source:
    return Source(row.source, row.as_of, frozenset(row.regions), numbers)


def _kinds(connection: Connection, register: int) -> frozenset[str]:
    """A register that holds social credit codes alone says nothing of older registration numbers."""
    first = select(RegisterEntry.number).where(RegisterEntry.register_id == register)
    sample = first.order_by(RegisterEntry.line).limit(SAMPLE).subquery()
    lengths = connection.execute(select(func.length(sample.c.number)).distinct()).scalars()
    return frozenset(KINDS_OF_NUMBER[length] for length in lengths if length in KINDS_OF_NUMBER)


@dataclass
class SqlRegisters:
    """All registers in force as one transaction sees them (rules.registers.Registers)."""

    connection: Connection

    @cached_property
    def enterprises(self) -> list[SqlEnterprises]:
        """The registers of enterprises, the newest first."""
        return enterprises(self.connection)

    def lists(self, number: str | None, name: str | None) -> list[Listed]:
        """Rows of lists that bear this number or this very name."""
        return on_lists(self.connection, number, name)

    def report(self, number: str) -> Report | None:
        """What the operator's annual reports name; None when no register knows of a report of theirs."""
        return annual_report(self.connection, number)


def any_about_operators(engine: Engine) -> bool:
    """Is a register in force that operators can be held against? Registers of marks are not."""
    asked = select(Register.id).where(Register.active, Register.kind != "marks").limit(1)
    with engine.connect() as connection:
        return connection.execute(asked).first() is not None


def in_force(connection: Connection) -> list[dict[str, Any]]:
    """Kind, source, day, regions, rows and import time of every register in force, by kind."""
    names = ("kind", "source", "as_of", "regions", "rows", "imported", "sha256")
    columns = [getattr(Register, name) for name in names]
    asked = select(*columns).where(Register.active).order_by(Register.kind, Register.source)
    return [dict(zip(names, row, strict=True)) for row in connection.execute(asked)]


def on_lists(connection: Connection, number: str | None, name: str | None) -> list[Listed]:
    """The lines of all lists in force that bear this number or this very name; `rules.registers.listed` dates them."""
    said = [RegisterEntry.number == number] if number else []
    said += [RegisterEntry.name_key == comparable(name)] if name else []
    if not said:
        return []
    asked = (
        select(Register.kind, Register.source, Register.as_of, Register.regions, RegisterEntry)
        .join(Register, Register.id == RegisterEntry.register_id)
        .where(Register.active, Register.kind.in_(LISTS), or_(*said))
        .order_by(RegisterEntry.since, RegisterEntry.line)
    )
    return [
        Listed(row.kind, row.number, row.name, row.detail.get("reason"), row.since, row.until, _source(row))
        for row in connection.execute(asked)
    ]


def annual_report(connection: Connection, number: str) -> Report | None:
    """The sites in the operator's annual reports; a line without address says that there are none.

    None when no such register is in force or it lacks the operator.
    """
    asked = (
        select(Register.source, Register.as_of, Register.regions, RegisterEntry.detail)
        .join(Register, Register.id == RegisterEntry.register_id)
        .where(Register.active, Register.kind == REPORTS, RegisterEntry.number == number)
        .order_by(Register.as_of.desc())
    )
    rows = connection.execute(asked).all()
    if not rows:
        return None
    sites = (str(row.detail["site"]) for row in rows if row.detail.get("site"))
    return Report(_source(rows[0]), tuple(dict.fromkeys(sites)))


def _enterprise(row: Row[tuple[str | None, str, str | None, dict[str, object]]]) -> Enterprise:
    former = str(row.detail.get("former") or "").replace("、", ";").replace("；", ";").replace(",", ";")
    names = tuple(name for part in former.split(";") if (name := part.strip()))
    region = row.detail.get("region")
    return Enterprise(row.number or "", row.name, names, row.status, str(region) if region else None)
