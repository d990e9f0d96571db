"""Has every place where a shop or website shows its licence been read? Collects pages until a verdict can be given."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.items import AnyItem, Licence, Policy, Shop, Website
from rules.licence import LicenceVerdict, judge_site
from rules.site_pages import same_place, site_key

NOBODYS = dict.fromkeys(("shop_id", "shop_name", "shop_url", "seller_name", "self_operated"))
"""A page that several shops lead to is filed under the first of them; it says nothing of who the next one is."""


@dataclass
class _Site:
    """What was read of one shop or website so far, and which places are still to be read."""

    pages: list[AnyItem] = field(default_factory=list)
    wanted: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    digests: dict[str, str] = field(default_factory=dict)
    front: bool = False  # the shop's or site's own front page was among them
    judged: bool = False

    @property
    def complete(self) -> bool:
        return self.front and self.wanted <= self.read


class Sites:
    """All sites of one crawl or one file. The pages of one site may come in any order."""

    def __init__(self) -> None:
        self._sites: dict[str, _Site] = {}
        self._shared: dict[
            str, tuple[AnyItem, str | None]
        ] = {}  # licence pages by address, and their digests

    def add(
        self, page: AnyItem, *, urls: Iterable[str] = (), sha256: str | None = None
    ) -> LicenceVerdict | None:
        """Take in one page; the site's verdict when this was the last place that it needed, else None.

        `urls` are the addresses that led to the page (before redirects), `sha256` the digest of its capture.
        """
        if not shows_licence(page):
            return None
        site = self._sites.setdefault(site_key(page), _Site())
        site.pages.append(page.model_copy(update={"items": []}) if isinstance(page, Shop | Website) else page)
        site.read.update(same_place(url) for url in (page.url, *urls) if url)
        if page.url and sha256:
            site.digests[page.url] = sha256
        if isinstance(page, Licence):
            self._shared.update((same_place(url), (page, sha256)) for url in (page.url, *urls) if url)
        if isinstance(page, Shop | Website):
            site.front = True
        if isinstance(page, Shop | Website | Licence):
            site.wanted.update(map(same_place, (*page.licence_places, *page.licence_pictures)))
        if not site.judged:
            self._lend(site)
        if site.judged or not site.complete:
            return None
        site.judged = True
        return judge_site(site.pages, complete=True, place_digests=site.digests)

    def _lend(self, site: _Site) -> None:
        """Pages that several shops lead to are fetched once: what was read for one was read for all."""
        for place in site.wanted - site.read:
            if place in self._shared:
                page, sha256 = self._shared[place]
                site.pages.append(page.model_copy(update=NOBODYS))
                site.read.add(place)
                if page.url and sha256:
                    site.digests[page.url] = sha256

    def unfinished(self) -> Iterable[LicenceVerdict]:
        """Verdicts on the sites whose places were not all read: nothing can be missing there."""
        for site in self._sites.values():
            if not site.judged:
                yield judge_site(site.pages, complete=False, place_digests=site.digests)


def shows_licence(page: AnyItem) -> bool:
    """May a page of this kind be where its site shows its licence?"""
    return isinstance(page, Shop | Website | Licence | Policy)
