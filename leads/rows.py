"""What is written in a row: an item, a lead, a sighting as parameters, every text safe to store."""

from typing import Any

from leads.address import absolute
from leads.confirming import needs_confirming
from leads.seen import Seen
from leads.storable import storable, storable_json
from leads.suspicion import Suspicion
from leads.workflow import NEW, PENDING

Row = dict[str, Any]
"""The parameters of one row, by column."""


def item_row(seen: Seen, subject: int | None) -> Row:
    item = seen.item
    return {
        "run_id": seen.run,
        "kind": item.kind,
        "place": seen.place,
        "platform": (storable(item.platform) or "")[:100],
        "url": storable(seen.url),
        "subject_id": subject,
        "captured_at": seen.at,
        "status": item.status.value,
        "title": storable(item.title),
        "document": {name: value for name, value in item.document().items() if name != "items"},
    }


def lead_row(suspicion: Suspicion, subject: int) -> Row:
    seen, finding = suspicion.seen, suspicion.gravest
    meant = seen.meant(finding)
    return {
        "subject_id": subject,
        "platform": suspicion.subject.platform,
        "rule": finding.rule,
        "target": suspicion.target,
        "group": finding.group,
        "title": storable(finding.title),
        "severity": finding.severity,
        "url": storable(absolute(meant.url, seen.url) or seen.url),
        "item_id": storable(getattr(meant, "item_id", None)),
        "item_title": storable(meant.title),
        "field": storable(finding.field),
        "excerpt": storable(finding.excerpt),
        "mark": storable(finding.mark),
        "kind": finding.kind,
        "verdict": finding.verdict,
        "explanation": storable(finding.explanation),
        "basis": [basis.model_dump(mode="json", by_alias=True) for basis in finding.basis],
        "score": finding.score,
        "status": PENDING if needs_confirming(seen, finding) else NEW,
        "first_seen": seen.at,
        "last_seen": seen.at,
        "sightings": 0,
        "run_id": seen.run,
        **_evidence(seen),
    }


def _evidence(seen: Seen) -> dict[str, Any]:
    return {name: getattr(seen, name) for name in ("evidence_file", "evidence_record", "evidence_sha256")}


def sighting_row(suspicion: Suspicion, lead: int) -> Row:
    seen = suspicion.seen
    findings = [
        finding.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        for finding in suspicion.findings
    ]
    return {
        "lead_id": lead,
        "run_id": seen.run,
        "place": seen.place,
        "at": seen.at,
        "url": storable(seen.url),
        "findings": storable_json(findings),
        **_evidence(seen),
    }
