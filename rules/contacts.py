"""Which telephone numbers and street addresses does a shop publish of itself, in one spelling each?"""

import re

from rules.identifiers import plain

_PHONE = re.compile(
    r"(?<![0-9A-Z])(?:1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}|0[0-9]{2,3}[ -][0-9]{7,8}"
    r"|400[ -]?[0-9]{3,4}[ -]?[0-9]{3,4})(?![0-9A-Z])"
)
_ADDRESS = re.compile("(?:地址|住所|经营场所|办公地点|注册地)[ :]{1,3}([一-鿿0-9A-Z#()-]{8,60})")
_NUMBERED = re.compile("[一-鿿]{1,4}[0-9]{1,5}")
_NOT_DIGITS = re.compile("[^0-9]")
MOST = 20_000
"""Signs of a text that are looked through."""


def phones(text: str) -> set[str]:
    """Mobile, fixed and 400 numbers, digits alone."""
    return {_NOT_DIGITS.sub("", match.group()) for match in _PHONE.finditer(plain(text[:MOST]))}


def addresses(text: str) -> set[str]:
    """Addresses behind a label that say as much as a street and a number."""
    found = (match.group(1) for match in _ADDRESS.finditer(plain(text[:MOST])))
    return {address for address in found if _NUMBERED.search(address)}


def street_number(address: str) -> str:
    """What near addresses share: the last signs before the first number, and the number (文三路100)."""
    match = _NUMBERED.search(address)
    return match.group() if match else address
