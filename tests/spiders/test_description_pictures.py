"""Which pictures a crawl goes for, in which order, and what it says when it cannot."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import TextResponse
from scrapy.settings import BaseSettings, Settings
from scrapy.utils.test import get_crawler

from crawler.items import AnyItem, Listing, PictureShown, Status
from crawler.observation import Observation
from evidence.capture import Capture
from spiders import description_pictures
from spiders.description_pictures import MOST, DescriptionPictures, Shown, budget, description_said, is_store
from spiders.picturing import Picturing
from spiders.recheck import page_of
from spiders.stored.reading import read_stored

URL = "https://item.example.cn/1.html"
PAGE = Capture(URL, b"<html>", datetime(2026, 6, 18, 4, tzinfo=UTC), 200)


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(description_pictures, "available", lambda: True)


class Going:
    """A journey that stays on example.cn; its requests are the addresses they go to."""

    def __init__(self, pictures: int) -> None:
        self.settings: BaseSettings = Settings({"WANGXUN_DESCRIPTION_PICTURES": pictures})
        self.crawler = get_crawler()
        self.pictures_asked = 0

    def keeps(self, url: str, page: str) -> bool:
        return "example.cn" in url

    def picture(self, shown: Shown) -> Request:
        return Request(shown.picture.picture_url or "", cb_kwargs={"shown": shown})

    def description(self, item: Listing, page: Capture) -> Request:
        return Request(item.description_url or "")


def listing(*urls: str, **more: Any) -> Listing:
    return Listing(
        url=URL, item_id="1", title="竹木拼图", pictures=[PictureShown(url=url) for url in urls], **more
    )


def asked(said: AsyncIterator[Request | Observation]) -> list[str]:
    async def gather() -> list[str]:
        return [one.url async for one in said if isinstance(one, Request)]

    return asyncio.run(gather())


def test_pictures_come_in_page_order_from_the_site_and_from_stores_alone() -> None:
    urls = ["https://u.example.cn/1.jpg", "https://img.alicdn.com/2.jpg", "https://stranger.example/3.jpg"]
    going = Going(9)
    assert asked(DescriptionPictures(going).of(listing(*urls), PAGE)) == urls[:2]
    assert going.crawler.stats.get_value("wangxun/pictures/elsewhere") == 1


def test_what_is_under_way_or_beyond_the_page_s_share_is_not_asked_for_again() -> None:
    going = Going(99)
    pictures = DescriptionPictures(going)
    urls = [f"https://u.example.cn/{number}.jpg" for number in range(MOST + 2)]
    assert asked(pictures.of(listing(*urls), PAGE)) == urls[:MOST]
    assert asked(pictures.of(listing(urls[0]), PAGE)) == []
    assert going.crawler.stats.get_value("wangxun/pictures/left_out") == 2


def test_a_description_that_a_script_fetches_is_fetched_and_its_pictures_come_first() -> None:
    pictures = DescriptionPictures(Going(9))
    item = listing("https://u.example.cn/gallery.jpg", description_url="https://desc.alicdn.com/1")
    assert asked(pictures.of(item, PAGE)) == ["https://desc.alicdn.com/1"]
    described = Capture("https://desc.alicdn.com/1", b"var desc", PAGE.at, 200)
    found = [PictureShown(url="https://img.alicdn.com/1.jpg"), *item.pictures]

    async def gather() -> list[Shown]:
        said = pictures.described(item, (PAGE, described), found)
        return [one.cb_kwargs["shown"] async for one in said if isinstance(one, Request)]

    shown = [one.picture for one in asyncio.run(gather())]
    assert [(one.number, one.picture_url) for one in shown] == [
        (1, "https://img.alicdn.com/1.jpg"),
        (0, "https://u.example.cn/gallery.jpg"),
    ]
    assert [page.url for page in shown[0].shown_by] == [URL, "https://desc.alicdn.com/1"]


def test_the_words_of_a_description_that_a_script_fetches_are_an_item_that_its_capture_gives_again() -> None:
    words = "荣获中国驰名商标称号"
    body = f"var desc='<p>{words}</p><img src=\"//img.alicdn.com/1.jpg\">';".encode()
    described = Capture("https://desc.alicdn.com/1", body, PAGE.at, 200)
    said = description_said(listing(category=["玩具"], shop_name="竹木小铺"), PAGE, described, words)
    assert (said.address, said.rests_on) == (URL, (PAGE,))
    assert said.item.document() == {
        "kind": "description",
        "status": "ok",
        "url": URL,
        "title": "竹木拼图",
        "text": words,
        "item_id": "1",
        "category": ["玩具"],
        "shop_name": "竹木小铺",
        "captured_at": "2026-06-18T04:00:00Z",
        "shown_by": [{"url": page.url, "sha256": page.sha256} for page in (PAGE, described)],
    }
    page = page_of(said.capture)
    assert page is not None
    assert read_stored(page) == said.item


def test_a_fetched_description_gives_its_words_and_requests_for_its_pictures() -> None:
    markup = '<p>整块竹材制成，手工打磨</p><img src="//img.alicdn.com/1.jpg">'
    body = f"var desc='{markup}';".encode()
    url = "https://desc.alicdn.com/1"
    request = Request(url, meta={"capture": Capture(url, body, PAGE.at, 200)})
    response = TextResponse(url, body=body, request=request)
    spider: Any = SimpleNamespace(descriptions=DescriptionPictures(Going(9)))

    async def gather() -> list[Any]:
        return [one async for one in Picturing.parse_description(spider, response, listing(), PAGE)]

    words, picture = asyncio.run(gather())
    assert words.item.text == "整块竹材制成，手工打磨"
    assert picture.url == "https://img.alicdn.com/1.jpg"


def test_a_description_on_a_stranger_s_host_is_left_alone() -> None:
    item = listing("https://u.example.cn/1.jpg", description_url="https://stranger.example/desc")
    assert asked(DescriptionPictures(Going(9)).of(item, PAGE)) == ["https://u.example.cn/1.jpg"]


@pytest.mark.parametrize(
    "item",
    [
        listing("https://u.example.cn/1.jpg", card=True),
        listing("https://u.example.cn/1.jpg", status=Status.GONE),
    ],
    ids=["card", "gone"],
)
def test_only_an_article_s_own_page_shows_pictures(item: AnyItem) -> None:
    assert asked(DescriptionPictures(Going(9)).of(item, PAGE)) == []


def test_without_a_budget_nothing_is_asked_for() -> None:
    item = listing("https://u.example.cn/1.jpg", description_url="https://desc.alicdn.com/1")
    assert asked(DescriptionPictures(Going(0)).of(item, PAGE)) == []


def test_a_store_is_told_by_its_whole_domain() -> None:
    assert is_store("https://img10.360buyimg.com/1.jpg")
    assert not is_store("https://360buyimg.com.stranger.example/1.jpg")
    assert not is_store("https://my360buyimg.com/1.jpg")


def test_without_the_extra_a_campaign_that_wants_pictures_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(description_pictures, "available", lambda: False)
    assert budget(Settings({"WANGXUN_DESCRIPTION_PICTURES": 0})) == 0
    with pytest.raises(ValueError, match=r"pictures: 300.*pip install 'wangxun\[ocr\]'"):
        budget(Settings({"WANGXUN_DESCRIPTION_PICTURES": 300}))


@pytest.mark.parametrize("said", ["many", "-3", "1.5"])
def test_a_budget_that_is_no_number_is_named(said: str) -> None:
    with pytest.raises(ValueError, match="WANGXUN_DESCRIPTION_PICTURES 应为"):
        budget(Settings({"WANGXUN_DESCRIPTION_PICTURES": said}))
