"""Which site a page belongs to, whether it is its front page, and which addresses name the same place."""

import re
from urllib.parse import urlsplit

from w3lib.url import canonicalize_url

from crawler.items import AnyItem

_HOME_PATHS = frozenset(
    {
        "",
        "/",
        "/index.html",
        "/index.htm",
        "/index.php",
        "/index.asp",
        "/index.aspx",
        "/index.jsp",
        "/default.aspx",
        "/home",
        "/index",
    }
)
_SHOP_PATH = re.compile(r"/(?:shops?|stores?|seller|merchant|dianpu)[/-][\w-]{1,24}(?:\.html?)?/?$")


def site_key(item: AnyItem) -> str:
    """What groups pages: a platform's shop by id, address or name; a website by its host."""
    shop = (
        getattr(item, "shop_id", None) or getattr(item, "shop_url", None) or getattr(item, "shop_name", None)
    )
    if item.platform and shop:
        return f"{item.platform}/{shop}"
    try:
        host = urlsplit(item.url or "").hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.") or item.path or item.url or item.title or ""


def is_home(item: AnyItem) -> bool:
    """A shop's page, or the front page of a website, whatever else it offers."""
    if item.kind == "shop":
        return True
    try:
        path = urlsplit(item.url).path.lower() if item.url else ""
    except ValueError:
        return False
    if item.kind == "website" and not path:
        return True
    return (
        bool(item.url) and item.kind != "licence" and (path in _HOME_PATHS or bool(_SHOP_PATH.search(path)))
    )


def same_place(url: str | None) -> str:
    """One spelling for one place: scheme, fragment, a slash at the end and order of parameters make no other."""
    try:
        return canonicalize_url(url or "").split("://", 1)[-1].rstrip("/")
    except ValueError:  # no address at all: the same as itself
        return url or ""
