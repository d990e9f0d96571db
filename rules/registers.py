"""Is the operator whom a page shows the one in the register: forged, borrowed, imitated, struck off, or not covered?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

from rules.identifiers import read_number
from rules.name_parts import NameParts, keys, nearness, parts
from rules.names import comparable, same_holder

RegisterKind = Literal[
    "enterprises", "abnormal", "serious-violation", "penalties", "annual-report-sites", "marks"
]
Identity = Literal[
    "confirmed", "forged", "borrowed", "imitated", "struck_off", "listed", "uncovered", "unknown"
]

NEAR = 0.75
"""Nearness from which a name may be taken for another: the same trade name in a like trade, or one of three
characters and more with one of them changed."""
STRUCK_OFF = ("注销", "吊销", "撤销", "迁出")
_SENTENCES: dict[str, str] = {
    "abnormal": "列入经营异常名录",
    "serious-violation": "列入严重违法失信名单",
    "penalties": "有行政处罚记录",
}


@dataclass(frozen=True, slots=True)
class Enterprise:
    """One row of a register of enterprises, as it was supplied."""

    number: str  # unified social credit code, or the older registration number
    name: str
    former_names: tuple[str, ...] = ()
    status: str | None = None  # 存续, 注销…
    region: str | None = None  # six digits; None: that of the number


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a list of operators: abnormal, serious violation, penalty."""

    kind: RegisterKind
    number: str | None
    name: str
    reason: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Who supplied a register and of what day; `regions` are the code prefixes that it covers, empty for all."""

    name: str
    as_of: date
    regions: frozenset[str] = frozenset()


class Enterprises(Protocol):
    """A register of enterprises, in memory or in the database."""

    @property
    def source(self) -> Source:
        """Who supplied it, and for which regions."""

    def by_number(self, number: str) -> Enterprise | None:
        """The enterprise of a normalised number."""

    def near(self, name: str) -> Sequence[Enterprise]:
        """Candidates whose trade name equals or nearly equals that of `name`; a superset of the near ones."""


@dataclass(frozen=True, slots=True)
class IdentityVerdict:
    """What a register says about a number and a name that a page shows together."""

    identity: Identity
    explanation: str  # one Chinese sentence for an inspector
    enterprise: Enterprise | None = None  # the row that it rests on
    score: float = 1.0

    @property
    def suspicious(self) -> bool:
        """Does this make a lead?"""
        return self.identity in {"forged", "borrowed", "imitated", "struck_off", "listed"}


@dataclass
class MemoryEnterprises:
    """A register held in memory: for tests, small registers, and one run's working set."""

    source: Source
    rows: Iterable[Enterprise] = ()
    _numbers: dict[str, Enterprise] = field(default_factory=dict)
    _keys: dict[str, list[Enterprise]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for row in self.rows:
            self._numbers[row.number] = row
            for name in (row.name, *row.former_names):
                for key in keys(parts(name).trade_name):
                    self._keys[key].append(row)

    def by_number(self, number: str) -> Enterprise | None:
        """The enterprise of a normalised number."""
        return self._numbers.get(number)

    def near(self, name: str) -> list[Enterprise]:
        """Enterprises that share the trade name, or it with one character left out, each once."""
        found = {row.number: row for key in keys(parts(name).trade_name) for row in self._keys.get(key, ())}
        return list(found.values())


def covers(source: Source, number: str) -> bool:
    """Does a register speak for the region that a number was given in?"""
    kind, code, valid = read_number(number)
    if not valid or kind not in {"uscc", "registration"}:
        return False
    region = code[2:8] if kind == "uscc" else code[:6]
    return not source.regions or any(region.startswith(prefix) for prefix in source.regions)


def identify(number: str | None, name: str | None, register: Enterprises) -> IdentityVerdict:
    """Whose are the number and the name that a page shows?

    A number that the register should hold and does not is suspected forged; one that belongs to another name
    is suspected borrowed; a name like a registered one under another number is suspected imitated. A register
    that does not cover the number's region says nothing.
    """
    if not number or not covers(register.source, number):
        return IdentityVerdict("uncovered", f"登记簿“{register.source.name}”不含该号码所在地区，不作判断")
    row = register.by_number(read_number(number)[1])
    twin = _twin(number, name, register)
    if row is None:
        return _absent(number, name, twin, register.source)
    if name and not any(same_holder(name, known) for known in (row.name, *row.former_names)):
        return IdentityVerdict(
            "borrowed", f"号码 {number} 登记在“{row.name}”名下，页面却称“{name}”，涉嫌冒用其他企业", row
        )
    if row.status and any(word in row.status for word in STRUCK_OFF):
        return IdentityVerdict("struck_off", f"“{row.name}”的登记状态为{row.status}，涉嫌无照经营", row)
    if not name:
        return IdentityVerdict("unknown", f"号码 {number} 登记在“{row.name}”名下，页面未载名称", row)
    return IdentityVerdict("confirmed", f"号码与名称同登记簿一致（{row.name}）", row)


def _absent(
    number: str, name: str | None, twin: tuple[Enterprise, float] | None, source: Source
) -> IdentityVerdict:
    as_of = f"{source.name}（截至{source.as_of.isoformat()}）"
    if twin is None:
        called = f"“{name}”和" if name else ""
        return IdentityVerdict("forged", f"{called}号码 {number} 在{as_of}中查无登记，涉嫌伪造企业名称或号码")
    row, score = twin
    how = "同名" if comparable(row.name) == comparable(name or "") else "名称近似"
    return IdentityVerdict(
        "imitated",
        f"号码 {number} 在{as_of}中查无登记，而“{name}”与登记企业“{row.name}”（{row.number}）{how}，涉嫌冒用或仿冒其名称",
        row,
        score,
    )


def _twin(number: str, name: str | None, register: Enterprises) -> tuple[Enterprise, float] | None:
    """The registered enterprise of another number whose name is nearest to `name`, with its nearness."""
    if not name:
        return None
    asked: NameParts = parts(name)
    near = [(row, nearness(asked, parts(row.name))) for row in register.near(name) if row.number != number]
    best = max(near, key=lambda pair: pair[1], default=None)
    return best if best is not None and best[1] >= NEAR else None


def listed(number: str | None, name: str | None, rows: Iterable[Listed], on: date) -> list[Listed]:
    """The rows of lists that speak of this operator on a day: by number, else by the very name."""
    return [
        row
        for row in rows
        if (row.since is None or row.since <= on)
        and (row.until is None or on <= row.until)
        and (
            row.number == number
            if row.number and number
            else bool(name) and comparable(row.name) == comparable(name or "")
        )
    ]


def listed_verdict(rows: Sequence[Listed]) -> IdentityVerdict | None:
    """One verdict on an operator that lists name; None without any."""
    if not rows:
        return None
    said = [f"{_SENTENCES.get(row.kind, '在名单中')}（{row.reason or '未载原因'}）" for row in rows]
    return IdentityVerdict("listed", f"经营者“{rows[0].name}”{'；'.join(said)}")
