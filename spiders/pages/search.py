"""What the search and category pages of all platforms share, once a platform's class has read the cards."""

from functools import cached_property

from web_poet import field

from crawler.items import Listing, Search, Status
from spiders.pages.page import Page
from spiders.pages.status import empty_search


class SearchPage(Page[Search]):
    """A page of cards; without any it is empty if it says so, else its script would fill it."""

    @cached_property
    def cards(self) -> list[Listing]:
        """The cards in page order."""
        raise NotImplementedError

    @cached_property
    def found_nothing(self) -> bool:
        """Does the page say that nothing was found?"""
        return empty_search(self.document)

    @field
    def title(self) -> str | None:
        return self.document.title

    @field
    def items(self) -> list[Listing]:
        return self.cards

    @field
    def status(self) -> Status:
        if self.document.damaged:
            return Status.DAMAGED
        if self.cards:
            return Status.OK
        return Status.EMPTY if self.found_nothing else Status.NEEDS_JAVASCRIPT
