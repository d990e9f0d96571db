"""Telephone and identity numbers of people are masked in every list; only the dossier shows them."""

import re
from typing import Any

MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")
IDENTITY = re.compile(r"(?<!\d)(\d{6})(?:19|20)\d{2}[01]\d[0-3]\d\d{3}([\dXx])(?!\d)")
"""GB 11643-1999: six digits of division, date of birth, order, check character. Both patterns are bounded."""

WORDS = ("shop", "seller_name", "operator", "item_title", "excerpt", "explanation")
"""Fields of a lead that carry free text; numbers of articles and licences are left alone."""


def masked(text: str) -> str:
    """The number's beginning and end stay, so that a reader sees that it is one.

    >>> masked("微信 13812345678")
    '微信 138****5678'
    """
    return IDENTITY.sub(r"\1***********\2", MOBILE.sub(r"\1****\2", text))


def without_numbers(lead: dict[str, Any]) -> dict[str, Any]:
    """The lead's JSON with its free text masked."""
    return lead | {name: masked(lead[name]) for name in WORDS if isinstance(lead.get(name), str)}
