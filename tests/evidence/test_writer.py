"""Many who wait share one fsync, and a failure reaches each of them."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.days import now
from evidence.archive import RunArchive
from evidence.capture import Capture
from evidence.errors import EvidenceError
from evidence.warc import WarcFile
from evidence.writer import EvidenceWriter


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[RunArchive]:
    run = RunArchive(tmp_path, "r", {})
    run.open()
    yield run
    run.close()


def page(number: int) -> Capture:
    return Capture(f"http://shop.example/{number}", b"page %d" % number, now(), status=200)


def test_concurrent_callers_get_their_own_places_with_few_syncs(
    archive: RunArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    syncs = []
    real = WarcFile.sync

    def counted(self: WarcFile) -> None:
        syncs.append(1)
        real(self)

    monkeypatch.setattr(WarcFile, "sync", counted)
    pages = [page(number) for number in range(200)]

    async def crawl() -> list[str]:
        writer = EvidenceWriter(archive)
        refs = await asyncio.gather(*(writer.preserve([capture]) for capture in pages))
        await writer.close()
        return [ref.sha256 for (ref,) in refs]

    assert asyncio.run(crawl()) == [capture.sha256 for capture in pages]
    assert archive.captures_written == 200
    assert len(syncs) < 20


def test_a_failure_reaches_everyone_who_waits(archive: RunArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: WarcFile) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(WarcFile, "sync", full)

    async def crawl() -> list[object]:
        writer = EvidenceWriter(archive)
        return await asyncio.gather(*(writer.preserve([page(n)]) for n in range(5)), return_exceptions=True)

    assert all(isinstance(result, EvidenceError) for result in asyncio.run(crawl()))


def test_one_caller_that_is_cancelled_does_not_take_the_others_along(archive: RunArchive) -> None:
    async def crawl() -> str:
        writer = EvidenceWriter(archive)
        first = asyncio.create_task(writer.preserve([page(1)]))
        second = asyncio.create_task(writer.preserve([page(2)]))
        await asyncio.sleep(0)
        first.cancel()
        (ref,) = await second
        await writer.close()
        return ref.sha256

    assert asyncio.run(crawl()) == page(2).sha256
