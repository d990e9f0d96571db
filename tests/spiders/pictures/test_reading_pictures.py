"""Pictures: licences are read whichever way they are turned, and a hostile file gives a reason instead of text."""

import io
import random
import struct
import zlib
from collections.abc import Callable

import pytest

pytest.importorskip("rapidocr", reason="the extra ocr is not installed")

from PIL import Image

from bench.pictures import fonts, landscape, licence, served
from crawler.items import Status
from spiders.pictures.licence_item import is_picture, licence_of
from spiders.pictures.licence_picture import read_licence
from spiders.pictures.opening import PictureError, open_picture, strip, whole
from spiders.pictures.picture import Picture
from spiders.pictures.reader import read_picture


@pytest.mark.skipif(not fonts(), reason="no Chinese font is installed")
@pytest.mark.parametrize("turn", [0, 180], ids=["upright", "upside-down"])
def test_a_licence_gives_its_number_and_name_whichever_way_it_is_turned(turn: int) -> None:
    facts = licence(random.Random(5))
    read = read_licence(read_picture(served(landscape(facts, fonts()[0]), turn)))
    assert read.number is not None
    assert read.number.text == facts["number"]
    assert read.name is not None
    assert read.name.text == facts["name"]


def test_a_picture_that_was_not_read_says_why_and_shows_no_licence() -> None:
    read = read_licence(Picture(reason="图片损坏"))
    assert read.number is None
    assert read.doubts == ["图片损坏"]


@pytest.mark.skipif(not fonts(), reason="no Chinese font is installed")
def test_a_picture_becomes_a_licence_item_with_its_display() -> None:
    facts = licence(random.Random(5))
    body = served(landscape(facts, fonts()[0]), 0)
    assert is_picture(body)
    item = licence_of(body, url="https://shop.example.cn/licence.jpg")
    (display,) = item.licences
    assert (display.form, display.number, display.valid) == ("image", facts["number"], True)
    assert display.name == item.seller_name == facts["name"]


def test_a_picture_without_a_licence_is_damaged_and_says_why() -> None:
    item = licence_of(broken())
    assert (item.status, item.licences) == (Status.DAMAGED, [])
    assert item.notes


def bomb() -> bytes:
    """A PNG whose header claims 50,000 × 50,000 pixels."""
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def broken() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(out, "PNG")
    return out.getvalue()[:60]


@pytest.mark.parametrize("reduced", [whole, strip])
@pytest.mark.parametrize("body", [b"", b"<html>", bomb(), broken()], ids=["empty", "html", "bomb", "broken"])
def test_hostile_bytes_are_refused_with_a_reason_before_they_are_decoded(
    body: bytes, reduced: Callable[[int, int], float]
) -> None:
    with pytest.raises(PictureError, match="图片"):
        open_picture(body, reduced)
