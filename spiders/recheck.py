"""Captures of the evidence directory read again by today's readers, to be judged anew; no request is sent."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime

from evidence.capture import Capture
from evidence.errors import EvidenceError
from evidence.read import captures
from spiders.archive import observations
from spiders.arguments import Arguments
from spiders.paced import PacedSpider
from spiders.stored.media import expanded, is_document
from spiders.stored.page import LARGEST, StoredPage


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
        kept = captures(Path(self.settings["WANGXUN_EVIDENCE_DIR"]), self.arguments.since)
        try:
            while (capture := await asyncio.to_thread(next, kept, None)) is not None:
                await self.room()
                page = page_of(replace(capture, judged_on=self.arguments.on))
                if page is None:
                    continue
                self.count("wangxun/pages")
                for observation in await asyncio.to_thread(observations, page):
                    yield observation
        except EvidenceError as error:
            self.count("wangxun/unreadable_pages")
            self.logger.error("%s", error)  # noqa: TRY400  # its sentence says it all

    def detail(self, card: Any) -> None:
        """What is stored opens nothing."""


def page_of(capture: Capture) -> StoredPage | None:
    """The page in a capture; None for a redirect, robots.txt, a row of a feed, and what is no document."""
    headers = {name.lower(): value.decode("latin-1") for name, value in capture.headers}
    content_type = headers.get(b"content-type")
    if "loaded_by" in capture.notes:  # what a drawn page loaded, frames among it, was not judged either
        return None
    row = capture.status is None and "json" in (content_type or "")  # read by a mapping, not by a reader
    redirect = capture.status is not None and 300 <= capture.status < 400
    if row or redirect or capture.url.endswith("/robots.txt"):
        return None
    drawn = "rendered" in capture.notes
    body = capture.body if drawn else expanded(capture.body, headers.get(b"content-encoding"))
    if len(body) > LARGEST or not is_document(content_type, body):
        return None
    return StoredPage(capture=capture, body=body, url=capture.url or None, content_type=content_type)
