"""What every page object stands on: the response, and the fields that all pages share."""

from typing import Generic, TypeVar

from web_poet import HttpResponse, ItemPage

from crawler.items import Item

ItemT = TypeVar("ItemT", bound=Item)


class Page(ItemPage[ItemT], Generic[ItemT]):
    """A page object: its input is one HTTP response (or saved page), its fields are the item's.

    Fields return what the page shows and None for what it does not; they never guess, judge, fetch or log.
    """

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
