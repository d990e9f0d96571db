"""Which ICP and public-security filing numbers does a text show?"""

import re

from rules.identifiers import plain

_PROVINCE = "[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔云滇藏陕甘陇青宁新蒙]"
_BLANK = r"[\s\u200b]{0,3}"
_TAIL = rf"(?:{_BLANK}号)?(?:{_BLANK}-{_BLANK}[0-9]{{1,3}}(?![0-9]))?"
_FILING = re.compile(
    rf"\(?{_PROVINCE}\)?{_BLANK}ICP{_BLANK}备{_BLANK}(?:案号)?:?{_BLANK}[0-9]{{5,10}}{_TAIL}"
)
_PERMIT = re.compile(rf"\(?{_PROVINCE}\)?{_BLANK}ICP{_BLANK}证{_BLANK}:?{_BLANK}[0-9]{{5,10}}{_TAIL}")
_TELECOM = re.compile(rf"{_PROVINCE}{_BLANK}[AB][12]{_BLANK}\.?-{_BLANK}[0-9]{{6,10}}{_TAIL}")
_POLICE = re.compile(rf"{_PROVINCE}{_BLANK}公网安备{_BLANK}[:(]?{_BLANK}[0-9]{{10,14}}\)?(?:{_BLANK}号)?")


def icp_number(text: str, folded: str | None = None) -> str | None:
    """The first ICP filing (备) as shown, else ICP permit (证), else telecom permit (B2-…).

    `folded` is what `plain` makes of the text, where that is known already.
    """
    return _first(text, folded, _FILING, _PERMIT, _TELECOM)


def police_record(text: str, folded: str | None = None) -> str | None:
    """The first 公安备案 number in the text, as shown with blanks folded; `folded` as above."""
    return _first(text, folded, _POLICE)


def _first(text: str, folded: str | None, *patterns: re.Pattern[str]) -> str | None:
    folded = plain(text) if folded is None else folded
    for pattern in patterns:
        if match := pattern.search(folded):
            return " ".join(text[match.start() : match.end()].split())
    return None
