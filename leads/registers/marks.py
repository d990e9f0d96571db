"""The marks that an authority imported, as the register that names are held against."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from leads.registers.models import Register, RegisterEntry
from rules.marks import Mark, mark_of

CHUNK = 5_000
"""Rows fetched at a time."""


def imported_marks(connection: Connection) -> Iterator[Mark]:
    """Every mark of the registers of marks in force, newest register first; nothing when none was imported."""
    asked = (
        select(RegisterEntry.name, RegisterEntry.detail, RegisterEntry.line)
        .join(Register, Register.id == RegisterEntry.register_id)
        .where(Register.active, Register.kind == "marks")
        .order_by(Register.as_of.desc(), Register.id.desc(), RegisterEntry.line)
    )
    for row in connection.execute(asked.execution_options(yield_per=CHUNK)):
        cells = {name: str(value) for name, value in row.detail.items()}
        yield mark_of(cells | {"mark": row.name}, f"register of marks, line {row.line}")
