"""Is this database ours and up to date: checking it, and bringing it to this program's version."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import SQLAlchemyError

from leads.engine import DatabaseError, address, connect, shown, writing

__all__ = ["DatabaseError", "check", "prepare", "upgrade"]

VERSION_TABLE = "wangxun_version"
"""Alembic's table under our name: its presence says that a database is Wangxun's."""

NEIGHBOURS = ("apscheduler_", "procrastinate_")
"""Beginnings of the schedulers' tables, which may share our database."""

State = Literal["new", "behind", "current", "newer", "foreign"]

SENTENCES: dict[State, str] = {
    "new": "数据库 {url} 是空的，还没有建表；请运行 wangxun db upgrade",
    "behind": "数据库 {url} 的版本较旧（{found}，本程序需要 {expected}）；请备份后运行 wangxun db upgrade",
    "newer": "数据库 {url} 的版本（{found}）比本程序新；请升级 wangxun，或改用另一个数据库",
    "foreign": "{url} 不是网巡的数据库（其中有别的表：{found}）；请用 --db 指定另一个数据库",
}


def check(url: str) -> None:
    """Is the database reachable, ours, and at this program's version? Raises DatabaseError when not."""
    _demand(url, {"current"})


def upgrade(url: str) -> None:
    """Bring the database to this program's version, creating it if it is new; raises DatabaseError."""
    with _connection(url, create=True) as connection, _config() as config:
        _refuse_unless(url, connection, config, {"new", "behind", "current"})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


def prepare(url: str) -> None:
    """What a crawl does before it starts: create a database that is new, refuse one that does not fit."""
    with _connection(url, create=True) as connection, _config() as config:
        state, _ = _state(connection, config)
    if state == "new":
        upgrade(url)
    check(url)


def _demand(url: str, wanted: set[State]) -> None:
    with _connection(url, create=False) as connection, _config() as config:
        _refuse_unless(url, connection, config, wanted)


def _refuse_unless(url: str, connection: Connection, config: Config, wanted: set[State]) -> None:
    state, found = _state(connection, config)
    if state not in wanted:
        expected = ScriptDirectory.from_config(config).get_current_head()
        raise DatabaseError(
            SENTENCES[state].format(url=shown(url), found=found or "无版本号", expected=expected)
        )


def _state(connection: Connection, config: Config) -> tuple[State, str | None]:
    """What the database is to us, with the version or the strange tables that say so."""
    tables = inspect(connection).get_table_names()
    strangers = sorted(name for name in tables if not name.startswith(NEIGHBOURS))
    if VERSION_TABLE not in tables:
        return ("foreign", "、".join(strangers[:3])) if strangers else ("new", None)
    scripts = ScriptDirectory.from_config(config)
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    found = context.get_current_revision()
    if found == scripts.get_current_head():
        return "current", found
    known = {script.revision for script in scripts.walk_revisions()}
    return ("behind" if found is None or found in known else "newer"), found


@contextmanager
def _config() -> Iterator[Config]:
    """Alembic's settings, made here rather than in an alembic.ini, so that an installed wheel has them."""
    with as_file(files("leads") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        yield config


@contextmanager
def _connection(url: str, *, create: bool) -> Iterator[Connection]:
    """An open connection; whatever the driver says in refusal becomes one DatabaseError."""
    _refuse_impossible_file(url, create=create)
    engine = connect(url)
    try:
        with writing(engine).connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise _explained(url, error) from error
    finally:
        engine.dispose()


def _refuse_impossible_file(url: str, *, create: bool) -> None:
    """SQLite would create a missing file even for a check, and names no reason for a missing folder."""
    where = address(url)
    if where.get_backend_name() != "sqlite" or where.database in {None, "", ":memory:"}:
        return
    path = Path(str(where.database))
    if create:
        _make_folder(path.parent)
    if not create and not path.exists():
        raise DatabaseError(
            f"数据库文件 {path} 不存在；请运行 wangxun db upgrade，或用 --db 指定已有的数据库"
        )


def _make_folder(folder: Path) -> None:
    """One level only: more is a slip of the pen in the address."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise DatabaseError(
            f"数据库文件所在的目录 {folder} 不存在，也无法建立（{error.strerror}）；请先建立该目录"
        ) from error


def _explained(url: str, error: SQLAlchemyError) -> DatabaseError:
    """The driver's refusal in one sentence, with its own words at the end for the administrator."""
    words = " ".join(str(getattr(error, "orig", None) or error).split())[:300]
    if "file is not a database" in words:
        return DatabaseError(f"{shown(url)} 不是网巡的数据库（不是 SQLite 文件）；请用 --db 指定另一个文件")
    if "locked" in words:
        return DatabaseError(f"数据库 {shown(url)} 正被别的程序占用；请等它结束后再试（{words}）")
    return DatabaseError(f"无法打开数据库 {shown(url)}；请检查地址、权限和服务是否在运行（{words}）")
