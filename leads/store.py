"""Where items and leads are written: many at once, one transaction, the same result when written twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from sqlalchemy import Connection, func, select, tuple_, update

from leads.confirming import settle
from leads.engine import connect, writing
from leads.models import Lead, Sighting
from leads.prices import price_rows, upsert_prices
from leads.rows import Row, item_row, lead_row, sighting_row
from leads.seen import Seen
from leads.subject import SubjectSeen
from leads.subjects import Subjects
from leads.suspicion import Suspicion, owner_of, suspicions_of
from leads.upsert import chunks, insert_new, upsert_items, upsert_leads

Identity = tuple[int, str, str]
"""Subject, rule, target: what makes two sightings one lead."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a batch added: items (old ones too), leads and sightings that were not there before."""

    items: int
    leads: int
    sightings: int


class Store:
    """Writes what was seen. One writer a process; several processes may share a database."""

    def __init__(self, url: str) -> None:
        """`url` as the command line takes it; the database must be prepared (leads.database.prepare)."""
        self.engine = connect(url)
        self._writer = writing(self.engine)
        self._subjects = Subjects()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the connections go."""
        self.engine.dispose()

    def write(self, batch: Sequence[Seen]) -> Written:
        """Store the batch in one transaction, all of it or nothing; raises SQLAlchemyError.

        Written a second time it changes nothing: an item is one of its run, kind and address, a sighting
        one of its lead, run and address.
        """
        suspicions = [suspicion for seen in batch for suspicion in suspicions_of(seen)]
        owners = [owner_of(seen) for seen in batch]
        try:
            with self._writer.begin() as connection:
                subjects = self._subjects.resolve(
                    connection,
                    [(owner, seen.at) for owner, seen in zip(owners, batch, strict=True) if owner]
                    + [(suspicion.subject, suspicion.seen.at) for suspicion in suspicions],
                )
                rows = [
                    item_row(seen, subjects[owner] if owner else None)
                    for owner, seen in zip(owners, batch, strict=True)
                ]
                if rows:
                    connection.execute(upsert_items(connection.dialect.name), rows)
                prices = price_rows(batch)
                if prices:
                    connection.execute(upsert_prices(connection.dialect.name), prices)
                leads, sightings = _write_leads(connection, suspicions, subjects)
                settle(
                    connection,
                    [(seen, subjects[owner]) for owner, seen in zip(owners, batch, strict=True) if owner],
                )
        except BaseException:
            self._subjects.forget()
            raise
        return Written(len(batch), leads, sightings)


def _write_leads(
    connection: Connection, suspicions: list[Suspicion], subjects: dict[SubjectSeen, int]
) -> tuple[int, int]:
    """Upsert the leads, add their sightings, count them; returns how many of each are new."""
    if not suspicions:
        return 0, 0
    rows = [lead_row(suspicion, subjects[suspicion.subject]) for suspicion in suspicions]
    identities = [_identity(row) for row in rows]
    dialect = connection.dialect.name
    ordered = sorted(rows, key=_identity)  # one order for all writers: no deadlock
    connection.execute(upsert_leads(dialect), ordered)
    known = _leads_by_identity(connection, identities)
    sightings = [
        sighting_row(suspicion, known[identity][0])
        for suspicion, identity in zip(suspicions, identities, strict=True)
    ]
    connection.execute(insert_new(dialect, Sighting), sightings)
    before = sum(count for _, count in known.values())
    after = _count_sightings(connection, sorted(lead for lead, _ in known.values()))
    return sum(count == 0 for _, count in known.values()), after - before


def _identity(row: Row) -> Identity:
    return row["subject_id"], row["rule"], row["target"]


def _leads_by_identity(
    connection: Connection, identities: Iterable[Identity]
) -> dict[Identity, tuple[int, int]]:
    """Each lead's id and the sightings it had before this batch."""
    columns = (Lead.subject_id, Lead.rule, Lead.target)
    found: dict[Identity, tuple[int, int]] = {}
    for some in chunks(sorted(set(identities))):
        query = select(*columns, Lead.id, Lead.sightings).where(tuple_(*columns).in_(some))
        for subject, rule, target, lead, count in connection.execute(query):
            found[subject, rule, target] = (lead, count)
    return found


def _count_sightings(connection: Connection, leads: Sequence[int]) -> int:
    """Bring the counts of `leads` up to date; returns their sum."""
    count = select(func.count()).where(Sighting.lead_id == Lead.id).scalar_subquery()
    total = 0
    for some in chunks(leads):
        counted = update(Lead).where(Lead.id.in_(some)).values(sightings=count).returning(Lead.sightings)
        total += sum(connection.execute(counted).scalars())
    return total
