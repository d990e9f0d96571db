"""A page is read once by the same readers; whatever changes, or is damaged, it is read anew."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler import readings
from crawler.items import Listing
from crawler.readings import CODE, Readings
from evidence.capture import Capture
from spiders.stored.page import StoredPage
from tests.wangxun import ROOT

AT = datetime(2026, 6, 18, 4, 0, tzinfo=UTC)
PAGE = StoredPage(
    Capture("http://shop.example/1", b"<p>", AT, 200), b"<p>", "http://shop.example/1", "text/html"
)
ITEM = Listing(title="竹木拼图", url=PAGE.url, captured_at=AT)


@pytest.fixture
def known(tmp_path: Path) -> Readings:
    made = Readings(tmp_path / "cache" / "readings.sqlite")
    made.put(PAGE, ITEM)
    return made


def test_what_was_read_is_known_to_the_next_process_too(known: Readings, tmp_path: Path) -> None:
    assert known.get(PAGE) == ITEM
    assert Readings(tmp_path / "cache" / "readings.sqlite").get(PAGE) == ITEM


@pytest.mark.parametrize(
    "other",
    [
        replace(PAGE, url="http://shop.example/2"),
        replace(PAGE, body=b"<p>x"),
        replace(PAGE, content_type="text/plain"),
        replace(PAGE, platform="jd"),
        replace(PAGE, capture=replace(PAGE.capture, status=404)),
        replace(PAGE, capture=replace(PAGE.capture, body=b"<i>")),
        replace(PAGE, capture=replace(PAGE.capture, at=AT + timedelta(seconds=1))),
    ],
    ids=["address", "body", "type", "platform", "status", "bytes", "time"],
)
def test_another_page_is_not_known(known: Readings, other: StoredPage) -> None:
    assert known.get(other) is None


def test_other_readers_know_nothing(known: Readings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "readers", lambda: "others")
    assert Readings(tmp_path / "cache" / "readings.sqlite").get(PAGE) is None


def test_a_damaged_or_unwritable_cache_is_done_without(
    known: Readings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert known.file
    known.file.execute("update reading set item = x'00'")
    assert known.get(PAGE) is None
    (tmp_path / "broken.sqlite").write_bytes(b"no database at all" * 100)
    for path in (tmp_path / "broken.sqlite", tmp_path / "broken.sqlite" / "below"):
        without = Readings(path)
        without.put(PAGE, ITEM)
        assert without.get(PAGE) is None
    assert caplog.text.count("读取缓存不可用") == 3


def test_every_rule_module_that_reading_runs_is_in_the_digest() -> None:
    told = "import sys, spiders.recheck; print(*(name for name in sys.modules if name.startswith('rules.')))"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {f"{name.replace('.', '/')}.py" for name in done.stdout.split()} <= set(CODE)
