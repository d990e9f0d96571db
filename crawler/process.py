"""Runs one spider in this process: refuses what cannot work before anything is fetched, reports how it ended."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from pipelines.law import marks_of, packs_of
from rules.packs import PackError
from spiders.arguments import ArgumentError


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


def run_spider(
    name: str,
    arguments: dict[str, str],
    changes: dict[str, Any],
    *,
    on_item: Callable[[Any], None] | None = None,
) -> Outcome:
    """Run the spider `name` to its end; CrawlRefused on bad arguments, packs, database or folders."""
    settings = project_settings(changes)
    loader = SpiderLoader.from_settings(settings)
    if name not in loader.list():
        raise CrawlRefused(f"没有叫 {name!r} 的爬虫，可用：{'、'.join(sorted(loader.list()))}")
    spider_class: Any = loader.load(name)
    process = AsyncCrawlerProcess(settings, install_root_handler=True)
    crawler = process.create_crawler(spider_class)
    _refuse_early(crawler, arguments)
    if on_item:
        crawler.signals.connect(on_item, signals.item_scraped, weak=False)
    process.crawl(crawler, **arguments)
    process.start()
    return _outcome(process, crawler)


def _refuse_early(crawler: Crawler, arguments: dict[str, str]) -> None:
    try:
        spider_class: Any = crawler.spidercls
        spider_class.arguments_model.parse(spider_class.name, arguments)
        packs_of(crawler)
        marks_of(crawler)
        if crawler.settings["ITEM_PIPELINES"]:
            _demand_stores(crawler)
    except (ArgumentError, PackError, ValueError) as error:
        raise CrawlRefused(str(error)) from None


def _demand_stores(crawler: Crawler) -> None:
    from leads.database import DatabaseError, prepare

    try:
        prepare(crawler.settings["WANGXUN_DB"])
    except DatabaseError as error:
        raise CrawlRefused(str(error)) from None


def _outcome(process: AsyncCrawlerProcess, crawler: Crawler) -> Outcome:
    stats = dict(crawler.stats.get_stats())
    run = stats.get("wangxun/run")
    if process.bootstrap_failed:
        return Outcome(False, "抓取没有开始，原因见上", run, stats)
    reason = stats.get("wangxun/degraded")
    finish = str(stats.get("finish_reason", ""))
    if finish not in ("finished", "closespider_timeout", "closespider_pagecount"):
        reason = reason or f"抓取中止（{finish}），已发现的线索已入库"
    return Outcome(reason is None, reason or "", run, stats)
