"""Pages of any shop: schema.org first, then the page's own headings, labels and repeated cards."""

from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Generic

from web_poet import field

from crawler.items import Licence, Listing, Policy, PriceState, Search, Shop, Status, Website
from spiders.pages import attributes, card, goods_in_data, labels, links, trail
from spiders.pages.description import description
from spiders.pages.document import Document, node_text
from spiders.pages.headline import parts_of, site_less, squeeze
from spiders.pages.item_id import id_in_form, id_in_url
from spiders.pages.kinds import kind_of
from spiders.pages.money import money_of
from spiders.pages.offer import Offer, offer_of
from spiders.pages.page import ItemT, Page
from spiders.pages.platforms import Platform
from spiders.pages.price_state import missing_price
from spiders.pages.status import empty_search, is_shell
from spiders.pages.structured import Thing, text_of, texts_of, types
from spiders.pages.survey import Survey

SHOP_NAMES = (
    "[class*=shop-name i], [class*=shopname i], [class*=shop_name i], [class*=shop-title i], [class*=store-name i],"
    "[class*=storename i], [class*=store_name i], [class*=seller-name i], [id*=shopname i], [id*=shop-name i]"
)
TEXT_CHARS = 100_000
IMAGES = 40


class GenericPage(Page[ItemT], Generic[ItemT]):
    """What all kinds of pages of a stranger's shop share."""

    layouts = "any"
    proven = True

    @cached_property
    def survey(self) -> Survey:
        """What lies on the page, shared with whoever told its kind."""
        return Survey.of(self.document)

    @cached_property
    def cards(self) -> list[Listing]:
        """The articles side by side on the page, in page order."""
        return page_cards(self)

    @field
    def title(self) -> str | None:
        return self.survey.heading[0]

    @field
    def policy_urls(self) -> list[str]:
        return links.policy_urls(self.document)

    @field
    def catalogue_urls(self) -> list[str]:
        return links.catalogue_urls(self.document)


class GenericListingPage(GenericPage[Listing]):
    """One article's own page."""

    @cached_property
    def product(self) -> Thing:
        """The article in the structured data, Open Graph filling in; or empty."""
        return {**(self.survey.graph or {}), **self.survey.product}

    @cached_property
    def offer(self) -> Offer:
        """Its price: in the structured data, else as shown, else in the data of the page's scripts."""
        given = offer_of(self.survey.product) or offer_of(self.survey.graph or {}) or Offer()
        shown, old = self.survey.shown_price
        if given.price is not None:
            agreed = shown is not None and shown.low == given.price
            original = given.original or (old if agreed else None)
            return replace(
                given,
                original=original,
                currency=given.currency or (shown.currency if shown and agreed else None),
            )
        if shown is not None:
            return replace(
                given, price=shown.low, price_max=shown.high, original=old, currency=shown.currency
            )
        if (stated := self.stated) is None or stated.price is None:
            return given
        return replace(given, price=stated.price, original=stated.original_price, currency=stated.currency)

    @cached_property
    def stated(self) -> Listing | None:
        """The article of an API body, or of the scripts' data where it has the name that the page's title has."""
        one = self.survey.state_goods.one
        item = goods_in_data.listing(one, self.document, card=False) if one else None
        if item is None or self.document.data is not None:
            return item
        name = squeeze(item.title or "")
        return (
            item
            if name and name in squeeze(f"{self.document.title or ''} {self.survey.heading[0] or ''}")
            else None
        )

    @cached_property
    def api(self) -> Listing:
        """The article of an API body; one without any value for HTML."""
        return (self.stated if self.document.data is not None else None) or Listing()

    @field
    def title(self) -> str | None:
        return text_of(self.product.get("name")) or self.survey.heading[0] or self.api.title

    @field
    def price(self) -> Decimal | None:
        return self.offer.price

    @field
    def price_max(self) -> Decimal | None:
        """The upper end of a range."""
        return self.offer.price_max

    @field
    def original_price(self) -> Decimal | None:
        """The higher price that this one is said to replace."""
        return self.offer.original

    @field
    def currency(self) -> str | None:
        """Of the price; where neither sign nor code stands beside it, the money of the page's country."""
        if self.price is None:
            return None
        return self.offer.currency or money_of(self.survey.place)

    @field
    def price_state(self) -> PriceState:
        return PriceState.PRESENT if self.price is not None else missing_price(self.document)

    @field
    def brand(self) -> str | None:
        structured = text_of(self.product.get("brand")) or text_of(self.product.get("manufacturer"))
        return structured or labels.value(self.survey.labels, labels.BRAND) or self.api.brand

    @field
    def sku(self) -> str | None:
        structured = text_of(self.product.get("sku")) or text_of(self.product.get("mpn"))
        return structured or labels.value(self.survey.labels, labels.ITEM_ID)

    @field
    def item_id(self) -> str | None:
        """The number in the address, else in the form that buys it, else in the structured data or behind a label."""
        address = id_in_url(self.document.url) or id_in_url(self.document.canonical)
        given = id_in_form(self.document) or text_of(self.product.get("productID")) or self.api.item_id
        return address or given or self.sku

    @field
    def category(self) -> list[str]:
        return (
            trail.category(self.document, self.survey.things, self.title)
            or texts_of(self.product.get("category"))[:8]
        )

    @field
    def attributes(self) -> dict[str, str]:
        return attributes.attributes(self.document)

    @field
    def description(self) -> str | None:
        said = text_of(self.product.get("description")) or self.document.meta("description")
        return description(self.document) or said

    @field
    def images(self) -> list[str]:
        given = texts_of(self.product.get("image")) or texts_of(self.document.meta("og:image"))
        return [url for image in given if (url := self.document.absolute(image))][:IMAGES]

    @field
    def shop_name(self) -> str | None:
        named = self.offer.seller or shop_name(self.survey) or self.document.meta("og:site_name")
        return named or name_in_title(self.survey) or self.api.shop_name

    @field
    def shop_url(self) -> str | None:
        picked = labels.pick(self.survey.labels, labels.SHOP)
        shown = link_of(picked[1]) if picked else None
        return self.document.absolute(self.offer.seller_url or shown)

    @field
    def shop_id(self) -> str | None:
        return id_in_url(self.shop_url)

    @field
    def seller_name(self) -> str | None:
        return labels.value(self.survey.labels, labels.SELLER)

    @field
    def location(self) -> str | None:
        return labels.value(self.survey.labels, labels.LOCATION)

    @field
    def sales(self) -> str | None:
        return labels.value(self.survey.labels, labels.SALES)

    @field
    def rating(self) -> str | None:
        rated = self.product.get("aggregateRating")
        structured = text_of(rated.get("ratingValue")) if isinstance(rated, dict) else None
        return structured or labels.value(self.survey.labels, labels.RATING)


class GenericSearchPage(GenericPage[Search]):
    """Search results, a category, a catalogue: articles side by side."""

    @field
    def title(self) -> str | None:
        return self.document.first_text("h1") or site_less(self.document, self.document.title or "")

    @field
    def items(self) -> list[Listing]:
        return self.cards

    @field
    def next_url(self) -> str | None:
        return links.next_url(self.document)

    @field
    def status(self) -> Status:
        if self.document.damaged:
            return Status.DAMAGED
        if self.cards:
            return Status.OK
        return Status.EMPTY if empty_search(self.document) else Status.OK


class GenericShopPage(GenericPage[Shop]):
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
        return id_in_url(self.document.url) or id_in_url(self.document.canonical)

    @field
    def seller_name(self) -> str | None:
        return labels.value(self.survey.labels, labels.SELLER)

    @field
    def location(self) -> str | None:
        return labels.value(self.survey.labels, labels.LOCATION)

    @field
    def sales(self) -> str | None:
        return labels.value(self.survey.labels, labels.SALES)

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
        return self.document.meta("og:site_name") or organisation(self.survey.things)

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


def page_cards(page: GenericPage[Any]) -> list[Listing]:
    """The articles of a page in page order: its cards, else its item lists, else its scripts' data."""
    survey, document = page.survey, page.document
    found = [item for tile in survey.cards if (item := card.listing(tile, document, survey.place))]
    found = found or [item for thing in survey.listed if (item := _listed(thing, document))]
    if found or not (isinstance(page, GenericSearchPage) or is_shell(document)):
        return found
    many = survey.state_goods.many
    return [item for entry in many if (item := goods_in_data.listing(entry, document, card=True))]


def _listed(thing: Thing, document: Document) -> Listing | None:
    name, offer = text_of(thing.get("name")), offer_of(thing) or Offer()
    if not name:
        return None
    url = document.absolute(text_of(thing.get("url")) or text_of(thing.get("@id")))
    return Listing(
        card=True,
        title=name,
        url=url,
        price=offer.price,
        price_max=offer.price_max,
        currency=offer.currency,
        item_id=id_in_url(url) or text_of(thing.get("sku")),
        shop_name=offer.seller,
        brand=text_of(thing.get("brand")),
    )


def shop_name(survey: Survey) -> str | None:
    """The shop that the page names: behind a label, or in an element whose class says so."""
    if labelled := labels.value(survey.labels, labels.SHOP):
        return labelled
    for node in survey.document.css(SHOP_NAMES)[:6]:
        text = node_text(node)
        if text and 2 <= len(text) <= 40:
            return text
    return None


def name_in_title(survey: Survey) -> str | None:
    """The one part of `<title>` beside the heading, where the page shows these words too."""
    heading, title = survey.heading[0], survey.document.title
    if not heading or not title or not title.startswith(heading):
        return None
    rest = [part for part in parts_of(title[len(heading) :]) if part]
    shown = (
        len(rest) == 1
        and 2 <= len(rest[0]) <= 20
        and any(text == rest[0] for text, _ in survey.document.leaves)
    )
    return rest[0] if shown else None


def organisation(everything: list[Thing]) -> str | None:
    """The name of the organisation or shop that the page's structured data describes."""
    kinds = {"Organization", "Store", "OnlineStore", "LocalBusiness", "Corporation", "WebSite"}
    return next(
        (name for thing in everything if types(thing) & kinds and (name := text_of(thing.get("name")))), None
    )


def link_of(node: Any) -> str | None:
    """The address that an element, or the link around it, leads to."""
    up = node
    for _ in range(3):
        if up is None:
            return None
        if up.tag == "a":
            return str(up.attributes.get("href") or "") or None
        up = up.parent
    inner = node.css_first("a[href]")
    return inner.attributes.get("href") if inner is not None else None


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
