"""Pages of any shop that are not one article's: lists, shops, home pages, policies, licences; and which is which."""

from typing import Any

from web_poet import field

from crawler.items import Licence, Listing, Policy, Search, Shop, Status, Website
from spiders.pages import labels, links
from spiders.pages.document import Document
from spiders.pages.generic_listing import GenericListingPage
from spiders.pages.generic_page import GenericPage, SellerPage
from spiders.pages.headline import site_less
from spiders.pages.item_id import id_in_url, shop_id_in_url
from spiders.pages.kinds import kind_of
from spiders.pages.page import Page
from spiders.pages.platforms import Platform
from spiders.pages.shop_names import organisation, shop_name, site_name
from spiders.pages.status import empty_search

TEXT_CHARS = 100_000


class GenericSearchPage(GenericPage[Search]):
    """Search results, a category, a catalogue: articles side by side."""

    lists_goods = True

    @field
    def title(self) -> str | None:
        return self.document.first_text("h1") or site_less(self.document, self.document.title or "")

    @field
    def items(self) -> list[Listing]:
        """What was found: recommendations in the place of results are none."""
        return [] if self.survey.nothing_found else self.cards

    @field
    def next_url(self) -> str | None:
        return links.next_url(self.document)

    @field
    def status(self) -> Status:
        if self.document.damaged:
            return Status.DAMAGED
        if self.survey.nothing_found:
            return Status.EMPTY
        if self.cards:
            return Status.OK
        return Status.EMPTY if empty_search(self.document) else Status.OK


class GenericShopPage(SellerPage[Shop]):
    """A shop's front page on a marketplace that we do not know."""

    @field
    def items(self) -> list[Listing]:
        return self.cards

    @field
    def shop_name(self) -> str | None:
        return (
            shop_name(self.survey)
            or self.document.first_text("h1")
            or site_less(self.document, self.document.title or "")
        )

    @field
    def shop_url(self) -> str | None:
        return self.document.canonical or self.document.url

    @field
    def shop_id(self) -> str | None:
        addresses = (self.document.url, self.document.canonical)
        owned = (shop_id_in_url(url) for url in addresses)
        return next((number for number in owned if number), None) or next(
            (number for url in addresses if (number := id_in_url(url))), None
        )

    @field
    def rating(self) -> str | None:
        return labels.value(self.survey.labels, labels.RATING)

    @field
    def notice(self) -> str | None:
        return labels.notice(self.document)

    @field
    def next_url(self) -> str | None:
        return links.next_url(self.document)


class GenericWebsitePage(GenericPage[Website]):
    """Home, about, contact: neither goods nor a list of them first of all."""

    @field
    def title(self) -> str | None:
        return self.document.title

    @field
    def items(self) -> list[Listing]:
        return self.cards

    @field
    def shop_name(self) -> str | None:
        """The site's name; on a platform that is the platform's, and nobody's shop."""
        said = self.document.meta("og:site_name") or organisation(self.survey.things)
        return said or (site_name(self.document) if self.platform_name is None else None)

    @field
    def notice(self) -> str | None:
        return labels.notice(self.document)

    @field
    def text(self) -> str | None:
        return self.document.visible_text[:TEXT_CHARS] or None


class GenericPolicyPage(GenericPage[Policy]):
    """Terms, returns, privacy."""

    @field
    def text(self) -> str | None:
        return self.document.visible_text[:TEXT_CHARS] or None

    @field
    def shop_name(self) -> str | None:
        return shop_name(self.survey) or self.document.meta("og:site_name")


class GenericLicencePage(GenericPage[Licence]):
    """A page that shows who runs a shop."""

    @field
    def text(self) -> str | None:
        return self.document.visible_text[:TEXT_CHARS] or None

    @field
    def shop_name(self) -> str | None:
        return shop_name(self.survey) or self.document.meta("og:site_name")


PAGES: dict[str, type[Page[Any]]] = {
    "listing": GenericListingPage,
    "search": GenericSearchPage,
    "shop": GenericShopPage,
    "website": GenericWebsitePage,
    "policy": GenericPolicyPage,
    "licence": GenericLicencePage,
}
GENERIC = Platform(name="generic", title="任何网店", hosts=(), pages=tuple(PAGES.values()))


def generic_page(document: Document) -> type[Page[Any]]:
    """The generic page class of the kind that the page most looks like."""
    return PAGES[kind_of(document)]
