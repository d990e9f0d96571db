"""A watermark is known by its words, and taken out of a picture by its paleness."""

import random

import pytest

pytest.importorskip("rapidocr", reason="the extra ocr is not installed")

from bench.pictures import fonts, licence, old, served, upright, watermarked
from spiders.pictures.licence_picture import read_licence
from spiders.pictures.reader import read_picture
from spiders.pictures.watermark import watermark


def test_words_that_come_again_and_again_are_a_watermark_and_so_are_their_pieces() -> None:
    texts = [
        "仅供网店公示使用",
        "营业执照",
        "供网店公示使用",
        "义乌市云漫玩具商行",
        "义乌市北苑街道",
        "仅供网店公",
        "使用",
        "义乌市场",
    ]
    assert watermark(texts) == {0, 2, 5, 6}


def test_a_licence_without_a_watermark_has_none() -> None:
    assert not watermark(["有限责任公司", "杭州春野玩具有限责任公司", "营业执照", "2020年01月02日"])


@pytest.mark.skipif(not fonts(), reason="no Chinese font is installed")
@pytest.mark.parametrize("layout", [upright, old], ids=["number-under-the-title", "before-2015"])
@pytest.mark.parametrize("turn", [0, -15], ids=["straight", "askew"])
def test_number_and_name_are_read_through_a_watermark(layout: object, turn: int) -> None:
    draw = random.Random(99)
    facts = licence(draw)
    assert callable(layout)
    body = served(watermarked(layout(facts, fonts()[0]), fonts()[0], draw), turn)
    read = read_licence(read_picture(body))
    number = facts["old_number"] if layout is old else facts["number"]
    assert (read.number and read.number.text, read.name and read.name.text) == (number, facts["name"])
