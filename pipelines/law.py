"""What a crawl judges by: rule packs, register of marks and the checks made of them, built once and shared."""

from functools import lru_cache
from pathlib import Path

from scrapy.crawler import Crawler

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
def _lookalike(marks: str, directories: tuple[str, ...]) -> Lookalike:
    return Lookalike(Marks.load(Path(marks) if marks else None), _packs(directories))


def _directories(crawler: Crawler) -> tuple[str, ...]:
    return tuple(crawler.settings.getlist("WANGXUN_PACKS"))


def packs_of(crawler: Crawler) -> Packs:
    """The packs named by WANGXUN_PACKS, else those that ship; PackError where one is broken."""
    return _packs(_directories(crawler))


def wording_of(crawler: Crawler) -> Wording:
    """The text rules of those packs."""
    return _wording(_directories(crawler))


def lookalike_of(crawler: Crawler) -> Lookalike:
    """The look-alike check over the register named by WANGXUN_MARKS, else the one that ships.

    ValueError or OSError where the register cannot be read.
    """
    return _lookalike(crawler.settings.get("WANGXUN_MARKS") or "", _directories(crawler))
