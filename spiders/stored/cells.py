"""What a cell of somebody else's table means: amounts, dates, identifiers, however they were typed."""

import unicodedata
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from crawler.days import SHANGHAI

EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#####"})
EXCEL_DIGITS = 15
"""Digits that a spreadsheet keeps of a number; longer identifiers are damaged unless they were text."""

CURRENCIES = {
    "元": "CNY",
    "人民币": "CNY",
    "RMB": "CNY",
    "¥": "CNY",
    "美元": "USD",
    "$": "USD",
    "欧元": "EUR",
}
_AROUND = "¥$€£元圆块 \t"
_WORDS = ("人民币", "RMB", "CNY", "USD", "EUR")
_DATES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y%m%d", "%Y年%m月%d日")


class CellError(ValueError):
    """A cell that cannot be what its column is for; the message says what was found and expected."""


def amount(value: Any, *, decimal: str = ".", scale: Decimal = Decimal(1)) -> Decimal:
    """An amount of money: `¥1,234.50`, `1.234,50` (`decimal` is ","), `12元`, or a number, times `scale`."""
    try:
        read = Decimal(_digits(value, decimal)) * scale
    except InvalidOperation:
        raise CellError(f"不是金额：{str(value)[:80]!r}") from None
    if not read.is_finite() or read < 0:
        raise CellError(f"不是有效的金额：{str(value)[:80]!r}")
    return read if scale == 1 else read.normalize().quantize(Decimal("0.01"))


def _digits(value: Any, decimal: str) -> str:
    if isinstance(value, float):
        return format(value, ".15g")  # 14.799999999999999 is what a spreadsheet makes of 14.8
    if not isinstance(value, str):
        return str(value)
    text = unicodedata.normalize("NFKC", value).strip()
    for word in _WORDS:
        text = text.removeprefix(word).removesuffix(word)
    text = text.strip(_AROUND)
    if decimal == ",":
        return text.replace(".", "").replace(" ", "").replace(",", ".")
    return text.replace(",", "").replace(" ", "")


def moment(value: Any, form: str | None = None) -> datetime:
    """A point in time, UTC; without a zone it is Shanghai's, without an hour it is noon (the same legal day)."""
    if isinstance(value, str):
        value = _read_moment(unicodedata.normalize("NFKC", value).strip(), form)
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time(12))
    if not isinstance(value, datetime):
        raise CellError(f"不是日期：{str(value)[:80]!r}")
    try:
        return (value if value.tzinfo else value.replace(tzinfo=SHANGHAI)).astimezone(UTC)
    except OverflowError:
        raise CellError(f"不是有效的日期：{value!r}") from None


def _read_moment(text: str, form: str | None) -> datetime | date:
    if form is None:
        try:
            return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
        except ValueError:
            pass
    for tried in (form,) if form else _DATES:
        try:
            read = datetime.strptime(text.replace("/", "-") if form is None else text, tried)  # noqa: DTZ007
        except ValueError:
            continue
        return read if "%H" in tried else read.date()
    raise CellError(f"不是日期：{text[:80]!r}，应为 {form or '2026-06-18 或 2026-06-18 12:00'}")


def text(value: Any) -> str:
    """A cell as text: whole numbers without `.0`, dates as ISO."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value).strip()


def lost_digits(value: Any) -> bool:
    """Is this a number too long for the spreadsheet that it came from?"""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 10**EXCEL_DIGITS


def currency(value: Any) -> str:
    """ISO 4217 of `人民币`, `元`, `¥`, `cny`."""
    name = unicodedata.normalize("NFKC", str(value)).strip()
    return CURRENCIES.get(name) or CURRENCIES.get(name.upper()) or name.upper()
