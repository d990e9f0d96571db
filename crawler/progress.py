"""How a crawl shows that it is alive: a bar on a terminal, a log line now and then elsewhere."""

import logging
import sys
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.logformatter import LogFormatter, LogFormatterResult
from scrapy.utils.asyncio import create_looping_call

logger = logging.getLogger(__name__)

BAR_SECONDS = 0.5
LINE_SECONDS = 30.0


class QuietFormatter(LogFormatter):
    """Scrapy's log lines without the items themselves: pages and leads belong in the database, not the log."""

    def scraped(self, *_: Any) -> LogFormatterResult:
        """An item is counted, not printed."""
        return None  # type: ignore[return-value]  # Scrapy skips None, its annotation does not say so

    def item_error(
        self, item: Any, exception: BaseException, response: Any, spider: Any
    ) -> LogFormatterResult:
        """Name the page that a pipeline failed on, not its whole content."""
        url = getattr(getattr(item, "item", None), "url", None) or getattr(response, "url", "?")
        return {
            "level": logging.ERROR,
            "msg": "处理 %(url)s 时出错：%(error)s",
            "args": {"url": url, "error": exception},
        }


class ProgressExtension:
    """Reads the crawl's statistics at intervals and shows them on stderr."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.bar: Progress | None = None
        self.task: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("WANGXUN_PROGRESS", True):
            raise NotConfigured
        progress = cls(crawler)
        crawler.signals.connect(progress.spider_opened, signals.spider_opened)
        crawler.signals.connect(progress.spider_closed, signals.spider_closed)
        return progress

    def spider_opened(self) -> None:
        """Start the bar, or the interval between log lines."""
        if sys.stderr.isatty():
            self.bar = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(pulse_style="cyan"),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self.task_id = self.bar.add_task("开始抓取", total=None)
            self.bar.start()
        self.task = create_looping_call(self._show)
        self.task.start(BAR_SECONDS if self.bar else LINE_SECONDS, now=False)

    def spider_closed(self) -> None:
        """Take the bar away."""
        if self.task and self.task.running:
            self.task.stop()
        if self.bar:
            self.bar.stop()

    def _show(self) -> None:
        get = self.crawler.stats.get_value
        words = (
            f"请求 {get('downloader/request_count', 0)}  条目 {get('wangxun/items', 0)}  "
            f"线索 {get('wangxun/findings', 0)}  拦截 {get('wangxun/blocked/pages', 0)}"
        )
        if self.bar:
            self.bar.update(self.task_id, description=words)
        else:
            logger.info(words)
