"""Lines of a picture become text: a phrase that wraps is one, what stands apart is apart, a watermark is neither."""

from spiders.pictures.blocks import SURE, said
from spiders.pictures.picture import Line


def line(text: str, left: int, top: int, *, size: int = 30, sure: float = 0.99, tilt: float = 0.0) -> Line:
    box = left, top, size * len(text), size
    return Line(text, sure, box, box, tilt)


def text(*lines: Line) -> str:
    return said(lines).text


def test_a_phrase_over_two_lines_of_one_block_is_one_text() -> None:
    assert text(line("荣获中国驰名", 50, 100), line("商标称号", 50, 142)) == "荣获中国驰名商标称号"


def test_centred_lines_are_a_block_too() -> None:
    assert text(line("全国销量", 300, 100), line("第一", 330, 142)) == "全国销量第一"


def test_pieces_of_one_row_go_on_in_their_order() -> None:
    assert text(line("第一", 190, 102), line("全国销量", 50, 100)) == "全国销量第一"


def test_columns_and_far_rows_and_other_sizes_are_apart() -> None:
    columns = text(line("全国", 50, 100), line("第一", 400, 100))
    rows = text(line("全国", 50, 100), line("第一", 50, 200))
    sizes = text(line("全国", 50, 100, size=60), line("第一", 50, 170, size=24))
    assert columns == rows == sizes == "全国\n第一"


def test_two_columns_of_wrapped_text_do_not_mix() -> None:
    left = [line("采用整块", 50, 100), line("竹材", 50, 140)]
    right = [line("手工打磨", 400, 102), line("无毛刺", 400, 142)]
    assert text(*left, *right) == "采用整块竹材\n手工打磨无毛刺"


def test_what_was_not_read_for_sure_is_not_judged_and_joins_nothing() -> None:
    doubtful = line("非", 50, 140, sure=SURE - 0.01)
    assert text(line("全国", 50, 100), doubtful, line("第一", 50, 180)) == "全国\n第一"


def test_a_watermark_comes_last_and_once() -> None:
    across = [
        line("竹木小铺专用图片", left, top, tilt=20.0) for left, top in ((10, 90), (300, 120), (80, 150))
    ]
    assert text(*across, line("全国销量", 50, 100), line("第一", 50, 140)) == "全国销量第一\n竹木小铺专用图片"


def test_each_line_is_found_where_it_begins() -> None:
    read = said([line("Made in", 50, 100), line("China", 50, 140), line("竹", 50, 300)])
    assert read.text == "Made in China\n竹"
    assert [(start, one.text) for start, one in read.lines] == [(0, "Made in"), (8, "China"), (14, "竹")]


def test_digits_of_a_number_that_wraps_stay_together() -> None:
    assert text(line("国药准字Z2018", 50, 100), line("0123", 50, 140)) == "国药准字Z20180123"
