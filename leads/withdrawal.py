"""What stored captures proved so far, and what becomes of a lead that they no longer prove: marked, never deleted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from crawler.days import now
from leads.engine import writing
from leads.models import Lead, LeadEvent, Sighting
from leads.workflow import NEW, PENDING

WHO = "recheck"
"""Who moved the lead, in its history."""
WITHDRAWN, RESTORED = "复判撤回", "复判恢复"
"""How the notes begin that such a move leaves."""


@dataclass(frozen=True, slots=True)
class Proven:
    """One sighting with evidence: which lead it made and from which record."""

    sighting: int
    lead: int
    rule: str
    target: str
    record: str
    file: str
    url: str | None
    excerpt: str | None
    title: str
    places: frozenset[str] = frozenset()  # digests of all pages that a licence verdict rests on


def proven(engine: Engine, since: datetime) -> list[Proven]:
    """Every sighting since `since` (aware) that has evidence, in the order in which they were stored."""
    query = (
        select(
            Sighting.id, Sighting.lead_id, Lead.rule, Lead.target, Sighting.evidence_record,
            Sighting.evidence_file, Sighting.url, Lead.excerpt, Lead.title, Lead.verdict, Sighting.findings,
        )
        .join(Lead, Lead.id == Sighting.lead_id)
        .where(Sighting.at >= since, Sighting.evidence_record.is_not(None))
        .order_by(Sighting.id)
    )  # fmt: skip
    with engine.connect() as connection:
        return [
            Proven(
                row.id,
                row.lead_id,
                row.rule,
                row.target,
                str(row.evidence_record),
                str(row.evidence_file),
                row.url,
                row.excerpt,
                row.title,
                _places(row.findings) if row.verdict else frozenset(),
            )
            for row in connection.execute(query)
        ]


def withdraw(engine: Engine, gone: Iterable[Proven], why: str) -> int:
    """Mark the leads that these sightings made; returns how many were not marked before.

    A lead nobody has worked yet is set aside when none of its sightings is left; any other keeps its status.
    """
    by_lead: dict[int, list[Proven]] = {}
    for one in gone:
        by_lead.setdefault(one.lead, []).append(one)
    marked = 0
    with writing(engine).begin() as connection:
        for lead, sightings in by_lead.items():
            marked += _mark(connection, lead, sightings, why)
    return marked


def restore(engine: Engine, found: Iterable[int], why: str) -> int:
    """Take back the mark of those of these leads that carry it; returns how many."""
    restored = 0
    with writing(engine).begin() as connection:
        marked = _last_notes(connection)
        for lead in sorted(set(found) & marked.keys()):
            if not marked[lead].note.startswith(WITHDRAWN):
                continue
            status = connection.execute(select(Lead.status).where(Lead.id == lead)).scalar_one()
            set_aside = marked[lead].after == "dismissed" != marked[lead].before and status == "dismissed"
            _move(
                connection, lead, status, marked[lead].before if set_aside else status, f"{RESTORED}：{why}"
            )
            restored += 1
    return restored


def withdrawal(history: Iterable[Mapping[str, Any]]) -> dict[str, Any] | None:
    """When and why a lead was withdrawn, by its history (oldest first); None while it stands."""
    ours = [event for event in history if event["who"] == WHO]
    if not ours or not str(ours[-1]["note"]).startswith(WITHDRAWN):
        return None
    return {"at": ours[-1]["at"], "note": ours[-1]["note"]}


def _mark(connection: Connection, lead: int, gone: list[Proven], why: str) -> int:
    last = _last_notes(connection, lead).get(lead)
    if last is not None and last.note.startswith(WITHDRAWN):
        return 0
    status = connection.execute(select(Lead.status).where(Lead.id == lead)).scalar_one()
    count = select(func.count()).where(Sighting.lead_id == lead)
    all_gone = connection.execute(count).scalar_one() == len({one.sighting for one in gone})
    records = "、".join(dict.fromkeys(one.record for one in gone[:3]))
    rest = "" if all_gone else "；其他各次所见仍在"
    note = f"{WITHDRAWN}：{why}，记录 {records} 中不再发现 {gone[0].rule}{rest}"
    _move(connection, lead, status, "dismissed" if all_gone and status in {NEW, PENDING} else status, note)
    return 1


def _move(connection: Connection, lead: int, before: str, after: str, note: str) -> None:
    if after != before:
        connection.execute(update(Lead).where(Lead.id == lead).values(status=after))
    event = {"lead_id": lead, "at": now(), "who": WHO, "before": before, "after": after, "note": note}
    connection.execute(insert(LeadEvent).values(event))


def _last_notes(connection: Connection, lead: int | None = None) -> dict[int, Any]:
    """The last event of ours of each lead that has one, or of this lead."""
    query = select(LeadEvent.lead_id, LeadEvent.before, LeadEvent.after, LeadEvent.note)
    query = query.where(LeadEvent.who == WHO, LeadEvent.note.is_not(None)).order_by(LeadEvent.id)
    rows = connection.execute(query if lead is None else query.where(LeadEvent.lead_id == lead))
    return {row.lead_id: row for row in rows}


def _places(findings: list[dict[str, Any]]) -> frozenset[str]:
    """Digests of the pages that were read before the verdict."""
    places = (place for finding in findings for place in finding.get("places", ()))
    return frozenset(place["sha256"] for place in places if place.get("sha256"))
