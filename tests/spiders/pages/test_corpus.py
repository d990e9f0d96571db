"""Real saved pages, where they are: all are read, and what a person read from them is read again."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from bench.extraction import Judgement, Page, judged, pages, read_page
from crawler.items import AnyItem, Status

# Shares that a reading must reach over all labelled pages; measured at 100 % when they were set.
FLOORS = {
    "title": 0.98,
    "price": 0.95,
    "shop": 0.95,
    "item_id": 0.98,
    "brand": 0.90,
    "first card": 0.95,
    "licence_link": 0.95,
    "gov_licence_link": 0.95,
    "icp": 0.95,
    "police_record": 0.95,
}
WALLED = {"taobao/home_danieljlzhang.html": Status.LOGIN, "taobao/error_page_phantomjs.html": Status.GONE}
DESTROYED = ("jd/mojibake_weiyang_t_test.html", "tmall/product_iphone7plus_gbk.html")


@cache
def readings() -> dict[str, tuple[Page, AnyItem]]:
    return {page.path.removeprefix("pages/"): (page, read_page(page)) for page in pages()}


@cache
def judgements() -> list[Judgement]:
    return [judgement for page, item in readings().values() for judgement in judged(page, item)]


def test_every_page_is_read_and_no_field_fails(shared: Path) -> None:
    failed = {
        path: item.notes for path, (_, item) in readings().items() if any("not read" in n for n in item.notes)
    }
    assert (len(readings()), failed) == (133, {})


@pytest.mark.parametrize("field", FLOORS)
def test_labelled_fields_are_right(shared: Path, field: str) -> None:
    scores = Counter(judgement.score for judgement in judgements() if judgement.field == field)
    misses = [
        (judgement.page.path, judgement.expected, judgement.got)
        for judgement in judgements()
        if judgement.field == field and judgement.score != "right"
    ]
    assert scores["right"] / scores.total() >= FLOORS[field], misses


def test_the_platform_is_told_without_being_named(shared: Path) -> None:
    strangers = {"generic", "amazon_intl", "yitao"}
    wrong = {
        path: (page.platform, item.platform)
        for path, (page, item) in readings().items()
        if page.platform not in strangers and item.platform != page.platform and page.kind != "other"
    }
    assert len(wrong) <= 0.03 * len(readings()), wrong


@pytest.mark.parametrize(("path", "status"), WALLED.items())
def test_walls_and_error_pages_are_named(shared: Path, path: str, status: Status) -> None:
    assert readings()[path][1].status is status


@pytest.mark.parametrize("path", DESTROYED)
def test_destroyed_pages_are_damaged(shared: Path, path: str) -> None:
    assert readings()[path][1].status is Status.DAMAGED


def test_no_real_page_is_taken_for_a_wall(shared: Path) -> None:
    walls = {Status.BLOCKED, Status.LOGIN, Status.GONE}
    assert {path for path, (_, item) in readings().items() if item.status in walls} == set(WALLED)


def test_product_pages_are_listings(shared: Path) -> None:
    wrong = {
        path: item.kind
        for path, (page, item) in readings().items()
        if page.kind == "product" and item.kind != "listing"
    }
    assert len(wrong) <= 3, wrong
