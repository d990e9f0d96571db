"""One spelling for one address: without scheme, tracking parameters, index page and closing slash."""

from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit

TRACKING = frozenset(
    {
        *(
            "spm",
            "scm",
            "pvid",
            "clk_id",
            "ali_trackid",
            "ali_refid",
            "track_id",
            "tracelog",
            "from",
            "src",
            "ref",
        ),
        *("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"),
    }
)
"""Query parameters that say how a visitor came, never what is shown."""

SHOP_NUMBERS = frozenset(
    {
        "user_number_id",
        "shop_id",
        "shopid",
        "shop",
        "store_id",
        "storeid",
        "seller_id",
        "sellerid",
        "mall_id",
        "mallid",
    }
)
"""Query parameters that number a shop by themselves, whatever page of it the address opens."""

INDEX_PAGES = ("index.html", "index.htm", "index.php")


@lru_cache(10_000)
def same_address(url: str) -> str:
    """`url` in the spelling that identifies a page; one that cannot be parsed stays as it is.

    >>> same_address("HTTPS://Shop1.Example.cn:443/index.htm?spm=a1&id=7#top")
    'shop1.example.cn?id=7'
    """
    try:
        parts = urlsplit(url.strip())
        place = _place(parts)
    except ValueError:
        return url.strip()
    path = parts.path
    for page in INDEX_PAGES:
        path = path.removesuffix(f"/{page}")
    pairs = [pair for pair in _query(parts) if pair[0] not in TRACKING]
    return place + path.rstrip("/") + (f"?{urlencode(pairs)}" if pairs else "")


@lru_cache(10_000)
def shop_address(url: str) -> str:
    """The same for a shop's address: its number stands for all pages that bear it.

    >>> shop_address("https://store.example.cn/search.htm?keyword=x&user_number_id=7")
    'store.example.cn?user_number_id=7'
    """
    try:
        parts = urlsplit(url.strip())
        place = _place(parts)
    except ValueError:
        return url.strip()
    numbers = [(name, value) for name, value in _query(parts) if value and name.lower() in SHOP_NUMBERS]
    return f"{place}?{urlencode(numbers[:1])}" if numbers else same_address(url)


def under_one_path(one: str, other: str) -> bool:
    """Is one of two addresses, as `same_address` spells them, the other's page or a page below it?

    >>> under_one_path("mall.example.cn/shop/7", "mall.example.cn/shop/7/goods?page=2")
    True
    """
    first, second = (f"{address.partition('?')[0]}/" for address in (one, other))
    return first.startswith(second) or second.startswith(first)


def host_of(url: str | None) -> str | None:
    """The host of `url` with a port that is not the default, lower case; None when it has none."""
    try:
        return _place(urlsplit((url or "").strip())) or None
    except ValueError:
        return None


def absolute(url: str | None, page: str | None) -> str | None:
    """`url` as a link on `page` leads; as it is where it cannot be joined."""
    if not url or not page:
        return url
    try:
        return urljoin(page, url)
    except ValueError:
        return url


def _place(parts: SplitResult) -> str:
    """Host, and port unless it is the scheme's own; ValueError where they cannot be read."""
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    default = {"http": 80, "https": 443}.get(parts.scheme)
    return host if parts.port in {None, default} else f"{host}:{parts.port}"


def _query(parts: SplitResult) -> list[tuple[str, str]]:
    return sorted(parse_qsl(parts.query, keep_blank_values=True))
