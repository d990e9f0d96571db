"""Names and words are judged in a process of their own: together, by the same law, and anew when it is lost."""

import asyncio
import os
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.crawler import Crawler
from scrapy.utils.test import get_crawler

from crawler.items import Listing, Status
from crawler.observation import Observation, Opinion
from evidence.capture import Capture
from leads.database import prepare
from pipelines import judging
from pipelines.judging import Judges
from pipelines.law import law_of, lookalike, wording

NOON = datetime(2026, 6, 18, 4, tzinfo=UTC)


@pytest.fixture
def crawler(tmp_path: Path) -> Crawler:
    url = f"sqlite:///{tmp_path / 'wangxun.db'}"
    prepare(url)
    return get_crawler(settings_dict={"WANGXUN_DB": url, "WANGXUN_PACKS": []})


def observation(title: str, status: Status = Status.OK) -> Observation:
    return Observation(
        Listing(title=title, status=status), Capture("https://shop.example/1", b"<html>", NOON)
    )


def test_items_that_come_together_are_answered_each_with_its_own(crawler: Crawler) -> None:
    titles = [f"{name} 方便面 {number} 袋" for number, name in enumerate(["康帅傅", "禾苗", "国家级"] * 20)]
    observations = [observation(title) for title in titles]

    async def go() -> list[Opinion]:
        judges = Judges.of(crawler)
        await judges.ready()
        return await asyncio.gather(*map(judges.opinion, observations))

    law = law_of(crawler)
    for seen, opinion in zip(observations, asyncio.run(go()), strict=True):
        assert opinion.imitations == lookalike(law).judge(seen.item, seen.capture.day)
        assert opinion.words == wording(law).judge(seen.item, seen.capture.day)
        assert seen.opinion is opinion
    assert [len(seen.opinion.imitations) for seen in observations[:3] if seen.opinion] == [1, 0, 0]


def test_all_pipelines_of_a_crawl_ask_the_same_judges(crawler: Crawler) -> None:
    assert Judges.of(crawler) is Judges.of(crawler)


def test_a_page_that_was_not_read_is_not_judged(crawler: Crawler) -> None:
    opinion = asyncio.run(Judges.of(crawler).opinion(observation("康帅傅", status=Status.BLOCKED)))
    assert opinion == Opinion([], [], [], [])


def test_a_judge_that_was_brought_down_is_started_anew(crawler: Crawler) -> None:
    async def go() -> Opinion:
        judges = Judges.of(crawler)
        await judges.ready()
        pool = judging._apart.pool()
        for process in list(pool._processes):
            os.kill(process, signal.SIGKILL)
        return await judges.opinion(observation("康帅傅 方便面"))

    assert len(asyncio.run(go()).imitations) == 1


def test_a_law_that_cannot_be_loaded_says_why(tmp_path: Path) -> None:
    crawler = get_crawler(settings_dict={"WANGXUN_MARKS": str(tmp_path / "absent.tsv"), "WANGXUN_PACKS": []})
    with pytest.raises(OSError, match=r"absent\.tsv"):
        asyncio.run(Judges.of(crawler).ready())
