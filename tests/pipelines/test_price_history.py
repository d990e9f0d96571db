"""The pipelines of figures: earlier days come from the run's database, shown sales from the item."""

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from scrapy import Spider
from scrapy.utils.test import get_crawler

from crawler.items import Listing, Status
from crawler.observation import Observation
from evidence.capture import Capture
from leads.database import prepare
from leads.runs import start_run
from leads.seen import Seen
from leads.store import Store
from pipelines.price_history import PriceHistoryPipeline
from pipelines.shown_sales import ShownSalesPipeline

NOON = datetime(2026, 6, 18, 4, tzinfo=UTC)
ADDRESS = "https://item.example.cn/7.html"


def listing(**more: object) -> Listing:
    facts = {"platform": "jd", "item_id": "7", "price": "99", "original_price": "599", "url": ADDRESS}
    return Listing.model_validate(facts | more)


def through(pipe: PriceHistoryPipeline, item: Listing) -> list[str]:
    async def go() -> Observation:
        passed = await pipe.process_item(Observation(item, Capture(ADDRESS, b"<html>", NOON)))
        await pipe.close_spider()
        return passed

    return [finding.rule for finding in asyncio.run(go()).findings]


def test_a_crawl_finds_what_the_days_before_belie(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'wangxun.db'}"
    prepare(url)
    with Store(url) as store:
        run = start_run(store.engine, "marketplace", {})
        for back in (12, 8, 3):
            item = listing(price=Decimal(99 + back))
            store.write([Seen(run=run, at=NOON - timedelta(back), url=ADDRESS, item=item)])

    def pipe() -> PriceHistoryPipeline:
        return PriceHistoryPipeline.from_crawler(get_crawler(Spider, {"WANGXUN_DB": url}))

    assert through(pipe(), listing()) == ["price.fictitious-original"]
    assert through(pipe(), listing(item_id="8")) == []
    assert through(pipe(), listing(status=Status.BLOCKED)) == []


def test_claimed_sales_are_held_against_the_shown_ones(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'wangxun.db'}"
    prepare(url)
    item = listing(title="累计热销100万件 保温壶", sales="已售300")
    pipe = ShownSalesPipeline.from_crawler(get_crawler(Spider, {"WANGXUN_DB": url}))
    passed = asyncio.run(pipe.process_item(Observation(item, Capture(ADDRESS, b"<html>", NOON))))
    assert [finding.rule for finding in passed.findings] == ["claim.sales-inflated"]
