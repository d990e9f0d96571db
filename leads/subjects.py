"""Which stored subject is meant: shops are found again by any key they are known by, and made when new."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, tuple_, update

from leads.address import under_one_path
from leads.models import Subject, SubjectKey
from leads.rows import Row
from leads.subject import SubjectSeen
from leads.upsert import chunks, insert_into, insert_new

FACTS = (
    "shop_id",
    "shop_name",
    "shop_url",
    "seller_name",
    "operator",
    "licence",
    "location",
    "region",
)

CACHED = 200_000
"""Keys remembered between batches: about 60 MB at most."""

Key = tuple[str, str]
"""Platform and key."""


class Subjects:
    """Finds and makes subjects; remembers what it found, so that most items cost no query."""

    def __init__(self) -> None:
        self._ids: dict[Key, int] = {}
        self._facts: dict[int, SubjectSeen] = {}

    def forget(self) -> None:
        """After a rollback nothing that was remembered is certain."""
        self._ids.clear()
        self._facts.clear()

    def resolve(
        self, connection: Connection, seen: Iterable[tuple[SubjectSeen, datetime]]
    ) -> dict[SubjectSeen, int]:
        """The id of each subject; new ones are inserted, new keys and facts of known ones are added."""
        if len(self._ids) > CACHED:
            self.forget()
        firsts: dict[SubjectSeen, datetime] = {}
        for subject, at in seen:
            firsts.setdefault(subject, at)
        self._look_up(connection, [(s.platform, key) for s in firsts for key in s.keys])
        # In one order for all writers, against deadlocks; numbers come before the names that join them.
        ordered = sorted(firsts.items(), key=lambda first: (first[0].platform, first[0].keys))
        found = {subject: self._find(connection, subject, at) for subject, at in ordered}
        self._update_facts(connection, found)
        return found

    def _look_up(self, connection: Connection, keys: list[Key]) -> None:
        asked = [key for key in dict.fromkeys(keys) if key not in self._ids]
        pair = tuple_(SubjectKey.platform, SubjectKey.key)
        for some in chunks(asked):
            rows = connection.execute(
                select(SubjectKey.platform, SubjectKey.key, SubjectKey.subject_id).where(pair.in_(some))
            )
            self._ids.update({(platform, key): subject for platform, key, subject in rows})

    def _find(self, connection: Connection, subject: SubjectSeen, at: datetime) -> int:
        known = [self._ids.get((subject.platform, key)) for key in subject.keys]
        identity = next((number for number in known if number is not None), None)
        if identity is None or (known[0] is None and self._is_another(connection, identity, subject)):
            identity = self._insert(connection, subject, at)
        missing = [key for key in subject.keys if (subject.platform, key) not in self._ids]
        if missing:
            rows = [{"platform": subject.platform, "key": key, "subject_id": identity} for key in missing]
            connection.execute(insert_new(connection.dialect.name, SubjectKey), rows)
            self._ids.update({(subject.platform, key): identity for key in missing})
        return identity

    def _is_another(self, connection: Connection, identity: int, subject: SubjectSeen) -> bool:
        """Is the shop of that name, which was found, another one than this, whose surest key is new?

        A number settles it. An address does so only where names may repeat, on a host of no known platform:
        there a shop's pages lie under one path.
        """
        kind, _, new = subject.keys[0].partition(":")
        if kind not in {"id", "url"} or (kind == "url" and subject.platform):
            return False
        own = SubjectKey.key.startswith(f"{kind}:", autoescape=True)
        known = connection.execute(
            select(SubjectKey.key).where(SubjectKey.subject_id == identity, own)
        ).scalars()
        others = [key.partition(":")[2] for key in known]
        if kind == "id":
            return bool(others)
        return bool(others) and not any(under_one_path(new, other) for other in others)

    def _insert(self, connection: Connection, subject: SubjectSeen, at: datetime) -> int:
        row: Row = {name: getattr(subject, name) for name in FACTS}
        row |= {"platform": subject.platform, "key": subject.keys[0], "first_seen": at}
        insert = insert_into(connection.dialect.name, Subject).values(row)
        same = insert.on_conflict_do_update(  # another worker was first: its row is the one
            index_elements=["platform", "key"], set_={"key": insert.excluded.key}
        )
        identity = connection.execute(same.returning(Subject.id)).scalar_one()
        self._facts[identity] = subject
        return identity

    def _update_facts(self, connection: Connection, found: dict[SubjectSeen, int]) -> None:
        """A later page may know more, or know better: what it shows replaces, what it lacks stays."""
        rows: list[Row] = []
        for subject, identity in found.items():
            if self._facts.get(identity) != subject:
                self._facts[identity] = subject
                rows.append({f"new_{name}": getattr(subject, name) for name in FACTS} | {"same": identity})
        if rows:
            table = Subject.__table__
            values: dict[str, Any] = {
                name: func.coalesce(bindparam(f"new_{name}"), table.c[name]) for name in FACTS
            }
            connection.execute(
                update(Subject).where(Subject.id == bindparam("same")).values(values),
                sorted(rows, key=lambda row: int(row["same"])),
            )
