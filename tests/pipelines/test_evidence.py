"""A finding goes on only when its capture is on disk; without evidence it is dropped and the crawl closed."""

import asyncio
import shutil
from pathlib import Path
from typing import Any

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler

from crawler.days import now
from crawler.items import Listing
from crawler.observation import Observation
from evidence.capture import Capture
from evidence.errors import EvidenceError
from evidence.gather import gather
from evidence.seal import state
from evidence.verify import verify
from evidence.warc import WarcFile
from pipelines.evidence import EvidencePipeline
from rules.finding import Finding
from rules.packs import BUNDLED, Packs

FINDING = Finding(rule="wording.x", group="x", severity=2, title="用语", explanation="涉嫌")


class Engine:
    """Remembers with which reason it was asked to close."""

    def __init__(self) -> None:
        self.reasons: list[str] = []
        self.downloader = None

    async def close_spider_async(self, *, reason: str) -> None:
        self.reasons.append(reason)


def observation(*findings: Finding, number: int = 1, preserve: bool = False) -> Observation:
    capture = Capture(f"http://shop.example/{number}", b"<p>", now(), status=200)
    return Observation(Listing(), capture, list(findings), preserve)


def run(directory: Path, seen: list[Observation], **settings: Any) -> tuple[dict[str, Any], Engine]:
    """Send the observations through an open pipeline at once; return its statistics and the engine."""
    crawler = get_crawler(settings_dict={"WANGXUN_EVIDENCE_DIR": str(directory), **settings})
    crawler.engine = engine = Engine()  # type: ignore[assignment]

    async def crawl() -> None:
        pipeline = EvidencePipeline.from_crawler(crawler)
        pipeline.open_spider()
        await asyncio.gather(*(pipeline.process_item(one) for one in seen))
        await pipeline.close_spider()

    asyncio.run(crawl())
    assert crawler.stats
    return crawler.stats.get_stats(), engine


def test_a_flagged_capture_is_preserved_and_an_innocent_one_is_not(tmp_path: Path) -> None:
    guilty, innocent = observation(FINDING), observation(number=2)
    stats, _ = run(tmp_path, [guilty, innocent])
    assert guilty.evidence
    assert (tmp_path / guilty.evidence.file).exists()
    assert guilty.evidence.sha256 == guilty.capture.sha256
    assert innocent.evidence is None
    assert stats["wangxun/evidence/records"] == 1
    assert stats["wangxun/evidence/bytes"] > 0


def test_the_run_is_sealed_when_the_crawl_ends(tmp_path: Path) -> None:
    run(tmp_path, [observation(FINDING)], WANGXUN_RUN="night-1")
    assert state(tmp_path, "night-1") == "sealed"
    assert verify(tmp_path).ok


def test_an_authority_that_does_not_answer_leaves_the_run_sealed_and_unstamped(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "ca.pem").write_text("")
    where = {"WANGXUN_TSA": "http://127.0.0.1:1/", "WANGXUN_TSA_ROOTS": str(tmp_path / "ca.pem")}
    run(tmp_path / "evidence", [observation(FINDING)], WANGXUN_RUN="night-1", **where)
    assert state(tmp_path / "evidence", "night-1") == "sealed"
    assert "没有应答" in caplog.text


def test_a_capture_that_a_later_verdict_needs_is_preserved(tmp_path: Path) -> None:
    page = observation(preserve=True)
    run(tmp_path, [page])
    assert page.evidence


def test_a_good_licence_verdict_alone_preserves_nothing(tmp_path: Path) -> None:
    page = observation(FINDING.model_copy(update={"verdict": "displayed"}))
    run(tmp_path, [page])
    assert page.evidence is None


def test_the_policy_all_preserves_every_capture(tmp_path: Path) -> None:
    page = observation()
    run(tmp_path, [page], WANGXUN_EVIDENCE="all")
    assert page.evidence


def test_the_policy_none_switches_the_pipeline_off(tmp_path: Path) -> None:
    with pytest.raises(NotConfigured):
        run(tmp_path, [], WANGXUN_EVIDENCE="none")


def test_an_unknown_policy_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="没有“some”这种留存方式"):
        run(tmp_path, [], WANGXUN_EVIDENCE="some")


def test_an_unusable_directory_stops_the_crawl_before_it_starts(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EvidenceError, match="无法写入证据"):
        run(tmp_path / "file", [])


def test_findings_without_evidence_are_dropped_counted_and_end_the_crawl(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: WarcFile) -> None:
        if self.synced:
            raise OSError(28, "No space left on device")
        self.synced = self.size

    monkeypatch.setattr(WarcFile, "sync", full)
    pages = [observation(FINDING, number=number) for number in range(5)]
    stats, engine = run(tmp_path, pages)
    assert all(page.findings == [] and page.evidence is None for page in pages)
    assert stats["wangxun/evidence/unpreserved"] == 5
    assert engine.reasons == ["evidence_unwritable"]


def test_a_grave_item_after_a_mild_one_of_the_same_page_keeps_the_picture(tmp_path: Path) -> None:
    capture = Capture("http://shop.example/1", b"<p>", now(), status=200, pictures=(b"\x89PNG...",))
    mild = Observation(Listing(), capture, [FINDING.model_copy(update={"severity": 1})])
    grave = Observation(Listing(), capture, [FINDING.model_copy(update={"severity": 4})])
    run(tmp_path, [mild, grave], WANGXUN_SCREENSHOT_SEVERITY=3)
    assert mild.evidence == grave.evidence
    assert grave.evidence
    assert gather(tmp_path, grave.evidence).pictures == [b"\x89PNG..."]


def test_the_packs_that_were_judged_by_are_named_not_those_that_ship(tmp_path: Path) -> None:
    seen = observation(FINDING)
    shutil.copytree(BUNDLED, tmp_path / "packs")
    with sorted((tmp_path / "packs").glob("*.yaml"))[0].open("a") as pack:
        pack.write("# of our own\n")
    run(tmp_path / "evidence", [seen], WANGXUN_PACKS=[str(tmp_path / "packs")])
    assert seen.evidence
    used = Packs.load([tmp_path / "packs"]).digest
    assert used != Packs.load(None).digest
    assert gather(tmp_path / "evidence", seen.evidence).origin["packs-sha256"] == used
