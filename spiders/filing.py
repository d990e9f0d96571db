"""Whose page is it, where its bytes do not say so? What led a journey there, and how that stays with the capture.

A licence page often does not name the shop whose link led to it. What the journey knew is among the notes of the
capture, so that the page is filed alike when it is judged anew.
"""

from pydantic import BaseModel, ValidationError
from scrapy.http import Response

from crawler.items import AnyItem, Licence, LicenceOwner, Policy, Search, Shop, Website
from evidence.capture import Capture
from spiders.licence_pictures import pictures_of

NOTE = "filed"
NAMES = ("platform", "shop_id", "shop_name", "shop_url")
"""Who a shop is, as far as a page says."""


class Filed(BaseModel):
    """What was known of a page; None or nothing where its own words are all there is."""

    platform: str | None = None  # the marketplace that no reader knows
    shop: dict[str, str] | None = None  # whose link led here
    owner: LicenceOwner | None = None  # of a picture: whose licence it shows
    pictures: list[str] = []  # of a page: the pictures of its licence that were asked for


def identity(shop: AnyItem) -> dict[str, str]:
    """Who a shop is: what its other pages are filed under."""
    return {name: value for name in NAMES if (value := getattr(shop, name, None))}


def belongs_to(item: AnyItem, shop: dict[str, str] | None) -> None:
    """File a page under the shop whose link led to it, as far as it does not say otherwise.

    A policy page under a site's own licence is the site's, whichever shop's link led there first.
    """
    if shop is None or not isinstance(item, Licence | Policy | Search | Shop | Website):
        return
    if isinstance(item, Shop):  # a further page of the shop is not another shop
        if item.shop_id is None and shop.get("shop_id"):
            item.shop_id, item.shop_url = shop["shop_id"], shop.get("shop_url")
        return
    if isinstance(item, Policy) and any(shown.owner == "website" for shown in item.licences):
        return
    for name, value in shop.items():
        if getattr(item, name, None) is None:
            setattr(item, name, value)


def picture_of(item: AnyItem, shop: dict[str, str]) -> None:
    """A picture says whose licence it shows, not whose shop: that is the page's on which it stands."""
    for name, value in shop.items():
        setattr(item, name, value)


def remember(response: Response, **known: object) -> None:
    """Keep with the response's capture what is known of it, beside what was kept before."""
    capture = response.meta.get("capture") if response.request else None
    if isinstance(capture, Capture) and any(known.values()):
        filed = recall(capture).model_copy(update={name: value for name, value in known.items() if value})
        capture.notes[NOTE] = filed.model_dump_json(exclude_defaults=True)


def recall(capture: Capture) -> Filed:
    """What is kept with a capture."""
    try:
        return Filed.model_validate_json(capture.notes.get(NOTE, "{}"))
    except ValidationError:
        return Filed()


def refile(item: AnyItem, capture: Capture) -> None:
    """What the journey did with a page, once more: file it, and say which pictures its verdict waits for."""
    known = recall(capture)
    shop = {name: value for name, value in (known.shop or {}).items() if name in NAMES}
    if known.owner and isinstance(item, Licence):
        picture_of(item, shop)
    elif shop:
        belongs_to(item, shop)
    item.platform = item.platform or known.platform
    item.licence_pictures = list(pictures_of(item, set(known.pictures).__contains__))
