"""A run's record says who asked for what and how it ended, even when its process died."""

import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import update

from crawler.days import now
from leads.engine import writing
from leads.models import Run
from leads.process import is_alive, this_process
from leads.runs import RunError, finish_run, keep_alive, list_runs, reopen_run, show_run, start_run
from leads.store import Store


def alter(store: Store, run: str, **values: object) -> None:
    with writing(store.engine).begin() as connection:
        connection.execute(update(Run).where(Run.id == run).values(values))


def ended_process() -> str:
    """The mark of a process that was, and is no more."""
    code = "from leads.process import this_process; print(this_process())"
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.strip()


def test_a_run_records_what_was_asked_and_how_it_ended(store: Store) -> None:
    run = start_run(store.engine, "marketplace", {"platform": "jd", "max_pages": 3}, authority="某某局")
    assert show_run(store.engine, run)["state"] == "running"
    finish_run(store.engine, run, "degraded", "三成页面被拦截", {"items": 5, "start_time": now()})
    shown = show_run(store.engine, run)
    assert (shown["state"], shown["reason"], shown["authority"]) == ("degraded", "三成页面被拦截", "某某局")
    assert shown["arguments"] == {"platform": "jd", "max_pages": "3"}
    assert shown["stats"]["items"] == 5
    assert "process" not in shown


def test_runs_are_listed_newest_first(store: Store) -> None:
    first, second = (start_run(store.engine, "website", {}) for _ in range(2))
    alter(store, first, started=now() - timedelta(hours=1))
    assert [run["id"] for run in list_runs(store.engine)] == [second, first]


def test_the_next_run_finds_one_whose_process_is_gone(store: Store) -> None:
    dead, alive = (start_run(store.engine, "website", {}) for _ in range(2))
    alter(store, dead, process=ended_process())
    start_run(store.engine, "website", {})
    assert show_run(store.engine, dead)["state"] == "interrupted"
    assert show_run(store.engine, alive)["state"] == "running"


@pytest.mark.parametrize(("minutes", "state"), [(1, "running"), (30, "interrupted")])
def test_a_run_of_another_machine_is_judged_by_its_signs_of_life(
    store: Store, minutes: int, state: str
) -> None:
    run = start_run(store.engine, "website", {})
    alter(store, run, process="another-host:1:1", seen_alive=now() - timedelta(minutes=minutes))
    start_run(store.engine, "website", {})
    assert show_run(store.engine, run)["state"] == state


def test_an_interrupted_run_goes_on_under_its_id(store: Store) -> None:
    run = start_run(store.engine, "website", {})
    finish_run(store.engine, run, "interrupted", "抓取被中止")
    reopen_run(store.engine, run)
    shown = show_run(store.engine, run)
    assert (shown["state"], shown["reason"], shown["finished"]) == ("running", None, None)


@pytest.mark.parametrize("ask", [show_run, reopen_run, keep_alive])
def test_an_unknown_run_is_named(store: Store, ask: object) -> None:
    assert callable(ask)
    with pytest.raises(RunError, match="no-such-run"):
        ask(store.engine, "no-such-run")


def test_a_process_id_that_another_process_got_is_not_the_one_that_was() -> None:
    host, pid, _ = this_process().rsplit(":", 2)
    assert is_alive(this_process()) is True
    assert is_alive(f"{host}:{pid}:1") is False
    assert is_alive(f"elsewhere:{pid}:1") is None
