"""Which shop should an inspector look at first? A score out of 100, explained by its terms."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from rules.complaints import COMPLAINTS
from rules.finding import Finding
from rules.registers import IdentityVerdict

SEVERITY_POINTS = {1: 3, 2: 6, 3: 12, 4: 20}
"""Points of one finding by its severity; a group's second finding and each later one count a third."""
IDENTITY_POINTS = {"forged": 25, "borrowed": 25, "imitated": 20, "struck_off": 20, "listed": 10}
MOST = {"线索": 45, "主体": 25, "处罚": 15, "差评": 10, "投诉": 10, "销量": 10}
"""The most that one kind of signal may add: many small signs do not outweigh a grave one."""

_SALES = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,2})?)\s?([万千亿Ww+]?)")
_UNITS = {"千": 1_000, "万": 10_000, "W": 10_000, "w": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class Signals:
    """What was published about one shop and found on it."""

    findings: Sequence[Finding] = ()
    identity: IdentityVerdict | None = None
    penalties: int = 0  # earlier ones in the registers
    rating: Decimal | None = None  # out of 5
    reviews: Sequence[str] = ()  # published words of buyers, no names
    sales: str | None = None  # as shown: 1万+, 月销300


@dataclass(frozen=True, slots=True)
class Term:
    """One kind of signal, the points it adds and why, in Chinese."""

    name: str
    points: int
    why: str


@dataclass(frozen=True, slots=True)
class Priority:
    """The sum of the terms, at most 100; terms in order of weight."""

    score: int
    terms: tuple[Term, ...]


def priority(signals: Signals) -> Priority:
    """Weigh what was published; the same signals always give the same score."""
    terms = (
        _findings(signals.findings),
        _identity(signals.identity),
        _counted("处罚", signals.penalties, 8, f"登记簿中有 {signals.penalties} 次行政处罚"),
        _rating(signals.rating),
        _complaints(signals.reviews),
        _sales(signals.sales),
    )
    kept = sorted((term for term in terms if term and term.points), key=lambda term: -term.points)
    return Priority(min(100, sum(term.points for term in kept)), tuple(kept))


def sold(shown: str | None) -> int | None:
    """Articles sold as a page shows it: 1.2万+ → 12000; None where no number is shown."""
    match = _SALES.search(shown or "")
    if match is None:
        return None
    try:
        return int(Decimal(match.group(1)) * _UNITS.get(match.group(2), 1))
    except InvalidOperation:
        return None


def _findings(findings: Sequence[Finding]) -> Term | None:
    """The gravest finding of a group counts whole, those after it a third."""
    points = 0.0
    groups: set[str] = set()
    suspicious = [finding for finding in findings if finding.suspicious]
    for finding in sorted(suspicious, key=lambda finding: -finding.severity):
        share = 1 / 3 if finding.group in groups else 1
        points += SEVERITY_POINTS[finding.severity] * finding.score * share
        groups.add(finding.group)
    if not suspicious:
        return None
    gravest = max(finding.severity for finding in suspicious)
    why = f"{len(suspicious)} 条线索，分属 {len(groups)} 类，最重 {gravest} 级"
    return Term("线索", min(MOST["线索"], round(points)), why)


def _identity(identity: IdentityVerdict | None) -> Term | None:
    if identity is None or not identity.suspicious:
        return None
    return Term("主体", min(MOST["主体"], IDENTITY_POINTS[identity.identity]), identity.explanation)


def _rating(rating: Decimal | None) -> Term | None:
    if rating is None or not Decimal(0) < rating < Decimal("4.5"):
        return None
    return Term("差评", min(MOST["差评"], int((Decimal("4.5") - rating) * 5)), f"店铺评分 {rating}")


def _complaints(reviews: Sequence[str]) -> Term | None:
    said = sorted({word for review in reviews for word in COMPLAINTS if word in review})
    hits = sum(any(word in review for word in COMPLAINTS) for review in reviews)
    return _counted("投诉", hits, 2, f"{hits} 条评价提到{'、'.join(said[:4])}")


def _sales(shown: str | None) -> Term | None:
    """What sells much reaches many: two points a power of ten from a hundred on."""
    number = sold(shown)
    if number is None or number < 100:
        return None
    return Term("销量", min(MOST["销量"], 2 * (len(str(number)) - 2)), f"销量 {shown}")


def _counted(name: str, count: int, points: int, why: str) -> Term | None:
    return Term(name, min(MOST[name], count * points), why) if count else None
