"""Insert or update in one statement, as SQLite and PostgreSQL both can; statements are built once."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TypeVar

from sqlalchemy import ColumnElement, Table, case
from sqlalchemy.dialects import postgresql, sqlite

from leads.models import Base, ItemRow, Lead

CHUNK = 500
"""Keys asked for in one SELECT: below SQLite's 32,766 parameters with room for composite keys."""

Insert = sqlite.Insert | postgresql.Insert
T = TypeVar("T")

KEPT = frozenset({"id", "subject_id", "platform", "rule", "target", "status", "sightings", "first_seen"})
"""Columns of a lead that a later sighting does not touch."""


def insert_into(dialect: str, model: type[Base]) -> Insert:
    """An INSERT of the dialect, which knows `on_conflict_do_update` and `excluded`."""
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} is no table")
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@cache
def insert_new(dialect: str, model: type[Base]) -> Insert:
    """Insert what is not there; leave what is."""
    return insert_into(dialect, model).on_conflict_do_nothing()


@cache
def upsert_items(dialect: str) -> Insert:
    """An item is one of its run, kind and place: read again, it is as it was read last."""
    insert = insert_into(dialect, ItemRow)
    same = ["run_id", "kind", "place"]
    names = [column.name for column in ItemRow.__table__.c if column.name not in {"id", *same}]
    fresh = {name: insert.excluded[name] for name in names}
    return insert.on_conflict_do_update(index_elements=same, set_=fresh)


@cache
def upsert_leads(dialect: str) -> Insert:
    """A known lead keeps its status and shows its latest sighting; its evidence is never replaced by none."""
    insert = insert_into(dialect, Lead)
    new, old = insert.excluded, Lead.__table__.c
    later = new.last_seen >= old.last_seen
    proven = later & new.evidence_file.is_not(None)
    fresh: dict[str, ColumnElement[object]] = {
        name: case((proven if name.startswith("evidence_") else later, new[name]), else_=old[name])
        for name in (column.name for column in old)
        if name not in KEPT
    }
    fresh["first_seen"] = case((new.first_seen < old.first_seen, new.first_seen), else_=old.first_seen)
    return insert.on_conflict_do_update(index_elements=["subject_id", "rule", "target"], set_=fresh)


def chunks(keys: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """`keys` in pieces of at most `size`."""
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
