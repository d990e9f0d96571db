"""What takes long to make is made once on a machine, and again where it cannot be kept or is made of other things."""

from pathlib import Path

import pytest

from crawler.memory import Memory
from rules.engine.patterns import PatternError, Patterns
from rules.kept import kept


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WANGXUN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


class Maker:
    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> bytes:
        self.made += 1
        return b"made %d" % self.made


def test_the_same_is_made_once_and_other_things_anew() -> None:
    make = Maker()
    assert kept("law", ["驰名", "商标"], make) == kept("law", ["驰名", "商标"], make) == b"made 1"
    assert kept("law", ["驰名商标"], make) == b"made 2"
    assert kept("law 2", ["驰名", "商标"], make) == b"made 3"


def test_what_cannot_be_kept_is_made_each_time_and_said(
    cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cache.write_text("a file where the directory should be")
    make = Maker()
    assert [kept("law", ["驰名"], make), kept("law", ["驰名"], make)] == [b"made 1", b"made 2"]
    assert str(cache) in caplog.text


def test_patterns_that_were_kept_find_the_same() -> None:
    first = Patterns([r"9\d%", "第[一1]"]).find("第一，95%")
    assert Patterns([r"9\d%", "第[一1]"]).find("第一，95%") == first != []


def test_a_pattern_that_the_engine_refuses_is_told_and_not_kept() -> None:
    for _ in range(2):
        with pytest.raises(PatternError, match="refuses"):
            Patterns(["驰{1,40000}"])


def test_a_file_that_grew_too_large_is_emptied_while_others_read_it(cache: Path) -> None:
    cache.mkdir()
    reader = Memory(cache / "law.sqlite")
    reader.put(b"old", bytes(range(256)) * 40)
    Memory(cache / "law.sqlite", largest=1_000).put(b"new", b"kept")
    assert (reader.get(b"old"), reader.get(b"new")) == (None, b"kept")
