"""Which names do places have, short and long: GB/T 2260 by province, without what kind of place each is.

Run once, its output ships:  python -m rules.lookalike.make_places

Writes `data/places.txt`: a province, TAB, the names of its prefectures and counties of two characters and more.
Read from the region table of python-stdnum; names of places are facts.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from stdnum import numdb

DATA = Path(__file__).parent / "data"
PROVINCE_ENDS = ("省", "市", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区", "特別行政區")
ENDS = ("地区", "自治州", "自治县", "自治旗", "林区", "矿区", "新区", "市", "县", "区", "盟", "州", "旗")
NONE = frozenset({"市辖区", "市辖", "县", "省直辖", "自治区直辖", "城区", "郊区"})
YEARS = re.compile(r"\[[0-9-]*\]")


def short(name: str, ends: tuple[str, ...]) -> str:
    """The name without what kind of place it is, if two characters are left."""
    for end in ends:
        if name.endswith(end) and len(name) - len(end) > 1:
            return name[: -len(end)]
    return name


def provinces() -> Iterator[tuple[str, list[str]]]:
    """Each province with the names in it."""
    for _, _, _, properties, children in numdb.get("cn/loc").prefixes:
        if "province" not in properties:
            continue
        province = short(properties["province"], PROVINCE_ENDS)
        names = {province: None}
        for _, _, _, below, _ in children:
            for name in YEARS.sub("", below.get("county", "")).split(","):
                names |= {
                    form: None for form in (name, short(name, ENDS)) if len(form) > 1 and form not in NONE
                }
        yield province, list(names)


if __name__ == "__main__":
    rows = [f"{province}\t{' '.join(names)}" for province, names in provinces()]
    head = "# Names of places by province, after GB/T 2260, reduced from the table of python-stdnum.\n"
    (DATA / "places.txt").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
