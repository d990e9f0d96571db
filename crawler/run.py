"""The record of a run: who ordered what, when, by which packs, and how healthy it ended."""

import logging
from pathlib import Path
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call
from sqlalchemy.exc import SQLAlchemyError
from twisted.internet.threads import deferToThread

from crawler.apart import settle
from crawler.health import INTERRUPTIONS, faults
from leads.database import prepare
from leads.engine import connect
from leads.runs import State, finish_run, keep_alive, reopen_run, start_run
from pipelines.law import packs_of

logger = logging.getLogger(__name__)

ALIVE_SECONDS = 60.0


class RunExtension:
    """Opens the run before any pipeline is made, gives its id to all as WANGXUN_RUN, and closes it last."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        settings = crawler.settings
        prepare(settings["WANGXUN_DB"])
        self.engine = connect(settings["WANGXUN_DB"])
        self.run = self._begin()
        settings.set("WANGXUN_RUN", self.run, priority="cmdline")
        self.alive: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings["ITEM_PIPELINES"]:
            raise NotConfigured
        run = cls(crawler)
        crawler.signals.connect(run.spider_opened, signals.spider_opened)
        crawler.signals.connect(run.item_error, signals.item_error)
        crawler.signals.connect(run.spider_closed, signals.spider_closed)
        return run

    def spider_opened(self) -> None:
        """Give a sign of life now and then, for those who look from another machine."""
        self.crawler.stats.set_value("wangxun/run", self.run)
        settle()  # walking packs, registers and what a page leaves again and again would hold up the event loop
        self.alive = create_looping_call(self._give_sign)
        self.alive.start(ALIVE_SECONDS, now=False)

    def _give_sign(self) -> None:
        said = deferToThread(keep_alive, self.engine, self.run)
        said.addErrback(lambda failure: logger.warning("抓取记录未能更新：%s", failure.getErrorMessage()))

    def item_error(self) -> None:
        """A pipeline raised: the item is lost to this run, which is then not a healthy one."""
        self.crawler.stats.inc_value("wangxun/item_errors")

    def spider_closed(self, reason: str) -> None:
        """Write down how the run ended; every pipeline has closed by now."""
        if self.alive and self.alive.running:
            self.alive.stop()
        stats = self.crawler.stats.get_stats()
        state, why = self._ending(reason, stats)
        if why:
            self.crawler.stats.set_value("wangxun/degraded", why)
        try:
            finish_run(self.engine, self.run, state, why, stats)
        except SQLAlchemyError as error:
            # The next start finds this run's process gone and marks it as interrupted.
            logger.error("抓取记录未能写入线索库（%s）", error)  # noqa: TRY400  # a trace helps no operator
        self.engine.dispose()

    def _ending(self, reason: str, stats: dict[str, Any]) -> tuple[State, str | None]:
        found = "；".join(faults(stats)) or None
        if reason in INTERRUPTIONS:
            return "interrupted", "；".join(filter(None, ["抓取被中止，已发现的已入库", found]))
        if reason.startswith(("evidence_", "store_")):
            return "failed", found or f"抓取中止：{reason}"
        return ("degraded", found) if found else ("finished", None)

    def _begin(self) -> str:
        settings = self.crawler.settings
        note = Path(settings["JOBDIR"]) / "wangxun-run" if settings.get("JOBDIR") else None
        if note and note.is_file():
            run = note.read_text("utf-8").strip()
            reopen_run(self.engine, run)
            self.crawler.stats.set_value("wangxun/resumed", True)
            return run
        arguments = getattr(self.crawler.spider, "arguments", None)
        run = start_run(
            self.engine,
            self.crawler.spidercls.name,
            (arguments.model_dump(mode="json", exclude_none=True) if arguments else {}) | self._overrides(),
            campaign=settings["WANGXUN_CAMPAIGN"] or None,
            authority=settings["WANGXUN_AUTHORITY"] or None,
            operator=settings["WANGXUN_OPERATOR"] or None,
            version=settings["WANGXUN_VERSION"],
            packs=packs_of(self.crawler).digest,
            evidence=str(Path(settings["WANGXUN_EVIDENCE_DIR"]).resolve()),
        )
        if note:
            note.parent.mkdir(parents=True, exist_ok=True)
            note.write_text(run, "utf-8")
        return run

    def _overrides(self) -> dict[str, Any]:
        """Settings of politeness that differ from the shipped ones: they are part of the record."""
        import crawler.settings as shipped

        names = (
            "ROBOTSTXT_OBEY",
            "DOWNLOAD_DELAY",
            "CONCURRENT_REQUESTS_PER_DOMAIN",
            "AUTOTHROTTLE_ENABLED",
            "WANGXUN_LOGIN_STATE",
        )
        settings = self.crawler.settings
        return {name: settings[name] for name in names if settings[name] != getattr(shipped, name)}
