"""Is the business licence displayed? One verdict a shop or site, once every place that shows it was read."""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from crawler.observation import Observation
from pipelines.law import packs_of
from rules.licence_finding import licence_finding
from rules.packs import Packs
from rules.sites import Sites, shows_licence


class LicencePipeline:
    """Collect each site's places; with the last of them, add the verdict to that observation."""

    def __init__(self, packs: Packs, stats: StatsCollector | None) -> None:
        self.packs = packs
        self.stats = stats
        self.sites = Sites()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(packs_of(crawler), crawler.stats)

    def process_item(self, item: Observation) -> Observation:
        """Every page that may show a licence is preserved: absence is proven by all of them together."""
        if not shows_licence(item.item):
            return item
        item.preserve = True
        capture = item.capture
        ways = (capture.url, *(earlier.url for earlier in capture.redirected_from))
        verdict = self.sites.add(item.item, urls=ways, sha256=capture.sha256)
        if verdict is not None:
            self._count(verdict.verdict)
            finding = licence_finding(verdict, self.packs, capture.day)
            if finding is not None:  # a good one too: it may settle what an earlier visit did not see
                item.findings.append(finding)
        return item

    def close_spider(self) -> None:
        """Sites whose places were not all read are counted as what they are, never a lead."""
        for verdict in self.sites.unfinished():
            self._count(verdict.verdict)

    def _count(self, verdict: str) -> None:
        if self.stats:
            self.stats.inc_value(f"wangxun/licence/{verdict}")
