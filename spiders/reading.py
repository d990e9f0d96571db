"""Turns a Scrapy response into an item through the page objects, without holding up the event loop."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from scrapy.http import Response

from crawler.items import AnyItem
from spiders.pages.read import read

BRIEF = 50_000
"""Bytes up to which reading takes a few milliseconds; longer pages are read in a thread."""

_READER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reader")
"""One reader at a time: several would only wait for each other (Python runs one thread) and hold their pages."""


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

    if len(response.body) <= BRIEF:
        return reading()
    return await asyncio.get_running_loop().run_in_executor(_READER, reading)
