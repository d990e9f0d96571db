"""Turns a Scrapy response into an item through the page objects, without holding up the event loop.

Long pages are read in a process of their own: a second core then reads while the first one crawls and judges, and
a page that brings a parser down takes no crawl with it.
"""

import asyncio
import atexit
import logging
import multiprocessing
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from scrapy.http import Response

from crawler.items import AnyItem, Status, Website
from spiders.pages.read import read

logger = logging.getLogger(__name__)

BRIEF = 30_000
"""Bytes up to which a page is read where it is: sending it away would take as long."""


def _reading(body: bytes, url: str, content_type: str | None, platform: str | None, status: int) -> AnyItem:
    return read(body, url=url, content_type=content_type, platform=platform, http_status=status)


class _Reader:
    """The process that reads; started with the first long page, started anew when a page has brought it down."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def read(
        self, body: bytes, url: str, content_type: str | None, platform: str | None, status: int
    ) -> AnyItem:
        for _ in range(2):  # the second try is for a page that only stood beside the one that was fatal
            pool = self._pool = self._pool or _started()
            try:
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(pool, _reading, body, url, content_type, platform, status)
            except BrokenProcessPool:
                self._pool = None if self._pool is pool else self._pool
        logger.error("页面使解析程序崩溃，未能读取：%s", url)
        return Website(status=Status.DAMAGED, url=url, notes=["parser crashed"])


def _started() -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")  # a fork would copy the event loop and its threads
    pool = ProcessPoolExecutor(1, mp_context=context, initializer=_ignore_interrupts)
    atexit.register(pool.shutdown, wait=False, cancel_futures=True)
    return pool


def _ignore_interrupts() -> None:
    """Ctrl-C goes to every process of the terminal; the crawl ends in order only if its reader goes on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


_reader = _Reader()


async def read_response(response: Response, platform: str | None = None) -> AnyItem:
    """The item on this page, with its status; never raises on what the page holds."""
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
    if len(response.body) <= BRIEF:
        return _reading(response.body, response.url, content_type, platform, response.status)
    return await _reader.read(response.body, response.url, content_type, platform, response.status)
