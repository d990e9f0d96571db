"""Stored pages read and judged by all cores at once: what `wangxun recheck` hands its pages to.

Reading a page and holding its words and names against the packs needs nothing but the page, so it is done in
worker processes. What needs the database or other pages (licences, operators, prices) stays in the pipelines.
"""

import asyncio
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

from crawler.apart import Apart, Overdue, cores, serve_parent, settle, timed
from crawler.items import AnyItem, Search, Shop, Status, Website
from crawler.memory import Memory, place
from crawler.observation import Observation, Opinion
from leads.database import DatabaseError, prepare
from pipelines.checks import NOTHING_READ, bare
from pipelines.law import Law, law_by, wording
from pipelines.opinions import Opinions, digests
from rules.packs import PackError
from spiders.filing import refile
from spiders.journey import cards_of
from spiders.readings import Readings, key_of
from spiders.stored.page import StoredPage
from spiders.stored.reading import read_stored

logger = logging.getLogger(__name__)

Judged = list[tuple[AnyItem, Opinion]]


class RejudgingRefused(ValueError):
    """What is judged by could not be loaded; the message says what to mend."""


@dataclass(frozen=True)
class Order:
    """What a worker is told with each page: by which law, and where is remembered what was said before."""

    law: Law
    memory: Path


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
                return await loop.run_in_executor(self.pool, timed, _judge, self.order, page)
            except BrokenProcessPool:
                self.pool = None
        return await self.spare.run(timed, _judge, self.order, page)


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
        wording(law), digests(law)  # with the law that they are of
    except (PackError, DatabaseError, ValueError, OSError) as error:
        raise RejudgingRefused(str(error)) from None
    settle()  # a collection in a worker would copy what is shared
    pool = ProcessPoolExecutor(cores(), multiprocessing.get_context("fork"), initializer=serve_parent)
    pool.submit(os.getpid)  # with the first task all workers are forked
    _office.workers = _Workers(Order(law, place(settings.get("WANGXUN_CACHE"))), pool)
    try:
        yield
    finally:
        _office.workers = None
        pool.shutdown(wait=False, cancel_futures=True)


async def judged(page: StoredPage) -> list[Observation]:
    """What the page says and those of its cards on which there is something to say, with the opinion on each.

    A page that brings the reader down is left out and said so: what was not read withdraws nothing.
    """
    if _office.workers is None:
        raise RuntimeError("judged() belongs inside in_processes()")
    try:
        found = await _office.workers.judge(page)
    except (BrokenProcessPool, Overdue):
        logger.error("页面使解析程序崩溃或超时，未能重新判断：%s", page.url)  # noqa: TRY400  # a trace helps no operator
        return []
    return [Observation(item=item, capture=page.capture, opinion=opinion) for item, opinion in found]


def _judge(order: Order, page: StoredPage) -> Judged:
    """In a worker: read, then every check on the page's own words and names, and on each card's.

    A card without a finding goes no further: it shows no licence, and what it costs was stored by the crawl.
    """
    known, opinions = _memory(order)
    reading = key_of(page)
    item = known.get(reading, page.capture.at)
    if item is None:
        item = read_stored(page)
        known.put(reading, item)
    refile(item, page.capture)
    cards = list(cards_of(item)) if isinstance(item, Search | Shop | Website) else []
    questions = [(bare(one), page.capture.day) for one in (item, *cards) if one.status is Status.OK]
    said = iter(opinions.recall(questions))
    own, *of_cards = (next(said) if one.status is Status.OK else NOTHING_READ for one in (item, *cards))
    return [(item, own), *((card, on) for card, on in zip(cards, of_cards, strict=True) if _says(on))]


def _says(opinion: Opinion) -> bool:
    return any((opinion.imitations, opinion.words, opinion.shown_sales, opinion.price_suspicions))


@lru_cache(maxsize=1)
def _memory(order: Order) -> tuple[Readings, Opinions]:
    """This process's own connection: one that was opened before a fork must not be used after it."""
    memory = Memory(order.memory)
    return Readings(memory), Opinions(memory, order.law)
