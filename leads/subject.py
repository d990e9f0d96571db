"""Whose breach is it: the shop or site behind an item, and every name it goes by on its platform."""

from dataclasses import dataclass

from crawler.items import AnyItem, Item, Licence, Policy, Website
from leads.address import host_of, same_address
from leads.region import region_of
from leads.storable import key, storable


@dataclass(frozen=True, slots=True)
class SubjectSeen:
    """A shop or site as one item shows it. `keys` come strongest first; the last resort is the host."""

    platform: str  # "" for none
    keys: tuple[str, ...]
    shop_id: str | None
    shop_name: str | None
    shop_url: str | None
    seller_name: str | None
    operator: str | None
    licence: str | None
    location: str | None
    region: str | None


def subject_of(meant: AnyItem, page: AnyItem, url: str | None) -> SubjectSeen:
    """The subject of `meant`, the page's item or a card on it; a card may leave its shop to the page."""
    platform = (storable(meant.platform or page.platform) or "")[:100]
    own = (
        {"shop"} if platform else {"shop", "website"}
    )  # on a platform the website's licence is the platform's
    licence = next((one.number for one in page.licences if one.valid and one.owner in own), None)
    location = _either("location", meant, page)
    shop_id, shop_url = _either("shop_id", meant, page), _either("shop_url", meant, page)
    shop_name, seller = _either("shop_name", meant, page), _either("seller_name", meant, page)
    if not platform:
        keys = _keys_on_host(
            host_of(meant.url or page.url or url) or "", meant, shop_id, shop_url, shop_name or seller
        )
    else:
        keys = _keys(shop_id, shop_url, shop_name or seller)
    return SubjectSeen(
        platform=platform,
        keys=tuple(key(text) for text in keys or [f"host:{host_of(meant.url or page.url or url) or ''}"]),
        shop_id=shop_id,
        shop_name=shop_name,
        shop_url=shop_url,
        seller_name=seller,
        operator=_either("operator", meant, page),
        licence=storable(licence),
        location=location,
        region=region_of(location, licence),
    )


def _either(field: str, meant: Item, page: Item) -> str | None:
    """The field of the card, else of the page it stands on; a page of many shops names no shop of its own."""
    return storable(getattr(meant, field, None) or getattr(page, field, None))


def _keys(shop_id: str | None, shop_url: str | None, name: str | None, scope: str = "") -> list[str]:
    """The names of a shop, the surest first. Shops' names are unique on a platform."""
    keys = []
    if shop_id:
        keys.append(f"id:{scope}{shop_id}")
    if shop_url:
        keys.append(f"url:{same_address(shop_url)}")
    if name:
        keys.append(f"name:{scope}{name}")
    return keys


def _keys_on_host(
    host: str, meant: AnyItem, shop_id: str | None, shop_url: str | None, name: str | None
) -> list[str]:
    """Where no platform is known, numbers and names are unique on their host only.

    A page that speaks for a whole site (home page, terms, licence) is the host's, whatever it calls itself.
    """
    keys = _keys(shop_id, shop_url, name, f"{host} ")
    whole_site = isinstance(meant, Website | Policy | Licence) and not shop_id and not shop_url
    return [f"host:{host}", *keys] if whole_site else keys
