"""Titles: a brand is read where a brand stands, and elsewhere only what is unmistakable."""

import pytest

from rules.lookalike.matcher import Lookalike
from rules.marks import Mark, Marks

LOOK = Lookalike(
    Marks(
        [
            Mark("海星豆", kind="well_known"),
            Mark("七只山雀", kind="well_known"),
            Mark("KORVIN", kind="foreign"),
            Mark("苹果", kind="well_known", classes=(9,)),
        ]
    )
)


@pytest.mark.parametrize(
    ("title", "excerpt"),
    [
        pytest.param("海星逗 原味饼干 500g", "海星逗", id="first word"),
        pytest.param("海星逗饼干 500g", "海星逗", id="before the goods"),
        pytest.param("【海星逗】原味饼干", "海星逗", id="bracketed head"),
        pytest.param("八只山雀坚果礼盒", "八只山雀", id="number swapped"),
        pytest.param("K0RVIN 运动鞋 男", "K0RVIN", id="disguised letters at the head"),
        pytest.param("运动鞋男 夏季透气 K0RVIN 同款", "K0RVIN", id="disguised letters elsewhere"),
        pytest.param("礼盒装 七*只*山*雀 坚果", "七*只*山*雀", id="kept apart elsewhere"),
        pytest.param("海星豆王 饼干", "海星豆王", id="riding in the first word"),
    ],
)
def test_an_imitation_in_a_title_is_found_at_its_place(title: str, excerpt: str) -> None:
    match = LOOK.match_title(title)[0]
    assert title[match.start : match.end] == excerpt


@pytest.mark.parametrize(
    "title",
    [
        "海星豆 原味饼干 500g",
        "KORVIN 运动鞋 男 夏季",
        "苹果 红富士 水果 新鲜 5斤",
        "适用于K0RVIN手表带 硅胶",
        "山雀 毛绒玩具 七只装",
        "海星 贝壳 豆子 手工",
        "5kg 大米 东北珍珠米",
        "家用 收纳箱 大号",
        "",
        "　",
    ],
)
def test_a_title_without_an_imitation_is_let_go(title: str) -> None:
    assert LOOK.match_title(title) == []


def test_running_text_is_read_for_strict_cues_only() -> None:
    assert LOOK.match_text("本店销售K0RVIN运动鞋")[0].name == "korvin"
    assert LOOK.match_text("海星和豆子都是海边常见的东西") == []
