"""Ask the imported registers: an enterprise by number, those with near names, the lists that name an operator."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, or_, select

from leads.registers.keys import key_numbers
from leads.registers.models import Register, RegisterEntry, RegisterKey
from rules.names import comparable
from rules.registers import Enterprise, Listed, RegisterKind, Source

CANDIDATES = 2_000
"""Names looked at for nearness; a trade name shared by more than these says nothing about anyone."""
LISTS: tuple[RegisterKind, ...] = ("abnormal", "serious-violation", "penalties")

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
    rows = connection.execute(asked.order_by(Register.as_of.desc(), Register.id.desc()))
    return [
        SqlEnterprises(connection, row.id, Source(row.source, row.as_of, frozenset(row.regions)))
        for row in rows
    ]


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
        select(Register.kind, RegisterEntry)
        .join(Register, Register.id == RegisterEntry.register_id)
        .where(Register.active, Register.kind.in_(LISTS), or_(*said))
    )
    return [
        Listed(row.kind, row.number, row.name, row.detail.get("reason"), row.since, row.until)
        for row in connection.execute(asked)
    ]


def reported_sites(connection: Connection, number: str) -> list[str] | None:
    """The sites in the operator's annual report; None when no such register is in force or it lacks the operator."""
    asked = (
        select(RegisterEntry.detail)
        .join(Register, Register.id == RegisterEntry.register_id)
        .where(Register.active, Register.kind == "annual-report-sites", RegisterEntry.number == number)
    )
    rows = list(connection.execute(asked).scalars())
    return [str(detail["site"]) for detail in rows if detail.get("site")] if rows else None


def _enterprise(row: Row[tuple[str | None, str, str | None, dict[str, object]]]) -> Enterprise:
    former = str(row.detail.get("former") or "").replace("、", ";").replace("；", ";").replace(",", ";")
    names = tuple(name for part in former.split(";") if (name := part.strip()))
    region = row.detail.get("region")
    return Enterprise(row.number or "", row.name, names, row.status, str(region) if region else None)
