"""Turns a Scrapy response into an item through the page objects, without holding up the event loop.

Long pages are read in processes of their own: other cores then read while one crawls and judges, and a page that
brings a parser down takes no crawl with it.
"""

import logging
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from scrapy.http import Response

from crawler.apart import Crew, Overdue, cores, settle, timed
from crawler.items import AnyItem, PictureShown, Status, Website
from crawler.memory import Memory
from spiders.pages.description import fetched_words
from spiders.pages.description_pictures import fetched
from spiders.pages.document import Document
from spiders.pages.platforms import known
from spiders.pages.read import read
from spiders.readings import Readings, reading_key

logger = logging.getLogger(__name__)

BRIEF = 30_000
"""Bytes up to which a page is read where it is: sending it away would take as long."""


def _reading(
    body: bytes,
    url: str,
    content_type: str | None,
    platform: str | None,
    status: int,
    memory: Path | None,
) -> AnyItem:
    item = read(body, url=url, content_type=content_type, platform=platform, http_status=status)
    if memory is not None:
        _readings(memory).put(reading_key(body, url, content_type, status, None, platform), item)
    return item


@lru_cache(maxsize=1)
def _readings(memory: Path) -> Readings:
    return Readings(Memory(memory))


class Described(NamedTuple):
    """What a description says that was fetched by itself."""

    pictures: list[PictureShown]
    words: str | None


NOTHING_DESCRIBED = Described([], None)


def _described(body: bytes, url: str, content_type: str | None) -> Described:
    document = Document(body, url=url, content_type=content_type)
    return Described(fetched(document), fetched_words(document))


def _prepared() -> None:
    """Load all readers and their tables before the first page."""
    known()
    settle()


MOST_READERS = 4
"""Reading is three to four times the work of crawling; each reader takes some 180 MB."""

_readers = Crew(min(MOST_READERS, cores()), _prepared)


async def read_description(response: Response) -> Described:
    """A description that was fetched by itself; nothing where it was not given, or brought a parser down."""
    if response.status >= 400:
        return NOTHING_DESCRIBED
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
    try:
        return await _readers.run(timed, _described, response.body, response.url, content_type)
    except (BrokenProcessPool, Overdue):
        logger.error("商品描述使解析程序崩溃或超时，未能读取：%s", response.url)  # noqa: TRY400  # a trace helps no operator
        return NOTHING_DESCRIBED


async def read_response(
    response: Response, platform: str | None = None, *, memory: Path | None = None
) -> AnyItem:
    """The item on this page, with its status; never raises on what the page holds.

    It is remembered in the file `memory`, so that the stored page need not be read again to be judged anew.
    """
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
    if len(response.body) <= BRIEF:
        return _reading(response.body, response.url, content_type, platform, response.status, memory)
    try:
        return await _readers.run(
            timed, _reading, response.body, response.url, content_type, platform, response.status, memory
        )
    except (BrokenProcessPool, Overdue):
        logger.error("页面使解析程序崩溃或超时，未能读取：%s", response.url)  # noqa: TRY400  # a trace helps no operator
        return Website(status=Status.DAMAGED, url=response.url, notes=["parser crashed or ran out of time"])
