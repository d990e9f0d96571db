"""A long picture is read in tiles: every line once, its box in the picture's own pixels."""

import io
from itertools import pairwise

import pytest

from spiders.pictures.tiles import MOST_TILES, OVERLAP, TILE, rows_read, tiles

pytest.importorskip("rapidocr", reason="the extra ocr is not installed")

from PIL import Image

from bench.description_pictures import saved
from bench.pictures import Sheet, fonts
from spiders.pictures.blocks import said
from spiders.pictures.ocr import read_strip
from spiders.pictures.reader import read_description

needs_font = pytest.mark.skipif(not fonts(), reason="no Chinese font is installed")


@pytest.mark.parametrize("height", [1, TILE, TILE + OVERLAP, TILE + OVERLAP + 1, 8000])
def test_tiles_cover_a_picture_and_share_a_line_s_height(height: int) -> None:
    cut = list(tiles(height))
    assert (cut[0].top, cut[-1].bottom) == (0, height)
    assert all(below.top == above.bottom - OVERLAP for above, below in pairwise(cut))
    assert [tile.cut_above for tile in cut] == [False] + [True] * (len(cut) - 1)
    assert [tile.cut_below for tile in cut] == [True] * (len(cut) - 1) + [False]


def test_an_endless_picture_is_read_as_far_as_its_tiles_reach() -> None:
    assert len(list(tiles(1_000_000))) == MOST_TILES
    assert rows_read(1_000_000) == MOST_TILES * (TILE - OVERLAP) + OVERLAP


@needs_font
def test_every_line_of_a_long_picture_is_read_once_where_it_stands() -> None:
    sheet = Sheet((750, 2600), fonts()[0])
    tops = list(range(40, 2560, 140))
    for number, top in enumerate(tops):
        sheet.write((60, top), f"第{number + 10}行文字说明", 36)
    picture = read_strip(saved(sheet.image, 75))
    assert (picture.width, picture.height) == (750, 2600)
    assert [line.text for line in picture.lines] == [
        f"第{number + 10}行文字说明" for number in range(len(tops))
    ]
    assert all(
        abs(line.box[1] + line.box[3] / 2 - (top + 22)) < 20
        for line, top in zip(picture.lines, tops, strict=True)
    )


@needs_font
def test_boxes_of_a_reduced_picture_are_in_pixels_as_served() -> None:
    sheet = Sheet((3000, 1200), fonts()[0])
    sheet.write((400, 500), "荣获中国驰名商标称号", 120)
    (line,) = read_strip(saved(sheet.image, 75)).lines
    left, top, width, height = line.box
    assert (380 <= left <= 410, 480 <= top <= 540) == (True, True)
    assert (1150 <= width <= 1250, 100 <= height <= 180) == (True, True)


@needs_font
def test_a_phrase_over_a_cut_is_one_text() -> None:
    sheet = Sheet((750, 1800), fonts()[0])
    sheet.write((60, TILE - 60), "荣获中国驰名", 40)
    sheet.write((60, TILE - 4), "商标称号", 40)
    assert said(read_strip(saved(sheet.image, 75)).lines).text == "荣获中国驰名商标称号"


def test_a_picture_that_is_no_picture_says_why() -> None:
    assert (read_description(b"\x89PNG\r\n\x1a\n no picture").reason or "").startswith("图片损坏")


@pytest.mark.parametrize(
    ("size", "why"),
    [
        ((750, 8), "看不出文字"),
        ((750, 39), "过小或过扁"),
        ((120, 400), "过小或过扁"),
        ((1600, 60), "过小或过扁"),
    ],
)
def test_a_picture_too_small_or_too_flat_for_a_sentence_says_so(size: tuple[int, int], why: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", size).save(out, "PNG")
    assert why in (read_strip(out.getvalue()).reason or "")
