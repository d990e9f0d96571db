"""Turns a Scrapy response into an item through the page objects, without holding up the event loop.

Long pages are read in a process of their own: a second core then reads while the first one crawls and judges, and
a page that brings a parser down takes no crawl with it.
"""

import asyncio
import logging
from concurrent.futures.process import BrokenProcessPool

from scrapy.http import Response

from crawler.items import AnyItem, Status, Website
from spiders.apart import Apart
from spiders.pages.read import read

logger = logging.getLogger(__name__)

BRIEF = 30_000
"""Bytes up to which a page is read where it is: sending it away would take as long."""


def _reading(body: bytes, url: str, content_type: str | None, platform: str | None, status: int) -> AnyItem:
    return read(body, url=url, content_type=content_type, platform=platform, http_status=status)


_apart = Apart()


async def _read_apart(
    body: bytes, url: str, content_type: str | None, platform: str | None, status: int
) -> AnyItem:
    for _ in range(2):  # the second try is for a page that only stood beside the one that was fatal
        pool = _apart.pool()
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(pool, _reading, body, url, content_type, platform, status)
        except BrokenProcessPool:
            _apart.give_up(pool)
    logger.error("页面使解析程序崩溃，未能读取：%s", url)
    return Website(status=Status.DAMAGED, url=url, notes=["parser crashed"])


async def read_response(response: Response, platform: str | None = None) -> AnyItem:
    """The item on this page, with its status; never raises on what the page holds."""
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
    if len(response.body) <= BRIEF:
        return _reading(response.body, response.url, content_type, platform, response.status)
    return await _read_apart(response.body, response.url, content_type, platform, response.status)
