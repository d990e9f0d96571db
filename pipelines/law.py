"""What a crawl judges by: rule packs, register of marks and the checks made of them, built once and shared."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from leads.engine import connect
from leads.registers.marks import imported_marks
from rules.lookalike.matcher import Lookalike
from rules.marks import Marks
from rules.packs import Packs
from rules.price_history import PriceHistory
from rules.shown_sales import ShownSalesCheck
from rules.wording import Wording

# Several crawls may run side by side in one process: what takes seconds to compile is compiled once.


class Law(NamedTuple):
    """Where a crawl's law stands: what another process needs to judge by the same."""

    marks: str  # a file of marks; empty: those of the database, and ours
    database: str
    directories: tuple[str, ...]  # of packs; empty: the packs that ship


@lru_cache(maxsize=2)
def _packs(directories: tuple[str, ...]) -> Packs:
    return Packs.load([Path(directory) for directory in directories] or None)


@lru_cache(maxsize=2)
def wording(law: Law) -> Wording:
    """The text rules of those packs."""
    return Wording(_packs(law.directories))


@lru_cache(maxsize=2)
def shown_sales(law: Law) -> ShownSalesCheck:
    """The rules of those packs that the page's own count of sales decides."""
    return ShownSalesCheck(_packs(law.directories))


@lru_cache(maxsize=2)
def price_history(law: Law) -> PriceHistory:
    """The rules of those packs that the prices of earlier days decide."""
    return PriceHistory(_packs(law.directories))


@lru_cache(maxsize=2)
def lookalike(law: Law) -> Lookalike:
    """The look-alike check over the law's marks.

    ValueError or OSError where their file cannot be read, DatabaseError where the database cannot.
    """
    register = Marks.load(Path(law.marks)) if law.marks else _with_imported(law.database)
    return Lookalike(register, packs_by(law).of("trademark")).prepare()


def _with_imported(database: str) -> Marks:
    """The marks that `wangxun registers import marks` took in come first, those that ship stay beside them."""
    engine = connect(database)
    with engine.connect() as connection:
        imported = list(imported_marks(connection))
    engine.dispose()
    return Marks([*imported, *Marks.load()])


def law_of(crawler: Crawler) -> Law:
    """What the crawl's settings name."""
    return law_by(crawler.settings)


def law_by(settings: BaseSettings) -> Law:
    """What the settings name: WANGXUN_MARKS, WANGXUN_DB, WANGXUN_PACKS."""
    return Law(
        settings.get("WANGXUN_MARKS") or "",
        settings["WANGXUN_DB"],
        tuple(settings.getlist("WANGXUN_PACKS")),
    )


def packs_of(crawler: Crawler) -> Packs:
    """The packs named by WANGXUN_PACKS, else those that ship; PackError where one is broken."""
    return packs_by(law_of(crawler))


def packs_by(law: Law) -> Packs:
    """The packs of a law."""
    return _packs(law.directories)
