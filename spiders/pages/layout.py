"""Where a platform's cards keep what: selectors as data, one reader for all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from selectolax.lexbor import LexborNode
from web_poet import field

from crawler.items import Listing, PriceState
from spiders.pages.document import Document, absolute, node_text
from spiders.pages.embedded import first_words, words
from spiders.pages.listing import card, joined
from spiders.pages.prices import Prices, unreadable, yuan, yuan_range
from spiders.pages.rows import first_matches
from spiders.pages.search import SearchPage

PICTURE_NAMES = ("data-src", "data-lazy-img", "data-original", "data-lazyload", "img-src", "src2", "src")


@dataclass(frozen=True)
class CardLayout:
    """Selectors, tried in order; the first that matches in a frame is used."""

    frames: tuple[str, ...]  # what holds one card
    titles: tuple[str, ...]
    prices: tuple[str, ...]
    id_of: Callable[[str | None], str | None]  # the item's number out of its address
    links: tuple[str, ...] = ("a[href]",)
    id_attributes: tuple[str, ...] = ()  # of the frame
    originals: tuple[str, ...] = ()
    shops: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sales: tuple[str, ...] = ()
    ratings: tuple[str, ...] = ()
    next_links: tuple[str, ...] = ()
    no_price: PriceState = PriceState.ABSENT  # what a frame without a readable price means
    own_shops: tuple[str, ...] = ()  # shop names that mean the platform itself
    currency: str = "CNY"
    home: str | None = None  # what links are relative to on a page whose address was not kept


def read_cards(document: Document, platform: str, layout: CardLayout) -> list[Listing]:
    """The cards of the first kind of frame that is there, in page order; a frame without a title is none."""
    found = (_card(node, document, platform, layout) for node in first_matches(document, *layout.frames))
    return [listing for listing in found if listing is not None]


def _card(node: LexborNode, document: Document, platform: str, layout: CardLayout) -> Listing | None:
    heading = _first(node, layout.titles)
    title = first_words(heading.attributes.get("title"), node_text(heading)) if heading is not None else None
    if not title:
        return None
    link = node if node.tag == "a" and node.attributes.get("href") else _first(node, layout.links)
    base = document.base_url or layout.home
    url = absolute(link.attributes.get("href"), base) if link is not None else None
    told = next((value for name in layout.id_attributes if (value := node.attributes.get(name))), None)
    shop = _first(node, layout.shops)
    shop_name = first_words(shop.attributes.get("title"), node_text(shop)) if shop is not None else None
    return card(
        platform,
        _prices(node, layout),
        title=title,
        item_id=layout.id_of(url) or words(told),
        url=url,
        shop_name=shop_name,
        shop_url=absolute(shop.attributes.get("href"), base) if shop is not None else None,
        self_operated=True if shop_name and any(own in shop_name for own in layout.own_shops) else None,
        location=node_text(_first(node, layout.places)),
        sales=node_text(_first(node, layout.sales)),
        rating=node_text(_first(node, layout.ratings)),
        images=_picture(node, base),
    )


def _prices(node: LexborNode, layout: CardLayout) -> Prices:
    place = _first(node, layout.prices)
    shown = joined(place)
    low, high = yuan_range(shown)
    drawn = unreadable(shown) or (
        place is not None and place.css_first("svgmtsi, [class*='font']") is not None
    )
    otherwise = PriceState.UNREADABLE if drawn else layout.no_price
    struck = yuan(joined(_first(node, layout.originals)))
    return Prices.of(low, high, struck, otherwise=otherwise, currency=layout.currency)


def _first(node: LexborNode, selectors: tuple[str, ...]) -> LexborNode | None:
    return next((found for selector in selectors if (found := node.css_first(selector)) is not None), None)


def _picture(node: LexborNode, base: str | None) -> list[str]:
    for image in node.css("img, [img-src]"):
        for name in PICTURE_NAMES:
            value = image.attributes.get(name)
            if value and (url := absolute(value, base)) is not None:
                return [url]
    return []


class ResultsPage(SearchPage):
    """A page of cards: page state where a platform's class reads it, else the layout's selectors."""

    layout: ClassVar[CardLayout]

    def state_cards(self) -> list[Listing]:
        """Cards out of page state or an API body; none where the platform keeps no such state."""
        return []

    @cached_property
    def cards(self) -> list[Listing]:
        """The cards in page order."""
        return self.state_cards() or read_cards(self.document, self.platform_name or "", self.layout)

    @field
    def next_url(self) -> str | None:
        links = (self.document.attribute(selector, "href") for selector in self.layout.next_links)
        return next((url for link in links if (url := self.document.absolute(link))), None)
