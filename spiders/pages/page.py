"""What every page object stands on: the document, and the fields that all pages share."""

from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

from web_poet import HttpResponse, ItemPage, field
from web_poet.pages import get_item_cls

from crawler.items import Item, LicenceDisplay, Status
from spiders.pages.complaints import complaints
from spiders.pages.document import Document
from spiders.pages.licences.displays import Displays, read_displays

ItemT = TypeVar("ItemT", bound=Item)


class Page(ItemPage[ItemT], Generic[ItemT]):
    """A page object: its input is one HTTP response (or saved page), its fields are the item's.

    Fields return what the page shows and None for what it does not; they never guess, judge, fetch or log.
    """

    platform_name: str | None = None  # set by a platform's class, or for a generic page of a known platform
    layouts: ClassVar[str] = ""  # years of the layouts that it was written after: 2012-2021
    proven: ClassVar[bool] = False  # was it tried on saved pages of those layouts?
    note: ClassVar[str] = ""  # what is unproven, in Chinese

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        self.document = Document.of(response)

    @classmethod
    def recognises(cls, document: Document) -> bool:
        """Is this page of the kind that the class reads? Asked only when the address does not tell."""
        return False

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
        """OK, unless the text is damaged; walls and gone pages are answered before a page object is built."""
        return Status.DAMAGED if self.document.damaged else Status.OK

    @field
    def text_damaged(self) -> bool:
        """Was the text destroyed before it came here?"""
        return self.document.damaged

    @field
    def notes(self) -> list[str]:
        """What a reader of the item should know about how it was read."""
        return []

    @cached_property
    def displays(self) -> Displays:
        """All that the page says about who runs it."""
        return read_displays(self.document, url=self.document.url, platform=self.platform_name)

    @field
    def icp(self) -> str | None:
        """ICP filing number shown on the page."""
        return self.displays.icp

    @field
    def police_record(self) -> str | None:
        """公安备案 number shown on the page."""
        return self.displays.police_record

    @field
    def licences(self) -> list[LicenceDisplay]:
        """Every licence display found, whose it is told apart."""
        return self.displays.licences

    @field
    def operator(self) -> str | None:
        """The company or person that the page itself names as its operator."""
        return self.displays.operator

    @field
    def natural_person_mark(self) -> str | None:
        """The platform's mark for a seller who is a natural person."""
        return self.displays.natural_person_mark

    @field
    def licence_urls(self) -> list[str]:
        """Where the page says it shows its licence."""
        return self.displays.licence_urls

    @field
    def about_urls(self) -> list[str]:
        """Pages about the site, and frames, where it may show its licence."""
        return self.displays.about_urls

    @field
    def unread(self) -> list[str]:
        """Parts where a licence may stand that the HTML leaves empty."""
        return self.displays.unread

    @field
    def complaints(self) -> list[str]:
        """What buyers complain of in the reviews that the page shows."""
        return complaints(self.document)

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


def item_class(page: type[Page[Any]]) -> type[Item]:
    """Which item a page class makes."""
    made = get_item_cls(page, default=Item)
    return made if isinstance(made, type) and issubclass(made, Item) else Item
