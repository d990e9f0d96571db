"""Long pages are read in a process of their own, which a page may bring down without harm to the crawl."""

import os
import signal
from concurrent.futures import ProcessPoolExecutor

from scrapy.http import HtmlResponse

from crawler.items import Listing
from spiders import reading

PAGE = """<html><head><meta charset="utf-8"><title>儿童积木 100 颗装 - 禾苗商城</title></head>
<body><h1>儿童积木 100 颗装</h1><p>价格：<b>69.00元</b></p><!-- {filler} --></body></html>"""


def response(size: int) -> HtmlResponse:
    body = PAGE.format(filler="x" * size).encode()
    return HtmlResponse("https://shop.example/p/1.html", body=body, headers={"Content-Type": "text/html"})


async def test_a_long_page_reads_as_a_short_one_does() -> None:
    short = await reading.read_response(response(0))
    long = await reading.read_response(response(reading.BRIEF))
    assert isinstance(short, Listing)
    assert long == short
    assert long.title == "儿童积木 100 颗装"


async def test_a_reader_that_was_brought_down_is_started_anew() -> None:
    await reading.read_response(response(reading.BRIEF))
    pool = reading._readers._members[0]._pool
    assert isinstance(pool, ProcessPoolExecutor)
    for process in pool._processes:
        os.kill(process, signal.SIGKILL)
    again = await reading.read_response(response(reading.BRIEF))
    assert again.title == "儿童积木 100 颗装"
    assert reading._readers._members[0]._pool is not pool
