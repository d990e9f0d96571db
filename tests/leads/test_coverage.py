"""A reader that stopped reading a field is told from goods that never had it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from crawler.items import AnyItem, Listing, Search, Status
from leads.coverage import READ, CoverageError, check_coverage
from leads.database import upgrade
from leads.engine import connect
from leads.runs import finish_run, start_run
from leads.seen import Seen
from leads.store import Store

AT = datetime(2026, 6, 9, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'l.db'}"
    upgrade(url)
    return url


def crawled(db: str, *items: AnyItem) -> str:
    engine = connect(db)
    run = start_run(engine, "marketplace", {})
    with Store(db) as store:
        store.write([
            Seen(run=run, at=AT, url=f"https://shop.example/{number}", item=item)
            for number, item in enumerate(items)
        ])  # fmt: skip
    finish_run(engine, run, "finished")
    return run


def goods(count: int, *, price: str | None = "9.90", status: Status = Status.OK) -> list[Listing]:
    return [
        Listing.model_validate(
            {"platform": "example-mall", "title": "竹椅", "price": price, "status": status}
        )
        for _ in range(count)
    ]


def stale(db: str, run: str | None = None) -> list[tuple[str, str, str]]:
    engine: Engine = connect(db)
    return [(c.platform, c.kind, c.field) for c in check_coverage(engine, run)[1] if c.stale]


def test_a_field_that_vanished_is_stale(db: str) -> None:
    crawled(db, *goods(50))
    crawled(db, *goods(50, price=None))
    assert stale(db) == [("example-mall", "listing", "price")]


def test_a_page_that_became_a_shell_is_stale_and_its_fields_are_not_blamed(db: str) -> None:
    crawled(db, *goods(50))
    crawled(db, *goods(25), *goods(25, price=None, status=Status.NEEDS_JAVASCRIPT))
    assert stale(db) == [("example-mall", "listing", READ)]


@pytest.mark.parametrize("status", [Status.BLOCKED, Status.LOGIN, Status.GONE])
def test_pages_that_were_never_served_are_no_readers_fault(db: str, status: Status) -> None:
    crawled(db, *goods(50))
    crawled(db, *goods(25), *goods(25, price=None, status=status))
    assert stale(db) == []


def test_too_few_items_say_nothing(db: str) -> None:
    crawled(db, *goods(50))
    crawled(db, *goods(5, price=None))
    assert stale(db) == []


def test_without_history_nothing_is_stale_but_the_shares_are_told(db: str) -> None:
    crawled(db, *goods(40), *goods(10, price=None))
    (price,) = (c for c in check_coverage(connect(db))[1] if c.field == "price")
    assert (price.share, price.before, price.stale) == (0.8, None, False)


def test_other_platforms_and_kinds_are_no_history(db: str) -> None:
    crawled(db, *(Search(platform="example-mall", title="竹椅") for _ in range(50)))
    crawled(db, *goods(50, price=None))
    assert stale(db) == []


def test_an_earlier_run_is_compared_with_those_before_it(db: str) -> None:
    crawled(db, *goods(50))
    broken = crawled(db, *goods(50, price=None))
    crawled(db, *goods(50))
    assert stale(db, broken) == [("example-mall", "listing", "price")]


def test_a_run_that_is_not_there_is_named(db: str) -> None:
    with pytest.raises(CoverageError, match="没有编号为 none"):
        check_coverage(connect(db), "none")
    with pytest.raises(CoverageError, match="没有读到条目"):
        check_coverage(connect(db))
