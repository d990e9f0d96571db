"""Which shop comes first: the score of each subject and its terms, from its leads and what its pages published."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Connection, or_, select

from leads.models import ItemRow, Lead
from leads.upsert import chunks
from rules.finding import Finding
from rules.operators import IDENTITY_RULES, LIST_RULES, REPEATED
from rules.priority import Priority, Signals, priority, sold
from rules.registers import Identity, IdentityVerdict

IDENTITIES: dict[str, Identity] = {rule: identity for identity, rule in IDENTITY_RULES.items()}
IDENTITIES |= dict.fromkeys((*LIST_RULES.values(), REPEATED), "listed")
PENALTIES = {LIST_RULES["penalties"]: 1, REPEATED: 2}
"""Rules of the registers → penalties that they stand for."""
_LEAD = (
    *(Lead.subject_id, Lead.rule, Lead.group, Lead.title, Lead.severity, Lead.score),
    *(Lead.explanation, Lead.verdict),
)
_SALES = ItemRow.document["sales"].as_string()
_RATING = ItemRow.document["rating"].as_string()
_COMPLAINTS = ItemRow.document["complaints"].as_string()


@dataclass(frozen=True, slots=True)
class _Shown:
    """What one page published of a shop."""

    url: str
    sales: str | None
    rating: str | None
    complaints: tuple[str, ...]


def priorities(connection: Connection, subjects: Iterable[int]) -> dict[int, Priority]:
    """The score of each of these subjects; leads that were dismissed do not count."""
    found: dict[int, Priority] = {}
    for some in chunks(sorted(set(subjects))):
        leads, shown = _leads(connection, some), _shown(connection, some)
        for subject in some:
            found[subject] = priority(_signals(leads[subject], shown[subject]))
    return found


def public(judged: Priority) -> dict[str, Any]:
    """The score and its terms as JSON holds them."""
    terms = [{"name": term.name, "points": term.points, "why": term.why} for term in judged.terms]
    return {"score": judged.score, "terms": terms}


def _leads(connection: Connection, subjects: Sequence[int]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    asked = select(*_LEAD).where(Lead.subject_id.in_(subjects), Lead.status != "dismissed")
    for row in connection.execute(asked.order_by(Lead.id)):
        grouped[row.subject_id].append(row)
    return grouped


def _shown(connection: Connection, subjects: Sequence[int]) -> dict[int, list[_Shown]]:
    """Sales, rating and complaints as pages showed them, the oldest first."""
    grouped: dict[int, list[_Shown]] = defaultdict(list)
    published = or_(_SALES.is_not(None), _RATING.is_not(None), _COMPLAINTS.is_not(None))
    asked = select(ItemRow.subject_id, ItemRow.url, _SALES, _RATING, _COMPLAINTS).where(
        ItemRow.subject_id.in_(subjects), published
    )
    for subject, url, sales, rating, complaints in connection.execute(
        asked.order_by(ItemRow.captured_at, ItemRow.id)
    ):
        said = tuple(json.loads(complaints)) if complaints else ()
        grouped[subject].append(_Shown(url, sales, rating, said))
    return grouped


def _signals(leads: Sequence[Any], shown: Sequence[_Shown]) -> Signals:
    findings = [
        Finding(
            rule=row.rule,
            group=row.group,
            severity=row.severity,
            title=row.title,
            explanation=row.explanation,
            score=row.score,
            verdict=row.verdict,
        )
        for row in leads
    ]
    about = [
        IdentityVerdict(IDENTITIES[row.rule], row.explanation) for row in leads if row.rule in IDENTITIES
    ]
    identity = min(about, key=lambda verdict: verdict.identity == "listed", default=None)
    ratings = [number for page in shown if (number := _rating(page.rating)) is not None]
    latest = {page.url: page.complaints for page in shown}  # a review is read again every night
    return Signals(
        findings,
        identity,
        penalties=sum(PENALTIES.get(row.rule, 0) for row in leads),
        rating=ratings[-1] if ratings else None,
        reviews=[review for said in latest.values() for review in said],
        sales=max((page.sales for page in shown), key=lambda sales: sold(sales) or 0, default=None),
    )


def _rating(shown: str | None) -> Decimal | None:
    """Out of five; other scales (4.8/10, 98%) are left alone."""
    try:
        number = Decimal((shown or "").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 < number <= 5 else None
