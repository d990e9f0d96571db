"""What does a price text say? Amounts as Decimal with their ISO 4217 currency."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from price_parser.parser import parse_number

PRICE_CHARS = 200  # a price text longer than this is prose
# One number with or without groups of thousands: each repeat takes a fixed number of characters.
_GROUPED = r"\d{1,3}(?:[,.'’ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)"
_PLAIN = r"\d{1,12}(?:[.,]\d{1,4})?"
_NUMBER = re.compile(rf"(?:{_GROUPED})|(?:{_PLAIN})")
_RANGE = re.compile(r"^\s{0,5}(?:[-–—~～至]|to|bis|à)\s{0,5}\D{0,6}$", re.IGNORECASE)
_SIGNS = r"[$£€¥￥₩₹฿₫₱₽₴₺₪₸]|zł|Kč|[Kk]r\.?|CHF|Fr\.|Rs\.?|RM|Rp|[A-Z]{3}"
_WORDS = r"元|円|원|块|Ft\b|лв|руб|грн|lei\b|Euro\b|,-"
_SIGN_BEFORE = re.compile(rf"(?:{_SIGNS})\s{{0,3}}$")
_SIGN_AFTER = re.compile(rf"\s{{0,3}}(?:{_SIGNS}|{_WORDS})")
_CODES = r"(?:USD|EUR|GBP|CNY|RMB|CHF|SEK|DKK|NOK|PLN|CAD|AUD|HKD|TWD|JPY|SGD|INR|RUB|CZK|HUF)"
SHOWN = re.compile(
    rf"(?:[$£€¥￥₩₹฿₫₱₽₴₺₪₸]|zł|Kč|\b{_CODES})\s{{0,3}}\d"
    rf"|\d\s{{0,3}}(?:[$£€¥￥₩₹฿₫₽₴₺₪₸元円원]|zł|Kč|Ft\b|kr\b|лв|руб|грн|lei\b|Euro\b|,-|{_CODES}\b)"
)
COUNTED = re.compile(r"\d\+?\s?(?![元円块起万])[\u4e00-\u9fff]")
"""A number of people or pieces (453人想要): no part of the amount before it."""
_SIGN_ALONE = re.compile(rf"(?:{_SIGNS})\s{{0,3}}", re.ASCII)
_NUMBER_ALONE = re.compile(r"\d{1,3}(?:,\d{3}){0,3}|\d{1,9}")
_DECIMAL_ALONE = re.compile(r"\d{1,9}[.,]\d{1,2}")
_CENTS_ALONE = re.compile(r"[.．]\s?\d{1,2}")
_UNIT_BEHIND = re.compile(r"\s{0,3}(元|円|원)(?:\s{0,3}[/／起（(].{0,8})?$")
_CENTS = re.compile(r"\d{1,12}\.\d{1,2}")
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
# ISO 4217: the codes that shops are met with.
CODES = frozenset([
    "AED", "ARS", "AUD", "BGN", "BHD", "BRL", "BYN", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP",
    "EUR", "GBP", "GEL", "HKD", "HRK", "HUF", "IDR", "ILS", "INR", "ISK", "JPY", "KES", "KRW", "KWD", "KZT",
    "MAD", "MOP", "MXN", "MYR", "NGN", "NOK", "NZD", "OMR", "PEN", "PHP", "PKR", "PLN", "QAR", "RON", "RSD",
    "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "UAH", "USD", "UYU", "VND", "ZAR",
])  # fmt: skip

# Longer signs first: `HK$` before `$`. The bare `$`, `¥` and `kr` are settled by the page's locale.
SIGNS = (
    ("人民币", "CNY"),
    ("NT$", "TWD"),
    ("HK$", "HKD"),
    ("US$", "USD"),
    ("AU$", "AUD"),
    ("CA$", "CAD"),
    ("CDN$", "CAD"),
    ("NZ$", "NZD"),
    ("MX$", "MXN"),
    ("R$", "BRL"),
    ("S$", "SGD"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("RMB", "CNY"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₩", "KRW"),
    ("₹", "INR"),
    ("฿", "THB"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("₽", "RUB"),
    ("руб", "RUB"),
    ("₴", "UAH"),
    ("грн", "UAH"),
    ("₺", "TRY"),
    ("₪", "ILS"),
    ("₸", "KZT"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("Ft", "HUF"),
    ("лв", "BGN"),
    ("lei", "RON"),
    ("CHF", "CHF"),
    ("Fr.", "CHF"),
    ("円", "JPY"),
    ("원", "KRW"),
    ("元", "CNY"),
    ("Euro", "EUR"),
    ("&euro;", "EUR"),
)
LOCAL_SIGNS = (
    "$", "¥", "￥", "kr", "Kr", ",-",
)  # fmt: skip
DOLLARS = [
    "ca", "CAD", "au", "AUD", "nz", "NZD", "sg", "SGD", "hk", "HKD", "tw", "TWD", "mx", "MXN", "ar",
    "ARS", "cl", "CLP", "co", "COP",
]  # fmt: skip
BY_SIGN_AND_PLACE = {
    "$": dict(zip(DOLLARS[::2], DOLLARS[1::2], strict=True)),
    "¥": {"jp": "JPY"},
    "￥": {"jp": "JPY"},
    "kr": {"dk": "DKK", "no": "NOK", "se": "SEK", "is": "ISK"},
}
MONEY_OF = {
    "cn": "CNY",
    "tw": "TWD",
    "hk": "HKD",
    "jp": "JPY",
    "uk": "GBP",
    "de": "EUR",
    "fr": "EUR",
    "dk": "DKK",
    "no": "NOK",
    "se": "SEK",
    "kr": "KRW",
    "ru": "RUB",
    "pl": "PLN",
}
DEFAULT_OF_SIGN = {"$": "USD", "¥": "CNY", "￥": "CNY", "kr": "SEK"}


@dataclass(frozen=True, slots=True)
class Money:
    """A price or a range as shown; `currency` is None where neither sign nor code stands beside it."""

    low: Decimal
    high: Decimal | None = None
    currency: str | None = None


def money(text: str | None, place: str = "") -> Money | None:
    """The first price of a text; None without a number. `place` (cn, jp, ca) settles `$`, `¥`, `kr`.

    A number beside a currency sign goes before one that stands alone, as in `2件 ¥59`.
    """
    return _money(text[:PRICE_CHARS], place) if text else None


@lru_cache(maxsize=1024)  # a card's price is read in several of the elements around it, and as the page's
def _money(text: str, place: str) -> Money | None:
    numbers = [
        (found, value) for found in _NUMBER.finditer(text) if (value := _number(found.group())) is not None
    ]
    if not numbers:
        return None
    signed = next((at for at, (found, _) in enumerate(numbers) if _signed(text, found)), 0)
    (first, low), high = numbers[signed], None
    if len(numbers) > signed + 1:
        second, top = numbers[signed + 1]
        high = top if top > low and _RANGE.match(text[first.end() : second.start()]) else None
    many = 10_000 if text[first.end() :].lstrip().startswith("万") else 1
    return Money(low * many, high * many if high is not None else None, currency(text, place))


def _signed(text: str, number: re.Match[str]) -> bool:
    """Does a currency sign or code stand beside the number?"""
    start, end = number.span()
    return bool(
        _SIGN_BEFORE.search(text[max(0, start - 8) : start]) or _SIGN_AFTER.match(text[end : end + 8])
    )


def amount(text: object) -> Decimal | None:
    """A number as written by a person or a program; None when it is none, negative or too large."""
    if isinstance(text, bool) or text is None:
        return None
    written = str(text).strip()[:40]
    found = _NUMBER.search(written) if isinstance(text, str) else None
    try:
        value = _number(found.group()) if found else Decimal(written)
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() and 0 <= value <= 10**12 else None


def _number(written: str) -> Decimal | None:
    """`1.299` is a thousand and more in a shop, `0.125` is not."""
    if written.isascii() and (written.isdigit() or _CENTS.fullmatch(written)):
        return Decimal(written)
    if written.startswith(("0.", "0,")):
        return Decimal(written.replace(",", "."))
    return parse_number(written.replace("'", "").replace("’", ""))


def currency(text: str, place: str = "") -> str | None:
    """ISO 4217 code of the sign or code in a text; None without one."""
    for found in _CODE.findall(text):
        if found in CODES:
            return str(found)
    for sign, code in SIGNS:
        if sign in text:
            return code
    for sign in LOCAL_SIGNS:
        if sign in text:
            return local_currency(sign, place)
    return None


def money_of(place: str) -> str | None:
    """The currency that prices without a sign are in; None for a country that is not known here."""
    return MONEY_OF.get(place)


def local_currency(sign: str, place: str) -> str | None:
    """What a sign that several countries share means in `place`."""
    sign = sign.lower()
    return BY_SIGN_AND_PLACE.get(sign, {}).get(place) or DEFAULT_OF_SIGN.get(sign)


def in_pieces(texts: Sequence[str], at: int) -> str | None:
    """The amount that begins before, and goes on behind, the number `texts[at]`: `¥`, `12`, `.80` in elements of their own.

    None when the number stands alone, or is no bare number.
    """
    number = texts[at].strip()
    whole = _NUMBER_ALONE.fullmatch(number) is not None
    if not whole and _DECIMAL_ALONE.fullmatch(number) is None:
        return None
    sign = texts[at - 1].strip() if at and _SIGN_ALONE.fullmatch(texts[at - 1]) else ""
    if not sign and at + 1 < len(texts) and (behind := _UNIT_BEHIND.match(texts[at + 1])):
        return f"{number}{behind.group(1)}"
    cents = ""
    if whole and at + 1 < len(texts) and _CENTS_ALONE.fullmatch(texts[at + 1].strip()):
        cents = texts[at + 1].replace(" ", "").replace("．", ".").strip()
    return f"{sign}{number}{cents}" if sign or cents else None
