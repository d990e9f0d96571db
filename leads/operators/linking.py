"""Which shops seem to have one operator, and why: equal and nearly equal facts become links."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import Engine

from crawler.days import now
from leads.engine import writing
from leads.operators.facts import FactKind, facts
from leads.operators.models import OperatorLink
from leads.upsert import chunks, insert_new
from rules.contacts import street_number
from rules.name_parts import keys, nearness, parts
from rules.names import comparable

LABELS: dict[FactKind, str] = {
    "number": "登记号码",
    "name": "执照名称",
    "phone": "电话",
    "address": "地址",
    "icp": "备案号",
}
SHARED_BY = 50
"""Shops above which a telephone, address or filing is an agent's or a platform's, and tells nothing."""
NEAR_NAME = 0.9
NEAR_ADDRESS = 90
ALIKE = 200
"""Values that share a key above which they are not compared with each other."""

Link = dict[str, Any]


def link(engine: Engine) -> int:
    """Bring the links up to date; returns how many were looked at. What people undid stays undone."""
    with engine.connect() as connection:
        found = facts(connection)
    links = [one for kind, values in found.items() for one in _links(kind, values)]
    with writing(engine).begin() as connection:
        for some in chunks(links):
            connection.execute(insert_new(connection.dialect.name, OperatorLink), list(some))
    return len(links)


def _links(kind: FactKind, values: dict[str, set[int]]) -> Iterator[Link]:
    most = None if kind in {"number", "name"} else SHARED_BY
    kept = {value: ids for value, ids in values.items() if most is None or len(ids) <= most}
    for value, ids in kept.items():
        first, *others = sorted(ids)
        for other in others:
            yield _link(kind, first, other, f"{LABELS[kind]}相同：{value}", exact=True)
    key, near = _NEAR.get(kind, (None, None))
    if key is not None and near is not None:
        for text, like in _alike(kept, key):
            a, b = min(kept[text]), min(kept[like])
            if a != b and near(text, like):
                reason = f"{LABELS[kind]}相近：{text}／{like}"
                yield _link(kind, min(a, b), max(a, b), reason, exact=False)


def _alike(values: Iterable[str], key: Callable[[str], set[str]]) -> Iterator[tuple[str, str]]:
    """Pairs of different values that share a key, each once."""
    groups: dict[str, list[str]] = defaultdict(list)
    for value in sorted(values):
        for one in key(value):
            groups[one].append(value)
    pairs = (pair for group in groups.values() if len(group) <= ALIKE for pair in combinations(group, 2))
    yield from dict.fromkeys(pairs)


def _near_names(one: str, other: str) -> bool:
    """The same trade name and seat; the same letters but for brackets and form are near too."""
    if comparable(one) == comparable(other):
        return True
    a, b = parts(one), parts(other)
    seats = a.seat[:2] == b.seat[:2] or not (a.seat and b.seat)
    return seats and len(a.trade_name) >= 2 and nearness(a, b) >= NEAR_NAME


def _near_addresses(one: str, other: str) -> bool:
    return fuzz.partial_ratio(one, other) >= NEAR_ADDRESS


def _main_filing(icp: str) -> str:
    """浙ICP备12345678号-2 → 浙ICP备12345678号: the number after the dash is one site of the same holder."""
    return icp.partition("-")[0].removesuffix("号")


_NEAR: dict[FactKind, tuple[Callable[[str], set[str]], Callable[[str, str], bool]]] = {
    "name": (lambda name: keys(parts(name).trade_name), _near_names),
    "address": (lambda address: {street_number(address)}, _near_addresses),
    "icp": (lambda icp: {_main_filing(icp)}, lambda one, other: True),
}


def _link(kind: FactKind, one: int, other: int, reason: str, *, exact: bool) -> Link:
    return {
        "one_id": one,
        "other_id": other,
        "kind": kind,
        "exact": exact,
        "reason": reason,
        "made": now(),
        "undone": None,
        "undone_by": None,
        "note": None,
    }
