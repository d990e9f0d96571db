"""How did preserved bytes look? The browser draws them for a dossier, with no way to the network and no script run."""

import asyncio
import shutil
from collections.abc import Mapping, Sequence
from importlib.util import find_spec

from crawler.days import SHANGHAI, now
from crawler.rendering import ARGUMENTS, BROWSERS
from evidence.capture import Capture, Drawn
from evidence.depiction import Depiction
from spiders.stored.media import expanded

SECONDS = 20.0
"""For one page, from its first byte to its picture."""
NOWHERE = ["--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=http://0.0.0.0:9"]
"""Should a request ever slip past the route, it finds neither names nor a way."""
UNTRUE = ("content-encoding", "transfer-encoding", "content-length", "content-security-policy", "set-cookie")


def can_draw() -> bool:
    """Is there a browser, and what drives it?"""
    return find_spec("playwright") is not None and any(map(shutil.which, BROWSERS))


def depict(pages: Sequence[Capture], resources: Sequence[Capture]) -> list[Depiction]:
    """A picture of each page, drawn from these bytes alone; a page that fails says why, the others go on."""
    return asyncio.run(_depict(pages, resources))


async def _depict(pages: Sequence[Capture], resources: Sequence[Capture]) -> list[Depiction]:
    from playwright.async_api import Error as BrowserError
    from playwright.async_api import async_playwright

    path = next(found for name in BROWSERS if (found := shutil.which(name)))
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *NOWHERE])
            context = await browser.new_context(
                java_script_enabled=False, service_workers="block", accept_downloads=False, offline=True
            )
            known = {one.url: one for one in resources}
            made = [await _draw(context, page, known, browser.version) for page in pages]
            await browser.close()
            return made
    except (BrowserError, OSError) as error:
        said = " ".join(str(error).split())[:300]
        return [Depiction(page.url, page.sha256, Drawn(failure=said)) for page in pages]


async def _draw(context: object, capture: Capture, known: Mapping[str, Capture], version: str) -> Depiction:
    from playwright.async_api import BrowserContext, Route
    from playwright.async_api import Error as BrowserError

    from crawler.screenshot import picture_of

    assert isinstance(context, BrowserContext)
    refused: set[str] = set()
    page = await context.new_page()
    address = capture.url if capture.url.startswith(("http://", "https://")) else "http://preserved.invalid/"

    given = False

    async def answer(route: Route) -> None:
        """Only what is preserved is given; everything else is refused and counted."""
        nonlocal given
        request = route.request
        main = request.is_navigation_request() and request.frame == page.main_frame
        kept = None if main and given else capture if main else known.get(request.url)
        given = given or main
        if kept is not None:
            await route.fulfill(status=_status(kept), headers=_headers(kept), body=_body(kept))
            return
        refused.add(request.url)
        if main:  # a page that sends its reader elsewhere stays where it is: 204 is no new page
            await route.fulfill(status=204)
        else:
            await route.abort()

    try:
        await page.route("**/*", answer)
        async with asyncio.timeout(SECONDS):
            await page.goto(address, wait_until="load", timeout=SECONDS * 1000)
            drawn = await picture_of(page)
    except (BrowserError, TimeoutError) as error:
        drawn = Drawn(failure=" ".join(str(error).split())[:300] or "timeout")
    finally:
        await page.close()
    at = now().astimezone(SHANGHAI)
    return Depiction(capture.url, capture.sha256, drawn, f"Chromium {version}", at, len(refused))


def _status(kept: Capture) -> int:
    """As served, but for what would show nothing."""
    return kept.status if kept.status and kept.status != 204 else 200


def _headers(kept: Capture) -> dict[str, str]:
    pairs = ((name.decode("latin-1"), value.decode("latin-1")) for name, value in kept.headers)
    return {name: value for name, value in pairs if name.lower() not in UNTRUE}


def _body(kept: Capture) -> bytes:
    """The payload without its content encoding; what the browser gave was decoded by it already."""
    if "rendered" in kept.notes or "browser" in kept.notes:
        return kept.body
    headers = {name.lower(): value.decode("latin-1") for name, value in kept.headers}
    return expanded(kept.body, headers.get(b"content-encoding"))
