"""What a picture of a listing says is judged as its description is, and a finding says where it stands."""

from datetime import date

import pytest

from crawler.items import ITEM, ListingDescription, ListingPicture, PictureLine, ShownBy
from crawler.judging import Judge

DAY = date(2026, 6, 18)


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge.load(None, None)


def picture(*lines: str, title: str | None = None, shop_name: str | None = None) -> ListingPicture:
    """Lines of one block, 40 pixels apart."""
    placed, text = [], ""
    for number, line in enumerate(lines):
        box = 50, 100 + 40 * number, 30 * len(line), 30
        confidence = 0.99 - 0.05 * number
        placed.append(PictureLine(start=len(text), length=len(line), box=box, confidence=confidence))
        text += line
    return ListingPicture(
        url="https://shop.example.cn/p/1.html",
        picture_url="https://img.example.cn/1.jpg",
        number=3,
        text=text,
        lines=placed,
        shown_by=[ShownBy(url="https://shop.example.cn/p/1.html", sha256="ab")],
        title=title,
        shop_name=shop_name,
    )


def test_a_phrase_over_two_lines_is_found_with_the_box_around_both(judge: Judge) -> None:
    item = picture("本品荣获中国驰名", "商标称号")
    (finding,) = judge.judge(item, DAY)
    assert (finding.group, finding.field, finding.excerpt) == (
        "well-known-mark",
        "pictures[3]",
        "中国驰名商标",
    )
    assert (item.text or "")[finding.start : finding.end] == finding.excerpt
    assert finding.picture is not None
    assert finding.picture.model_dump() == {
        "url": "https://img.example.cn/1.jpg",
        "box": (50, 100, 240, 70),
        "confidence": 0.94,
    }
    assert [(place.url, place.sha256) for place in finding.places] == [
        ("https://shop.example.cn/p/1.html", "ab")
    ]


def test_the_words_of_a_description_that_was_fetched_by_itself_are_judged_alone(judge: Judge) -> None:
    shown_by = [
        ShownBy(url="https://shop.example.cn/p/1.html", sha256="ab"),
        ShownBy(url="https://d.example.cn/1", sha256="cd"),
    ]
    item = ListingDescription(
        title="中国驰名商标竹木拼图", text="本品荣获中国驰名商标称号", shown_by=shown_by
    )
    (finding,) = judge.judge(item, DAY)
    assert (finding.field, finding.excerpt, finding.picture) == ("description", "中国驰名商标", None)
    assert [place.sha256 for place in finding.places] == ["ab", "cd"]


def test_the_goods_are_those_of_the_listing(judge: Judge) -> None:
    def groups(title: str | None) -> set[str]:
        said = picture("三天消除红肿，七天治愈牙龈炎", title=title)
        return {finding.group for finding in judge.judge(said, DAY)}

    assert groups("草本牙膏") - groups(None) == {"cosmetic-claim"}


def test_title_and_shop_s_name_are_judged_with_the_page_alone(judge: Judge) -> None:
    named = picture("采用整块竹材", title="驰名商标 康帅傅红烧牛肉面", shop_name="康帅傅旗舰店")
    assert judge.judge(named, DAY) == []


def test_a_picture_s_item_goes_to_json_and_back(judge: Judge) -> None:
    item = picture("本品荣获中国驰名", "商标称号")
    assert ITEM.validate_json(item.json_line()) == item
