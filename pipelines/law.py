"""The rule packs and the register of marks that a crawl judges by: loaded once, shared by the checks."""

from functools import lru_cache
from pathlib import Path

from scrapy.crawler import Crawler

from rules.marks import Marks
from rules.packs import Packs


@lru_cache(maxsize=4)
def _packs(directories: tuple[str, ...]) -> Packs:
    return Packs.load([Path(directory) for directory in directories] or None)


@lru_cache(maxsize=2)
def _marks(path: str) -> Marks:
    return Marks.load(Path(path) if path else None)


def packs_of(crawler: Crawler) -> Packs:
    """The packs named by WANGXUN_PACKS, else those that ship; PackError where one is broken."""
    return _packs(tuple(crawler.settings.getlist("WANGXUN_PACKS")))


def marks_of(crawler: Crawler) -> Marks:
    """The register named by WANGXUN_MARKS, else the one that ships."""
    return _marks(crawler.settings.get("WANGXUN_MARKS") or "")
