"""Which province and city registered a business, by the region code in its number (GB/T 2260)?"""

from dataclasses import dataclass
from functools import cache

from stdnum import numdb

from rules.identifiers import read_number

_MUNICIPALITIES = ("11", "12", "31", "50")


@dataclass(frozen=True, slots=True)
class Region:
    """Names as GB/T 2260 has them; `city` is the municipality itself for the four municipalities."""

    code: str  # six digits
    province: str | None
    city: str | None = None
    county: str | None = None


def region_of(number: str) -> Region | None:
    """Where the authority that gave a number sits; None for an invalid number or unknown region."""
    kind, code, valid = read_number(number)
    if not valid or kind not in {"uscc", "registration"}:
        return None
    return region(code[2:8] if kind == "uscc" else code[:6])


@cache
def region(code: str) -> Region | None:
    """The region of a six-digit code; None when its first two digits name no province."""
    if code.startswith("100000"):
        return Region(code, "国家")  # the State Administration itself
    parts = numdb.get("cn/loc").info(code)
    province = parts[0][1].get("province")
    if province is None:
        return None
    return Region(code, province, _city(code, province), _name(code))


def _city(code: str, province: str) -> str | None:
    if code[:2] in _MUNICIPALITIES:
        return province
    if code[2:4] == "90":  # counties that answer to the province itself
        return _name(code)
    return _name(code[:4] + "00")


def _name(code: str) -> str | None:
    """The newest name of a code: the table lists former ones with their years, `[1983-]西湖区,[-1983]…`."""
    info = {key: value for _, found in numdb.get("cn/loc").info(code) for key, value in found.items()}
    county = info.get("county")
    return county.split(",")[-1].rpartition("]")[2] if county else None
