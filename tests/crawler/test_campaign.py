"""A campaign file: what it asks for, and how its mistakes are named."""

from datetime import date
from pathlib import Path

import pytest

from crawler.campaign import Campaign, CampaignError

WHOLE = """\
name: 双11儿童用品
authority: 示例市市场监督管理局
platforms: [jd, taobao]
keywords: [儿童玩具, 童装]
shops: {jd: ["1000"]}
websites: ["https://shop.example/"]
nights: {promotions: [双11], lead_in: 2}
window: {start: "22:30", end: "05:30"}
budget: {pages: 3, minutes: 30}
politeness: {delay: 0.5}
"""


def load(tmp_path: Path, text: str) -> Campaign:
    path = tmp_path / "campaign.yaml"
    path.write_text(text, "utf-8")
    return Campaign.load(path)


def test_a_campaign_asks_for_every_platform_with_every_keyword(tmp_path: Path) -> None:
    crawls = list(load(tmp_path, WHOLE).crawls())
    asked = [
        (c.spider, c.arguments.get("platform"), c.arguments.get("keyword"), c.arguments.get("url"))
        for c in crawls
    ]
    assert asked == [
        ("marketplace", "jd", "儿童玩具", None),
        ("marketplace", "jd", "童装", None),
        ("marketplace", "taobao", "儿童玩具", None),
        ("marketplace", "taobao", "童装", None),
        ("marketplace", "jd", None, None),
        ("website", None, None, "https://shop.example/"),
    ]
    assert all(c.arguments["max_pages"] == "3" for c in crawls)


def test_its_settings_carry_authority_bounds_and_politeness(tmp_path: Path) -> None:
    settings = load(tmp_path, WHOLE).settings()
    assert settings["WANGXUN_AUTHORITY"] == "示例市市场监督管理局"
    assert settings["CLOSESPIDER_TIMEOUT"] == 30 * 60
    assert settings["DOWNLOAD_DELAY"] == 0.5
    assert "ROBOTSTXT_OBEY" not in settings


def test_descriptions_pictures_are_read_only_where_the_campaign_says_how_many(tmp_path: Path) -> None:
    assert load(tmp_path, WHOLE).settings()["WANGXUN_DESCRIPTION_PICTURES"] == 0
    assert load(tmp_path, WHOLE + "pictures: 300\n").settings()["WANGXUN_DESCRIPTION_PICTURES"] == 300


@pytest.mark.parametrize("said", ["yes", "-1", "3.5", "[3]", "1000000000"])
def test_a_number_of_pictures_that_is_none_is_named_with_its_line(tmp_path: Path, said: str) -> None:
    with pytest.raises(CampaignError, match=r"campaign\.yaml:11：pictures：应为一次抓取最多识读的描述图片数"):
        load(tmp_path, WHOLE + f"pictures: {said}\n")


def test_nights_are_those_of_the_promotion_with_its_lead_in(tmp_path: Path) -> None:
    nights = list(load(tmp_path, WHOLE).nights_between(date(2026, 11, 1), date(2026, 11, 30)))
    assert [day.day for day, _ in nights] == [7, 8, 9, 10, 11, 12]
    assert {why for _, why in nights} == {"双11"}


def test_a_window_over_midnight_has_its_length(tmp_path: Path) -> None:
    assert load(tmp_path, WHOLE).window.seconds == 7 * 3600


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("authority: 示例市市场监督管理局", "authority:"), 1, "authority"),
        (("platforms: [jd, taobao]", "platforms: [jd, nowhere]"), 1, "nowhere"),
        (("promotions: [双11]", "promotions: [双13]"), 7, "双13"),
        (("budget: {pages: 3", "budget: {pages: 0"), 9, "pages"),
        (("websites:", "websits:"), 6, "websits"),
        (('["https://shop.example/"]', '["shop.example"]'), 6, "https://"),
        (('start: "22:30"', 'start: "25:30"'), 8, "window.start"),
        (("politeness: {delay: 0.5}", "politeness: {delay: fast}"), 10, "delay"),
    ],
    ids=[
        "override without authority",
        "unknown platform",
        "unknown promotion",
        "empty budget",
        "misspelt key",
        "no web address",
        "no time of day",
        "no number",
    ],
)
def test_a_mistake_is_named_with_its_line(
    tmp_path: Path, change: tuple[str, str], line: int, words: str
) -> None:
    with pytest.raises(CampaignError) as refused:
        load(tmp_path, WHOLE.replace(*change))
    assert f"campaign.yaml:{line}：" in str(refused.value)
    assert words in str(refused.value)


def test_broken_yaml_and_a_missing_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(CampaignError, match=r"campaign\.yaml:3: not YAML"):
        load(tmp_path, "name: x\nkeywords: [a\nplatforms: b: c")
    with pytest.raises(CampaignError, match=r"none\.yaml"):
        Campaign.load(tmp_path / "none.yaml")


def test_a_campaign_that_asks_for_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CampaignError, match="没有可执行的抓取"):
        load(tmp_path, "name: x\nplatforms: [jd]\n")
