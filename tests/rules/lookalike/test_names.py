"""Names: which imitate a mark, by which device, and which are innocent."""

import pytest

from rules.lookalike.matcher import Lookalike
from rules.marks import Mark, Marks

REGISTER = Marks(
    [
        Mark("海星豆", kind="well_known", classes=(30,)),
        Mark("澜麦仕", kind="well_known"),
        Mark("云雀记", kind="well_known"),
        Mark("七只山雀", kind="well_known"),
        Mark("鲸好", kind="well_known"),
        Mark("Velnora", kind="foreign", aliases=("维尔诺拉",)),
        Mark("KORVIN", kind="foreign"),
        Mark("Tessalon Blue", kind="foreign"),
        Mark("青禾泰", kind="ordinary"),
        Mark("江坪大米", kind="gi", classes=(30,)),
    ]
)
LOOK = Lookalike(REGISTER)


@pytest.mark.parametrize(
    ("name", "mark", "kind"),
    [
        pytest.param("海星逗", "海星豆", "homophone", id="same sound"),
        pytest.param("蓝麦仕", "澜麦仕", "homophone", id="same sound, other shape"),
        pytest.param("云雀纪", "云雀记", None, id="sound and shape"),
        pytest.param("海皇豆", "海星豆", None, id="like shape"),
        pytest.param("八只山雀", "七只山雀", "substitution", id="another number"),
        pytest.param("七只山鹤", "七只山雀", None, id="another bird"),
        pytest.param("七只小山雀", "七只山雀", "insertion", id="one more"),
        pytest.param("云记雀", "云雀记", "transposition", id="another order"),
        pytest.param("海星豆王", "海星豆", "affix", id="honour added"),
        pytest.param("香港澜麦仕", "澜麦仕", "affix", id="place added"),
        pytest.param("鲸女子", "鲸好", "split", id="a character taken apart"),
        pytest.param("云·雀·记", "云雀记", "separator", id="kept apart"),
        pytest.param("雲雀紀", "云雀记", None, id="traditional"),
        pytest.param("海星dou", "海星豆", "mixed", id="pinyin within"),
        pytest.param("haixingdou", "海星豆", "pinyin", id="all in pinyin"),
        pytest.param("Velnorа", "Velnora", "homoglyph", id="Cyrillic letter"),
        pytest.param("K0RVIN", "KORVIN", "homoglyph", id="digit for letter"),
        pytest.param("ΚΟRVΙΝ", "KORVIN", "homoglyph", id="Greek capitals, one unlike its small letter"),
        pytest.param("维尔诺娜", "Velnora", None, id="near the mark's Chinese name"),
        pytest.param("泰萨隆布鲁", "Tessalon Blue", "transliteration", id="the mark's sound in hanzi"),
        pytest.param(
            "泰萨伦蓝旗舰店", "Tessalon Blue", "transliteration", id="its sound, and a word translated"
        ),
        pytest.param("ＫＯＲＶＬＮ", "KORVIN", "homoglyph", id="full width and l for i"),
        pytest.param("K-O-R-V-I-N", "KORVIN", "separator", id="letters kept apart"),
        pytest.param("Velnora Italia", "Velnora", "affix", id="country added"),
        pytest.param("Velmora", "Velnora", "latin_edit", id="letter of like sound"),
        pytest.param("Korvni", "KORVIN", "latin_edit", id="letters change places"),
        pytest.param("Tesalon Blue", "Tessalon Blue", "latin_edit", id="doubled letter dropped"),
        pytest.param("海星逗旗舰店", "海星豆", "homophone", id="shop form after it"),
    ],
)
def test_an_imitation_is_found_with_its_device(name: str, mark: str, kind: str | None) -> None:
    match = LOOK.match_name(name)[0]
    assert match.mark.mark == mark
    assert kind is None or match.kind in {kind, "transposition" if kind == "latin_edit" else kind}
    assert 0 <= match.start < match.end <= len(name)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("海星豆", id="the mark"),
        pytest.param("海星豆旗舰店", id="the mark's shop"),
        pytest.param("海星豆饼干", id="the mark's goods"),
        pytest.param("海星豆原味饼干", id="the mark's goods described"),
        pytest.param("上海海星豆专卖店", id="a reseller's shop"),
        pytest.param("海星豆立秋专卖店", id="a platform shop named after mark and operator"),
        pytest.param("維爾諾拉", id="an alias in traditional characters"),
        pytest.param("korvin", id="another case"),
        pytest.param("海星豆 Velnora", id="two marks together"),
        pytest.param("江坪大米", id="an indication"),
        pytest.param("青禾泰", id="an ordinary mark"),
        pytest.param("青禾达", id="near an ordinary mark only"),
        pytest.param("大海星空", id="another name"),
        pytest.param("泰山蓝布", id="everyday hanzi with some of a foreign mark's sounds"),
        pytest.param("鲸女子学园", id="characters taken apart that belong to another word"),
        pytest.param("杏花村百货", id="a plain shop"),
        pytest.param("", id="nothing"),
        pytest.param("豆", id="one character"),
    ],
)
def test_an_innocent_name_is_let_go(name: str) -> None:
    assert LOOK.match_name(name) == []


def test_an_explanation_names_what_was_swapped() -> None:
    assert LOOK.match_name("海星逗")[0].explanation == "‘海星逗’与‘海星豆’读音相同且字形相近：豆→逗"


def test_explain_names_the_suppression() -> None:
    assert [one.innocent for one in LOOK.explain("海星豆")] == ["即登记商标本身"]
    assert "正常使用" in (LOOK.explain("海星豆饼干")[0].innocent or "")


def test_explain_answers_for_one_mark_alone() -> None:
    assert {one.match.mark.mark for one in LOOK.explain("海星逗", "海星豆")} == {"海星豆"}
    assert LOOK.explain("海星逗", "KORVIN") == []


def test_neighbours_come_nearest_first_whatever_the_bar() -> None:
    near = LOOK.neighbours("云雀纪", 3)
    assert near[0].mark.mark == "云雀记"
    assert len(near) == 3


def test_goods_of_another_class_raise_the_bar() -> None:
    assert LOOK.match_name("海星逗", {30})[0].score > LOOK.match_name("海星逗", {12})[0].score


def test_a_registered_name_shields_what_lies_near_another() -> None:
    assert Lookalike(Marks([*REGISTER, Mark("海星逗")])).match_name("海星逗") == []
