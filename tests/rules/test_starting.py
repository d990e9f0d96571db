"""A closer look is taken where a rare part stands, wide enough for every phrase that it may belong to."""

from datetime import date

import pytest

from rules.commonness import expected
from rules.folding import Folded
from rules.packs import Packs
from rules.starting import Starters
from rules.symbols import Symbol
from rules.wording import Wording

DAY = date(2026, 6, 18)
PADDING = "细软耐用的日常款式，" * 40


def symbol(number: int, *words: str) -> Symbol:
    made = Symbol(number)
    made.words.update(words)
    return made


def test_the_windows_around_far_apart_places_stay_apart_and_near_ones_are_joined() -> None:
    starters = Starters([symbol(4, "驰名"), symbol(7, "最佳")], {4: (2, 5), 7: (3, 0)})
    text = "甲" * 50 + "驰名" + "乙" * 3 + "最佳" + "丙" * 50 + "最佳"
    met, windows = starters.met(Folded(text))
    assert met == {4, 7}
    assert windows == [(48, 57), (104, 109)]


def test_a_short_text_is_its_own_window() -> None:
    met, windows = Starters([symbol(1, "驰名")], {1: (0, 0)}).met(Folded("驰名 商标"))
    assert (met, windows) == ({1}, [(0, 4)])


def test_shop_talk_is_more_frequent_than_other_words_of_its_length() -> None:
    assert expected("正品") > expected("痔疮") > expected("腰椎间盘")
    assert expected("最") < expected("送")


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording(Packs.load())


@pytest.mark.parametrize(
    "text",
    ["中国驰名商标", "七天根治高血压", "全网销量第一", "一经售出概不退换", "本活动最终解释权归本店所有"],
)
def test_a_breach_reads_alike_by_itself_and_deep_in_a_long_text(wording: Wording, text: str) -> None:
    alone = wording.judge_text(text, field="description", on=DAY)
    deep = wording.judge_text(PADDING + text + "。" + PADDING, field="description", on=DAY)
    assert [(one.rule, one.excerpt) for one in deep] == [(one.rule, one.excerpt) for one in alone]
    assert alone
