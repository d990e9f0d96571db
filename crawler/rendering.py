"""Pages that only a browser can draw: the system's Chromium through scrapy-playwright, when a reader asks for it.

The browser is started with the first page that needs it, draws pictures and fonts only for screenshots, and asks for nothing at
addresses that the operator did not allow.
"""

import asyncio
import logging
import shutil
import socket
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings

from crawler.addresses import DEFAULT_PORTS, AllowedHosts, is_public, literal_address
from spiders.rendering import NAVIGATION_SECONDS

logger = logging.getLogger(__name__)

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
UNDRAWN = frozenset({"image", "font", "media", "websocket", "manifest", "texttrack", "eventsource"})
"""Kinds of resources that are not loaded: they say nothing that a reader reads."""

ARGUMENTS = [
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
CONTEXTS, PAGES = 2, 2
"""Browser contexts, and pages in each, at once: a page takes 50 to 330 MB."""


class RenderingAddon:
    """A Scrapy addon: put the browser behind http and https, or say once why there is none."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Leave everything as it is where rendering is `never`, or where its parts are missing."""
        if settings["WANGXUN_RENDER"] == "never":
            return
        browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
        if browser is None or find_spec("scrapy_playwright") is None:
            settings.set("WANGXUN_RENDER", "never", priority="cmdline")
            logger.info(
                "没有浏览器渲染：%s；需要脚本的页面记为 needs_javascript",
                "未安装 wangxun[browser]" if browser else "系统中没有 chromium",
            )
            return
        allowed = AllowedHosts.parse(settings.getlist("WANGXUN_ALLOW_PRIVATE"))
        pictured = settings.getint("WANGXUN_SCREENSHOT_SEVERITY") > 0
        undrawn = UNDRAWN - {"image", "font"} if pictured else UNDRAWN
        changes: dict[str, Any] = {
            "PLAYWRIGHT_BROWSER_TYPE": "chromium",
            "PLAYWRIGHT_LAUNCH_OPTIONS": {"executable_path": browser, "headless": True, "args": ARGUMENTS},
            "PLAYWRIGHT_MAX_CONTEXTS": CONTEXTS,
            "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": PAGES,
            "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": NAVIGATION_SECONDS * 1000,
            "PLAYWRIGHT_ABORT_REQUEST": BrowserGuard(allowed, undrawn),
        }
        settings.setdict(changes, priority="addon")
        handlers = settings.getdict("DOWNLOAD_HANDLERS")
        ours = dict.fromkeys(DEFAULT_PORTS, "crawler.browser.BrowserDownloadHandler")
        settings.set("DOWNLOAD_HANDLERS", handlers | ours, priority="project")


class BrowserGuard:
    """Says for each of the browser's own requests whether it is aborted: undrawn kinds, refused addresses."""

    def __init__(self, allowed: AllowedHosts, undrawn: frozenset[str] = UNDRAWN) -> None:
        self.allowed = allowed
        self.undrawn = undrawn

    async def __call__(self, request: Any) -> bool:
        """True aborts. Names are resolved first: a public name may lead to a private address."""
        if request.resource_type in self.undrawn:
            return True
        parts = urlsplit(request.url)
        if parts.scheme in ("data", "blob", "about"):
            return False
        try:
            port = parts.port or DEFAULT_PORTS[parts.scheme]
        except (ValueError, KeyError):
            return True
        host = (parts.hostname or "").lower()
        return not self.allowed.allows(host, port) and not await self._all_public(host, port)

    async def _all_public(self, host: str, port: int) -> bool:
        literal = literal_address(host)
        if literal is not None:
            return is_public(literal)
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError:
            return False
        addresses = [literal_address(str(address[0])) for *_, address in found]
        return bool(addresses) and all(address is not None and is_public(address) for address in addresses)
