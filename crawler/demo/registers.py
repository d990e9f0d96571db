"""The registers that the demo's authority holds, written as the files that `wangxun registers import` takes."""

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stdnum.cn import uscc

from crawler.demo import codes
from crawler.demo.tables import table
from crawler.demo.things import NATURAL, Shop, Site
from crawler.demo.world import World
from rules.registers import RegisterKind

NUMBER, NAME = "统一社会信用代码", "企业名称"
HEADINGS: dict[RegisterKind, tuple[str, ...]] = {
    "enterprises": (NUMBER, NAME, "曾用名", "登记状态"),
    "abnormal": (NUMBER, NAME, "列入原因", "列入日期", "移出日期"),
    "serious-violation": (NUMBER, NAME, "列入原因", "列入日期", "移出日期"),
    "annual-report-sites": (NUMBER, NAME, "网址"),
}
UNREGISTERED = ("identity.forged-number", "identity.impersonated-name")
"""Of a shop with such a breach the register holds no line."""


@dataclass(frozen=True)
class Supplied:
    """One file of a register, and the code prefixes of the regions that it covers (empty: all)."""

    kind: RegisterKind
    path: Path
    regions: tuple[str, ...] = ()


def supply(world: World, folder: Path) -> Iterator[Supplied]:
    """Write one CSV file a register into `folder`, which must exist."""
    for kind, heading in HEADINGS.items():
        path = folder / f"{kind}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = csv.DictWriter(file, heading)
            rows.writeheader()
            rows.writerows(_rows(kind, world))
        yield Supplied(kind, path, covered() if kind == "enterprises" else ())


def covered() -> tuple[str, ...]:
    """Prefixes of the provinces whose businesses the register of enterprises holds."""
    return tuple(table("registers")["regions"])


def _rows(kind: RegisterKind, world: World) -> Iterator[dict[str, str]]:
    if kind == "enterprises":
        yield from _enterprises(world)
        return
    lines = _lines()
    for shop in world.shops:
        line = lines.get(shop.name, {})
        who = {NUMBER: shop.number, NAME: shop.operator}
        if line.get("list") == kind:
            until = str(line.get("until", ""))
            yield who | {"列入原因": line["reason"], "列入日期": str(line["since"]), "移出日期": until}
        if kind == "annual-report-sites":
            yield from (who | {"网址": site} for site in line.get("sites", ()))


def _enterprises(world: World) -> Iterator[dict[str, str]]:
    """Every business of the covered provinces, once; and the registered ones that others imitate."""
    lines, held = _lines(), set[str]()
    businesses: list[Shop | Site] = [*world.shops, *world.sites]
    for one in businesses:
        if isinstance(one, Shop) and one.kind == NATURAL:
            continue
        number = unicodedata.normalize("NFKC", one.number)
        if not uscc.is_valid(number) or not number[2:8].startswith(covered()) or number in held:
            continue
        held.add(number)
        line = lines.get(one.name, {})
        if "twin" in line:
            yield _business(_number_of_twin(one), line["twin"])
        if line.get("rule") not in UNREGISTERED:
            name = line.get("holder", one.operator)
            yield _business(number, name, line.get("former", ""), line.get("status", "存续"))


def _business(number: str, name: str, former: str = "", status: str = "存续") -> dict[str, str]:
    return {NUMBER: number, NAME: name, "曾用名": former, "登记状态": status}


def _number_of_twin(one: Shop | Site) -> str:
    """A right number of the same region that nobody else has: shops' and sites' serials lie below."""
    return codes.credit_code("enterprise", one.number[2:8], 53 * 10**6)


def _lines() -> dict[str, dict[str, Any]]:
    """What the table says of single shops, by the shop's name."""
    parts = ("planted", "innocents", "others")
    return {line["shop"]: line for part in parts for line in table("registers")[part]}
