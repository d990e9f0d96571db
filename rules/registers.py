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
FRESH_DAYS = 366
"""Days after which what a register lacks may well have been registered since: said, and weighed by half."""
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
class Source:
    """Who supplied a register and of what day; `regions` are the code prefixes that it covers, empty for all."""

    name: str
    as_of: date
    regions: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()  # kinds of number that it holds: uscc, registration; empty for all

    @property
    def cited(self) -> str:
        """As an explanation names it."""
        return f"“{self.name}”（截至{self.as_of.isoformat()}）"


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a list of operators: abnormal, serious violation, penalty."""

    kind: RegisterKind
    number: str | None
    name: str
    reason: str | None = None
    since: date | None = None
    until: date | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The sites and shops that one operator's annual reports name; empty: they name none."""

    source: Source
    sites: tuple[str, ...]


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


class Registers(Protocol):
    """All that was imported and is in force, in memory or in the database."""

    @property
    def enterprises(self) -> Sequence[Enterprises]:
        """The registers of enterprises, the newest first."""

    def lists(self, number: str | None, name: str | None) -> Sequence[Listed]:
        """Rows of lists that bear this number or this very name; `listed` dates them."""

    def report(self, number: str) -> Report | None:
        """What the operator's annual reports name; None when no register knows of a report of theirs."""


def covers(source: Source, number: str) -> bool:
    """Does a register speak for the region that a number was given in, and hold numbers of its kind?"""
    kind, code, valid = read_number(number)
    if not valid or kind not in {"uscc", "registration"} or (source.numbers and kind not in source.numbers):
        return False
    region = code[2:8] if kind == "uscc" else code[:6]
    return not source.regions or any(region.startswith(prefix) for prefix in source.regions)


def identify(
    number: str | None, name: str | None, registers: Sequence[Enterprises], on: date | None = None
) -> IdentityVerdict:
    """Whose are the number and the name that a page shows? `on` is the day of the page, for the register's age.

    A number that the register should hold and does not is suspected forged; one that belongs to another name
    is suspected borrowed; a name like a registered one under another number is suspected imitated. A register
    that does not cover the number's region says nothing; one that knows the number speaks before those that lack it.
    """
    covering = [register for register in registers if number and covers(register.source, number)]
    if not number or not covering:
        return _uncovered(number, registers)
    code = read_number(number)[1]
    for register in covering:
        if (row := register.by_number(code)) is not None:
            return _known(number, name, row, register.source)
    for register in covering:
        if (twin := _twin(code, name, register)) is not None:
            return _imitated(number, name or "", twin, register.source, on)
    return _forged(number, name, covering[0].source, on)


def _uncovered(number: str | None, registers: Sequence[Enterprises]) -> IdentityVerdict:
    asked = "、".join(register.source.cited for register in registers) or "（未导入企业登记簿）"
    if not number:
        return IdentityVerdict("uncovered", f"页面未载登记号码，不能与登记簿{asked}核对")
    kind, code, valid = read_number(number)
    if not valid:
        return IdentityVerdict("uncovered", f"号码 {number} 无法校验，不能与登记簿{asked}核对")
    region = code[2:8] if kind == "uscc" else code[:6]
    return IdentityVerdict(
        "uncovered", f"登记簿{asked}不含号码 {number} 所在地区（{region}）或此类号码，不作判断"
    )


def _known(number: str, name: str | None, row: Enterprise, source: Source) -> IdentityVerdict:
    """The register holds the number: is the name beside it its holder's, and does the holder still exist?"""
    if name and not any(same_holder(name, known) for known in (row.name, *row.former_names)):
        near = nearness(parts(name), parts(row.name)) >= NEAR
        doubt = "；两名称相近，也可能是书写差错" if near else ""
        return IdentityVerdict(
            "borrowed",
            f"号码 {number} 在{source.cited}中登记于“{row.name}”名下，页面却称“{name}”，涉嫌冒用其他企业{doubt}",
            row,
            0.6 if near else 1.0,
        )
    if row.status and any(word in row.status for word in STRUCK_OFF):
        said = f"“{row.name}”（{number}）在{source.cited}中的登记状态为{row.status}，涉嫌无照经营"
        return IdentityVerdict("struck_off", said, row)
    if not name:
        return IdentityVerdict(
            "unknown", f"号码 {number} 在{source.cited}中登记于“{row.name}”名下，页面未载名称", row
        )
    return IdentityVerdict(
        "confirmed", f"号码 {number} 与名称“{name}”同{source.cited}一致（{row.name}）", row
    )


def _forged(number: str, name: str | None, source: Source, on: date | None) -> IdentityVerdict:
    called = f"“{name}”和" if name else ""
    doubt, share = _age(source, on)
    return IdentityVerdict(
        "forged",
        f"{called}号码 {number} 在{source.cited}中查无登记，涉嫌伪造企业名称或号码{doubt}",
        None,
        share,
    )


def _imitated(
    number: str, name: str, twin: tuple[Enterprise, float], source: Source, on: date | None
) -> IdentityVerdict:
    row, score = twin
    doubt, share = _age(source, on)
    how = "同名" if comparable(row.name) == comparable(name) else "名称近似"
    return IdentityVerdict(
        "imitated",
        f"号码 {number} 在{source.cited}中查无登记，而“{name}”与登记企业“{row.name}”（{row.number}）{how}，"
        f"涉嫌冒用或仿冒其名称{doubt}",
        row,
        score * share,
    )


def _age(source: Source, on: date | None) -> tuple[str, float]:
    """What to say of an old register that lacks a number, and how much less its silence weighs."""
    if on is None or (on - source.as_of).days <= FRESH_DAYS:
        return "", 1.0
    return "；登记簿距采集已逾一年，此后新设的主体不在其中", 0.5


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
    said = "；".join(dict.fromkeys(_entry(row) for row in rows))
    number = f"（{rows[0].number}）" if rows[0].number else ""
    return IdentityVerdict("listed", f"经营者“{rows[0].name}”{number}{said}")


def _entry(row: Listed) -> str:
    """列入经营异常名录：未公示年报（2025-07-01，据“宁波市”（截至2026-06-01））."""
    day = f"{row.since.isoformat()}，" if row.since else ""
    cited = f"据{row.source.cited}" if row.source else "来源未载"
    return f"{_SENTENCES.get(row.kind, '在名单中')}：{row.reason or '未载原因'}（{day}{cited}）"
