"""Any word of the packs is read through a disguise, and what is found leads back to the text as given."""

from datetime import date

import pytest

from rules.engine.folding import Folded, Put
from rules.packs import Packs
from rules.wording import Wording
from tests.packs import RULE

DAY = date(2026, 6, 18)


@pytest.fixture(scope="module")
def wording(tmp_path_factory: pytest.TempPathFactory) -> Wording:
    """One rule whose words no author marked as disguised."""
    packs = tmp_path_factory.mktemp("packs")
    (packs / "own.yaml").write_text(RULE % '"代开 ..3 发票|收据", "国家免检"', encoding="utf-8")
    return Wording(Packs.load([packs]))


@pytest.fixture(scope="module")
def bundled() -> Wording:
    return Wording(Packs.load())


def excerpts(wording: Wording, text: str) -> list[str | None]:
    found = wording.judge_text(text, field="title", on=DAY)
    for finding in found:
        assert finding.start is not None and finding.end is not None
        assert text[finding.start : finding.end] == finding.excerpt
    return [finding.excerpt for finding in found]


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("本地代开fa票，当天取", "代开fa票"),
        ("DAI开各类fa票，点数低", "DAI开各类fa票"),
        ("墙漆国家兔检，放心刷", "国家兔检"),
        ("墙漆國家免木佥，放心刷", "國家免木佥"),
        ("代开收据，也代开fa票", "代开fa票"),
    ],
    ids=["pinyin", "two of them", "look-alike", "split", "beside a plain one"],
)
def test_a_word_is_read_through_its_disguise(wording: Wording, text: str, excerpt: str) -> None:
    assert excerpts(wording, text)[-1:] == [excerpt]


@pytest.mark.parametrize(
    "text",
    [
        "本地代开 UFA 票务系统",  # the letters belong to another word
        "代开fa 票",  # not written in one
        "看国家小兔检查身体",  # another character than the one that looks like it
        "国家免木签检",  # 木签 is a word of its own
    ],
    ids=["other word", "parted", "unlike", "a word"],
)
def test_what_may_come_about_by_chance_is_left_alone(wording: Wording, text: str) -> None:
    assert excerpts(wording, text) == []


def test_a_place_of_the_read_text_leads_back_to_the_given_one() -> None:
    given = "甲zui佳乙fa票丙"
    folded = Folded(given, [Put(1, 5, "最佳"), Put(6, 9, "发票")])
    assert folded.text == "甲最佳乙发票丙"
    places = {"甲": "甲", "最佳": "zui佳", "乙": "乙", "发票": "fa票", "乙发": "乙fa票", "丙": "丙"}
    for word, place in places.items():
        start = folded.text.index(word)
        first, last = folded.given(start, start + len(word))
        assert given[first:last] == place


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("派克服 j仿大鹅", "counterfeit.replica"),
        ("美白祛班精华", "health.food-efficacy"),  # looks and sounds like 斑
        ("驰丨名丨商丨标", "wording.well-known-mark"),
    ],
    ids=["initial", "sound and shape", "strokes between"],
)
def test_a_marked_word_has_more_disguises(bundled: Wording, text: str, rule: str) -> None:
    assert rule in tried(bundled, text)


def test_a_models_last_letter_is_no_initial(bundled: Wording) -> None:
    assert "counterfeit.replica" not in tried(bundled, "手机壳红米3g仿皮")


def tried(wording: Wording, text: str) -> set[str]:
    return {trial.rule for trial in wording.explain(text, field="title", on=DAY)}
