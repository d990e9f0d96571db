"""The notation of composed claims."""

import pytest

from rules.engine.phrases import PhraseError, closed, parse


def words(text: str) -> list[list[tuple[str, ...]]]:
    return [
        [slot.words or slot.vocabularies or (str(slot.pattern),) for slot in phrase] for phrase in parse(text)
    ]


def test_alternatives_and_gaps() -> None:
    (phrase,) = parse("全国|全网 ..3 第一")
    assert [slot.words for slot in phrase] == [("全国", "全网"), ("第一",)]
    assert phrase[1].gap == 3


def test_free_order_gives_both_orders() -> None:
    assert words("甲 ~4 乙") == [[("甲",), ("乙",)], [("乙",), ("甲",)]]


def test_an_optional_part_may_be_missing_and_its_gap_is_kept() -> None:
    both, without = parse("甲 ..2 乙? ..3 丙")
    assert [slot.words for slot in both] == [("甲",), ("乙",), ("丙",)]
    assert without[1].gap == 5


def test_vocabularies_and_patterns_are_told_apart() -> None:
    assert words(r"{disease|organ} ..1 /\d{1,2}天/") == [[("disease", "organ"), (r"\d{1,2}天",)]]


def test_short_neighbours_are_written_out() -> None:
    (phrase,) = parse("补|养 ..0 肝|肾")
    assert closed(phrase)[0].words == ("补肝", "补肾", "养肝", "养肾")


@pytest.mark.parametrize("text", ["", "..3", "甲 ~2 乙 丙", "甲 .. 乙", "{甲", r"甲|/\d/", "甲?"])
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(PhraseError):
        parse(text)
