"""No lead without evidence: the capture behind a finding is on disk before the finding goes on."""

import asyncio
import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings

from crawler.observation import Observation
from evidence.archive import RunArchive
from evidence.capture import Capture, EvidenceRef
from evidence.errors import EvidenceError
from evidence.host import state
from evidence.origin import description, run_name
from evidence.seal import settle
from evidence.writer import EvidenceWriter
from pipelines.law import packs_of

if TYPE_CHECKING:
    from evidence.stamp import Authority

logger = logging.getLogger(__name__)

POLICIES = ("flagged", "all", "none")


class EvidencePipeline:
    """Preserves captures as WANGXUN_EVIDENCE says: those that are flagged, all, or none.

    When evidence cannot be written, findings are taken off the observation (they are counted and logged,
    never stored) and the crawl is closed in order.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.policy = settings.get("WANGXUN_EVIDENCE", "flagged")
        if self.policy not in POLICIES:
            choice = "、".join(POLICIES)
            raise ValueError(f"WANGXUN_EVIDENCE：没有“{self.policy}”这种留存方式，可选：{choice}")
        if self.policy == "none":
            raise NotConfigured("不留存证据（WANGXUN_EVIDENCE=none）")
        self.crawler = crawler
        self.archive = RunArchive(
            Path(settings.get("WANGXUN_EVIDENCE_DIR") or "evidence-data"),
            settings.get("WANGXUN_RUN") or run_name(),
            description(
                spider=crawler.spider.name if crawler.spider else "",
                campaign=settings.get("WANGXUN_CAMPAIGN") or "",
                operator=settings.get("WANGXUN_OPERATOR") or "",
                authority=settings.get("WANGXUN_AUTHORITY") or "",
                packs=packs_of(crawler).digest,
                robots=settings.getbool("ROBOTSTXT_OBEY"),
            ),
            circumstances={"host": state(settings.get("WANGXUN_NTP") or None)},
        )
        self.authority = _authority(settings)
        self.severity = settings.getint("WANGXUN_SCREENSHOT_SEVERITY")
        self.sm3 = settings.getbool("WANGXUN_SM3")
        self.writer: EvidenceWriter | None = None
        self.closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make it."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Refuse to start where evidence could not be written; mend what an earlier crash tore."""
        for sentence in self.archive.open():
            logger.warning(sentence)
        self.writer = EvidenceWriter(self.archive)

    async def process_item(self, seen: Observation) -> Observation:
        """Set `seen.evidence`, or take the findings away when their evidence cannot be kept."""
        if self.policy == "all" or seen.suspicious or seen.preserve:
            assert self.writer is not None
            if self._lies_here(seen.capture.stored):
                seen.evidence = seen.capture.stored
                return seen
            try:
                capture = seen.capture
                if capture.pictures or capture.resources:
                    capture = await asyncio.to_thread(pictured, seen, self.severity)
                bare = [replace(one, pictures=(), boxes=(), resources=()) for one in seen.rests_on]
                *_, seen.evidence = await self.writer.preserve([*bare, capture])
            except EvidenceError as error:
                self._give_up(seen, error)
            self._count(self.writer)
        return seen

    async def close_spider(self) -> None:
        """Close the files and seal the run; everything acknowledged is on disk already."""
        if self.writer:
            await self.writer.close()
            self._count(self.writer)
            for jumped in self.archive.jumps:
                logger.warning("采集期间本机时钟跳变 %+.1f 秒，已写入证据；请检查时钟同步", jumped)
            settled = asyncio.to_thread(settle, self.archive.folder.parent, self.authority, sm3=self.sm3)
            for sentence in await settled:
                logger.warning(sentence)

    def _lies_here(self, stored: EvidenceRef | None) -> bool:
        """Is it a record of this very directory, read back to be judged anew? Archives name files otherwise."""
        if stored is None:
            return False
        run, _, name = stored.file.partition("/")
        plain = run not in ("", ".", "..") and name.endswith(".warc.gz") and "/" not in name
        return plain and (self.archive.folder.parent / run / name).is_file()

    def _give_up(self, seen: Observation, error: EvidenceError) -> None:
        """Findings without evidence are not stored; the crawl ends in order, what was stored stays."""
        lost = [finding for finding in seen.findings if finding.suspicious]
        seen.findings = []
        seen.preserve = False
        self.crawler.stats.inc_value("wangxun/evidence/unpreserved", len(lost))
        for finding in lost:
            logger.warning("%s：发现 %s，但证据未能留存，不入库", seen.capture.url, finding.rule)
        if self.closing is None:
            logger.error("%s", error)
            close = self.crawler.engine.close_spider_async(reason="evidence_unwritable")
            self.closing = asyncio.get_running_loop().create_task(close)

    def _count(self, writer: EvidenceWriter) -> None:
        stats = self.crawler.stats
        stats.set_value("wangxun/evidence/records", self.archive.captures_written)
        stats.set_value("wangxun/evidence/bytes", self.archive.bytes_written)
        stats.set_value("wangxun/evidence/seconds", round(writer.seconds, 3))


def _authority(settings: BaseSettings) -> "Authority | None":
    """The time-stamping authority of WANGXUN_TSA and WANGXUN_TSA_ROOTS; None: sealed only."""
    url, roots = settings.get("WANGXUN_TSA"), settings.get("WANGXUN_TSA_ROOTS")
    if not url:
        return None
    if not roots:
        raise ValueError("WANGXUN_TSA_ROOTS：指定了时间戳机构，还需指定其根证书文件（PEM）")
    from evidence.stamp import Authority

    return Authority(url, Path(roots))


def pictured(seen: Observation, severity: int) -> Capture:
    """The capture with what the browser showed as it is kept: nothing of it below `severity`.

    From there on its picture, a copy with the words framed, and the resources that the page loaded.
    """
    capture = seen.capture
    grave = [finding for finding in seen.findings if finding.suspicious and finding.severity >= severity > 0]
    if not grave:
        return replace(capture, pictures=(), boxes=(), resources=())
    if not capture.pictures or not capture.boxes:
        return capture
    from evidence.pictures import highlighted

    framed = highlighted(capture.pictures[0], capture.boxes, (finding.excerpt or "" for finding in grave))
    if framed is None:
        said = {"highlight": "the excerpt was not located on the picture"}
        return replace(capture, notes=capture.notes | said)
    return replace(capture, pictures=(*capture.pictures, framed))
