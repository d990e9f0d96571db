"""What a picture said is remembered by its bytes, for the next night too, as long as the same readers read."""

import sqlite3
from pathlib import Path

import pytest

from spiders.pictures import memory
from spiders.pictures.memory import PictureMemory
from spiders.pictures.picture import Line, Picture

SAID = Picture(750, 900, (Line("驰名商标", 0.98, (40, 50, 120, 30), (40, 50, 120, 30), 0.5),), read_to=800)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The pictures that had to be read."""
    read: list[bytes] = []

    def reading(body: bytes) -> Picture:
        read.append(body)
        return Picture(reason="图片损坏") if body == b"broken" else SAID

    monkeypatch.setattr(memory, "read_description", reading)
    return read


def test_the_same_bytes_are_read_once_and_remembered_by_the_next_process(
    tmp_path: Path, asked: list[bytes]
) -> None:
    assert PictureMemory(tmp_path).read(b"one") == (SAID, False)
    assert PictureMemory(tmp_path).read(b"one") == (SAID, True)
    assert PictureMemory(tmp_path).read(b"two") == (SAID, False)
    assert asked == [b"one", b"two"]


def test_other_readers_read_anew(tmp_path: Path, asked: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    PictureMemory(tmp_path).read(b"one")
    monkeypatch.setattr(memory, "readers", lambda: b"of tomorrow")
    assert PictureMemory(tmp_path).read(b"one") == (SAID, False)


def test_what_could_not_be_read_is_tried_again(tmp_path: Path, asked: list[bytes]) -> None:
    for _ in range(2):
        assert PictureMemory(tmp_path).read(b"broken") == (Picture(reason="图片损坏"), False)
    assert asked == [b"broken"] * 2


def test_the_pictures_not_met_for_the_longest_time_go_first(
    tmp_path: Path, asked: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    for day, body in enumerate([b"one", b"two", b"three"], 1):
        monkeypatch.setattr(memory, "_today", lambda day=day: f"2026-06-0{day}")
        PictureMemory(tmp_path).read(body)
    PictureMemory(tmp_path).read(b"one")
    monkeypatch.setattr(memory, "MOST", 1)
    again = PictureMemory(tmp_path)
    assert [again.read(body)[1] for body in (b"one", b"three", b"two")] == [True, True, False]


def test_a_file_that_is_no_database_costs_only_time(tmp_path: Path, asked: list[bytes]) -> None:
    (tmp_path / "pictures.sqlite").write_bytes(b"no database at all, but long enough to be asked" * 40)
    assert PictureMemory(tmp_path).read(b"one") == (SAID, False)


def test_a_spoilt_row_is_read_anew(tmp_path: Path, asked: list[bytes]) -> None:
    PictureMemory(tmp_path).read(b"one")
    with sqlite3.connect(tmp_path / "pictures.sqlite") as file:
        file.execute("update picture set said = '[1, 2'")
    assert PictureMemory(tmp_path).read(b"one") == (SAID, False)
