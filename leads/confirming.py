"""Did a second visit agree that no licence is shown? Until then the lead is pending; every step goes to its history."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, insert, select, update

from crawler.days import legal_day
from leads.models import Lead, LeadEvent
from leads.seen import Seen
from leads.target import SHOP
from leads.workflow import NEW, PENDING
from rules.finding import Finding, Verdict
from rules.licence_finding import RULES

WHO = "confirm"
"""Who moved the lead, in its history."""
AGREED, WITHDRAWN, REOPENED, UNDECIDED = "复核一致", "复核撤回", "复核重开", "复核未能判断"
"""How the notes begin that such a step leaves."""

ABSENT: Verdict = "not_displayed"


def needs_confirming(seen: Seen, finding: Finding) -> bool:
    """Does the first sighting make a pending lead? An absence does, where the run asks for a second visit."""
    return finding.verdict == ABSENT and seen.confirm_after > 0


def settle(connection: Connection, visits: Iterable[tuple[Seen, int]]) -> None:
    """Let each visit that gave a licence verdict decide on its subject's (an id's) lead of an absent licence.

    Agreed at least `confirm_after` hours after the first sighting: the lead is new, and for people to work.
    A licence (or a lawful exemption) was shown: it is dismissed. Undecided: it stays pending, with the reason.
    What people have decided stays as it is. Writing a visit twice changes nothing.
    """
    for seen, subject in sorted(visits, key=lambda visit: visit[0].at):
        verdict = next((finding for finding in seen.findings if finding.verdict), None)
        if verdict is None:
            continue
        same = (Lead.subject_id == subject, Lead.rule == RULES[ABSENT], Lead.target == SHOP)
        lead = connection.execute(select(Lead.id, Lead.status, Lead.first_seen).where(*same)).one_or_none()
        if lead is not None:
            _decide(connection, lead, seen, verdict)


def _decide(connection: Connection, lead: Row[int, str, datetime], seen: Seen, verdict: Finding) -> None:
    last = _last_event(connection, lead.id)
    reopened = last is not None and str(last.note).startswith((WITHDRAWN, REOPENED))
    since = last.at if last is not None and reopened else lead.first_seen
    day = legal_day(seen.at).isoformat()
    if lead.status == "dismissed":
        if verdict.verdict == ABSENT and reopened and seen.at > since:
            _move(connection, lead, PENDING, seen.at, f"{REOPENED}：{day} 又未见公示，待再次访问")
    elif lead.status != PENDING:
        return
    elif verdict.verdict == ABSENT:
        if seen.at - since >= timedelta(hours=seen.confirm_after):
            hours = (seen.at - since).total_seconds() / 3600
            _move(connection, lead, NEW, seen.at, f"{AGREED}：{day} 再次访问仍未公示，相隔 {hours:.0f} 小时")
    elif seen.at <= since:
        return
    elif verdict.verdict == "undetermined":
        _move(connection, lead, PENDING, seen.at, f"{UNDECIDED}：{day} 再次访问，{verdict.explanation}")
    else:
        _move(connection, lead, "dismissed", seen.at, f"{WITHDRAWN}：{day} 再次访问，{verdict.explanation}")


def _last_event(connection: Connection, lead: int) -> Row[datetime, str | None] | None:
    """The last step of ours that changed the lead's status."""
    ours = (LeadEvent.lead_id == lead, LeadEvent.who == WHO, LeadEvent.before != LeadEvent.after)
    asked = select(LeadEvent.at, LeadEvent.note).where(*ours).order_by(LeadEvent.id.desc()).limit(1)
    return connection.execute(asked).one_or_none()


def _move(connection: Connection, lead: Row[int, str, datetime], after: str, at: datetime, note: str) -> None:
    """Write the step, dated as the visit that it rests on; the same step once."""
    same = (LeadEvent.lead_id == lead.id, LeadEvent.who == WHO, LeadEvent.at == at)
    if connection.execute(select(LeadEvent.id).where(*same)).first() is not None:
        return
    if after != lead.status:
        connection.execute(update(Lead).where(Lead.id == lead.id).values(status=after))
    event = {"lead_id": lead.id, "at": at, "who": WHO, "before": lead.status, "after": after, "note": note}
    connection.execute(insert(LeadEvent).values(event))
