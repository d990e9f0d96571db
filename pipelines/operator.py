"""Is the operator whom a shop or site shows the one in the imported registers? Findings, or why nothing can be said."""

from collections import OrderedDict
from datetime import date
from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from crawler.observation import Observation
from leads.registers.asking import RegisterDesk
from pipelines.law import packs_of
from rules.annual_report import Place
from rules.operators import Answer, Claim, ask, claims_of, place_of
from rules.packs import Packs

REMEMBERED = 10_000
"""Answers kept: every page of a site shows the same footer, and is asked about once."""

Question = tuple[tuple[Claim, ...], Place, date]


class OperatorPipeline:
    """Hold every shop's and site's number and name against the registers; nothing to do where none was imported."""

    def __init__(self, packs: Packs, stats: StatsCollector | None, desk: RegisterDesk) -> None:
        self.packs = packs
        self.stats = stats
        self.desk = desk
        self.answers: OrderedDict[Question, Answer] = OrderedDict()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make it."""
        return cls(packs_of(crawler), crawler.stats, RegisterDesk(crawler.settings["WANGXUN_DB"]))

    async def open_spider(self) -> None:
        """Look once whether any register is in force."""
        await self.desk.start()

    async def process_item(self, item: Observation) -> Observation:
        """Add what the registers say; what they cannot say is noted with the item and counted for the run."""
        if not self.desk.open:
            return item
        claims = claims_of(item.item)
        if not claims:
            return item
        answer = await self._answer((tuple(claims), place_of(item.item), item.capture.day), item)
        item.findings += [finding.model_copy() for finding in answer.findings]
        item.item.notes = [*item.item.notes, *(note for note in answer.notes if note not in item.item.notes)]
        return item

    async def close_spider(self) -> None:
        """Let the registers go."""
        await self.desk.close()

    async def _answer(self, question: Question, item: Observation) -> Answer:
        known = self.answers.get(question)
        if known is None:
            known = await self.desk.ask(
                lambda registers: ask(item.item, registers, self.packs, item.capture.day)
            )
            self.answers[question] = known
            self._count(known)
            if len(self.answers) > REMEMBERED:
                self.answers.popitem(last=False)
        return known

    def _count(self, answer: Answer) -> None:
        if self.stats:
            for verdict in answer.identities:
                self.stats.inc_value(f"wangxun/operator/{verdict.identity}")
