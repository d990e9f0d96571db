"""Turns a Scrapy response into an item through the page objects, without holding up the event loop."""

import asyncio

from scrapy.http import Response

from crawler.items import AnyItem
from spiders.pages.read import read

BRIEF = 150_000
"""Bytes up to which reading takes a few milliseconds; longer pages are read in a thread."""


async def read_response(response: Response, platform: str | None = None) -> AnyItem:
    """The item on this page, with its status; never raises on what the page holds."""
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None

    def reading() -> AnyItem:
        return read(
            response.body,
            url=response.url,
            content_type=content_type,
            platform=platform,
            http_status=response.status,
        )

    return reading() if len(response.body) <= BRIEF else await asyncio.to_thread(reading)
