"""The last pipeline: each item, and each lead with its evidence, goes to the database off the event loop."""

import asyncio
import logging
from dataclasses import asdict
from typing import Any, Self

from scrapy.crawler import Crawler

from crawler.observation import Observation
from leads.seen import Seen
from leads.spill import spill_places
from leads.store import Store
from leads.writer import StoreWriter

logger = logging.getLogger(__name__)


class StorePipeline:
    """Hands observations to a writer's thread; the crawl ends in order when the database gives up.

    What passes on is the item's JSON, so that `-o` writes what `wangxun check` reads.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.url: str = crawler.settings["WANGXUN_DB"]
        self.run: str | None = crawler.settings.get("WANGXUN_RUN")
        self.unproven = crawler.settings.get("WANGXUN_EVIDENCE") == "none"
        self.stand_alone = (
            getattr(crawler.spidercls, "name", None) == "website"
        )  # it stays on one shop's host
        self.confirm_after = crawler.settings.getfloat("WANGXUN_CONFIRM_AFTER")
        self.writer: StoreWriter | None = None
        self.closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make it."""
        return cls(crawler)

    async def open_spider(self) -> None:
        """Open the database; the run was recorded by the run's extension before."""
        if not self.run:
            raise ValueError("WANGXUN_RUN 未设置：请在 EXTENSIONS 中启用 crawler.run.RunExtension")
        loop = asyncio.get_running_loop()

        def tell(reason: str) -> None:
            loop.call_soon_threadsafe(self._end, reason)

        store = await asyncio.to_thread(Store, self.url)
        self.writer = StoreWriter(store, spill_places(self.url, self.run), tell)

    async def process_item(self, item: Observation) -> dict[str, Any]:
        """Queue what was seen, waiting when the database lags behind."""
        assert self.writer is not None
        seen = self._seen(item)
        if not self.writer.offer(seen):
            await asyncio.to_thread(self.writer.put, seen)
        return item.item.document()

    async def close_spider(self) -> None:
        """Everything that was queued is stored, or spilled, when this returns."""
        if self.writer:
            await asyncio.to_thread(self.writer.close)
            for name, value in asdict(self.writer.totals).items():
                self.crawler.stats.set_value(f"wangxun/store/{name}", value)

    def _seen(self, item: Observation) -> Seen:
        capture, proof = item.capture, item.evidence
        findings = [finding for finding in item.findings if finding.suspicious or finding.verdict]
        if item.suspicious and proof is None and not self.unproven:
            logger.error("%s：%d 条发现没有留存证据，不入库", capture.url, len(findings))
            self.crawler.stats.inc_value("wangxun/evidence/unpreserved", len(findings))
            findings = []
        return Seen(
            run=self.run or "",
            at=capture.at,
            url=item.address,
            item=item.item,
            stand_alone=self.stand_alone if item.stand_alone is None else item.stand_alone,
            findings=tuple(findings),
            confirm_after=self.confirm_after,
            evidence_file=proof.file if proof else None,
            evidence_record=proof.record if proof else None,
            evidence_sha256=proof.sha256 if proof else None,
        )

    def _end(self, reason: str) -> None:
        logger.error("线索库无法写入（%s）：抓取将有序结束，未入库的条目另存为文件", reason)
        if self.closing is None and self.crawler.engine:
            close = self.crawler.engine.close_spider_async(reason="store_unwritable")
            self.closing = asyncio.get_running_loop().create_task(close)
