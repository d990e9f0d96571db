"""Worker processes judge stored pages as a crawl would, and a fatal page takes no other along."""

import asyncio
import os
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from crawler import rejudging
from crawler.apart import Apart
from crawler.days import now
from crawler.items import AnyItem
from crawler.observation import Observation
from crawler.process import project_settings
from crawler.rejudging import RejudgingRefused, in_processes, judged
from evidence.capture import Capture
from spiders.stored.page import StoredPage
from spiders.stored.reading import read_stored

PAGE = "<head><title>竹木拼图 驰名商标</title></head><body><h1>竹木拼图 驰名商标</h1><p>价格：<b>35.00元</b></p></body>"


def page(name: str) -> StoredPage:
    body = PAGE.encode()
    return StoredPage(
        Capture(f"http://shop.example/{name}", body, now(), 200), body, f"http://shop.example/{name}"
    )


def judge_all(tmp_path: Path, *names: str) -> list[list[Observation]]:
    async def run() -> list[list[Observation]]:
        return await asyncio.gather(*(judged(page(name)) for name in names))

    with in_processes(
        project_settings(
            {
                "WANGXUN_DB": f"sqlite:///{tmp_path / 'l.db'}",
                "WANGXUN_CACHE": str(tmp_path),
                "WANGXUN_PACKS": [],
            }
        )
    ):
        return asyncio.run(run())


def die(*_: object) -> None:
    os._exit(1)


def rules(seen: list[Observation]) -> set[str]:
    return {finding.rule for one in seen if one.opinion for finding in one.opinion.words}


def test_pages_come_back_judged_each_with_its_own_capture(tmp_path: Path) -> None:
    found = judge_all(tmp_path, "1", "2", "3")
    assert [seen[0].capture.url[-1] for seen in found] == ["1", "2", "3"]
    assert all("wording.well-known-mark" in rules(seen) for seen in found)


def test_a_page_that_brings_a_worker_down_is_judged_by_the_spare_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fatal(one: StoredPage) -> AnyItem:
        if one.capture.url.endswith("fatal"):
            os._exit(1)
        return read_stored(one)

    monkeypatch.setattr(rejudging, "read_stored", fatal)  # the spare process is not forked: it reads as ever
    found = judge_all(tmp_path, "1", "fatal", "2")
    assert all("wording.well-known-mark" in rules(seen) for seen in found)


def test_a_page_that_is_fatal_everywhere_is_left_out_and_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> rejudging.Judged:
        raise BrokenProcessPool

    monkeypatch.setattr(rejudging, "_judge", die)
    monkeypatch.setattr(Apart, "run", broken)
    assert judge_all(tmp_path, "fatal") == [[]]
    assert "未能重新判断：http://shop.example/fatal" in caplog.text


def test_packs_that_do_not_load_are_named_before_anything_starts(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("- id: [")
    settings = {"WANGXUN_DB": f"sqlite:///{tmp_path / 'l.db'}", "WANGXUN_PACKS": [str(tmp_path)]}
    with pytest.raises(RejudgingRefused, match=r"bad\.yaml"), in_processes(project_settings(settings)):
        pass


def test_a_card_goes_on_only_when_there_is_something_to_say_of_it(tmp_path: Path) -> None:
    cards = "".join(
        f'<li class="item"><a href="/p/{n}.html"><img src="/{n}.jpg">{name}</a><span class="price">￥{n}5.00</span></li>'
        for n, name in enumerate(["竹木拼图", "竹木积木 驰名商标", "榫卯玩具", "木质火车"], 1)
    )
    body = f"<head><title>玩具</title></head><body><ul class=list>{cards}</ul></body>".encode()
    shelf = StoredPage(
        Capture("http://shop.example/list", body, now(), 200), body, "http://shop.example/list"
    )

    async def run() -> list[Observation]:
        return await judged(shelf)

    with in_processes(
        project_settings(
            {
                "WANGXUN_DB": f"sqlite:///{tmp_path / 'l.db'}",
                "WANGXUN_CACHE": str(tmp_path),
                "WANGXUN_PACKS": [],
            }
        )
    ):
        page_itself, *on = asyncio.run(run())
    assert len(getattr(page_itself.item, "items", [])) == 4
    assert [getattr(one.item, "title", None) for one in on] == ["竹木积木 驰名商标"]
