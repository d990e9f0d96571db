"""What all kinds of pages of a stranger's shop share: one survey, the title, the links that lead on."""

from functools import cached_property
from typing import ClassVar, Generic

from web_poet import field

from crawler.items import Listing
from spiders.pages import labels, links
from spiders.pages.marketplaces import IN_FEN
from spiders.pages.page import ItemT, Page
from spiders.pages.page_cards import page_cards
from spiders.pages.survey import Survey


class GenericPage(Page[ItemT], Generic[ItemT]):
    """What all kinds of pages of a stranger's shop share."""

    lists_goods: ClassVar[bool] = False  # is the page there for the goods that it lists?
    layouts = "any"
    proven = True

    @cached_property
    def survey(self) -> Survey:
        """What lies on the page, shared with whoever told its kind."""
        return Survey.of(self.document)

    @cached_property
    def cards(self) -> list[Listing]:
        """The articles side by side on the page, in page order."""
        return page_cards(self.survey, from_state=self.lists_goods, fen=self.platform_name in IN_FEN)

    @field
    def title(self) -> str | None:
        return self.survey.heading[0]

    @field
    def policy_urls(self) -> list[str]:
        return links.policy_urls(self.document)

    @field
    def catalogue_urls(self) -> list[str]:
        return links.catalogue_urls(self.document)


class SellerPage(GenericPage[ItemT], Generic[ItemT]):
    """A page that belongs to one seller, of whom its labels tell: an article's, a shop's."""

    @field
    def seller_name(self) -> str | None:
        return labels.value(self.survey.labels, labels.SELLER)

    @field
    def location(self) -> str | None:
        return labels.value(self.survey.labels, labels.LOCATION)

    @field
    def sales(self) -> str | None:
        return labels.value(self.survey.labels, labels.SALES)
