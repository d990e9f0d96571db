"""Whose breach is it: the shop or site behind an item, and every name it goes by on its platform."""

from dataclasses import dataclass, replace

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
    seen = SubjectSeen(
        platform=platform,
        keys=(),
        shop_id=_either("shop_id", meant, page),
        shop_name=_either("shop_name", meant, page),
        shop_url=_either("shop_url", meant, page),
        seller_name=_either("seller_name", meant, page),
        operator=_either("operator", meant, page),
        licence=storable(licence),
        location=location,
        region=region_of(location, licence),
    )
    return replace(seen, keys=keys_of(seen, meant, host_of(meant.url) or host_of(page.url or url) or ""))


def _either(field: str, meant: Item, page: Item) -> str | None:
    """The field of the card, else of the page it stands on; a page of many shops names no shop of its own."""
    return storable(getattr(meant, field, None) or getattr(page, field, None))


def keys_of(seen: SubjectSeen, meant: AnyItem, host: str) -> tuple[str, ...]:
    """Names are unique on a platform; where none is known they are so on their host only.

    A page that speaks for a whole site (home page, terms, licence) is the host's, whatever it calls itself.
    """
    scope = "" if seen.platform else f"{host} "
    keys = [f"id:{scope}{seen.shop_id}"] if seen.shop_id else []
    if seen.shop_url:
        keys.append(f"url:{same_address(seen.shop_url)}")
    if not keys and not seen.platform and isinstance(meant, Website | Policy | Licence):
        keys.append(f"host:{host}")
    if name := seen.shop_name or seen.seller_name:
        keys.append(f"name:{scope}{name}")
    return tuple(key(text) for text in keys) or (key(f"host:{host}"),)
