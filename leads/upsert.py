"""Insert or update in one statement, as SQLite and PostgreSQL both can."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from leads.models import Base

CHUNK = 500
"""Keys asked for in one SELECT: below SQLite's 32,766 parameters with room for composite keys."""

T = TypeVar("T")


def insert_into(connection: Connection, model: type[Base]) -> "sqlite.Insert | postgresql.Insert":
    """An INSERT of the connection's dialect, which knows `on_conflict_do_update` and `excluded`."""
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} is no table")
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def chunks(keys: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """`keys` in pieces of at most `size`."""
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
