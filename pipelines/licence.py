"""Is the business licence displayed? One verdict a shop or site, once every place that shows it was read."""

from dataclasses import dataclass, field
from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector
from w3lib.url import canonicalize_url

from crawler.items import AnyItem, Licence, Policy, Shop, Website
from crawler.observation import Observation
from pipelines.law import packs_of
from rules.licence import judge_site, licence_finding, site_key
from rules.packs import Packs


@dataclass
class _Site:
    """What was read of one shop or website so far, and which places are still to be read."""

    pages: list[AnyItem] = field(default_factory=list)
    wanted: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    digests: dict[str, str] = field(default_factory=dict)
    front: bool = False  # the shop's or site's own front page was among them
    judged: bool = False

    @property
    def complete(self) -> bool:
        return self.front and self.wanted <= self.read


class LicencePipeline:
    """Collect each site's places; with the last of them, add the verdict to that observation."""

    def __init__(self, packs: Packs, stats: StatsCollector | None) -> None:
        self.packs = packs
        self.stats = stats
        self.sites: dict[str, _Site] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(packs_of(crawler), crawler.stats)

    def process_item(self, item: Observation) -> Observation:
        """Every page that may show a licence is preserved: absence is proven by all of them together."""
        page = item.item
        if not isinstance(page, Shop | Website | Licence | Policy):
            return item
        item.preserve = True
        site = self.sites.setdefault(site_key(page), _Site())
        self._add(site, item)
        if site.complete and not site.judged:
            site.judged = True
            self._judge(site, item)
        return item

    def close_spider(self) -> None:
        """Sites whose places were not all read are undetermined: counted, never a lead."""
        for site in self.sites.values():
            if not site.judged:
                self._count(judge_site(site.pages, complete=False).verdict)

    def _add(self, site: _Site, seen: Observation) -> None:
        page, capture = seen.item, seen.capture
        site.pages.append(page.model_copy(update={"items": []}) if isinstance(page, Shop | Website) else page)
        for url in {page.url or capture.url, capture.url, *(earlier.url for earlier in capture.redirected_from)}:
            site.read.add(_same(url))
        site.digests[page.url or capture.url] = capture.sha256
        if isinstance(page, Shop | Website):
            site.front = True
            site.wanted.update(map(_same, page.licence_urls))

    def _judge(self, site: _Site, seen: Observation) -> None:
        verdict = judge_site(site.pages, complete=True, place_digests=site.digests)
        self._count(verdict.verdict)
        finding = licence_finding(verdict, self.packs, seen.capture.day)
        if finding is not None and finding.suspicious:
            seen.findings.append(finding)

    def _count(self, verdict: str) -> None:
        if self.stats:
            self.stats.inc_value(f"wangxun/licence/{verdict}")


def _same(url: str) -> str:
    """One spelling for one place: scheme, fragment and order of parameters do not make another."""
    return canonicalize_url(url).split("://", 1)[-1]
