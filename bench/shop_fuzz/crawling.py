"""Crawls the generated shops as any campaign would, and says which verdict and which leads each of them got."""

import multiprocessing
import re
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from bench.shop_fuzz.serving import Order, serving

TIMEOUT = 3  # seconds for one answer; loopback answers in milliseconds
WEBSITES_AT_ONCE = 25
_SHOP = re.compile("/shop/([0-9]{1,9})")
Job = tuple[str, dict[str, str]]
Seen = dict[int, list[str]]
"""Shop → verdicts given to it (one is right), or rules of its leads."""


def crawl(order: Order) -> tuple[Seen, Seen]:
    """Verdicts and licence leads by shop; a shop in neither was left undetermined, its places not all read."""
    verdicts: Seen = {}
    accused: Seen = {}
    with serving(order) as (market, websites):
        hosts = {host: order.market + at for at, host in enumerate(websites)}
        jobs: list[list[Job]] = [[("marketplace", {"url": f"http://{market}/"})]] if order.market else []
        alone: list[Job] = [("website", {"url": f"http://{host}/"}) for host in websites]
        jobs += [alone[first : first + WEBSITES_AT_ONCE] for first in range(0, len(alone), WEBSITES_AT_ONCE)]
        for some in jobs:
            given, leads = _apart(some, [market, *websites])
            for found, into in ((given, verdicts), (leads, accused)):
                for url, word in found:
                    number = _number(url, hosts)
                    if number is not None:
                        into.setdefault(number, []).append(word)
    return verdicts, accused


def _number(url: str, hosts: dict[str, int]) -> int | None:
    """Which shop does an address belong to? None: the marketplace's own."""
    parts = urlsplit(url)
    if parts.netloc in hosts:
        return hosts[parts.netloc]
    shop = _SHOP.match(parts.path)
    return int(shop[1]) - 10_000 if shop else None


Found = list[tuple[str, str]]


def _apart(jobs: list[Job], hosts: list[str]) -> tuple[Found, Found]:
    """Scrapy runs once a process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_run, jobs, hosts).result()


def _run(jobs: list[Job], hosts: list[str]) -> tuple[Found, Found]:
    from crawler import process
    from leads.engine import connect
    from leads.listing import list_leads

    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'fuzz.db'}"
        process.run_spiders(
            [process.Job(spider, arguments) for spider, arguments in jobs],
            settings(database, Path(folder) / "evidence", hosts),
        )
        leads = [
            (str(lead["url"]), str(lead["rule"]))
            for lead in list_leads(connect(database))
            if lead["group"] == "licence-display"
        ]
    return VerdictTap.given, leads


class VerdictTap:
    """A pipeline beside the shipped ones that writes down every verdict, the good ones too."""

    given: ClassVar[Found] = []

    def process_item(self, item: Any) -> Any:
        """Pass everything on."""
        self.given.extend((item.item.url, finding.verdict) for finding in item.findings if finding.verdict)
        return item


def settings(database: str, evidence: Path, hosts: list[str]) -> dict[str, Any]:
    """As shipped, but for what loopback does not need: no delay, no browser, no rest after being blocked."""
    from crawler.settings import ITEM_PIPELINES

    return {
        "ITEM_PIPELINES": ITEM_PIPELINES | {"bench.shop_fuzz.crawling.VerdictTap": 850},
        "WANGXUN_DB": database,
        "WANGXUN_EVIDENCE_DIR": str(evidence),
        "WANGXUN_ALLOW_PRIVATE": hosts,
        "WANGXUN_BREAKER_BLOCKS": 10**9,
        "WANGXUN_RENDER": "never",
        "WANGXUN_DETAILS": "suspects",
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_TIMEOUT": TIMEOUT,
        "AUTOTHROTTLE_ENABLED": False,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 32,
        "CONCURRENT_REQUESTS": 32,
        "RETRY_TIMES": 1,
        "DEPTH_LIMIT": 0,  # the pages of cards are one chain
        "LOG_LEVEL": "CRITICAL",
    }
