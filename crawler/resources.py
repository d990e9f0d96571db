"""What a page loaded while the browser drew it: pictures, styles and scripts as the browser got them."""

import asyncio
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from playwright.async_api import Error as BrowserError
from playwright.async_api import Page, Request, Response

from crawler.days import now
from evidence.capture import Capture, Headers
from evidence.secrecy import is_secret

SECONDS = 10.0
MOST = 200
"""Resources of one page that are kept at most, in the order in which they came."""
LARGEST, ALL = 5_000_000, 20_000_000
"""Bytes of one resource, and of all resources of a page."""
AT_ONCE = 8
DECODED = (b"content-encoding", b"transfer-encoding", b"content-length")
"""Headers that are no longer true of the body: the browser gives it decoded."""


class Loaded:
    """Listens to one page from before it opens; `gather` reads the bodies before it is closed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.finished: list[tuple[Request, datetime]] = []
        self.left_out = 0
        page.on("requestfinished", self._finished)

    def _finished(self, request: Request) -> None:
        document = request.is_navigation_request() and request.frame == self.page.main_frame
        if document or request.method != "GET" or not request.url.startswith(("http://", "https://")):
            return
        if len(self.finished) < MOST:
            self.finished.append((request, now()))
        else:
            self.left_out += 1

    async def gather(self) -> tuple[tuple[Capture, ...], int]:
        """The resources within the bounds of count, bytes and time, and how many were left out."""
        kept: list[Capture] = []
        left, end = ALL, asyncio.get_running_loop().time() + SECONDS
        for start in range(0, len(self.finished), AT_ONCE):
            some = self.finished[start : start + AT_ONCE]
            try:
                async with asyncio.timeout_at(end):
                    found = await asyncio.gather(*(self._read(request, at) for request, at in some))
            except TimeoutError:
                break
            for capture in found:
                if capture is not None and len(capture.body) <= left:
                    kept.append(capture)
                    left -= len(capture.body)
        return tuple(kept), len(self.finished) + self.left_out - len(kept)

    async def _read(self, request: Request, at: datetime) -> Capture | None:
        """One resource; None when it is too large or its body is gone from the browser."""
        try:
            response = await request.response()
            if response is None or (await request.sizes())["responseBodySize"] > LARGEST:
                return None
            moved = 300 <= response.status < 400  # a redirect has no body that could be asked for
            body = b"" if moved else await response.body()
            if len(body) > LARGEST:
                return None
            return await _capture(self.page.url, request, response, body, at)
        except BrowserError:
            return None


LOADED: WeakKeyDictionary[Page, Loaded] = WeakKeyDictionary()
"""One for the process: `listen` and the screenshot's method know a page's resources by it alone."""


async def listen(page: Page, _request: Any) -> None:
    """scrapy-playwright's `playwright_page_init_callback`: called before the page goes anywhere."""
    LOADED[page] = Loaded(page)


async def _capture(page: str, request: Request, response: Response, body: bytes, at: datetime) -> Capture:
    server = await response.server_addr()
    security = await response.security_details()
    asked = [pair for pair in _pairs(await request.headers_array()) if not is_secret(pair[0])]
    return Capture(
        url=request.url,
        body=body,
        at=at,
        status=response.status,
        headers=tuple(map(_renamed, _pairs(await response.headers_array()))),
        request_headers=tuple(asked),
        peer=server["ipAddress"] if server else None,
        tls=security.get("protocol") if security else None,
        notes={"loaded_by": page, "browser": "the body as the browser decoded it"},
    )


def _pairs(headers: Any) -> Headers:
    """Playwright's list of names and values; HTTP/2 sends the request line as names with a colon."""
    pairs = ((one["name"].encode("latin-1", "replace"), one["value"].encode()) for one in headers)
    return tuple(pair for pair in pairs if not pair[0].startswith(b":"))


def _renamed(pair: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """A header that was true of the bytes on the wire, under a name that no reader takes for one of these."""
    name, value = pair
    return (b"X-Orig-" + name, value) if name.lower() in DECODED else pair
