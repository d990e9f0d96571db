"""A closer look is taken where a rare part stands with the others around it, wide enough for the whole phrase."""

from datetime import date

import pytest

from rules.engine.commonness import expected
from rules.engine.spellings import Spellings
from rules.engine.starting import Awaited, Companion, Starters
from rules.engine.symbols import Span, Symbol
from rules.packs import Packs
from rules.wording import Wording

DAY = date(2026, 6, 18)
PADDING = "细软耐用的日常款式，" * 40
EVERY = range(100)
UNDISGUISED = Spellings([], [], [], [], [])


def starters(phrases: list[Awaited], **symbols: str) -> Starters:
    made = [Symbol(number) for number in range(len(symbols))]
    for symbol, words in zip(made, symbols.values(), strict=True):
        symbol.words.update(words.split("|"))
    return Starters(phrases, made, UNDISGUISED)


def test_the_windows_around_far_apart_places_stay_apart_and_near_ones_are_joined() -> None:
    phrases = [Awaited(4, 0, (2, 5), ()), Awaited(7, 1, (3, 0), ())]
    text = "甲" * 50 + "驰名" + "乙" * 3 + "最佳" + "丙" * 50 + "最佳"
    met, windows, _ = starters(phrases, famous="驰名", best="最佳").met(text, EVERY)
    assert met == {4, 7}
    assert windows == [(48, 57), (104, 109)]


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("全网销量稳居冠军", [(0, 8)]),
        ("冠军家店全网销量", []),  # in the other order
        ("全网甲乙丙丁戊己庚冠军", []),  # too far apart
        ("全网·销量·冠·军", [(0, 6)]),  # separators do not count
    ],
    ids=["near", "reversed", "far", "separated"],
)
def test_a_phrase_is_met_only_where_its_other_parts_are_within_reach(text: str, windows: list[Span]) -> None:
    phrase = Awaited(0, 1, (8, 0), (Companion(0, reach=8, before=True),))
    met, found, _ = starters([phrase], scope="全国|全网", rank="冠军").met(text, EVERY)
    assert (met, found) == ({0} if windows else set(), windows)


def test_a_phrase_that_is_not_asked_for_is_not_met() -> None:
    phrases = [Awaited(0, 0, (0, 0), ()), Awaited(1, 0, (0, 0), ())]
    assert starters(phrases, famous="驰名").met("驰名", {1})[:2] == ({1}, [(0, 2)])


def test_a_pattern_must_match_somewhere_for_a_phrase_to_be_met() -> None:
    saving, percent = Symbol(0), Symbol(1)
    saving.words.add("省电")
    percent.patterns.add(r"9\d\s?%")
    phrase = Awaited(0, 0, (0, 203), (Companion(1, reach=203, before=False),))
    waiting = Starters([phrase], [saving, percent], UNDISGUISED)
    assert waiting.met("省电30 %", EVERY).phrases == set()
    assert waiting.met("省电95 %", EVERY).phrases == {0}


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
