"""The tables of imported registers: one row a supplied file, one a line of it, and keys by which names are near."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from leads.models import CODE, Base


class Register(Base):
    """One file that an authority supplied. Until `active` it is being imported, and nobody reads it."""

    __tablename__ = "registers"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(CODE, index=True)
    source: Mapped[str] = mapped_column(String(200))
    as_of: Mapped[date]  # the day of which the data are
    regions: Mapped[list[Any]]  # prefixes of region codes that it covers; empty for all
    imported: Mapped[datetime]
    rows: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))  # of the file
    active: Mapped[bool]


class RegisterEntry(Base):
    """One line of a file: an enterprise, an operator on a list, or a site in an annual report."""

    __tablename__ = "register_entries"
    __table_args__ = (
        Index("ix_register_entries_register_id_number", "register_id", "number"),
        Index("ix_register_entries_register_id_name_key", "register_id", "name_key"),
    )

    register_id: Mapped[int] = mapped_column(ForeignKey("registers.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # in the file, the heading is 1
    number: Mapped[str | None] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(300))
    name_key: Mapped[str] = mapped_column(String(300))  # rules.names.comparable
    status: Mapped[str | None] = mapped_column(String(100))
    detail: Mapped[dict[str, Any]]  # former names, reason, address of a site…: what the kind has besides
    since: Mapped[date | None]
    until: Mapped[date | None]


class RegisterKey(Base):
    """What near trade names share (rules.name_parts.keys), as a number of 31 bits; two may meet in one."""

    __tablename__ = "register_keys"
    __table_args__ = ({"sqlite_with_rowid": False},)

    register_id: Mapped[int] = mapped_column(ForeignKey("registers.id"), primary_key=True)
    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
