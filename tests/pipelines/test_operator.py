"""The operator pipeline: registers of the run's database are asked off the event loop, once a claim."""

import asyncio
import threading
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from scrapy import Spider
from scrapy.utils.test import get_crawler

from crawler.items import LicenceDisplay, Website
from crawler.observation import Observation
from evidence.capture import Capture
from leads.database import prepare
from leads.engine import connect
from leads.registers.importing import import_register
from leads.registers.lookup import SqlEnterprises
from pipelines.operator import OperatorPipeline
from rules.registers import Enterprise, RegisterKind

GOOD, FORGED, ABROAD = "91330106MA2KQX7D14", "91330106MA0000779X", "91440106MA59AAAA10"


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A new database."""
    address = f"sqlite:///{tmp_path / 'wangxun.db'}"
    prepare(address)
    return address


def take_in(url: str, path: Path, text: str, kind: RegisterKind = "enterprises") -> None:
    path.write_text(text, encoding="utf-8")
    engine = connect(url)
    import_register(engine, kind, path, source="杭州", as_of=date(2026, 6, 1), regions=["3301"])
    engine.dispose()


@pytest.fixture
def registered(url: str, tmp_path: Path) -> str:
    """A database with a register of one enterprise."""
    take_in(url, tmp_path / "r.csv", f"信用代码,企业名称\n{GOOD},杭州禾翼玩具有限公司\n")
    return url


def seen(number: str, name: str | None = None, path: str = "") -> Observation:
    shown = LicenceDisplay(owner="website", form="text", number=number, valid=True, name=name)
    address = f"https://shop.example/{path}"
    capture = Capture(address, b"<html>", datetime(2026, 6, 18, 4, tzinfo=UTC))
    return Observation(Website(url=address, licences=[shown]), capture)


def pipeline(url: str) -> OperatorPipeline:
    return OperatorPipeline.from_crawler(get_crawler(Spider, {"WANGXUN_DB": url}))


def through(pipe: OperatorPipeline, some: Sequence[Observation]) -> list[Observation]:
    async def go() -> list[Observation]:
        await pipe.open_spider()
        passed = [await pipe.process_item(one) for one in some]
        await pipe.close_spider()
        return passed

    return asyncio.run(go())


def test_a_borrowed_number_is_found_with_both_names_and_the_register_s_day(registered: str) -> None:
    (passed,) = through(pipeline(registered), [seen(GOOD, "温州顶峰贸易有限公司")])
    (finding,) = passed.findings
    assert finding.rule == "identity.borrowed-number"
    for said in ("温州顶峰贸易有限公司", "杭州禾翼玩具有限公司", "2026-06-01", GOOD):
        assert said in finding.explanation


def test_what_the_register_does_not_cover_is_noted_with_the_item_and_counted(registered: str) -> None:
    pipe = pipeline(registered)
    (passed,) = through(pipe, [seen(ABROAD, "广州顶峰贸易有限公司")])
    assert passed.findings == []
    assert any("不含" in note for note in passed.item.notes)
    assert pipe.stats is not None
    assert pipe.stats.get_value("wangxun/operator/uncovered") == 1


def test_without_registers_nothing_is_asked(url: str, tmp_path: Path) -> None:
    take_in(url, tmp_path / "m.csv", "商标\n禾翼\n", "marks")
    pipe = pipeline(url)
    (passed,) = through(pipe, [seen(FORGED)])
    assert (passed.findings, pipe.answers) == ([], {})


def test_pages_of_one_site_are_asked_about_once(registered: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def by_number(self: SqlEnterprises, number: str) -> Enterprise | None:
        asked.append(threading.current_thread().name)
        return None

    monkeypatch.setattr(SqlEnterprises, "by_number", by_number)
    passed = through(pipeline(registered), [seen(FORGED, path=str(n)) for n in range(5)])
    assert [len(one.findings) for one in passed] == [1] * 5
    assert (len(asked), asked[0].startswith("registers")) == (1, True)


def test_a_slow_database_does_not_hold_up_the_event_loop(
    registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = threading.Event()

    def by_number(self: SqlEnterprises, number: str) -> Enterprise | None:
        waiting.wait(10)
        return None

    monkeypatch.setattr(SqlEnterprises, "by_number", by_number)

    async def go() -> float:
        pipe = pipeline(registered)
        await pipe.open_spider()
        task = asyncio.ensure_future(pipe.process_item(seen(FORGED)))
        started = time.perf_counter()
        await asyncio.sleep(0)
        stood = time.perf_counter() - started
        waiting.set()
        await task
        await pipe.close_spider()
        return stood

    assert asyncio.run(go()) < 5
