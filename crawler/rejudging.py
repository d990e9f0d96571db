"""Stored pages read and judged by all cores at once: what `wangxun recheck` hands its pages to.

Reading a page and holding its words and names against the packs needs nothing but the page, so it is done in
worker processes. What needs the database or other pages (licences, operators, prices) stays in the pipelines.
"""

import asyncio
import gc
import logging
import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from scrapy.settings import Settings

from crawler.apart import Apart, serve_parent
from crawler.items import AnyItem, Search, Shop, Status, Website
from crawler.observation import Observation, Opinion
from crawler.readings import Readings, place
from leads.database import DatabaseError, prepare
from pipelines.judging import NOTHING_READ
from pipelines.judging import judged as opinions
from pipelines.law import Law, law_by, lookalike, wording
from rules.packs import PackError
from spiders.filing import refile
from spiders.journey import cards_of
from spiders.stored.page import StoredPage
from spiders.stored.reading import read_stored

logger = logging.getLogger(__name__)

Judged = list[tuple[AnyItem, Opinion]]


class RejudgingRefused(ValueError):
    """What is judged by could not be loaded; the message says what to mend."""


@dataclass(frozen=True)
class Order:
    """What a worker is told with each page: by which law, and where items read before are remembered."""

    law: Law
    readings: Path


@dataclass
class _Workers:
    order: Order
    pool: ProcessPoolExecutor | None  # None once a page brought one of its processes down
    spare: Apart = field(default_factory=Apart)  # judges on, one page at a time, and outlives a fatal page

    async def judge(self, page: StoredPage) -> Judged:
        """By whichever is free; BrokenProcessPool when the page is fatal to all of them."""
        if self.pool is not None:
            try:
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(self.pool, _judge, self.order, page)
            except BrokenProcessPool:
                self.pool = None
        return await self.spare.run(_judge, self.order, page)


@dataclass
class _Office:
    workers: _Workers | None = None


_office = _Office()


@contextmanager
def in_processes(settings: Settings) -> Iterator[None]:
    """While this lasts, `judged` has a worker a core. Enter it before any thread is started.

    The workers are forked, so that rules and marks are loaded once and shared. Raises RejudgingRefused.
    """
    law = law_by(settings)
    try:
        prepare(settings["WANGXUN_DB"])
        lookalike(law), wording(law)
    except (PackError, DatabaseError, ValueError, OSError) as error:
        raise RejudgingRefused(str(error)) from None
    gc.freeze()  # a collection in a worker would copy what is shared
    pool = ProcessPoolExecutor(cores(), multiprocessing.get_context("fork"), initializer=serve_parent)
    pool.submit(os.getpid)  # with the first task all workers are forked
    _office.workers = _Workers(Order(law, place(settings)), pool)
    try:
        yield
    finally:
        _office.workers = None
        pool.shutdown(wait=False, cancel_futures=True)


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0))


async def judged(page: StoredPage) -> list[Observation]:
    """What the page says and those of its cards on which there is something to say, with the opinion on each.

    A page that brings the reader down is left out and said so: what was not read withdraws nothing.
    """
    if _office.workers is None:
        raise RuntimeError("judged() belongs inside in_processes()")
    try:
        found = await _office.workers.judge(page)
    except BrokenProcessPool:
        logger.error("页面使解析程序崩溃，未能重新判断：%s", page.url)  # noqa: TRY400  # a trace helps no operator
        return []
    return [Observation(item=item, capture=page.capture, opinion=opinion) for item, opinion in found]


def _judge(order: Order, page: StoredPage) -> Judged:
    """In a worker: read, then every check on the page's own words and names, and on each card's.

    A card without a finding goes no further: it shows no licence, and what it costs was stored by the crawl.
    """
    item = _read(order.readings, page)
    refile(item, page.capture)
    found = [(item, _opinion(order.law, page, item))]
    if isinstance(item, Search | Shop | Website):
        found += [
            (card, opinion) for card in cards_of(item) if _says(opinion := _opinion(order.law, page, card))
        ]
    return found


def _says(opinion: Opinion) -> bool:
    return any((opinion.imitations, opinion.words, opinion.shown_sales, opinion.price_suspicions))


def _opinion(law: Law, page: StoredPage, item: AnyItem) -> Opinion:
    return opinions(law, [(item, page.capture.day)])[0] if item.status is Status.OK else NOTHING_READ


def _read(readings: Path, page: StoredPage) -> AnyItem:
    known = _known(readings)
    item = known.get(page)
    if item is None:
        item = read_stored(page)
        known.put(page, item)
    return item


@lru_cache(maxsize=1)
def _known(readings: Path) -> Readings:
    """This process's own connection: one that was opened before a fork must not be used after it."""
    return Readings(readings)
