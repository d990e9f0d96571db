"""Which pages a browser draws: by a platform's policy, and by what a reader says of the plain HTML."""

from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.settings import BaseSettings

from crawler.items import AnyItem, Licence, Shop, Status, Website

NAVIGATION_SECONDS = 30


def policy_for(settings: BaseSettings, platform: str | None) -> str:
    """never, when_needed or always: the platform's own setting, else the general one."""
    general = str(settings["WANGXUN_RENDER"])
    if general == "never":
        return general
    return str(settings.getdict("WANGXUN_RENDER_PLATFORMS").get(platform or "generic", general))


def in_browser(request: Request, state: str | None = None, *, pictured: bool = False) -> Request:
    """The same request, to be drawn by the browser; `state` is a file with a log-in that a campaign allows."""
    context: dict[str, Any] = {"service_workers": "block", "accept_downloads": False}
    if state:
        context["storage_state"] = state
    meta: dict[str, Any] = {
        "playwright": True,
        "playwright_context": "login" if state else "default",
        "playwright_context_kwargs": context,
        "playwright_page_goto_kwargs": {"wait_until": "load"},
        "download_timeout": NAVIGATION_SECONDS * 2,
    }
    if pictured:
        from scrapy_playwright.page import PageMethod

        from crawler.resources import listen
        from crawler.screenshot import draw

        meta["playwright_page_init_callback"] = listen
        meta["playwright_page_methods"] = [PageMethod(draw)]
    return request.replace(meta=request.meta | meta, dont_filter=True)


def was_drawn(response: Response) -> bool:
    """Did this page come out of the browser?"""
    return bool(response.meta.get("playwright"))


def wants_drawing(item: AnyItem, response: Response, settings: BaseSettings) -> bool:
    """Should this page, read from plain HTML, be read again from the browser?

    Yes where the HTML is a shell, and where the part of a shop's or site's page that may show its licence is
    filled by script: without it there is no verdict.
    """
    needed = item.status is Status.NEEDS_JAVASCRIPT or (
        isinstance(item, Shop | Website | Licence) and bool(item.unread)
    )
    return needed and not was_drawn(response) and policy_for(settings, item.platform) != "never"
