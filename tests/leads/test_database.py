"""A database is created, upgraded and checked; one that does not fit is refused in one sentence."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text

from leads.database import VERSION_TABLE, DatabaseError, check, prepare, upgrade
from leads.engine import address, connect, shown
from leads.models import Base


def execute(url: str, *statements: str) -> None:
    engine = create_engine(address(url))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_an_upgraded_database_passes_the_check_and_upgrades_again(empty_url: str) -> None:
    upgrade(empty_url)
    check(empty_url)
    upgrade(empty_url)
    check(empty_url)


def test_the_migrations_make_the_tables_of_the_models(url: str) -> None:
    engine = connect(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "compare_type": True}
        )
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_a_new_database_is_made_when_a_crawl_starts(empty_url: str) -> None:
    prepare(empty_url)
    check(empty_url)


def test_an_empty_database_needs_an_upgrade_before_it_is_read(empty_url: str) -> None:
    with pytest.raises(DatabaseError, match="wangxun db upgrade"):
        check(empty_url)


def test_an_older_database_is_refused_until_it_is_upgraded(url: str) -> None:
    execute(url, f"DELETE FROM {VERSION_TABLE}")
    for refuse in (check, prepare):
        with pytest.raises(DatabaseError, match=r"较旧.*wangxun db upgrade"):
            refuse(url)


def test_a_newer_database_is_refused_and_not_upgraded(url: str) -> None:
    execute(url, f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    for refuse in (check, prepare, upgrade):
        with pytest.raises(DatabaseError, match=r"9999.*比本程序新"):
            refuse(url)


def test_a_database_of_others_is_refused_and_left_alone(empty_url: str) -> None:
    execute(empty_url, "CREATE TABLE invoices (id INTEGER)")
    for refuse in (check, prepare, upgrade):
        with pytest.raises(DatabaseError, match=r"不是网巡的数据库.*invoices"):
            refuse(empty_url)


def test_the_scheduler_may_have_its_jobs_in_the_same_database(empty_url: str) -> None:
    execute(empty_url, "CREATE TABLE apscheduler_jobs (id INTEGER)")
    prepare(empty_url)
    check(empty_url)


def test_a_text_file_is_no_database(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("这不是数据库\n" * 100, encoding="utf-8")
    with pytest.raises(DatabaseError, match=r"notes\.txt 不是网巡的数据库"):
        prepare(str(notes))
    assert notes.read_text(encoding="utf-8").startswith("这不是数据库")


def test_a_check_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="不存在"):
        check(f"sqlite:///{tmp_path / 'none.db'}")
    assert list(tmp_path.iterdir()) == []


def test_one_missing_folder_is_made_and_two_are_a_mistake(tmp_path: Path) -> None:
    prepare(str(tmp_path / "data" / "wangxun.db"))
    with pytest.raises(DatabaseError, match="请先建立"):
        prepare(str(tmp_path / "a" / "b" / "wangxun.db"))


@pytest.mark.parametrize(
    ("url", "says"),
    [
        pytest.param("mysql://localhost/x", "mysql", id="another-server"),
        pytest.param("postgresql://u:secret@127.0.0.1:1/x", "无法打开数据库", id="nobody-listens"),
        pytest.param("postgresql://u@h:port/x", "无法识别", id="a-port-that-is-no-number"),
    ],
)
def test_an_address_that_cannot_be_opened_is_named_without_its_password(url: str, says: str) -> None:
    with pytest.raises(DatabaseError, match=says) as refused:
        check(url)
    assert "secret" not in str(refused.value)


def test_a_path_is_sqlite_and_postgresql_goes_through_psycopg() -> None:
    assert address("data/x.db").get_backend_name() == "sqlite"
    assert address("postgresql://u@h/x").drivername == "postgresql+psycopg"
    assert shown("postgresql://u:p@h/x") == "postgresql://u:***@h/x"


def test_sqlite_lets_others_read_while_one_writes_and_keeps_references(tmp_path: Path) -> None:
    url = str(tmp_path / "wangxun.db")
    prepare(url)
    engine = connect(url)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    engine.dispose()
