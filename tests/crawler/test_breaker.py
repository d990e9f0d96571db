"""Backing off from a site that blocks."""

import asyncio

import pytest
from scrapy import Request
from scrapy.exceptions import DontCloseSpider
from scrapy.utils.test import get_crawler

from crawler.breaker import BreakerMiddleware, SiteBlocked
from crawler.items import Listing, Status

URL = "https://shop.example/item/1"


def breaker(seconds: float = 600) -> BreakerMiddleware:
    return BreakerMiddleware.from_crawler(
        get_crawler(settings_dict={"WANGXUN_BREAKER_BLOCKS": 2, "WANGXUN_BREAKER_SECONDS": seconds})
    )


def blocked(guard: BreakerMiddleware, times: int) -> None:
    for _ in range(times):
        guard.page_read(Listing(status=Status.BLOCKED), URL)


async def test_blocks_in_a_row_put_the_sites_requests_aside() -> None:
    guard = breaker()
    blocked(guard, 2)
    with pytest.raises(SiteBlocked, match="稍后再访问"):
        guard.process_request(Request(URL))
    guard.process_request(Request("https://other.example/"))
    with pytest.raises(DontCloseSpider):
        guard.spider_idle()
    assert guard.crawler.stats.get_value("wangxun/blocked/pages") == 2
    assert guard.crawler.stats.get_value("wangxun/blocked/resume/shop.example")


async def test_a_page_that_can_be_read_ends_the_row() -> None:
    guard = breaker()
    blocked(guard, 1)
    guard.page_read(Listing(), URL)
    blocked(guard, 1)
    guard.process_request(Request(URL))


async def test_after_the_resume_time_what_waited_is_sent_again() -> None:
    guard = breaker(seconds=0)
    sent: list[Request] = []

    class Engine:
        spider = object()

        def crawl(self, request: Request) -> None:
            sent.append(request)

    guard.crawler.engine = Engine()  # type: ignore[assignment]
    blocked(guard, 2)
    with pytest.raises(SiteBlocked):
        guard.process_request(Request(URL))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert [request.url for request in sent] == [URL]
    guard.process_request(Request(URL))


async def test_a_site_that_blocks_again_is_left_alone() -> None:
    guard = breaker(seconds=0)
    blocked(guard, 2)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    blocked(guard, 2)
    with pytest.raises(SiteBlocked, match="本次不再访问"):
        guard.process_request(Request(URL))
    guard.spider_idle()
