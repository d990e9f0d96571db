"""Addresses, subjects, targets and regions: what makes two sightings one lead."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import ITEM, LicenceDisplay, Listing
from leads.address import absolute, host_of, same_address, shop_address
from leads.region import OTHER, region_of
from leads.storable import KEY_LENGTH, key
from leads.subject import subject_of
from leads.target import target_of
from rules.finding import Finding

FINDING = Finding(rule="a.b", group="g", severity=1, title="t", explanation="e")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://Shop1.Example.cn/", "http://shop1.example.cn"),
        ("//shop1.example.cn/?spm=a.b.c", "https://shop1.example.cn/index.htm"),
        ("https://www.example.cn/a?b=2&a=1#top", "https://example.cn:443/a?a=1&b=2&utm_source=x"),
    ],
)
def test_spellings_of_one_address_are_one(one: str, other: str) -> None:
    assert same_address(one) == same_address(other)


@pytest.mark.parametrize(
    "url",
    [
        "https://store.example.cn/search.htm?keyword=%E4%B9%A6&rn=1&user_number_id=7",
        "//store.example.cn/shop/view_shop.htm?user_number_id=7&spm=a",
    ],
)
def test_all_pages_that_bear_a_shops_number_are_its_address(url: str) -> None:
    assert shop_address(url) == "store.example.cn?user_number_id=7"


@pytest.mark.parametrize("other", ["https://x.cn/a?id=2", "https://x.cn/b?id=1", "https://y.cn/a?id=1"])
def test_another_page_is_another_address(other: str) -> None:
    assert same_address("https://x.cn/a?id=1") != same_address(other)


@given(st.text())
def test_any_text_is_taken_for_an_address_without_an_error(text: str) -> None:
    assert same_address(same_address(text)) is not None
    assert host_of(text) != ""
    assert shop_address(absolute(text, "https://x.cn/") or "") is not None
    assert len(key(text)) <= KEY_LENGTH


@pytest.mark.parametrize(
    ("item", "keys"),
    [
        pytest.param({"platform": "jd", "shop_id": "1", "shop_name": "甲"}, ("id:1", "name:甲"), id="number"),
        pytest.param({"platform": "jd", "shop_url": "https://a.cn/1/"}, ("url:a.cn/1",), id="address"),
        pytest.param({"platform": "jd", "seller_name": "某公司"}, ("name:某公司",), id="seller"),
        pytest.param({"platform": "jd"}, ("host:x.cn",), id="nothing-but-the-host"),
        pytest.param({"shop_name": "甲"}, ("name:x.cn 甲",), id="name-on-an-unknown-platform"),
        pytest.param({"kind": "website", "shop_name": "甲"}, ("host:x.cn", "name:x.cn 甲"), id="stand-alone"),
    ],
)
def test_a_subject_is_known_by_the_surest_that_the_page_shows(
    item: dict[str, Any], keys: tuple[str, ...]
) -> None:
    read = ITEM.validate_python({"kind": "listing"} | item)
    assert subject_of(read, read, "https://www.x.cn/p").keys == keys


def test_a_page_cannot_put_its_breach_on_another_site_by_claiming_its_address() -> None:
    page = ITEM.validate_python({"kind": "website", "url": "https://innocent.example/"})
    assert subject_of(page, page, "https://shop.example/").keys == ("host:shop.example",)


def test_a_platforms_own_licence_is_not_its_shops() -> None:
    number = "91330106MA2CFXXX0X"
    platform = LicenceDisplay(owner="platform", form="text", number=number, valid=True)
    own = platform.model_copy(update={"owner": "shop"})
    page = Listing(platform="jd", shop_name="甲", licences=[platform])
    assert subject_of(page, page, None).licence is None
    shown = page.model_copy(update={"licences": [platform, own]})
    assert (subject_of(shown, shown, None).licence, subject_of(shown, shown, None).region) == (number, "浙江")


def test_a_lead_is_about_the_article_the_page_or_the_shop() -> None:
    card = Listing(item_id="7", url="https://x.cn/7")
    page = ITEM.validate_python({"kind": "policy"})
    verdict = FINDING.model_copy(update={"verdict": "not_displayed"})
    assert target_of(card, FINDING, "https://x.cn/s") == "item:7"
    assert target_of(page, FINDING, "https://x.cn/terms.html") == "page:x.cn/terms.html"
    assert target_of(page, verdict, "https://x.cn/terms.html") == "shop"
    assert target_of(card, FINDING.model_copy(update={"mark": "飘柔"}), None) == "item:7 mark:飘柔"


@pytest.mark.parametrize(
    ("place", "province"),
    [
        ("广东 深圳", "广东"),
        ("广东省深圳市", "广东"),
        ("深圳", "广东"),
        ("义乌", "浙江"),
        ("恩施州", "湖北"),
        ("恩施土家族苗族自治州", "湖北"),
        ("仙桃市", "湖北"),
        ("内蒙古呼和浩特", "内蒙古"),
        ("吉林长春", "吉林"),
        ("香港", "香港"),
        ("日本 东京", OTHER),
        ("发货地", OTHER),
        ("  ", None),
        (None, None),
    ],
)
def test_a_place_lies_in_its_province(place: str | None, province: str | None) -> None:
    assert region_of(place) == province


def test_without_a_place_the_registration_says_where() -> None:
    assert region_of(None, "91440300MA5XXXXX0X") == "广东"
    assert region_of(None, "440300") is None
