"""What a crawl judges by: rule packs, register of marks and the checks made of them, built once and shared."""

from functools import lru_cache
from pathlib import Path

from scrapy.crawler import Crawler

from leads.engine import connect
from leads.registers.marks import imported_marks
from rules.lookalike.matcher import Lookalike
from rules.marks import Marks
from rules.packs import Packs
from rules.wording import Wording

# Several crawls may run side by side in one process: what takes seconds to compile is compiled once.


@lru_cache(maxsize=2)
def _packs(directories: tuple[str, ...]) -> Packs:
    return Packs.load([Path(directory) for directory in directories] or None)


@lru_cache(maxsize=2)
def _wording(directories: tuple[str, ...]) -> Wording:
    return Wording(_packs(directories))


@lru_cache(maxsize=2)
def _lookalike(marks: str, database: str, directories: tuple[str, ...]) -> Lookalike:
    register = Marks.load(Path(marks)) if marks else _with_imported(database)
    return Lookalike(register, _packs(directories)).prepare()


def _with_imported(database: str) -> Marks:
    """The marks that `wangxun registers import marks` took in come first, those that ship stay beside them."""
    engine = connect(database)
    with engine.connect() as connection:
        imported = list(imported_marks(connection))
    engine.dispose()
    return Marks([*imported, *Marks.load()])


def _directories(crawler: Crawler) -> tuple[str, ...]:
    return tuple(crawler.settings.getlist("WANGXUN_PACKS"))


def packs_of(crawler: Crawler) -> Packs:
    """The packs named by WANGXUN_PACKS, else those that ship; PackError where one is broken."""
    return _packs(_directories(crawler))


def wording_of(crawler: Crawler) -> Wording:
    """The text rules of those packs."""
    return _wording(_directories(crawler))


def lookalike_of(crawler: Crawler) -> Lookalike:
    """The look-alike check over the file of marks named by WANGXUN_MARKS, else over the database's and ours.

    ValueError or OSError where the file cannot be read, DatabaseError where the database cannot.
    """
    settings = crawler.settings
    return _lookalike(settings.get("WANGXUN_MARKS") or "", settings["WANGXUN_DB"], _directories(crawler))
