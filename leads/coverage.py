"""Has a platform's reader gone stale? What one run read of each field, against that platform's own earlier runs."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, select

from leads.models import ItemRow, Run

FIELDS: dict[str, tuple[str, ...]] = {
    "listing": ("title", "price", "brand", "item_id", "shop_name", "category", "attributes", "images"),
    "search": ("title", "next_url"),
    "shop": ("shop_name", "shop_id", "licences", "operator"),
    "licence": ("licences", "operator"),
}
"""The fields that are held against their own history; others come and go with the goods."""

READ = "可读"
"""Stands for the page as a whole: it was read with status ok."""

NOT_OURS = frozenset({"blocked", "login", "gone"})
"""Pages that were never served: no reader's fault."""

HISTORY = 20
"""Earlier runs that are looked at, newest first."""

ENOUGH = 20
"""Items of one platform and kind, now and before, below which a share says nothing."""

DROP = 0.2
"""A share that fell by less is the goods' doing."""

SIGMAS = 3.0
"""And a fall that chance explains (binomial, at this many standard deviations) is none."""

PLAYED_OUT = ("finished", "degraded", "interrupted")


@dataclass
class Tally:
    """Items of one platform and kind, and how many of them carry each field."""

    items: int = 0
    carried: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, other: "Tally") -> None:
        """Take in another run's."""
        self.items += other.items
        for name, count in other.carried.items():
            self.carried[name] += count

    def share(self, name: str) -> float:
        """Of `name` among the items (of a field: among those that could be read)."""
        whole = self.items if name == READ else self.carried[READ]
        return self.carried[name] / whole if whole else 0.0


@dataclass(frozen=True)
class Coverage:
    """One field of one reader: its share in the run (0…1), and in the runs before (None without enough of them)."""

    platform: str
    kind: str
    field: str
    items: int
    share: float
    before: float | None
    stale: bool


class CoverageError(LookupError):
    """One sentence: which run, and what to do."""


Tallies = dict[tuple[str, str], Tally]


def check_coverage(engine: Engine, run: str | None = None) -> tuple[str, list[Coverage]]:
    """The run (None: the latest with items) and the coverage of its readers; CoverageError without any."""
    with engine.connect() as connection:
        known = _runs(connection)
        chosen = run if run is not None else next((one for one in known if _any(connection, one)), None)
        if chosen not in known:
            wanted = f"编号为 {run} 的" if run else "读到条目的"
            raise CoverageError(f"没有{wanted}抓取；请用 wangxun runs list 查看")
        now = tally(connection, chosen)
        before: Tallies = {}
        for earlier in known[known.index(chosen) + 1 :][:HISTORY]:
            for key, counted in tally(connection, earlier).items():
                before.setdefault(key, Tally()).add(counted)
        return chosen, list(_compare(now, before))


def _runs(connection: Connection) -> list[str]:
    """Runs that are over, newest first."""
    query = select(Run.id).where(Run.state.in_(PLAYED_OUT)).order_by(Run.started.desc(), Run.id.desc())
    return list(connection.scalars(query))


def _any(connection: Connection, run: str) -> bool:
    return connection.scalar(select(ItemRow.id).where(ItemRow.run_id == run).limit(1)) is not None


def tally(connection: Connection, run: str) -> Tallies:
    """What one run read, by platform and kind; cards are counted apart, they show less than pages."""
    counted: Tallies = {}
    query = select(ItemRow.platform, ItemRow.kind, ItemRow.status, ItemRow.document).where(
        ItemRow.run_id == run, ItemRow.status.not_in(NOT_OURS)
    )
    for platform, kind, status, document in connection.execution_options(yield_per=1000).execute(query):
        shown = "card" if document.get("card") else kind
        one = counted.setdefault((platform, shown), Tally())
        one.items += 1
        if status == "ok":
            one.carried[READ] += 1
            for name in _carried(document, kind):
                one.carried[name] += 1
    return counted


def _carried(document: dict[str, Any], kind: str) -> Iterator[str]:
    return (name for name in FIELDS.get(kind, ()) if document.get(name) not in (None, "", [], {}))


def _compare(now: Tallies, before: Tallies) -> Iterable[Coverage]:
    for (platform, kind), tally_now in sorted(now.items()):
        past = before.get((platform, kind))
        for name in (READ, *FIELDS.get("listing" if kind == "card" else kind, ())):
            enough = past is not None and past.items >= ENOUGH
            usual = past.share(name) if past is not None and enough else None
            stale = usual is not None and past is not None and fell(tally_now, past, name)
            yield Coverage(platform, kind, name, tally_now.items, tally_now.share(name), usual, stale)


def fell(now: Tally, past: Tally, name: str) -> bool:
    """Did the share of `name` fall further than the goods or chance explain?"""
    size = now.items if name == READ else now.carried[READ]
    if size < ENOUGH:
        return False
    usual = past.share(name)
    noise = SIGMAS * math.sqrt(usual * (1 - usual) / size)
    return usual - now.share(name) > max(DROP, noise)
