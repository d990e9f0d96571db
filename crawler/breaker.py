"""Backs off from a site that blocks us: its requests wait until a resume time; blocked again, we leave it alone."""

import logging
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider, IgnoreRequest
from scrapy.utils.asyncio import call_later

from crawler.days import SHANGHAI, now
from crawler.items import Item, Status
from crawler.observer import page_read

logger = logging.getLogger(__name__)

BLOCKS = frozenset({Status.BLOCKED, Status.LOGIN})


class SiteBlocked(IgnoreRequest):
    """The site has blocked us for good in this run."""


@dataclass
class _Site:
    in_a_row: int = 0
    openings: int = 0
    waiting: list[Request] = field(default_factory=list)
    closed: bool = True  # as an electric circuit: closed means that requests pass


class BreakerMiddleware:
    """A circuit breaker for each host: closed → open for a while → closed again → given up."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.blocks = crawler.settings.getint("WANGXUN_BREAKER_BLOCKS")
        self.seconds = crawler.settings.getfloat("WANGXUN_BREAKER_SECONDS")
        self.sites: dict[str, _Site] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        breaker = cls(crawler)
        crawler.signals.connect(breaker.page_read, page_read)
        crawler.signals.connect(breaker.spider_idle, signals.spider_idle)
        return breaker

    def process_request(self, request: Request) -> None:
        """Put the request aside while its site's breaker is open; refuse it once the site is given up."""
        site = self.sites.get(_host(request.url))
        if site is None or site.closed:
            return
        if site.openings > 1:
            self._count("wangxun/blocked/given_up")
            raise SiteBlocked(f"{_host(request.url)} 多次拦截，本次不再访问：{request.url}")
        site.waiting.append(request)
        raise SiteBlocked(f"{_host(request.url)} 正在拦截，稍后再访问：{request.url}")

    def page_read(self, item: Item, url: str) -> None:
        """Count blocked pages in a row; enough of them open the breaker."""
        self._count("wangxun/pages_read")
        host = _host(url)
        if item.status not in BLOCKS:
            if host in self.sites:
                self.sites[host].in_a_row = 0
            return
        self._count("wangxun/blocked/pages")
        site = self.sites.setdefault(host, _Site())
        site.in_a_row += 1
        if site.closed and site.in_a_row >= self.blocks:
            self._open(host, site)

    def spider_idle(self) -> None:
        """A crawl with requests put aside is not over."""
        if any(site.waiting and site.openings == 1 for site in self.sites.values()):
            raise DontCloseSpider

    def _open(self, host: str, site: _Site) -> None:
        site.closed = False
        site.openings += 1
        if site.openings > 1:
            logger.warning("%s 再次拦截，本次抓取不再访问该站；拦截不计为网店违法", host)
            site.waiting.clear()
            return
        resume = (now() + timedelta(seconds=self.seconds)).astimezone(SHANGHAI)
        logger.warning("%s 连续 %d 页被拦截，暂停访问至 %s", host, site.in_a_row, f"{resume:%H:%M:%S}")
        if self.crawler.stats:
            self.crawler.stats.set_value(
                f"wangxun/blocked/resume/{host}", resume.isoformat(timespec="seconds")
            )
        call_later(self.seconds, self._close, site)

    def _close(self, site: _Site) -> None:
        site.closed, site.in_a_row = True, 0
        waiting, site.waiting = site.waiting, []
        engine: Any = self.crawler.engine
        for request in waiting if engine and engine.spider else ():
            engine.crawl(request.replace(dont_filter=True))

    def _count(self, name: str) -> None:
        if self.crawler.stats:
            self.crawler.stats.inc_value(name)


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()
