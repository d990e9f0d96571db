"""One article's page in any shop: structured data first, then what the page shows, then its scripts' data."""

from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from daachorse import DoubleArrayAhoCorasick
from web_poet import field

from crawler.items import Listing, PictureShown, PriceState
from spiders.pages import attributes, goods_in_data, labels, trail
from spiders.pages.asked_price import begins_range, replaced_by
from spiders.pages.description import description, own_words
from spiders.pages.description_pictures import pictures
from spiders.pages.form_price import form_price
from spiders.pages.generic_page import SellerPage
from spiders.pages.headline import without_site
from spiders.pages.item_id import brand_around, id_in_scripts, id_in_url, ids_on_page, stands_in
from spiders.pages.marketplaces import IN_FEN
from spiders.pages.money import money_of
from spiders.pages.offer import Offer, offer_of
from spiders.pages.price_state import missing_price
from spiders.pages.pricing import title_at
from spiders.pages.shop_engines import said_by_engine
from spiders.pages.shop_names import entrance, link_of, shop_name, site_name, sold_by
from spiders.pages.structured import Thing, text_of, texts_of

IMAGES = 40
OWN = "自营"
OWN_MARKS = frozenset({OWN, "平台自营", "官方自营", "商城自营"})
NO_NUMBERS = frozenset({"n/a", "na", "none", "null", "-", "--", "无", "暂无"})
BESIDE = 4  # texts between an article's title and such a mark
_SHOP_KEYS = DoubleArrayAhoCorasick([
    b"hopName", b"shop_name", b"storeName", b"store_name", b"mallName", b'"seller":{', b'"shop":{',
])  # fmt: skip
"""Without any of these, data that an article's page starts from names no shop."""


class GenericListingPage(SellerPage[Listing]):
    """One article's own page."""

    @cached_property
    def product(self) -> Thing:
        """The article in the structured data, Open Graph and the engine's script filling in; or empty."""
        return {**said_by_engine(self.document), **(self.survey.graph or {}), **self.survey.product}

    @cached_property
    def offer(self) -> Offer:
        """Its price: in the structured data, else as shown, else in the cart's form or the data of the page's scripts."""
        given = offer_of(self.survey.product) or offer_of(self.survey.graph or {}) or Offer()
        shown, old = self.survey.shown_price
        if given.price is not None:
            agreed = shown is not None and shown.low == given.price
            original = given.original or (old if agreed else None)
            original = original or replaced_by(self.survey.prices_shown, given.price)
            original = original if original != given.price_max else None
            return replace(
                given,
                original=original,
                currency=given.currency or (shown.currency if shown and agreed else None),
            )
        if shown is not None:
            top = shown.high or self._end_of_range(shown.low)
            return replace(given, price=shown.low, price_max=top, original=old, currency=shown.currency)
        hidden, before = form_price(self.document)
        if hidden is not None:
            return replace(given, price=hidden, original=before)
        if (stated := self.stated) is None or stated.price is None:
            return given
        return replace(
            given,
            price=stated.price,
            price_max=stated.price_max,
            original=stated.original_price,
            currency=stated.currency,
        )

    def _end_of_range(self, low: Decimal) -> Decimal | None:
        """The highest price in the scripts' data, where the page says that its own is the lowest."""
        begins = begins_range(self.document, self.survey.prices_shown, low)
        stated = self.stated if begins else None
        return stated.price_max if stated is not None and stated.price == low else None

    @cached_property
    def stated(self) -> Listing | None:
        """The article of an API body, or of the scripts' data where it has the name that the page's title has."""
        one = self.survey.own_goods
        if one is None:
            return None
        return goods_in_data.listing(one, self.document, card=False, fen=self.platform_name in IN_FEN)

    @cached_property
    def api(self) -> Listing:
        """The article of an API body; one without any value for HTML."""
        return (self.stated if self.document.data is not None else None) or Listing()

    @field
    def title(self) -> str | None:
        heading = self.survey.heading[0]
        named = text_of(self.product.get("name"))
        return without_site(self.document, named, heading) if named else heading or self.api.title

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
        labelled = labels.value(self.survey.labels, labels.BRAND)
        return structured or labelled or brand_around(self.survey.heading[1]) or self.api.brand

    @field
    def sku(self) -> str | None:
        return self.stock_number or self.offer.sku

    @cached_property
    def stock_number(self) -> str | None:
        """What the shop calls the article, whatever its variant."""
        structured = text_of(self.product.get("sku")) or text_of(self.product.get("mpn"))
        number = structured or labels.value(self.survey.labels, (*labels.SKU, *labels.ITEM_ID))
        return number if (number or "").lower() not in NO_NUMBERS else None

    @field
    def item_id(self) -> str | None:
        """The number on which the page and its address agree; else the address's, the page's, or a label's."""
        addresses = (self.document.url, self.document.canonical)
        given = [
            text for name in ("productID", "productGroupID") if (text := text_of(self.product.get(name)))
        ]
        shown = [*ids_on_page(self.document, self.survey.heading[1]), *given]
        stock = text_of(self.product.get("sku")) or ""
        agreed = (each for each in [*shown, stock] if any(stands_in(each, url) for url in addresses))
        addressed = (number for url in addresses if (number := id_in_url(url)))
        told = next(agreed, None) or next(addressed, None) or next(iter(shown), None)
        return (
            told
            or id_in_scripts(self.document)
            or (self.stated.item_id if self.stated else None)
            or self.stock_number
        )

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
        return description(self.document) or said or own_words(self.document, self.survey.heading[0])

    @field
    def images(self) -> list[str]:
        given = texts_of(self.product.get("image")) or texts_of(self.document.meta("og:image"))
        return [url for image in given if (url := self.document.absolute(image))][:IMAGES]

    @field
    def pictures(self) -> list[PictureShown]:
        """Those of the description, then those of the gallery."""
        return pictures(self.document, self.images)

    @cached_property
    def seller(self) -> str | None:
        """Who sells: behind a label, else in words (由 … 销售)."""
        return labels.value(self.survey.labels, labels.SELLER) or sold_by(self.document)

    @cached_property
    def shop(self) -> str | None:
        """Whose goods these are; of a site that stands alone, the site's name."""
        named = self.offer.seller or shop_name(self.survey)
        if named is None and self.seller is None and self.platform_name is None:
            named = self.document.meta("og:site_name") or site_name(self.document)
        if named or not _SHOP_KEYS.find(self.document.source):
            return named
        return self.stated.shop_name if self.stated else None

    @field
    def seller_name(self) -> str | None:
        return self.seller

    @field
    def shop_name(self) -> str | None:
        return self.shop

    @field
    def shop_url(self) -> str | None:
        picked = labels.pick(self.survey.labels, labels.SHOP)
        door = picked[1] if picked else entrance(self.document)
        shown = link_of(door) if door is not None else None
        return self.document.absolute(self.offer.seller_url or shown)

    @field
    def shop_id(self) -> str | None:
        return id_in_url(self.shop_url)

    @field
    def self_operated(self) -> bool | None:
        """True where the shop's name or a mark beside the title says 自营; no page says that goods are not."""
        if OWN in (self.shop or ""):
            return True
        if OWN not in self.document.short_words:
            return None
        marks = [
            at
            for at, (text, node) in enumerate(self.document.leaves)
            if text in OWN_MARKS and node.tag != "a"
        ]
        title = title_at(self.document, self.survey.heading[1]) if marks else None
        return True if title is not None and any(abs(at - title) <= BESIDE for at in marks) else None

    @field
    def rating(self) -> str | None:
        rated = self.product.get("aggregateRating")
        structured = text_of(rated.get("ratingValue")) if isinstance(rated, dict) else None
        return structured or labels.value(self.survey.labels, labels.RATING)
