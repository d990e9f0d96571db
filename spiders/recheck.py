"""Captures of the evidence directory read again by today's readers, to be judged anew; no request is sent."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime
from scrapy.utils.misc import load_object

from crawler.observation import Observation
from evidence.capture import SHOWN_ON, Capture
from evidence.errors import EvidenceError
from evidence.read import captures
from spiders.archive import observed
from spiders.arguments import Arguments
from spiders.filing import recall, refile
from spiders.paced import PacedSpider
from spiders.stored.media import expanded, is_document
from spiders.stored.page import LARGEST, StoredPage
from spiders.stored.reading import read_stored

Reading = Callable[[StoredPage], Awaitable[list[Observation]]]
"""What a page and its cards say."""

AHEAD = 16
"""Pages that are being read at once, by as many processes as there are."""


class RecheckArguments(Arguments):
    """Since when captures are taken, and the day whose law applies (None: that of each capture)."""

    since: AwareDatetime
    on: date | None = None


class RecheckSpider(PacedSpider):
    """`wangxun recheck` runs it. `judged_places` are digests of pages whose site got a licence verdict anew."""

    name = "recheck"
    arguments_model = RecheckArguments
    arguments: RecheckArguments

    def __init__(self, arguments: RecheckArguments, **kwargs: Any) -> None:
        super().__init__(arguments, **kwargs)
        self.judged_places: set[str] = set()

    async def start(self) -> AsyncIterator[Any]:
        """One observation for each page and each of its cards; a damaged file ends the reading, named."""
        reading: Reading = load_object(self.settings.get("WANGXUN_RECHECK_READING") or read_here)
        try:
            async for seen in self._in_order(reading):
                await self.room()
                yield seen
        except EvidenceError as error:
            self.count("wangxun/unreadable_pages")
            self.logger.error("%s", error)  # noqa: TRY400  # its sentence says it all

    async def _in_order(self, reading: Reading) -> AsyncIterator[Observation]:
        """Several pages are read at once; what they say comes in the order in which they lie."""
        waiting: deque[asyncio.Task[list[Observation]]] = deque()
        try:
            async for page in self._pages():
                waiting.append(asyncio.ensure_future(reading(page)))
                if len(waiting) == AHEAD:
                    for seen in await waiting.popleft():
                        yield seen
            while waiting:
                for seen in await waiting.popleft():
                    yield seen
        finally:
            for task in waiting:
                task.cancel()

    async def _pages(self) -> AsyncIterator[StoredPage]:
        kept = captures(Path(self.settings["WANGXUN_EVIDENCE_DIR"]), self.arguments.since)
        while (capture := await asyncio.to_thread(next, kept, None)) is not None:
            page = page_of(replace(capture, judged_on=self.arguments.on))
            if page is not None:
                yield page

    def detail(self, card: Any) -> None:
        """What is stored opens nothing."""


async def read_here(page: StoredPage) -> list[Observation]:
    """Read in a thread of this process: the judging is left to the pipelines."""
    item = await asyncio.to_thread(read_stored, page)
    refile(item, page.capture)
    return observed(item, page.capture)


def page_of(capture: Capture) -> StoredPage | None:
    """The page, or the part of a listing, in a capture; None for redirects, robots.txt, rows, what is neither."""
    headers = {name.lower(): value.decode("latin-1") for name, value in capture.headers}
    content_type = headers.get(b"content-type")
    if "loaded_by" in capture.notes:  # what a drawn page loaded, frames among it, was not judged either
        return None
    row = capture.status is None and "json" in (content_type or "")  # read by a mapping, not by a reader
    redirect = capture.status is not None and 300 <= capture.status < 400
    if row or redirect or capture.url.endswith("/robots.txt"):
        return None
    pictured = recall(capture).owner
    drawn = "rendered" in capture.notes
    body = capture.body if drawn else expanded(capture.body, headers.get(b"content-encoding"))
    of_listing = SHOWN_ON in capture.notes
    if len(body) > LARGEST or not (pictured or of_listing or is_document(content_type, body)):
        return None
    url = capture.url or None
    return StoredPage(capture=capture, body=body, url=url, content_type=content_type, pictured=pictured)
