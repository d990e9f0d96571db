"""The tables: runs read items, items belong to subjects, what fails becomes a lead that is sighted again."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, MetaData, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeEngine

from leads.moment import Moment
from leads.storable import KEY_LENGTH

KEY = String(KEY_LENGTH)
DIGEST = String(32)
CODE = String(100)
"""Names that we choose ourselves: rule ids, groups, statuses, platforms."""


class Base(DeclarativeBase):
    """Constraint names are fixed, so that a later migration can name them on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, TypeEngine[Any]]] = {
        datetime: Moment(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
    }


class Run(Base):
    """One crawl: who asked for what, on whose authority, and how it ended."""

    __tablename__ = "runs"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    spider: Mapped[str] = mapped_column(CODE)
    arguments: Mapped[dict[str, Any]]
    campaign: Mapped[str | None]
    authority: Mapped[str | None]  # the office in whose name the crawl was made
    operator: Mapped[str | None]  # the person who started it
    process: Mapped[str]  # host:pid:start, see leads/process.py
    started: Mapped[datetime] = mapped_column(index=True)
    seen_alive: Mapped[datetime]  # the last sign of life
    finished: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(CODE, index=True)  # running|finished|degraded|interrupted|failed
    reason: Mapped[str | None]  # why it ended as it did; None for a plain end
    stats: Mapped[dict[str, Any]]
    version: Mapped[str | None]  # of Wangxun
    packs: Mapped[str | None]  # digest of the rule packs
    evidence: Mapped[str | None]  # directory of its WARC files


class Subject(Base):
    """Who is suspected: a shop on a platform, or a stand-alone site. `key` is what it was first known by."""

    __tablename__ = "subjects"
    __table_args__ = (UniqueConstraint("platform", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(CODE)  # "" for a stand-alone site
    key: Mapped[str] = mapped_column(KEY)
    shop_id: Mapped[str | None]
    shop_name: Mapped[str | None]
    shop_url: Mapped[str | None]
    seller_name: Mapped[str | None]
    operator: Mapped[str | None]
    licence: Mapped[str | None]  # the unified social credit code it displays
    location: Mapped[str | None]  # as shown
    region: Mapped[str | None] = mapped_column(CODE, index=True)  # province, see leads/region.py
    first_seen: Mapped[datetime]


class SubjectKey(Base):
    """Each name by which a subject is known on its platform: a card gives the name, a shop page the id."""

    __tablename__ = "subject_keys"

    platform: Mapped[str] = mapped_column(CODE, primary_key=True)
    key: Mapped[str] = mapped_column(KEY, primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), index=True)


class ItemRow(Base):
    """One item as it was read, clean ones too: what was looked at is part of what a run proves."""

    __tablename__ = "items"
    __table_args__ = (UniqueConstraint("run_id", "kind", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id"))
    kind: Mapped[str] = mapped_column(CODE)
    place: Mapped[str] = mapped_column(DIGEST)  # digest of where it was read, see leads/seen.py
    platform: Mapped[str] = mapped_column(CODE)
    url: Mapped[str | None]
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subjects.id"), index=True)
    captured_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(CODE)
    title: Mapped[str | None]
    document: Mapped[dict[str, Any]]  # the item's JSON; cards are items of their own


class Lead(Base):
    """One suspected breach by one subject, however often seen; the columns show its latest sighting."""

    __tablename__ = "leads"
    __table_args__ = (
        UniqueConstraint("subject_id", "rule", "target"),
        Index("ix_leads_status_severity", "status", "severity"),
        Index("ix_leads_severity_id", "severity", "id"),  # the order of lists, see leads/listing.py
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"))
    platform: Mapped[str] = mapped_column(CODE, index=True)
    rule: Mapped[str] = mapped_column(CODE, index=True)
    target: Mapped[str] = mapped_column(KEY)  # what of the subject's: see leads/target.py
    group: Mapped[str] = mapped_column(CODE, index=True)
    title: Mapped[str]
    severity: Mapped[int]
    url: Mapped[str | None]
    item_id: Mapped[str | None]
    item_title: Mapped[str | None]
    field: Mapped[str | None]
    excerpt: Mapped[str | None]
    mark: Mapped[str | None]
    kind: Mapped[str | None]
    verdict: Mapped[str | None]
    explanation: Mapped[str]
    basis: Mapped[list[Any]]
    score: Mapped[float]
    status: Mapped[str] = mapped_column(CODE)
    first_seen: Mapped[datetime] = mapped_column(index=True)
    last_seen: Mapped[datetime] = mapped_column(index=True)
    sightings: Mapped[int]
    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id"))  # of the latest sighting
    evidence_file: Mapped[str | None]
    evidence_record: Mapped[str | None]
    evidence_sha256: Mapped[str | None]


class Sighting(Base):
    """A lead seen once, at one address in one run, with the record that proves it."""

    __tablename__ = "sightings"
    __table_args__ = (UniqueConstraint("lead_id", "run_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("leads.id"))
    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id"), index=True)
    place: Mapped[str] = mapped_column(DIGEST)  # digest of where it was read, see leads/seen.py
    at: Mapped[datetime]
    url: Mapped[str | None]
    findings: Mapped[list[Any]]  # all findings of the rule at that address, in CONTRACT's JSON
    evidence_file: Mapped[str | None]
    evidence_record: Mapped[str | None]
    evidence_sha256: Mapped[str | None]


class LeadEvent(Base):
    """One step of a lead's history: who moved it, when, from where to where, and why."""

    __tablename__ = "lead_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("leads.id"), index=True)
    at: Mapped[datetime]
    who: Mapped[str]
    before: Mapped[str] = mapped_column(CODE)
    after: Mapped[str] = mapped_column(CODE)
    note: Mapped[str | None]


class PriceSeen(Base):
    """The prices at which an article was seen on one day in Asia/Shanghai, in fen: its price history."""

    __tablename__ = "prices"

    platform: Mapped[str] = mapped_column(CODE, primary_key=True)  # "" for a stand-alone site
    article: Mapped[str] = mapped_column(KEY, primary_key=True)  # see leads/prices.py
    day: Mapped[date] = mapped_column(primary_key=True)
    low: Mapped[int] = mapped_column(BigInteger)
    high: Mapped[int] = mapped_column(BigInteger)
