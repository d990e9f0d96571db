"""Which province a lead belongs to: from the place a shop shows, else from its operator's registration."""

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

OTHER = "其他"
"""A place was shown, but names no province, prefecture or city of the official list."""

SUFFIXES = (
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "特别行政区",
    "特別行政區",
    "自治区",
    "自治州",
    "地区",
    "省",
    "市",
    "盟",
    "州",
)

CITY = ("市", "州", "盟", "地区")

PREFECTURES = range(1, 71)
CITIES = range(81, 100)
"""The last two digits of cities that are counties (GB/T 2260-2007, 4.3): 义乌 is 33 07 82."""

DIRECT = range(1, 25)
"""Cities directly under their province have 90 in the middle: 仙桃 is 42 90 04."""


def region_of(location: str | None, licence: str | None = None) -> str | None:
    """The short name of the province (广东), OTHER for a strange place, None when nothing is shown.

    `licence` is a unified social credit code: digits 3 to 8 are the registering authority's division
    (GB 32100-2015, 5.2).
    """
    words = (location or "").strip()[:40].split()
    if words:
        return _of_place(words[0]) or OTHER
    return _provinces().get(licence[2:4]) if licence and len(licence) == 18 else None


@lru_cache(4096)
def _of_place(place: str) -> str | None:
    """Shops write 广东, 广东省深圳市, 深圳, 恩施: a beginning of the official name, or the name and more."""
    for province in _provinces().values():
        if place.startswith(province):
            return province
    short = _short(place)
    for city, province in _cities():
        if place.startswith(_short(city)) or (len(short) > 1 and city.startswith(short)):
            return province
    return None


def _short(name: str) -> str:
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name.removesuffix(suffix)
    return name


@cache
def _divisions() -> dict[str, str]:
    """Six digits of GB/T 2260 → the names that the division bore and bears; two digits → the province's name."""
    found: dict[str, str] = {}
    province = ""
    for line in files("stdnum.cn").joinpath("loc.dat").read_text("utf-8").splitlines():
        code, _, said = line.strip().partition(" ")
        if code.isdigit():
            province = province if line.startswith(" ") else code
            found[province + code if line.startswith(" ") else code] = said.partition('"')[2].rstrip('"')
    return found


@cache
def _provinces() -> dict[str, str]:
    """Two digits of GB/T 2260 to a province's short name."""
    names = {code: name for code, name in _divisions().items() if len(code) == 2}
    return {code: _short(name).replace("澳門", "澳门") for code, name in sorted(names.items())}


@cache
def _cities() -> tuple[tuple[str, str], ...]:
    """Present names of prefectures, then of smaller cities, each with its province."""
    prefectures = [
        (code + f"{number:02d}", name, province)
        for code, province in _provinces().items()
        for number in PREFECTURES
        for name in _present_names(f"{code}{number:02d}00")
    ]
    under = [(f"{code}{number}", province) for code, _, province in prefectures for number in CITIES]
    direct = [
        (f"{code}90{number:02d}", province) for code, province in _provinces().items() for number in DIRECT
    ]
    smaller = [(name, province) for code, province in under + direct for name in _present_names(code)]
    return (*((name, province) for _, name, province in prefectures), *smaller)


def _present_names(code: str) -> Iterator[str]:
    """The names a division bears today; the list writes former ones as [-1993]邯郸地区,[1994-]…"""
    for name in _divisions().get(code, "").split(","):
        period, _, bare = name.rpartition("]")
        if bare and (not period or period.endswith("-")) and bare.endswith(CITY):
            yield bare
