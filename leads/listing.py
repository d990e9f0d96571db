"""Which leads, in the JSON that people script against: one, a filtered page, or all of them in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Engine, Row, Select, or_, select, tuple_

from leads.models import Lead, LeadEvent, Run, Sighting, Subject
from leads.moment import shown
from leads.priorities import priorities, public
from leads.upsert import chunks
from leads.withdrawal import withdrawal
from leads.workflow import LABELS, PENDING, WorkflowError, status_code
from rules.priority import Priority

Sort = Literal["severity", "priority"]

PAGE = 500
"""Leads read at a time, so that a list of any length takes little memory and holds no long transaction."""

UNKNOWN_REGION = "未知地区"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which leads; None means any. Times are aware and compare with the latest sighting."""

    status: str | None = None
    rule: str | None = None
    group: str | None = None
    platform: str | None = None
    region: str | None = None
    severity: int | None = None  # at least
    run: str | None = None  # sighted in it
    since: datetime | None = None
    until: datetime | None = None
    pending: bool | None = None  # True: only those that wait for a second visit; False: none of them
    text: str | None = None  # in the shop's name, the item's title, the excerpt or the mark


def list_leads(
    engine: Engine,
    wanted: Filter | None = None,
    limit: int | None = None,
    *,
    sort: Sort = "severity",
    weighed: bool = False,
) -> Iterator[dict[str, Any]]:
    """Leads in CONTRACT's JSON shape, the gravest first, the newest of them before the older.

    Sorted by priority, the shop that an inspector should look at first comes first, with all its leads. With
    `weighed` (always so when sorted by priority) each has its shop's `priority`: score and terms.
    """
    if sort == "priority":
        yield from _by_priority(engine, wanted or Filter(), limit)
        return
    query = _query().where(*_conditions(wanted or Filter()))
    query = query.order_by(Lead.severity.desc(), Lead.id.desc())
    last: tuple[int, int] | None = None
    left = limit
    while left is None or left > 0:
        after = [] if last is None else [tuple_(Lead.severity, Lead.id) < last]
        size = PAGE if left is None else min(PAGE, left)
        with engine.connect() as connection:
            rows = connection.execute(query.where(*after).limit(size)).all()
            weights = priorities(connection, (row.subject_id for row in rows)) if weighed else {}
        yield from (_public(row) | _weight(row, weights) for row in rows)
        if len(rows) < size:
            return
        last = rows[-1].severity, rows[-1].id
        left = None if left is None else left - len(rows)


def _by_priority(engine: Engine, wanted: Filter, limit: int | None) -> Iterator[dict[str, Any]]:
    """The order needs every shop's score: a number a shop and three a lead are held, never the leads themselves."""
    asked = select(Lead.id, Lead.subject_id, Lead.severity).join(Subject, Subject.id == Lead.subject_id)
    with engine.connect() as connection:
        leads = connection.execute(asked.where(*_conditions(wanted))).all()
        scores: dict[int, int] = {}
        for some in chunks(sorted({row.subject_id for row in leads})):
            scores |= {subject: one.score for subject, one in priorities(connection, some).items()}
    leads = sorted(leads, key=lambda row: (-scores[row.subject_id], row.subject_id, -row.severity, -row.id))
    for page in chunks([row.id for row in leads[:limit]], PAGE):
        with engine.connect() as connection:
            rows = {row.id: row for row in connection.execute(_query().where(Lead.id.in_(page)))}
            weights = priorities(connection, (row.subject_id for row in rows.values()))
        yield from (_public(rows[one]) | _weight(rows[one], weights) for one in page if one in rows)


def _weight(row: Row[Any], weights: Mapping[int, Priority]) -> dict[str, Any]:
    return {"priority": public(weights[row.subject_id])} if row.subject_id in weights else {}


def get_lead(engine: Engine, lead_id: int) -> dict[str, Any]:
    """One lead with its history and every sighting; raises WorkflowError when there is none such."""
    with engine.connect() as connection:
        row = connection.execute(_query().where(Lead.id == lead_id)).one_or_none()
        if row is None:
            raise WorkflowError(f"没有编号为 {lead_id} 的线索；请用 wangxun leads list 查看")
        events = connection.execute(
            select(LeadEvent.__table__).where(LeadEvent.lead_id == lead_id).order_by(LeadEvent.id)
        ).all()
        seen = connection.execute(
            select(Sighting.__table__, Run.evidence.label("directory"))
            .join(Run, Run.id == Sighting.run_id)
            .where(Sighting.lead_id == lead_id)
            .order_by(Sighting.at, Sighting.id)
        ).all()
        weights = priorities(connection, [row.subject_id])
    history = [_event(event) for event in events]
    return (
        _public(row)
        | _weight(row, weights)
        | {
            "history": history,
            "withdrawn": withdrawal(history),
            "seen": [_sighting(sighting) for sighting in seen],
        }
    )


def _query() -> Select[Any]:
    subject = Subject.__table__.c
    shop = (subject.shop_name, subject.shop_url, subject.seller_name, subject.operator, subject.licence)
    return (
        select(Lead.__table__, *shop, subject.location, subject.region, Run.evidence.label("directory"))
        .join(Subject, Subject.id == Lead.subject_id)
        .join(Run, Run.id == Lead.run_id)
    )


def _conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    equal = {"rule": Lead.rule, "group": Lead.group, "platform": Lead.platform}
    conditions = [column == getattr(wanted, name) for name, column in equal.items() if getattr(wanted, name)]
    if wanted.status:
        conditions.append(Lead.status == status_code(wanted.status))
    if wanted.pending is not None:
        conditions.append(Lead.status == PENDING if wanted.pending else Lead.status != PENDING)
    if wanted.region:
        none = wanted.region == UNKNOWN_REGION
        conditions.append(Subject.region.is_(None) if none else Subject.region == wanted.region)
    if wanted.severity:
        conditions.append(Lead.severity >= wanted.severity)
    if wanted.run:
        conditions.append(Lead.id.in_(select(Sighting.lead_id).where(Sighting.run_id == wanted.run)))
    if wanted.since:
        conditions.append(Lead.last_seen >= wanted.since)
    if wanted.until:
        conditions.append(Lead.last_seen <= wanted.until)
    if wanted.text:
        places = (Subject.shop_name, Lead.item_title, Lead.excerpt, Lead.mark)
        conditions.append(or_(*(place.contains(wanted.text, autoescape=True) for place in places)))
    return conditions


def _public(row: Row[Any]) -> dict[str, Any]:
    """The lead's JSON: CONTRACT's fields first, then what more we know."""
    lead = row._mapping
    judged = ("url", "rule", "group", "severity", "field", "excerpt", "mark", "explanation", "basis")
    more = ("title", "kind", "verdict", "score", "item_id", "item_title", "target")
    subject = ("shop_url", "seller_name", "operator", "licence", "location")
    return {
        "id": lead["id"],
        "platform": lead["platform"] or None,
        "shop": lead["shop_name"] or lead["seller_name"] or lead["operator"],
        **{name: lead[name] for name in judged},
        "status": lead["status"],
        "first_seen": shown(lead["first_seen"]),
        "last_seen": shown(lead["last_seen"]),
        "sightings": lead["sightings"],
        "evidence": _evidence(row),
        "status_label": LABELS[lead["status"]],
        **{name: lead[name] for name in (*more, *subject)},
        "region": lead["region"] or UNKNOWN_REGION,
        "run": lead["run_id"],
    }


def _evidence(row: Row[Any]) -> dict[str, str | None] | None:
    """The record that proves it, None for a run that kept none; `directory` is where its run wrote."""
    kept = row._mapping
    if kept["evidence_file"] is None:
        return None
    parts = {name: kept[f"evidence_{name}"] for name in ("file", "record", "sha256")}
    return parts | {"directory": kept["directory"]}


def _event(row: Row[Any]) -> dict[str, Any]:
    event = row._mapping
    return {"at": shown(event["at"]), **{name: event[name] for name in ("who", "before", "after", "note")}}


def _sighting(row: Row[Any]) -> dict[str, Any]:
    sighting = row._mapping
    return {
        "run": sighting["run_id"],
        "at": shown(sighting["at"]),
        "url": sighting["url"],
        "findings": sighting["findings"],
        "evidence": _evidence(row),
    }
