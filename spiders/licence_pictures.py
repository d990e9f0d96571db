"""Which pictures of a licence does a crawl fetch, and what does a fetched one say?"""

import asyncio
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from crawler.items import AnyItem, Licence, LicenceDisplay, LicenceOwner, Shop, Status, Website
from spiders.pages.status import BY_CODE
from spiders.pictures.licence_item import is_picture, licence_of
from spiders.pictures.opening import LARGEST

MOST = 3
"""Pictures of one page that are fetched."""

_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp)$", re.I)


def pictures_of(item: AnyItem, stays: Callable[[str], bool]) -> dict[str, LicenceOwner]:
    """Addresses of the pictures on which a page alone shows its licence, with whose it is; on the crawl's sites.

    A page that shows a number in its text needs none.
    """
    if not isinstance(item, Shop | Website | Licence) or item.status is not Status.OK:
        return {}
    own = [one for one in item.licences if one.owner != "platform" and not one.hidden and not one.dead]
    if any(one.number for one in own):
        return {}
    found = {one.href: one.owner for one in own if one.href and _shows(one) and stays(one.href)}
    here = urlsplit(item.url or "").netloc
    named = item.shop_id or item.shop_url or item.shop_name
    return dict(
        [(url, owner) for url, owner in found.items() if named or urlsplit(url).netloc == here][:MOST]
    )


def _shows(display: LicenceDisplay) -> bool:
    """Is its address a picture's? A QR code is none that could be read."""
    if display.form == "image":
        return True
    return display.form != "electronic" and _PICTURE.search(urlsplit(display.href or "").path) is not None


def picture_request(url: str, **handled: object) -> Request:
    """A request for one picture, bounded in size; it waits and asks robots.txt as any other."""
    given = {"priority": 25, "meta": {"download_maxsize": LARGEST}} | handled
    return Request(url, **given)  # type: ignore[arg-type]


async def read_picture_response(response: Response, owner: LicenceOwner) -> Licence:
    """What the picture says; read in a process of its own, so that the event loop goes on meanwhile."""
    return await asyncio.to_thread(read_picture_answer, response.body, response.url, response.status, owner)


def read_picture_answer(body: bytes, url: str | None, status: int | None, owner: LicenceOwner) -> Licence:
    """What was answered to the request for a picture: what it says, or why there is none."""
    refused = status is not None and status >= 400
    if refused or not is_picture(body):
        unread = BY_CODE.get(status or 0, Status.BLOCKED) if refused else Status.DAMAGED
        return Licence(status=unread, url=url, notes=["执照图片未能取得，未识读"])
    item = licence_of(body, url=url, owner=owner)
    item.seller_name = None  # the page says whose shop it is; the picture, whose licence
    return item
