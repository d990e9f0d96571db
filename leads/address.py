"""One spelling for one address: without scheme, tracking parameters, index page and closing slash."""

from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

TRACKING = frozenset(
    {"spm", "scm", "pvid", "clk_id", "ali_trackid", "ali_refid", "track_id", "from", "src", "ref"}
)
"""Query parameters that say how a visitor came, never what is shown."""

INDEX_PAGES = ("index.html", "index.htm", "index.php")


@lru_cache(10_000)
def same_address(url: str) -> str:
    """`url` in the spelling that identifies a page; one that cannot be parsed stays as it is.

    >>> same_address("HTTPS://Shop1.Example.cn:443/index.htm?spm=a1&id=7#top")
    'shop1.example.cn?id=7'
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip(".").removeprefix("www."), parts.port
    except ValueError:
        return url.strip()
    default = {"http": 80, "https": 443}.get(parts.scheme)
    place = host if port in {None, default} else f"{host}:{port}"
    path = parts.path
    for page in INDEX_PAGES:
        path = path.removesuffix(f"/{page}")
    query = urlencode(sorted(_telling(parts.query)))
    return place + path.rstrip("/") + (f"?{query}" if query else "")


def host_of(url: str | None) -> str | None:
    """The host of `url` with a port that is not the default, lower case; None when it has none."""
    if not url:
        return None
    return same_address(url).partition("/")[0].partition("?")[0] or None


def _telling(query: str) -> list[tuple[str, str]]:
    pairs = parse_qsl(query, keep_blank_values=True)
    return [(name, value) for name, value in pairs if not name.startswith("utm_") and name not in TRACKING]
