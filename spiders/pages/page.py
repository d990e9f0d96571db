"""What every page object stands on: the document, and the fields that all pages share."""

from typing import Generic, TypeVar

from web_poet import HttpResponse, ItemPage, field
from web_poet.pages import get_item_cls

from crawler.items import Item, LicenceDisplay, Status
from spiders.pages.document import Document

ItemT = TypeVar("ItemT", bound=Item)


class Page(ItemPage[ItemT], Generic[ItemT]):
    """A page object: its input is one HTTP response (or saved page), its fields are the item's.

    Fields return what the page shows and None for what it does not; they never guess, judge, fetch or log.
    A platform's class sets `platform_name`; a class whose page is drawn by script sets `status`.
    """

    platform_name: str | None = None

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        self.document = Document.of(response)

    @field
    def url(self) -> str | None:
        """The address it was fetched from, else the one the page gives itself."""
        return self.document.url or self.document.canonical

    @field
    def platform(self) -> str | None:
        """The platform whose layout this is; None for a stand-alone shop."""
        return self.platform_name

    @field
    def status(self) -> Status:
        """OK here: `read` asks about walls, gone pages and shells before it builds a page object."""
        return Status.DAMAGED if self.document.damaged else Status.OK

    @field
    def text_damaged(self) -> bool:
        """Was the text destroyed before it came here?"""
        return self.document.damaged

    @field
    def notes(self) -> list[str]:
        """What a reader of the item should know about how it was read."""
        return []

    @field
    def icp(self) -> str | None:
        """ICP filing number shown on the page."""
        return None

    @field
    def police_record(self) -> str | None:
        """公安备案 number shown on the page."""
        return None

    @field
    def licences(self) -> list[LicenceDisplay]:
        """Every licence display found, whose it is told apart."""
        return []

    @field
    def operator(self) -> str | None:
        """The company or person that the page itself names as its operator."""
        return None

    @field
    def natural_person_mark(self) -> str | None:
        """The platform's mark for a seller who is a natural person."""
        return None

    @field
    def licence_urls(self) -> list[str]:
        """Where the page says it shows its licence."""
        return []

    @field
    def policy_urls(self) -> list[str]:
        """Returns, terms, privacy."""
        return []

    @field
    def catalogue_urls(self) -> list[str]:
        """Pages that list goods."""
        return []

    @field
    def next_url(self) -> str | None:
        """The next page of a search or catalogue."""
        return None


def item_class(page: type[Page[Item]]) -> type[Item]:
    """Which item a page class makes."""
    return get_item_cls(page, default=Item)
