"""Which evidence do leads still need: that of open ones, and of those whose case ended only lately."""

from datetime import datetime

from sqlalchemy import Engine, exists, or_, select

from leads.models import Lead, LeadEvent, Sighting

SETTLED = ("dismissed", "closed")


def needed_files(engine: Engine, settled_before: datetime) -> set[str]:
    """The WARC files, relative to the evidence directory, of every sighting of such a lead.

    A lead is let go when it was dismissed or closed and nothing was decided about it since `settled_before`
    (aware).
    """
    lately = exists().where(LeadEvent.lead_id == Lead.id, LeadEvent.at >= settled_before)
    kept = or_(Lead.status.not_in(SETTLED), lately)
    seen = select(Sighting.evidence_file).join(Lead, Lead.id == Sighting.lead_id).where(kept)
    main = select(Lead.evidence_file).where(kept)
    with engine.connect() as connection:
        return {file for query in (seen, main) for file in connection.scalars(query.distinct()) if file}
