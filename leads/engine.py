"""How a database is reached: addresses of SQLite and PostgreSQL, engines for one writer and many readers."""

import json
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

WAIT_SECONDS = 20
"""How long a connection waits for the server, or for another writer's lock on SQLite."""


class DatabaseError(Exception):
    """One sentence for the operator: which database, what is wrong, what to do."""


def address(url: str) -> URL:
    """The SQLAlchemy URL meant by `url`: a bare path is SQLite, postgresql:// goes through psycopg."""
    if "://" not in url:
        return URL.create("sqlite", database=url)
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise DatabaseError(
            "数据库地址无法识别；请写成 sqlite:///文件路径 或 postgresql://用户@主机/库名"
        ) from error
    if parsed.drivername in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in {"sqlite", "postgresql+psycopg"}:
        raise DatabaseError(f"不支持数据库类型“{parsed.drivername}”；请使用 sqlite 或 postgresql")
    return parsed


def shown(url: str) -> str:
    """`url` as it may be printed: without its password."""
    where = address(url)
    return where.set(drivername=where.get_backend_name()).render_as_string(hide_password=True)


def connect(url: str) -> Engine:
    """An engine for `url`; nothing is opened yet. SQLite gets WAL, foreign keys and a busy timeout.

    Raises DatabaseError for an address that cannot be meant, or a driver that is not installed.
    """
    where = address(url)
    sqlite = where.get_backend_name() == "sqlite"
    patience = {"timeout" if sqlite else "connect_timeout": WAIT_SECONDS}
    try:
        engine = create_engine(where, json_serializer=_json, connect_args=patience, pool_pre_ping=not sqlite)
    except ModuleNotFoundError as error:
        raise DatabaseError(
            f"缺少模块 {error.name}，无法连接 PostgreSQL；请安装：pip install 'wangxun[cluster]'"
        ) from error
    if sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write: on SQLite they take the writer's lock at once.

    A reader that turned into a writer half-way could not wait for the lock; it would fail.
    """
    return engine.execution_options(wangxun_writes=True)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _prepare_sqlite(connection: Any, _: ConnectionPoolEntry) -> None:
    """WAL lets the console read while a crawl writes; the driver must not open transactions by itself."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("wangxun_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
