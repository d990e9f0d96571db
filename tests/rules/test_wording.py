"""What a listing says is judged by the law of the day, its exemptions tried, its place kept."""

import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.items import Listing, Policy, Search, Shop
from rules.packs import Packs
from rules.wording import Wording

DAY = date(2026, 6, 18)


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording(Packs.load())


def groups(
    wording: Wording, text: str, field: str = "title", on: date = DAY, category: str | None = None
) -> set[str]:
    return {finding.group for finding in wording.judge_text(text, field=field, on=on, category=category)}


@pytest.mark.parametrize(
    "text",
    [
        "驰名商标",
        "馳名商標",
        "驰·名·商·标",
        "驰/名/商标",
        "池名商标",
        "chi名商标",
        "驰ming商标",
        "驰名商木示",
        "驰\u200b名商标",
        "驰🌟名🌟商🌟标",
        "弛铭商标",
        "ｃｈｉ名商标",
    ],
)
def test_a_disguised_word_is_found_where_it_stands(wording: Wording, text: str) -> None:
    title = f"羊绒围巾 {text} 品质"
    (finding,) = wording.judge_text(title, field="title", on=DAY)
    assert finding.rule == "wording.well-known-mark"
    assert title[finding.start : finding.end] == finding.excerpt == text


@pytest.mark.parametrize(
    "text",
    [
        "zui佳口感面条",
        "蕞舒服的睡衣",
        "行业NO.1 水壶",
        "行业№1 水壶",
        "全国第❶ 辣酱",
        "TOP① 凉鞋",
        "国jia级面料",
        "頂級皮带",
        "手感 极 致 的壳",
    ],
)
def test_evasions_of_absolute_terms(wording: Wording, text: str) -> None:
    assert "absolute-term" in groups(wording, text)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("我们的目标是做最好的服务", "notice"),
        ("本店最新款 针织衫", "title"),
        ("最后一件 清仓", "title"),
        ("最佳食用期为开封后七天", "description"),
        ("特级茶依国家标准GB/T 14456分级，属最高等级", "description"),
        ("第一财经 周刊", "title"),
        ("绝味鸭脖 门店券", "title"),
        ("2024年度最佳设计奖 获奖花器", "title"),
        ("据中国家电协会统计，2025年该品类全国销量第一", "description"),
        ("本店不使用“最佳”“第一”等极限词", "notice"),
        ("这不是最便宜的，但耐用", "description"),
        ("法院认定该商标为驰名商标", "description"),
        ("软毛牙刷单支装", "title"),
        ("隐形牙套现货", "title"),
        ("定制刻字商品不支持七天无理由", "notice"),
        ("鲜活海鲜不适用七天无理由", "notice"),
        ("谨防高仿，认准防伪码", "notice"),
        ("我店从不刷单", "notice"),
        ("国家级非物质文化遗产 竹编", "title"),
    ],
)
def test_lawful_uses_are_spared(wording: Wording, text: str, field: str) -> None:
    assert groups(wording, text, field) == set()


@pytest.mark.parametrize(
    ("text", "field", "before", "after"),
    [
        ("抽奖，头奖价值8000元", "notice", (date(2017, 12, 31), True), (date(2018, 1, 1), False)),
        ("老字号 驰名商标", "title", (date(2014, 4, 30), False), (date(2014, 5, 1), True)),
        ("一次性电子烟 西瓜味", "title", (date(2022, 4, 30), False), (date(2022, 5, 1), True)),
        ("零添加 酱油", "title", (date(2027, 3, 15), False), (date(2027, 3, 16), True)),
    ],
    ids=["prize-cap", "well-known-mark", "e-cigarettes", "no-additives"],
)
def test_the_law_of_the_day_decides(
    wording: Wording, text: str, field: str, before: tuple[date, bool], after: tuple[date, bool]
) -> None:
    for day, speaks in (before, after):
        assert bool(groups(wording, text, field, day)) is speaks


def test_only_bases_in_force_are_cited(wording: Wording) -> None:
    for day in (date(2016, 6, 1), date(2019, 6, 1), DAY):
        for finding in wording.judge_text("五星好评返现5元", field="notice", on=day):
            assert all(basis.since <= day <= (basis.until or day) for basis in finding.basis)


def test_a_finding_lists_the_exemptions_tried(wording: Wording) -> None:
    (finding,) = wording.judge_text("口感最佳的水饺", field="description", on=DAY)
    assert "usage-hint" in finding.exemptions
    assert "请核实" in finding.explanation


def test_a_negation_reaches_to_the_end_of_its_clause(wording: Wording) -> None:
    assert groups(wording, "不是吹，这款全网第一", "description") == {"absolute-term"}
    assert groups(wording, "这款不是全网第一", "description") == set()


def test_what_an_attribute_denies_is_told_at_its_value(wording: Wording) -> None:
    shelf = Listing(title="205 胎", category=["轮胎"], attributes={"规格": "205/55R16", "CCC认证": "没有"})
    (finding,) = wording.judge(shelf, DAY)
    assert (finding.rule, finding.field, finding.excerpt) == ("auto.ccc-denied", "attributes.CCC认证", "没有")


def test_explain_names_the_exemption_that_spares(wording: Wording) -> None:
    trials = wording.explain("最佳食用期七天", field="description", on=DAY)
    assert [trial.spared_by for trial in trials] == ["usage-hint"]


def test_fields_are_judged_in_order_and_addressed(wording: Wording) -> None:
    item = Listing(
        title="顶级 羊绒衫", attributes={"荣誉": "中国驰名商标"}, description="全网第一", price=Decimal(9)
    )
    found = wording.judge(item, DAY)
    assert [(finding.field, finding.excerpt) for finding in found] == [
        ("title", "顶级"),
        ("attributes.荣誉", "中国驰名商标"),
        ("description", "全网第一"),
    ]


def test_what_is_split_over_title_and_attributes_is_one_claim(wording: Wording) -> None:
    item = Listing(title="五常大米 10斤", attributes={"品牌": "某某", "产地": "安徽"})
    (finding,) = wording.judge(item, DAY)
    assert (finding.group, finding.field, finding.excerpt) == (
        "geographical-indication",
        "title",
        "五常大米 10斤",
    )


def test_cards_of_a_search_are_left_to_their_own_judgement(wording: Wording) -> None:
    search = Search(title="羊毛衫", items=[Listing(title="驰名商标 羊毛衫", card=True)])
    assert wording.judge(search, DAY) == []


def test_notices_and_policies_are_judged(wording: Wording) -> None:
    assert wording.judge(Shop(notice="活动最终解释权归本店所有"), DAY)[0].field == "notice"
    assert wording.judge(Policy(text="商品售出概不退换"), DAY)[0].field == "text"


def test_goods_decide_whether_a_rule_applies(wording: Wording) -> None:
    text = "增强免疫力"
    assert "health-food" in groups(wording, text, "description", category="蜂蜜")
    assert groups(wording, "国食健注G20190001 增强免疫力", "description", category="保健食品") == set()


def test_a_signal_weighs_less(wording: Wording) -> None:
    (finding,) = wording.judge_text("加薇信看图", field="notice", on=DAY)
    assert finding.score < 0.5


@given(st.text(alphabet="最好佳第一驰名商标不退换0123456789元。，·★ \u200b\u0301顶级治疗癌", max_size=80))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_excerpts_are_the_text_as_given(wording: Wording, text: str) -> None:
    for field in ("title", "notice"):
        for finding in wording.judge_text(text, field=field, on=DAY):
            assert text[finding.start : finding.end] == finding.excerpt


@given(st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_is_judged_without_an_exception(wording: Wording, text: str) -> None:
    wording.judge(Listing(title=text, description=text, attributes={"a": text}), DAY)


@pytest.mark.parametrize(
    "unit",
    ["最好。", "·", "\u0301", "癌治", "驰·", "0", "一", "最", " \n", "刷单", "高血压治疗糖尿病治愈近视眼镜"],
    ids=[
        "sentences",
        "separators",
        "combining",
        "disease-and-cure",
        "half-words",
        "digits",
        "numerals",
        "marker",
        "white",
        "segmented",
        "overlapping-and-spared",
    ],
)
def test_long_texts_take_time_in_proportion(wording: Wording, unit: str) -> None:
    def spent(size: int) -> float:
        text = unit * (size // len(unit))
        started = time.process_time()
        wording.judge_text(text, field="description", on=DAY)
        return time.process_time() - started

    spent(20_000)
    short, long = spent(200_000), spent(800_000)
    assert long < 12 * max(short, 0.05)


def test_what_spares_a_phrase_spares_none_that_only_overlaps_it(wording: Wording) -> None:
    assert groups(wording, "变色老花镜 近视可戴", category="眼镜") == set()
    (finding,) = wording.judge_text("老花镜男 治白内障 变色", field="title", on=DAY, category="眼镜")
    assert (finding.rule, finding.excerpt) == ("health.disease-treatment", "治白内障")


def test_a_phrase_within_a_longer_one_is_spared_with_it(wording: Wording) -> None:
    assert groups(wording, "机芯为日本进口，整机在东莞组装", field="description") == set()
