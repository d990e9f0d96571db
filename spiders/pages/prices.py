"""What a listing costs on a Chinese platform: ￥1,399.00, 149.00 - 159.00, 1.2万, fen, or why nothing."""

import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from crawler.items import PriceState
from spiders.pages.money import amount, money

PRICE_CHARS = 200  # a price element longer than this holds something else
MASKS = "?*"  # digits hidden from those who are not logged in: ¥1?9.00 (full-width ones are folded before)
FONT_FIRST, FONT_LAST = "\ue000", "\uf8ff"  # private use: the glyph comes from the page's own font


@dataclass(frozen=True, slots=True)
class Prices:
    """Lowest and highest price (None when there is but one), struck-out price, and why there is none."""

    low: Decimal | None = None
    high: Decimal | None = None
    original: Decimal | None = None
    state: PriceState = PriceState.ABSENT
    currency: str = "CNY"

    @classmethod
    def of(
        cls,
        low: Decimal | None,
        high: Decimal | None = None,
        original: Decimal | None = None,
        *,
        otherwise: PriceState = PriceState.ABSENT,
        currency: str = "CNY",
    ) -> "Prices":
        """Prices of a listing; a price of nothing is none, and then `otherwise` says why there is none."""
        low = low or None
        return cls(
            low=low,
            high=high if low and high and high > low else None,
            original=original if original and original not in (low, high) else None,
            state=PriceState.PRESENT if low else otherwise,
            currency=currency,
        )


def yuan(value: object) -> Decimal | None:
    """The first amount in a text, or a JSON number; None when there is none that can be read."""
    return yuan_range(value)[0]


def yuan_range(value: object) -> tuple[Decimal | None, Decimal | None]:
    """Lowest and highest amount of `149.00 - 159.00`; the second is None when there is only one."""
    if not isinstance(value, str):
        return amount(value), None
    text = unicodedata.normalize("NFKC", value[:PRICE_CHARS])
    negative = text.lstrip(" ¥").startswith("-")  # -1.00 is what an API says of goods not for sale
    read = None if negative or unreadable(text) else money(text)
    if read is None:
        return None, None
    return read.low, read.high


def fen(value: object) -> Decimal | None:
    """Yuan out of a whole number of fen: 23800 is 238.00."""
    try:
        return (Decimal(str(value)) / 100).quantize(Decimal("0.01"))
    except (InvalidOperation, ValueError):
        return None


def unreadable(text: str) -> bool:
    """Are digits hidden behind question marks, or drawn by a font of the page's own?"""
    in_font = any(FONT_FIRST <= letter <= FONT_LAST for letter in text)
    masked = any(mark in text for mark in MASKS) and any(letter.isdigit() for letter in text)
    return in_font or masked
