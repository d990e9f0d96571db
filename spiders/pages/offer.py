"""What one schema.org article says of its price: amount, range, list price, currency, seller."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from spiders.pages.money import CODES, amount, money
from spiders.pages.structured import Thing, objects, text_of

LIST_PRICES = ("ListPrice", "StrikethroughPrice", "SRP", "MSRP", "MinimumAdvertisedPrice")


@dataclass(frozen=True, slots=True)
class Offer:
    """Price of an article as structured data gives it."""

    price: Decimal | None = None
    price_max: Decimal | None = None
    original: Decimal | None = None
    currency: str | None = None
    seller: str | None = None
    seller_url: str | None = None
    sku: str | None = None  # of the variant that has the price


def offer_of(product: Thing) -> Offer | None:
    """The offer of an article, a range where its variants differ; None without one."""
    given = objects(product.get("offers")) or objects(product.get("hasOffer"))
    nested = [inner for offer in given for inner in objects(offer.get("offers"))]
    if not given and product.get("price"):
        given = [product]
    prices = [price for offer in given if (price := _price(offer)) is not None]
    if not prices:
        prices = [price for offer in nested if (price := _price(offer)) is not None]
    if not given:
        return None
    high = next((top for offer in given if (top := _number(offer.get("highPrice"))) is not None), None)
    low, top = (
        (min(prices), max([*prices, *([high] if high is not None else [])])) if prices else (None, None)
    )
    seller = next((party for offer in [*given, *nested] for party in objects(offer.get("seller"))), {})
    return Offer(
        price=low,
        price_max=top if low is not None and top is not None and top > low else None,
        original=_original(product, given, low),
        currency=next((code for offer in [*given, *nested] if (code := _currency(offer))), None),
        seller=text_of(seller.get("name")),
        seller_url=text_of(seller.get("url")),
        sku=next(
            (sku for offer in given if (sku := text_of(offer.get("sku"))) and _price(offer) == low), None
        ),
    )


def _price(offer: Thing) -> Decimal | None:
    for name in ("price", "lowPrice", "hasCurrencyValue"):
        if (value := _number(offer.get(name))) is not None:
            return value
    for part in objects(offer.get("priceSpecification")):
        if (
            not _is_list_price(part)
            and (value := _number(part.get("price") or part.get("hasCurrencyValue"))) is not None
        ):
            return value
    return None


def _original(product: Thing, given: list[Thing], low: Decimal | None) -> Decimal | None:
    marked = [
        _number(part.get("price"))
        for offer in given
        for part in objects(offer.get("priceSpecification"))
        if _is_list_price(part)
    ]
    found = next((value for value in [_number(product.get("original")), *marked] if value is not None), None)
    return found if found is not None and low is not None and found > low else None


def _is_list_price(specification: Thing) -> bool:
    return str(specification.get("priceType") or "").rsplit("/", 1)[-1] in LIST_PRICES


def _number(value: Any) -> Decimal | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, str):
        found = money(value)
        return found.low if found else None
    return amount(value)


def _currency(offer: Thing) -> str | None:
    holders = [offer, *objects(offer.get("priceSpecification"))]
    for holder in holders:
        code = (text_of(holder.get("priceCurrency") or holder.get("hasCurrency")) or "").upper()
        if code in CODES:
            return code
        written = money(text_of(holder.get("price")))
        if written and written.currency:
            return written.currency
    return None
