"""Which page class does an address belong to? The rules that `@handle_urls` gave, without any network."""

from functools import cache
from typing import Any
from urllib.parse import urlsplit

import tldextract.tldextract
from url_matcher import URLMatcher
from web_poet import default_registry

from spiders.pages.page import Page
from spiders.pages.platforms import known

# The matcher asks tldextract for registered domains, which would download a list on first use.
tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)

ARCHIVE_HOSTS = frozenset({"web.archive.org", "archive.org", "webcache.googleusercontent.com"})


@cache
def _matcher() -> tuple[URLMatcher, list[type[Page[Any]]]]:
    known()  # importing a platform module registers its page classes
    pages: list[type[Page[Any]]] = []
    matcher = URLMatcher()
    for rule in default_registry.get_rules():
        if isinstance(rule.use, type) and issubclass(rule.use, Page):
            matcher.add_or_update(len(pages), rule.for_patterns)
            pages.append(rule.use)
    return matcher, pages


def page_class(url: str | None) -> type[Page[Any]] | None:
    """The page class whose address rule matches; None for None, for strangers, and for what is no address."""
    if not url:
        return None
    matcher, pages = _matcher()
    try:
        found = matcher.match(url)
    except (ValueError, IndexError):
        return None
    return None if found is None else pages[found]


def original(url: str | None) -> str | None:
    """The address inside an archive's address (web.archive.org/web/2017…/https://shop…); others unchanged."""
    if not url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    inner = max(url.rfind("/http://"), url.rfind("/https://"))
    return url[inner + 1 :] if host in ARCHIVE_HOSTS and inner > 0 else url
