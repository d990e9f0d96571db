"""Items: which fields are judged, by which rule, and what innocence the item itself gives."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from crawler.items import Listing, Search, Shop
from rules.finding import Finding
from rules.lookalike.fields import field_text
from rules.lookalike.matcher import Lookalike
from rules.marks import Mark, Marks

DAY = date(2026, 6, 1)
LOOK = Lookalike(
    Marks(
        [
            Mark(
                "海星豆",
                kind="well_known",
                authorised=("海星豆官方旗舰店",),
                floor=Decimal(100),
                aliases=("Haixing",),
            ),
            Mark("KORVIN", kind="foreign"),
            Mark("江坪大米", kind="gi", province="黑龙江", places=("五常",), authorised=("江坪米业",)),
        ]
    )
)


def findings(**fields: Any) -> list[Finding]:
    item = Listing(**fields)
    found = LOOK.judge(item, DAY)
    for one in found:
        if one.start is not None and one.field is not None:
            assert field_text(item, one.field)[one.start : one.end] == one.excerpt
    return found


def rules(**fields: Any) -> set[str]:
    return {one.rule for one in findings(**fields)}


def test_brand_attribute_shop_and_title_are_judged_each() -> None:
    found = findings(
        title="海星逗 饼干", brand="海星逗", attributes={"品牌": "海星 逗"}, shop_name="海星逗旗舰店"
    )
    assert {"title", "brand", "shop_name"} <= {one.field for one in found}
    assert {one.group for one in found} == {"trademark-lookalike"}


def test_a_finding_names_mark_kind_score_and_basis() -> None:
    one = findings(brand="海星逗")[0]
    assert (one.mark, one.kind, one.excerpt) == ("海星豆", "homophone", "海星逗")
    assert one.score > 0.66
    assert one.basis


def test_a_foreign_mark_has_its_own_rule() -> None:
    assert rules(brand="K0RVIN") == {"trademark.lookalike-foreign"}


def test_an_authorised_shop_is_let_go() -> None:
    assert rules(title="海星逗 饼干", shop_name="海星豆官方旗舰店") == set()


@pytest.mark.parametrize("words", ["高仿", "1:1复刻", "一比一", "原单", "莆田纯原", "高·仿", "A货"])
def test_a_genuine_name_beside_a_telling_word_is_a_signal(words: str) -> None:
    found = findings(title=f"海星豆 {words} 背包")
    assert [(one.rule, one.mark) for one in found] == [("trademark.counterfeit-signal", "海星豆")]


@pytest.mark.parametrize(
    "title",
    [
        "海星豆 谨防高仿",
        "高仿真绢花",
        "适用于海星豆 原单 背带",
        "海星豆 背包",
        "高仿 背包",
        "海星豆 复刻版 背包",
    ],
)
def test_without_a_genuine_name_or_with_a_denial_there_is_no_signal(title: str) -> None:
    assert "trademark.counterfeit-signal" not in rules(title=title)


def test_a_price_far_below_the_floor_is_implausible() -> None:
    assert "trademark.implausible-price" in rules(title="海星豆 背包", price=Decimal(20))
    assert rules(title="海星豆 背包", price=Decimal(95)) == set()
    assert rules(title="海星豆 背包", price=Decimal(20), currency="USD") == set()


def test_a_shop_that_claims_the_mark_and_is_not_listed_is_named() -> None:
    assert "trademark.mark-plus-suffix" in rules(title="海星豆 背包", shop_name="海星豆工厂店")


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        pytest.param({"attributes": {"产地": "江苏省"}}, "origin", id="another province"),
        pytest.param({"attributes": {"产地": "黑龙江佳木斯"}}, "origin", id="another place of the province"),
        pytest.param({"shop_name": "远山粮油店", "location": "黑龙江"}, "user", id="not an authorised user"),
        pytest.param({"location": "广东 深圳"}, "location", id="sold from elsewhere, no origin stated"),
    ],
)
def test_an_indication_that_something_speaks_against_is_a_lead_of_its_own(fields: Any, kind: str) -> None:
    (one,) = findings(title="江坪大米 5kg", **fields)
    assert (one.rule, one.group, one.kind) == ("trademark.gi", "geographical-indication", kind)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"attributes": {"产地": "黑龙江省五常市"}}, id="its own origin"),
        pytest.param({"attributes": {"产地": "江苏"}, "shop_name": "江坪米业"}, id="an authorised user"),
        pytest.param({}, id="nothing known"),
    ],
)
def test_an_indication_that_nothing_speaks_against_is_let_go(fields: Any) -> None:
    assert findings(title="江坪大米 5kg", **fields) == []


def test_goods_named_after_an_indication_are_other_goods() -> None:
    assert findings(title="江坪大米种子", location="广东") == []


def test_a_page_of_cards_is_judged_for_itself_alone() -> None:
    page = Search(items=[Listing(title="海星逗 饼干")], shop_name="海星逗旗舰店")
    assert [one.field for one in LOOK.judge(page, DAY)] == ["shop_name"]
    assert LOOK.judge(Search(items=[Listing(title="海星逗 饼干")]), DAY) == []


def test_a_shop_is_judged_by_name_and_seller() -> None:
    assert [one.field for one in LOOK.judge(Shop(shop_name="海星逗", seller_name="K0RVIN"), DAY)] == [
        "shop_name",
        "seller_name",
    ]


def test_before_its_law_was_in_force_nothing_is_found() -> None:
    assert LOOK.judge(Listing(brand="海星逗"), date(1980, 1, 1)) == []
