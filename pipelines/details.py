"""Which cards are opened: always, a sample, or only what looks suspicious on the search page."""

import hashlib
from typing import Any, Self

from scrapy.crawler import Crawler

from crawler.items import Listing
from crawler.observation import Observation


class DetailsPipeline:
    """Ask the spider for the detail page of a card that the campaign wants opened.

    This stands behind the checks because only they know what is suspicious, and spiders know no rule.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Observation) -> Observation:
        """Schedule the card's own page, each at most once (Scrapy's duplicate filter)."""
        card = item.item
        if isinstance(card, Listing) and card.card and self._wanted(card, suspicious=item.suspicious):
            spider: Any = self.crawler.spider
            request = spider.detail(card)
            if request is not None and self.crawler.engine is not None:
                self.crawler.engine.crawl(request)
        return item

    def _wanted(self, card: Listing, *, suspicious: bool) -> bool:
        arguments = getattr(self.crawler.spider, "arguments", None)
        policy = getattr(arguments, "details", None) or self.crawler.settings["WANGXUN_DETAILS"]
        if policy == "always" or suspicious:
            return True
        kind, _, share = policy.partition(":")
        return kind == "sample" and _drawn(card.url or "", float(share))


def _drawn(url: str, share: float) -> bool:
    """A draw that is the same in every run, so that a sample can be repeated and explained."""
    draw = int.from_bytes(hashlib.blake2b(url.encode(), digest_size=4).digest())
    return draw < share * 2**32
