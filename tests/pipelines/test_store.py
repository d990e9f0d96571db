"""The store pipeline in a crawl: items and leads end up in the database, and in the feed as `check` reads them."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from scrapy import Spider
from scrapy.exporters import JsonLinesItemExporter
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler
from sqlalchemy.exc import OperationalError

import leads.writer
from crawler.items import Listing, PriceState
from crawler.observation import Observation
from evidence.capture import Capture, EvidenceRef
from leads.database import prepare
from leads.listing import list_leads
from leads.runs import start_run
from leads.seen import Seen
from leads.store import Store, Written
from pipelines.store import StorePipeline
from rules.finding import Finding

FINDING = Finding(
    rule="a.b", group="g", severity=2, title="t", explanation="e", field="title", excerpt="国家级"
)
PROOF = EvidenceRef("a.warc.gz", "<urn:uuid:1>", "ab" * 32)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A new database."""
    address = f"sqlite:///{tmp_path / 'wangxun.db'}"
    prepare(address)
    return address


def pipeline(url: str, **settings: Any) -> StorePipeline:
    """The pipeline of a crawl whose run is recorded."""
    store = Store(url)
    settings = {"WANGXUN_DB": url, "WANGXUN_RUN": start_run(store.engine, "archive", {})} | settings
    store.close()
    return StorePipeline.from_crawler(get_crawler(Spider, settings))


def observation(number: int = 7, *, proof: EvidenceRef | None = PROOF) -> Observation:
    """A listing with a finding."""
    item = Listing(
        platform="jd",
        title="国家级抗菌牙膏",
        item_id=str(number),
        shop_name="甲店",
        price=Decimal("14.80"),
        price_state=PriceState.PRESENT,
        captured_at=datetime(2026, 6, 18, 4, tzinfo=UTC),
    )
    capture = Capture(
        f"https://item.example.cn/{number}.html", b"<html>", datetime(2026, 6, 18, 4, tzinfo=UTC)
    )
    return Observation(item, capture, [FINDING], evidence=proof)


def crawl(pipeline: StorePipeline, seen: Sequence[Observation]) -> list[Any]:
    """What passes on, after the pipeline is closed."""

    async def go() -> list[Any]:
        await pipeline.open_spider()
        passed = [await pipeline.process_item(one) for one in seen]
        await pipeline.close_spider()
        return passed

    return asyncio.run(go())


def test_what_was_seen_is_stored_when_the_crawl_closes(url: str) -> None:
    pipe = pipeline(url)
    crawl(pipe, [observation(number) for number in range(300)])
    assert len(list(list_leads(Store(url).engine))) == 300
    assert pipe.crawler.stats.get_value("wangxun/store/leads") == 300


def test_what_passes_on_is_the_item_as_check_reads_it(url: str) -> None:
    seen = observation()
    (passed,) = crawl(pipeline(url), [seen])
    feed = BytesIO()
    JsonLinesItemExporter(feed, encoding="utf-8").export_item(passed)
    assert json.loads(feed.getvalue()) == json.loads(seen.item.json_line())
    assert passed["price"] == "14.80"


def test_a_finding_without_evidence_makes_no_lead(url: str) -> None:
    pipe = pipeline(url)
    crawl(pipe, [observation(proof=None)])
    assert list(list_leads(Store(url).engine)) == []
    assert pipe.crawler.stats.get_value("wangxun/evidence/unpreserved") == 1


def test_a_run_that_keeps_no_evidence_stores_its_leads_without(url: str) -> None:
    crawl(pipeline(url, WANGXUN_EVIDENCE="none"), [observation(proof=None)])
    assert [lead["evidence"] for lead in list_leads(Store(url).engine)] == [None]


def test_the_crawl_is_ended_in_order_when_the_database_gives_up(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(store: Store, batch: Sequence[Seen]) -> Written:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    class Engine:
        """What the pipeline asks of Scrapy's engine."""

        def __init__(self) -> None:
            self.reasons: list[str] = []

        async def close_spider_async(self, *, reason: str) -> None:
            self.reasons.append(reason)

    monkeypatch.setattr(Store, "write", full)
    monkeypatch.setattr(leads.writer, "PAUSES", ())
    pipe = pipeline(url)
    engine: Any = Engine()
    pipe.crawler.engine = engine
    crawl(pipe, [observation()])
    assert engine.reasons == ["store_unwritable"]
    assert pipe.crawler.stats.get_value("wangxun/store/spilled") == 1
    assert [path.name for path in tmp_path.glob("wangxun-unwritten-*.jsonl")] != []


def test_without_a_recorded_run_it_says_what_is_missing(url: str) -> None:
    pipe = StorePipeline.from_crawler(get_crawler(Spider, {"WANGXUN_DB": url}))
    with pytest.raises(ValueError, match="RunExtension"):
        crawl(pipe, [])


def test_the_shipped_settings_put_it_last() -> None:
    settings = Settings()
    settings.setmodule("crawler.settings")
    order: dict[str, int] = settings.getdict("ITEM_PIPELINES")
    assert max(order, key=lambda name: order[name]) == "pipelines.store.StorePipeline"
