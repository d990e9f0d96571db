"""Whose breach is it: the shop or site behind an item, and every name it goes by on its platform."""

from dataclasses import dataclass, replace

from crawler.items import AnyItem, Item, Licence, Policy, Website
from leads.address import absolute, host_of, shop_address
from leads.region import region_of
from leads.storable import key, storable


@dataclass(frozen=True, slots=True)
class SubjectSeen:
    """A shop or site as one item shows it. `keys` come strongest first; the last resort is the host."""

    platform: str  # "" for none
    shop_id: str | None
    shop_name: str | None
    shop_url: str | None
    seller_name: str | None
    operator: str | None
    licence: str | None
    location: str | None
    region: str | None
    keys: tuple[str, ...] = ()


def subject_of(meant: AnyItem, page: AnyItem, url: str | None, *, stand_alone: bool = False) -> SubjectSeen:
    """The subject of `meant`, the page's item or a card on it; a card may leave its shop to the page.

    `url` is the address that was read. A page may claim any other as its own, so only this one says on
    whose host it stood; with `stand_alone` the whole host is one shop's.
    """
    platform = (storable(meant.platform or page.platform) or "")[:100]
    location, shop_url = _either("location", meant, page), absolute(_either("shop_url", meant, page), url)
    licence = _licence(page, platform)
    seen = SubjectSeen(
        platform=platform,
        shop_id=_either("shop_id", meant, page),
        shop_name=_either("shop_name", meant, page),
        shop_url=shop_url,
        seller_name=_either("seller_name", meant, page),
        operator=_either("operator", meant, page),
        licence=licence,
        location=location,
        region=region_of(location, licence),
    )
    host = host_of(url) or host_of(page.url) or ""
    return replace(seen, keys=tuple(key(text) for text in keys_of(seen, meant, host, stand_alone)))


def keys_of(seen: SubjectSeen, meant: AnyItem, host: str, stand_alone: bool) -> list[str]:
    """The names of a shop, the surest first; the host where it has none.

    Numbers and names are unique on a platform; where none is known they are so on their host only. A page
    that speaks for a whole site (home page, terms, licence) is the host's, whatever it calls itself.
    """
    scope = "" if seen.platform else f"{host} "
    name = seen.shop_name or seen.seller_name
    named = [f"name:{scope}{name}"] if name else []
    if stand_alone and not seen.platform:
        return [f"host:{host}", *named]
    keys = [f"id:{scope}{seen.shop_id}"] if seen.shop_id else []
    if seen.shop_url:
        keys.append(f"url:{shop_address(seen.shop_url)}")
    if not keys and not seen.platform and isinstance(meant, Website | Policy | Licence):
        keys.append(f"host:{host}")
    return keys + named or [f"host:{host}"]


def _either(field: str, meant: Item, page: Item) -> str | None:
    """The field of the card, else of the page it stands on; a page of many shops names no shop of its own."""
    return storable(getattr(meant, field, None) or getattr(page, field, None))


def _licence(page: AnyItem, platform: str) -> str | None:
    """The valid number that the subject shows; on a platform the website's licence is the platform's own."""
    own = {"shop"} if platform else {"shop", "website"}
    return storable(next((one.number for one in page.licences if one.valid and one.owner in own), None))
