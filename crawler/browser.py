"""scrapy-playwright's download handler, started with the first page that needs it rather than with every crawl."""

import asyncio

from scrapy import Request
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from crawler.handshake import RemembersHandshakes


class BrowserDownloadHandler(ScrapyPlaywrightDownloadHandler, RemembersHandshakes):  # type: ignore[misc]  # no types
    """Requests without `playwright` in their meta go the plain way and start nothing."""

    _starting: asyncio.Lock | None = None

    async def _maybe_launch_in_thread(self) -> None:
        """Called when the engine starts: start nothing yet, most crawls never need a browser."""

    async def download_request(self, request: Request) -> Response:
        """Start Playwright once, before the first page that is to be drawn."""
        if request.meta.get("playwright") and not getattr(self, "browser_provider", None):
            self._starting = self._starting or asyncio.Lock()
            async with self._starting:
                if not getattr(self, "browser_provider", None):
                    await self._launch()
        response: Response = await super().download_request(request)
        return response
