"""What number a phrase says: 15万元, 八千, 1.5w, 三十."""

import re

_UNITS = {"十": 10, "百": 100, "千": 1000, "k": 1000, "万": 10_000, "w": 10_000, "亿": 100_000_000}
_PART = re.compile(r"(\d{1,12}(?:\.\d{1,4})?)?([十百千万亿kw])?")


def numbers(plain: str) -> list[float]:
    """Every number in a text of the plain view (digits 0-9, commas between thousands allowed), in order."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", plain)
    found: list[float] = []
    at = 0
    while at < len(text):
        value, end = _number(text, at)
        if value is None:
            at += 1
        else:
            found.append(value)
            at = end
    return found


def _number(text: str, at: int) -> tuple[float | None, int]:
    """The number that starts at `at` and where it ends: digits and units in turn, 3万5千 = 35000."""
    total = section = 0.0
    start = at
    while match := _PART.match(text, at):
        digits, unit = match.groups()
        if not match.group() or (digits is None and at == start and unit in {"k", "w", "亿", "万"}):
            break
        value = float(digits) if digits else 1.0
        size = _UNITS.get(unit or "", 1)
        if size >= 10_000:
            total += (section + (value if digits else 0.0)) * size
            section = 0.0
        else:
            section += value * size
        at = match.end()
        if unit is None:
            break
    return (None, at) if at == start else (total + section, at)
