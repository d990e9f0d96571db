"""Screenshots are cut to pages; damaged ones are left out."""

from io import BytesIO

import pytest

pytest.importorskip("PIL", reason="Pillow is not installed")

from PIL import Image

from evidence.capture import Box
from evidence.pictures import MAX_PIECES, highlighted, holding, pieces


def drawn(width: int, height: int, kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("height", "count"),
    [(100, 1), (130, 1), (131, 2), (100_000, MAX_PIECES)],
    ids=["short", "page", "two", "endless"],
)
def test_a_long_picture_becomes_pages(height: int, count: int) -> None:
    found = pieces(drawn(100, height))
    assert len(found) == count
    assert Image.open(BytesIO(found[0])).size == (100, min(height, 130))


def test_webp_becomes_png() -> None:
    assert pieces(drawn(10, 10, "WEBP"))[0].startswith(b"\x89PNG")


@pytest.mark.parametrize("broken", [b"", b"\x89PNG", drawn(50, 50)[:60]], ids=["empty", "head", "torn"])
def test_a_damaged_picture_is_left_out(broken: bytes) -> None:
    assert pieces(broken) == []


def test_the_words_in_question_are_framed_in_red() -> None:
    blank = BytesIO()
    Image.new("RGB", (200, 100), "white").save(blank, "PNG")
    boxes = [Box("本品获得 驰名商标称号", 20, 40, 80, 12), Box("价格", 20, 70, 30, 12)]
    framed = highlighted(blank.getvalue(), boxes, ["驰名商标"])
    assert framed
    with Image.open(BytesIO(framed)) as image:
        assert image.getpixel((60, 37)) == (220, 0, 0)
        assert image.getpixel((30, 67)) == (255, 255, 255)


def test_without_the_words_or_with_a_damaged_picture_nothing_is_framed() -> None:
    box = Box("驰名商标", 0, 0, 9, 9)
    assert highlighted(b"no picture", [box], ["驰名商标"]) is None
    assert highlighted(b"", [box], ["国家级", ""]) is None


TEXTS = ["本品", "荣获中国 驰名", "商标", "，国家", "级", "品质", "国家级品牌", ""]


@pytest.mark.parametrize(
    ("excerpt", "framed"),
    [
        ("驰名商标", [1, 2]),
        ("中国驰名商标，国家级品质", [1, 2, 3, 4, 5]),
        ("国家级", [6]),
        ("本 品", [0]),
        ("级品质国", [4, 5, 6]),
        ("不在此页", []),
        (" ", []),
    ],
    ids=["two", "many", "alone first", "spaces", "across", "absent", "empty"],
)
def test_an_excerpt_that_several_elements_share_has_each_framed(excerpt: str, framed: list[int]) -> None:
    boxes = [Box(text, 0, 10 * number, 9, 9) for number, text in enumerate(TEXTS)]
    assert holding(boxes, [excerpt]) == [boxes[number] for number in framed]
