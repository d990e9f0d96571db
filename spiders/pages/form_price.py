"""What does the form that puts an article into the cart say it costs? Hidden fields, where a script draws the price."""

from decimal import Decimal

from spiders.pages.document import Document, compact
from spiders.pages.money import amount

PRICES = (
    "shopprice",
    "goodsprice",
    "saleprice",
    "sellprice",
    "productprice",
    "currentprice",
    "nowprice",
    "price",
)
OLD_PRICES = ("marketprice", "oldprice", "originalprice", "originprice", "oprice")


def form_price(document: Document) -> tuple[Decimal | None, Decimal | None]:
    """The price in a hidden field named so, and the higher one that it replaces; None for what no field holds."""
    values: dict[str, str] = {}
    for given in document.given("input"):
        if given.get("type") == "hidden" and (value := given.get("value")):
            for name in (given.get("name") or "", given.get("id") or ""):
                values.setdefault(compact(name), value)
    price, old = _first(values, PRICES), _first(values, OLD_PRICES)
    return price, old if price and old and old > price else None


def _first(values: dict[str, str], names: tuple[str, ...]) -> Decimal | None:
    amounts = (amount(values[name]) for name in names if name in values)
    return next((value for value in amounts if value), None)
