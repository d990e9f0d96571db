"""Judged anew, what differs? New findings go on to be leads, known ones go no further, lost ones are withdrawn."""

import asyncio
import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol, Self, runtime_checkable

from scrapy.crawler import Crawler

from crawler.items import Status
from crawler.observation import Observation
from leads.engine import connect
from leads.runs import list_runs
from leads.seen import Seen
from leads.suspicion import Suspicion, suspicions_of
from leads.withdrawal import Proven, proven, restore, withdraw
from pipelines.licence import LicencePipeline
from pipelines.trademark import TrademarkPipeline
from rules.finding import Finding
from rules.licence import LicenceVerdict
from rules.sites import Sites

PIPELINES = {
    "pipelines.licence.LicencePipeline": None,
    "pipelines.recheck.StoredLicencePipeline": 100,
    "pipelines.trademark.TrademarkPipeline": None,
    "pipelines.recheck.StoredTrademarkPipeline": 200,
    "pipelines.recheck.RecheckPipeline": 850,
}
"""What a recheck changes in the order of pipelines."""

MOST_RUNS = 1_000_000


class _Asked(Protocol):
    since: datetime
    on: date | None


@runtime_checkable
class Rechecking(Protocol):
    """What is needed of the spider: what it was asked, and the pages whose site got a licence verdict anew."""

    arguments: _Asked
    judged_places: set[str]


class _Watched(Sites):
    """Sites that say which pages (by digest) a verdict rested on."""

    def __init__(self, judged: set[str]) -> None:
        super().__init__()
        self.judged = judged

    def add(self, page: Any, *, urls: Iterable[str] = (), sha256: str | None = None) -> LicenceVerdict | None:
        verdict = super().add(page, urls=urls, sha256=sha256)
        if verdict is not None:
            self.judged.update(place.sha256 for place in verdict.places if place.sha256)
        return verdict


class StoredLicencePipeline(LicencePipeline):
    """The pages of one run are one visit: nights are not mixed into one verdict."""

    judged: set[str]
    visits: dict[str, Sites]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        made = super().from_crawler(crawler)
        made.judged = _spider(crawler).judged_places
        made.visits = {}
        return made

    def process_item(self, item: Observation) -> Observation:
        """As in a crawl, with the sites of the run that the capture is of."""
        self.sites = self.visits.setdefault(_run(item), _Watched(self.judged))
        return super().process_item(item)


class StoredTrademarkPipeline(TrademarkPipeline):
    """Pages come with the opinion on them: a judge is called only where one comes without."""

    async def open_spider(self) -> None:
        """Nobody is called beforehand."""


class RecheckPipeline:
    """Compares with what the database says was found in the same record; writes one JSON line a difference."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.spider = _spider(crawler)
        self.engine = connect(settings["WANGXUN_DB"])
        self.report = Path(settings["WANGXUN_RECHECK_REPORT"])
        self.dry = settings.getbool("WANGXUN_RECHECK_DRY_RUN")
        self.why = f"以规则包 {settings.get('WANGXUN_VERSION', '')} 重新判断"
        if self.spider.arguments.on:
            self.why += f"（适用 {self.spider.arguments.on} 的法律）"
        self.judged: set[str] = set()  # records whose page was read
        self.still: dict[int, Proven] = {}  # sightings whose finding was found again

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make it."""
        return cls(crawler)

    async def open_spider(self) -> None:
        """Load what the records proved so far."""
        await asyncio.to_thread(self._load)
        self.lines = self.report.open("w", encoding="utf-8")

    def process_item(self, seen: Observation) -> Observation:
        """Only findings that this record has not proven before are left on the observation."""
        record = _record(seen)
        if not getattr(seen.item, "card", False) and seen.item.status is Status.OK:
            self.judged.add(record)
        seen.stand_alone = self.spiders.get(_run(seen)) == "website"
        if not any(finding.suspicious for finding in seen.findings):
            return seen
        facts = Seen(
            run="", at=seen.capture.at, url=seen.address, item=seen.item,
            findings=tuple(seen.findings), stand_alone=seen.stand_alone,
        )  # fmt: skip
        fresh: list[Finding] = []
        for suspicion in suspicions_of(facts):
            known = self._known(record, suspicion, _run(seen))
            if known:
                self.still |= {one.sighting: one for one in known}
            else:
                fresh += suspicion.findings
                self._say_new(record, suspicion)
        seen.findings = fresh
        return seen

    async def close_spider(self) -> None:
        """Withdraw what was not found again, take back what was withdrawn and is found, end the report."""
        gone = [one for one in self.before if one.sighting not in self.still and self._was_judged(one)]
        for change, ones in (("unchanged", self.still.values()), ("withdrawn", gone)):
            for one in ones:
                self._say(change, one.rule, one.title, one.lead, one.url, one.excerpt, one.record)
        self.lines.close()
        if not self.dry:
            await asyncio.to_thread(withdraw, self.engine, gone, self.why)
            found = {one.lead for one in self.still.values()}
            await asyncio.to_thread(restore, self.engine, found, self.why)
        self.engine.dispose()

    def _load(self) -> None:
        self.before = proven(self.engine, self.spider.arguments.since)
        self.known: dict[tuple[str, str, str], list[Proven]] = {}
        self.verdicts: dict[tuple[str, str], list[Proven]] = {}
        for one in self.before:
            self.known.setdefault((one.record, one.rule, one.target), []).append(one)
            if one.places:
                self.verdicts.setdefault((_run_of(one.file), one.rule), []).append(one)
        self.spiders = {run["id"]: run["spider"] for run in list_runs(self.engine, MOST_RUNS)}

    def _known(self, record: str, suspicion: Suspicion, run: str) -> list[Proven]:
        """Sightings of the same; a verdict rests on several pages, any of which may have come last."""
        finding = suspicion.gravest
        if same := self.known.get((record, finding.rule, suspicion.target)):
            return same
        places = {place.sha256 for place in finding.places}
        return [one for one in self.verdicts.get((run, finding.rule), ()) if one.places & places]

    def _was_judged(self, one: Proven) -> bool:
        """Was everything read again that it rests on? What could not be read withdraws nothing."""
        if one.places:
            return one.places <= self.spider.judged_places
        return one.record in self.judged

    def _say_new(self, record: str, suspicion: Suspicion) -> None:
        finding = suspicion.gravest
        self._say("new", finding.rule, finding.title, None, suspicion.seen.url, finding.excerpt, record)

    def _say(
        self,
        change: str,
        rule: str,
        title: str,
        lead: int | None,
        url: str | None,
        excerpt: str | None,
        record: str,
    ) -> None:
        line = {"change": change, "rule": rule, "title": title, "lead": lead}
        line |= {"url": url, "excerpt": excerpt, "record": record}
        self.lines.write(json.dumps(line, ensure_ascii=False) + "\n")


def _spider(crawler: Crawler) -> Rechecking:
    if not isinstance(crawler.spider, Rechecking):
        raise TypeError("pipelines.recheck 只用于 wangxun recheck")
    return crawler.spider


def _record(seen: Observation) -> str:
    return seen.capture.stored.record if seen.capture.stored else ""


def _run(seen: Observation) -> str:
    return _run_of(seen.capture.stored.file) if seen.capture.stored else ""


def _run_of(file: str) -> str:
    """The run's id: its folder, without the number of a part that was begun after a seal."""
    return file.partition("/")[0].partition(".")[0]
