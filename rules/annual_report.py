"""Does an operator's annual report name this website or shop among those that it runs?"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from w3lib.url import canonicalize_url

from rules.names import comparable


@dataclass(frozen=True, slots=True)
class Place:
    """A website or shop as its pages show it; what they do not show is None."""

    url: str | None = None
    shop_url: str | None = None
    shop_id: str | None = None
    name: str | None = None


def reported(place: Place, sites: Iterable[str]) -> bool:
    """Is the place among `sites`, as reports write them: addresses with or without scheme, or a shop's name?

    In doubt it is: a report that names but the platform, or the host of several shops, counts for each of them.
    """
    return any(_means(site, place) for site in sites)


def _means(site: str, place: Place) -> bool:
    written = "".join(site.split())
    if not written:
        return False
    if place.name and comparable(place.name) in comparable(written):
        return True
    host, path, query = _address(written)
    if place.shop_id and len(place.shop_id) >= 5 and place.shop_id in f"{host}{path}{query}":
        return True
    return any(_same(host, path, query, address) for address in (place.shop_url, place.url) if address)


def _same(host: str, path: str, query: str, address: str) -> bool:
    """A bare host means all that lies on it and below it; one with a path means that page and those under it."""
    own_host, own_path, own_query = _address(address)
    if not path and not query:
        return bool(host) and (own_host == host or own_host.endswith(f".{host}"))
    if host != own_host:
        return False
    under = f"{own_path}/".startswith(f"{path}/") or f"{path}/".startswith(f"{own_path}/")
    return under and (not query or not own_query or query == own_query)


def _address(written: str) -> tuple[str, str, str]:
    """Host, path and query in one spelling; nothing where it is no address."""
    address = written if "://" in written else f"http://{written}"
    try:
        parts = urlsplit(canonicalize_url(address.lower()))
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    except ValueError:
        return "", "", ""
    path = parts.path.rstrip("/").removesuffix("/index.html").removesuffix("/index.htm")
    return (host + port if "." in host else ""), path, parts.query
