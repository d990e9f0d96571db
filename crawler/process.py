"""Runs one spider in this process: refuses what cannot work before anything is fetched, reports how it ended."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import BaseSettings, Settings
from scrapy.spiderloader import SpiderLoader

from evidence.archive import prove_writable
from evidence.errors import EvidenceError
from leads.database import DatabaseError, prepare
from pipelines.law import law_of, packs_of
from rules.marks import Marks
from rules.packs import PackError
from spiders.arguments import ArgumentError
from spiders.description_pictures import budget

EVIDENCE = "pipelines.evidence.EvidencePipeline"


class CrawlRefused(ValueError):
    """Nothing was started; the message says what to mend."""


@dataclass(frozen=True)
class Outcome:
    """How a crawl ended: `complete` unless it failed or found itself incomplete, then `reason` says why."""

    complete: bool
    reason: str = ""
    run: str | None = None
    stats: dict[str, Any] = field(default_factory=dict)


def project_settings(changes: dict[str, Any]) -> Settings:
    """The shipped settings with a command's changes on top."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(changes, priority="cmdline")
    return settings


@dataclass(frozen=True)
class Job:
    """One crawl to run: a spider's name and its arguments."""

    spider: str
    arguments: dict[str, str]


def run_spider(
    name: str,
    arguments: dict[str, str],
    changes: dict[str, Any],
    *,
    on_item: Callable[[Any], None] | None = None,
) -> Outcome:
    """Run the spider `name` to its end; CrawlRefused on bad arguments, packs, database or folders."""
    return run_spiders([Job(name, arguments)], changes, on_item=on_item)[0]


def run_spiders(
    jobs: Sequence[Job], changes: dict[str, Any], *, on_item: Callable[[Any], None] | None = None
) -> list[Outcome]:
    """Run several spiders side by side, each as a run of its own; nothing starts when one is refused."""
    settings = project_settings(changes)
    process = AsyncCrawlerProcess(settings)
    if settings["LOG_LEVEL"] == "INFO":
        # Scrapy's own account of a crawl is for whoever asks for it (--verbose); ours has a table and a run record.
        for name in ("scrapy", "scrapy-playwright"):
            logging.getLogger(name).setLevel(logging.WARNING)
    crawlers = [_crawler(process, job) for job in jobs]
    for crawler, job in zip(crawlers, jobs, strict=True):
        if on_item:
            crawler.signals.connect(on_item, signals.item_scraped, weak=False)
        process.crawl(crawler, **job.arguments)
    process.start()
    return [_outcome(process, crawler) for crawler in crawlers]


def _crawler(process: AsyncCrawlerProcess, job: Job) -> Crawler:
    known = SpiderLoader.from_settings(process.settings)
    if job.spider not in known.list():
        raise CrawlRefused(f"没有叫 {job.spider!r} 的爬虫，可用：{'、'.join(sorted(known.list()))}")
    crawler = process.create_crawler(known.load(job.spider))
    _refuse_early(crawler, job.arguments)
    return crawler


def _refuse_early(crawler: Crawler, arguments: dict[str, str]) -> None:
    """Bad arguments, packs, registers, database, evidence directory: all before the first request."""
    try:
        spider_class: Any = crawler.spidercls
        spider_class.arguments_model.parse(spider_class.name, arguments)
        budget(crawler.settings)
        if crawler.settings["ITEM_PIPELINES"]:
            packs_of(crawler)
            prepare(crawler.settings["WANGXUN_DB"])
            if marks := law_of(crawler).marks:
                Marks.load(Path(marks))
            if _keeps_evidence(crawler.settings):
                prove_writable(Path(crawler.settings["WANGXUN_EVIDENCE_DIR"]))
    except (ArgumentError, PackError, DatabaseError, EvidenceError, ValueError, OSError) as error:
        raise CrawlRefused(str(error)) from None


def _keeps_evidence(settings: BaseSettings) -> bool:
    return settings["ITEM_PIPELINES"].get(EVIDENCE) is not None and settings["WANGXUN_EVIDENCE"] != "none"


def _outcome(process: AsyncCrawlerProcess, crawler: Crawler) -> Outcome:
    stats = dict(crawler.stats.get_stats())
    run = stats.get("wangxun/run")
    if process.bootstrap_failed:
        return Outcome(False, "抓取没有开始，原因见上", run, stats)
    reason = stats.get("wangxun/degraded")
    finish = str(stats.get("finish_reason", ""))
    if finish not in ("finished", "closespider_timeout", "closespider_pagecount"):
        why = f"（{finish}）" if finish else ""  # stopped before it began, or when it had ended
        reason = reason or f"抓取中止{why}，已发现的线索已入库"
    return Outcome(reason is None, reason or "", run, stats)
