"""Nothing that was seen is lost: it is stored, tried again, or put in a file that can be loaded later."""

import sqlite3
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import DataError, OperationalError

from crawler.items import Listing
from leads.database import prepare
from leads.listing import list_leads
from leads.runs import start_run
from leads.seen import Seen
from leads.spill import SpillError, load, read_spilled, spill_places
from leads.store import Store, Written
from leads.writer import StoreWriter
from rules.finding import Basis, Finding

AWAY = OperationalError("INSERT", {}, Exception("database or disk is full"))


class Faulty(Store):
    """A store that fails as told before it writes, and keeps no more faults than it was given."""

    def __init__(self, url: str, faults: Sequence[Exception | None], poison: str = "") -> None:
        super().__init__(url)
        self.faults = list(faults)
        self.poison = poison

    def write(self, batch: Sequence[Seen]) -> Written:
        if self.poison and any(seen.item.title == self.poison for seen in batch):
            raise DataError("INSERT", {}, Exception("invalid text"))
        if self.faults and (fault := self.faults.pop(0)):
            raise fault
        return super().write(batch)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A new SQLite database."""
    address = str(tmp_path / "wangxun.db")
    prepare(address)
    return address


def pages(run: str, count: int) -> list[Seen]:
    """Listings with a finding each, all of different articles."""
    basis = Basis.model_validate({"id": "ad", "law": "广告法", "article": "第九条", "from": "2015-09-01"})
    facts: dict[str, Any] = {"severity": 2, "title": "t", "explanation": "e", "basis": [basis]}
    finding = Finding(rule="a.b", group="g", **facts)
    at = datetime(2026, 6, 18, tzinfo=UTC)
    return [
        Seen(run=run, at=at, url=f"https://x.cn/{number}", item=item, findings=(finding,))
        for number in range(count)
        for item in [Listing(platform="jd", item_id=str(number), title=f"第{number}件", shop_name="甲店")]
    ]


def write(store: Store, seen: Sequence[Seen], places: Sequence[Path], pauses: Sequence[float] = ()) -> Any:
    """Everything through a writer; its totals and what it reported."""
    reports: list[str] = []
    writer = StoreWriter(store, places, reports.append, pauses)
    for one in seen:
        writer.put(one)
    writer.close()
    return writer.totals, reports


def test_all_is_stored_when_it_closes(url: str, tmp_path: Path) -> None:
    store = Store(url)
    totals, reports = write(store, pages(start_run(store.engine, "a", {}), 450), [tmp_path / "spill"])
    assert (totals.items, totals.leads, totals.spilled, reports) == (450, 450, 0, [])
    assert len(list(list_leads(Store(url).engine))) == 450


def test_a_short_failure_is_tried_again(url: str, tmp_path: Path) -> None:
    store = Faulty(url, [AWAY, AWAY])
    seen = pages(start_run(store.engine, "a", {}), 5)
    totals, reports = write(store, seen, [tmp_path / "spill"], pauses=(0, 0))
    assert (totals.leads, totals.retries, reports) == (5, 2, [])


def test_a_lasting_failure_is_reported_once_and_loses_nothing(url: str, tmp_path: Path) -> None:
    store = Faulty(url, [None, *[AWAY] * 9])
    seen = pages(start_run(store.engine, "a", {}), 700)
    totals, reports = write(store, seen, spill_places(url, "r1"), pauses=(0,))
    spilled = tmp_path / "wangxun-unwritten-r1.jsonl"
    assert reports == ["database or disk is full"]
    assert totals.items + totals.spilled == 700
    assert len(list(read_spilled(spilled))) == totals.spilled == 500
    again = Store(url)
    assert load(again, spilled).leads == 500
    assert load(again, spilled).sightings == 0
    assert len(list(list_leads(again.engine))) == 700


def test_a_full_disk_loses_nothing(url: str, tmp_path: Path) -> None:
    store = Store(url)
    seen = pages(start_run(store.engine, "a", {}), 300)

    @event.listens_for(store.engine, "begin")
    def fill(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # SQLite takes the present size instead

    totals, reports = write(store, seen, [tmp_path / "spill"], pauses=(0,))
    assert reports == ["database or disk is full"]
    assert (totals.spilled, load(Store(url), tmp_path / "spill").items) == (300, 300)


def test_another_programs_lock_is_waited_for(url: str, tmp_path: Path) -> None:
    store = Store(url)
    seen = pages(start_run(store.engine, "a", {}), 3)
    with sqlite3.connect(url, isolation_level=None, check_same_thread=False) as other:
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.5, lambda: other.execute("COMMIT"))
        release.start()
        totals, reports = write(store, seen, [tmp_path / "spill"])
        release.join()
    assert (totals.leads, reports) == (3, [])


def test_one_item_that_the_database_refuses_does_not_take_others_with_it(url: str, tmp_path: Path) -> None:
    store = Faulty(url, [], poison="第3件")
    seen = pages(start_run(store.engine, "a", {}), 6)
    totals, reports = write(store, seen, [tmp_path / "spill"])
    assert (totals.leads, totals.spilled, reports) == (5, 1, [])
    assert [one.item.title for one in read_spilled(tmp_path / "spill")] == ["第3件"]


def test_a_database_that_refuses_everything_is_given_up(url: str, tmp_path: Path) -> None:
    seen = pages("never-started", 120)
    totals, reports = write(Store(url), seen, [tmp_path / "spill"])
    assert (totals.items, totals.spilled, len(reports)) == (0, 120, 1)
    assert "FOREIGN KEY" in reports[0]


def test_where_the_first_place_is_full_the_next_takes_it(url: str, tmp_path: Path) -> None:
    store = Faulty(url, [AWAY])
    seen = pages(start_run(store.engine, "a", {}), 1)
    write(store, seen, [tmp_path / "no-such-folder" / "spill", tmp_path / "spill"])
    assert list(read_spilled(tmp_path / "spill")) == seen


def test_hostile_text_survives_the_file(url: str, tmp_path: Path) -> None:
    store = Faulty(url, [AWAY])
    run = start_run(store.engine, "a", {})
    finding = Finding(
        rule="a.b", group="g", severity=1, title="t", explanation="\ud800\n\0", excerpt='"\u2028'
    )
    item = Listing(title="a\0\ud800\u2028\r\n", item_id="1")
    seen = Seen(
        run=run, at=datetime(2026, 6, 18, tzinfo=UTC), url="https://x.cn", item=item, findings=(finding,)
    )
    write(store, [seen], [tmp_path / "spill"])
    assert list(read_spilled(tmp_path / "spill")) == [seen]
    assert load(Store(url), tmp_path / "spill").leads == 1


def test_a_line_cut_short_is_named(url: str, tmp_path: Path) -> None:
    broken = tmp_path / "spill.jsonl"
    broken.write_text('{"run": "r1", "at"', encoding="utf-8")
    with pytest.raises(SpillError, match=r"spill\.jsonl 第 1 行"):
        load(Store(url), broken)
