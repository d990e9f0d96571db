"""A page is read once by the same readers; whatever changes, or is damaged, it is read anew."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.items import AnyItem, Listing
from crawler.memory import Memory
from evidence.capture import Capture
from spiders import readings
from spiders.readings import CODE, Readings, key_of
from spiders.stored.page import StoredPage
from tests.wangxun import ROOT

AT = datetime(2026, 6, 18, 4, 0, tzinfo=UTC)
PAGE = StoredPage(
    Capture("http://shop.example/1", b"<p>", AT, 200), b"<p>", "http://shop.example/1", "text/html"
)
ITEM = Listing(title="竹木拼图", url=PAGE.url, captured_at=AT)


@pytest.fixture
def known(tmp_path: Path) -> Readings:
    made = Readings(Memory(tmp_path / "cache" / "readings.sqlite"))
    made.put(key_of(PAGE), ITEM)
    return made


def read(known: Readings, page: StoredPage) -> AnyItem | None:
    return known.get(key_of(page), page.capture.at)


def test_what_was_read_is_known_to_the_next_process_too(known: Readings, tmp_path: Path) -> None:
    assert read(known, PAGE) == ITEM
    assert read(Readings(Memory(tmp_path / "cache" / "readings.sqlite")), PAGE) == ITEM


@pytest.mark.parametrize(
    "other",
    [
        replace(PAGE, url="http://shop.example/2"),
        replace(PAGE, body=b"<p>x"),
        replace(PAGE, content_type="text/plain"),
        replace(PAGE, encoding="gb18030"),
        replace(PAGE, platform="jd"),
        replace(PAGE, pictured="shop"),
        replace(PAGE, capture=replace(PAGE.capture, status=404)),
    ],
    ids=["address", "body", "type", "encoding", "platform", "picture", "status"],
)
def test_another_page_is_not_known(known: Readings, other: StoredPage) -> None:
    assert read(known, other) is None


def test_the_same_page_of_another_night_bears_that_night_s_time(known: Readings) -> None:
    later = AT + timedelta(days=1)
    item = read(known, replace(PAGE, capture=replace(PAGE.capture, at=later)))
    assert item == ITEM.model_copy(update={"captured_at": later})


def test_other_readers_know_nothing(known: Readings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "readers", lambda: "others")
    assert read(known, PAGE) is None


def test_a_damaged_or_unwritable_cache_is_done_without(
    known: Readings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert known.memory.file
    known.memory.file.execute("update known set said = x'00'")
    assert read(known, PAGE) is None
    (tmp_path / "broken.sqlite").write_bytes(b"no database at all" * 100)
    for path in (tmp_path / "broken.sqlite", tmp_path / "broken.sqlite" / "below"):
        without = Readings(Memory(path))
        without.put(key_of(PAGE), ITEM)
        assert read(without, PAGE) is None
    assert caplog.text.count("缓存不可用") == 3


def test_every_rule_module_that_reading_runs_is_in_the_digest() -> None:
    told = "import sys, spiders.recheck; print(*(name for name in sys.modules if name.startswith('rules.')))"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {f"{name.replace('.', '/')}.py" for name in done.stdout.split()} <= set(CODE)
