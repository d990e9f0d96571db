"""Captures become WARC records that warcio's own check accepts, and failures never leave half a record."""

import errno
import gzip
import json
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.cli import main as warcio_main

from evidence.archive import RunArchive, identity, mend_all
from evidence.capture import Capture, EvidenceRef
from evidence.errors import EvidenceError
from evidence.gather import gather
from evidence.read import read
from evidence.verify import verify
from evidence.warc import WarcFile, mend

AT = datetime(2026, 6, 18, 4, 0, 0, 123456, tzinfo=UTC)


def page(body: bytes = b"<title>a</title>", url: str = "http://shop.example/1") -> Capture:
    headers = ((b"Content-Type", b"text/html"), (b"X-Raw", "驰名".encode()))
    return Capture(
        url=url,
        body=body,
        at=AT,
        status=200,
        headers=headers,
        request_headers=((b"User-Agent", b"wangxun"),),
        peer="192.0.2.7",
    )


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[RunArchive]:
    run = RunArchive(tmp_path, "night-1", {"operator": "某区市场监管局", "software": "wangxun/0"})
    run.open()
    yield run
    run.close()


def keep(archive: RunArchive, *captures: Capture) -> list[EvidenceRef]:
    places = archive.commit(captures)
    return [places[identity(capture)] for capture in captures]


def records(path: Path) -> list[tuple[dict[str, str], bytes]]:
    with path.open("rb") as file:
        return [(dict(r.rec_headers.headers), r.raw_stream.read()) for r in ArchiveIterator(file)]


def test_a_capture_becomes_response_request_and_metadata(archive: RunArchive, tmp_path: Path) -> None:
    (ref,) = keep(archive, page())
    found = records(tmp_path / ref.file)
    assert [fields["WARC-Type"] for fields, _ in found] == ["warcinfo", "response", "request", "metadata"]
    response, body = found[1]
    assert response["WARC-Record-ID"] == f"<{ref.record}>"
    assert response["WARC-Date"] == "2026-06-18T04:00:00.123456Z"
    assert response["WARC-IP-Address"] == "192.0.2.7"
    assert response["WARC-Payload-Digest"] == f"sha256:{ref.sha256}"
    assert body == b"<title>a</title>"
    assert json.loads(found[3][1])["captured_at_shanghai"] == "2026-06-18T12:00:00.123456+08:00"


def test_header_bytes_that_are_not_ascii_are_kept_as_served(archive: RunArchive, tmp_path: Path) -> None:
    (ref,) = keep(archive, page())
    assert "X-Raw: 驰名\r\n".encode() in gzip.decompress((tmp_path / ref.file).read_bytes())


def test_every_record_passes_the_check_of_warcio(
    archive: RunArchive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    captures = [page(os.urandom(size), f"http://shop.example/{size}") for size in (0, 1, 5000, 300_000)]
    refs = keep(archive, *captures, replace(page(), url="http://other.example/"), page(b"<title>a</title>"))
    with pytest.raises(SystemExit) as ended:
        warcio_main(["check", "-v", str(tmp_path / refs[0].file)])
    said = capsys.readouterr().out
    assert ended.value.code in (0, None)
    assert "failed" not in said
    assert said.count("digest pass") >= len(captures) * 3


def test_a_page_without_http_head_is_a_resource(archive: RunArchive, tmp_path: Path) -> None:
    (ref,) = keep(archive, Capture(url="http://shop.example/saved", body=b"<p>", at=AT))
    kinds = [fields["WARC-Type"] for fields, _ in records(tmp_path / ref.file)]
    assert kinds == ["warcinfo", "resource", "metadata"]


def test_a_screenshot_is_a_resource_beside_its_page(archive: RunArchive, tmp_path: Path) -> None:
    (ref,) = keep(archive, replace(page(), pictures=(b"\x89PNG...",)))
    fields, body = next(one for one in records(tmp_path / ref.file) if one[0]["WARC-Type"] == "resource")
    assert (fields["Content-Type"], body) == ("image/png", b"\x89PNG...")
    assert fields["WARC-Concurrent-To"] == f"<{ref.record}>"


def test_a_page_that_was_kept_without_its_picture_gets_it_once_when_a_graver_item_comes(
    archive: RunArchive, tmp_path: Path
) -> None:
    seen = replace(page(), pictures=(b"\x89PNG...",), resources=(page(b"p {}", "http://shop.example/a.css"),))
    refs = keep(archive, page(), page(b"another", "http://shop.example/2"), seen, page(), seen)
    assert len({ref.record for ref in refs}) == 2
    bundle = gather(tmp_path, refs[0])
    assert bundle.pictures == [b"\x89PNG..."]
    answers = [
        kept.record.fields.get("warc-target-uri") for kept in bundle.kept if kept.record.type == "response"
    ]
    assert answers == ["http://shop.example/1", "http://shop.example/a.css"]
    assert bundle.circumstances["peer"] == "192.0.2.7"
    assert read(tmp_path, refs[0]).body == b"<title>a</title>"
    archive.close()
    assert verify(tmp_path).ok


def test_the_same_payload_is_stored_once(archive: RunArchive, tmp_path: Path) -> None:
    first, second = keep(archive, page(), page(url="http://shop.example/2"))
    revisit, body = records(tmp_path / first.file)[4]
    assert revisit["WARC-Type"] == "revisit"
    assert revisit["WARC-Refers-To"] == f"<{first.record}>"
    assert (second.record, body) == (revisit["WARC-Record-ID"].strip("<>"), b"")


def test_the_same_capture_is_written_once(archive: RunArchive) -> None:
    assert keep(archive, page()) == keep(archive, page())
    assert archive.captures_written == 1


def test_what_led_to_a_page_is_kept_with_it(archive: RunArchive, tmp_path: Path) -> None:
    moved = replace(page(b"", "http://shop.example/old"), status=302)
    robots = page(b"User-agent: *", "http://shop.example/robots.txt")
    (ref,) = keep(archive, replace(page(), redirected_from=(moved,), robots=robots))
    answers = [f["WARC-Target-URI"] for f, _ in records(tmp_path / ref.file) if f["WARC-Type"] == "response"]
    assert answers == ["http://shop.example/old", "http://shop.example/robots.txt", "http://shop.example/1"]


def test_a_url_cannot_write_fields_of_its_own(archive: RunArchive, tmp_path: Path) -> None:
    (ref,) = keep(archive, page(url="http://shop.example/\r\nWARC-Date: 1999-01-01T00:00:00Z\r\n驰"))
    fields, _ = records(tmp_path / ref.file)[1]
    assert fields["WARC-Date"].startswith("2026")
    assert fields["WARC-Target-URI"].endswith("%0D%0A%E9%A9%B0")


@pytest.mark.parametrize("url", ["", "http://[", "\ud800", "no address at all"])
def test_an_address_that_is_none_is_kept_all_the_same(archive: RunArchive, tmp_path: Path, url: str) -> None:
    (ref,) = keep(archive, page(url=url))
    assert records(tmp_path / ref.file)[1][1].endswith(b"<title>a</title>")


def test_a_clock_that_jumps_back_is_noted_beside_the_records(archive: RunArchive, tmp_path: Path) -> None:
    (ref,) = keep(archive, page())
    archive.clock.wall = lambda: time.time() - 3600
    keep(archive, page(b"later", "http://shop.example/2"))
    said = [
        json.loads(body) for fields, body in records(tmp_path / ref.file) if fields["WARC-Type"] == "metadata"
    ]
    assert [note["clock_jumped_seconds"] for note in said if "clock_jumped_seconds" in note] == [
        pytest.approx(-3600, abs=1)
    ]


@pytest.mark.parametrize(
    ("date", "offset"),
    [(b"Thu, 18 Jun 2026 04:00:07 GMT", 6.877), (b"yesterday", None)],
    ids=["ahead", "no date"],
)
def test_the_servers_own_clock_is_compared(
    archive: RunArchive, tmp_path: Path, date: bytes, offset: float | None
) -> None:
    (ref,) = keep(archive, replace(page(), headers=((b"Date", date),)))
    assert json.loads(records(tmp_path / ref.file)[-1][1])["server_clock_offset_seconds"] == offset


def test_a_full_file_is_followed_by_a_new_one(tmp_path: Path) -> None:
    archive = RunArchive(tmp_path, "night-1", {}, max_file=2000)
    archive.open()
    refs = keep(archive, *(page(os.urandom(900), f"http://shop.example/{n}") for n in range(6)))
    archive.close()
    assert len({ref.file for ref in refs}) > 1
    assert all((tmp_path / ref.file).exists() for ref in refs)


def test_an_existing_file_is_never_written_over(tmp_path: Path) -> None:
    for _ in range(2):
        archive = RunArchive(tmp_path, "night-1", {})
        archive.open()
        keep(archive, page())
        archive.close()
    names = sorted(path.name for path in (tmp_path / "night-1").iterdir())
    assert names == ["wangxun-night-1-00000.warc.gz", "wangxun-night-1-00001.warc.gz"]


def test_a_full_disk_is_named_and_leaves_no_half_record(
    archive: RunArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ref,) = keep(archive, page())
    size = (tmp_path / ref.file).stat().st_size

    def full(self: WarcFile, record: object) -> None:
        self._out.write(b"half a record")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(WarcFile, "write", full)
    with pytest.raises(EvidenceError, match="磁盘已满"):
        keep(archive, page(b"other"))
    with pytest.raises(EvidenceError, match="磁盘已满"):
        keep(archive, page(b"third"))
    assert (tmp_path / ref.file).stat().st_size == size


def test_a_real_full_disk_is_named(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    archive = RunArchive(tmp_path, "night-1", {})
    archive.open()
    assert archive._file is not None
    archive._file._out.close()
    archive._file._out = open("/dev/full", "wb", buffering=0)  # noqa: SIM115, PTH123
    with pytest.raises(EvidenceError, match=r"night-1：无法写入证据，磁盘已满"):
        keep(archive, page())


def test_a_directory_that_is_a_file_is_named_before_the_crawl_starts(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("")
    with pytest.raises(EvidenceError, match="不是目录"):
        RunArchive(tmp_path / "evidence", "night-1", {}).open()


@pytest.mark.parametrize("lost", [1, 7, 200])
def test_a_torn_last_record_is_cut_at_the_next_start(tmp_path: Path, lost: int) -> None:
    archive = RunArchive(tmp_path, "night-1", {})
    archive.open()
    (ref,) = keep(archive, page())
    path = tmp_path / ref.file
    good = path.stat().st_size
    keep(archive, page(os.urandom(3000), "http://shop.example/2"))
    archive.close()
    whole = records(path)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - lost)
    (said,) = mend_all(tmp_path)
    assert "上次写入中断" in said
    assert records(path) == whole[:-1]
    assert path.stat().st_size > good
    assert mend_all(tmp_path) == []


def test_zeros_left_by_a_power_cut_are_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    WarcFile(path, {}).close()
    whole = path.read_bytes()
    path.write_bytes(whole + bytes(5000))
    assert mend(path) == 5000
    assert path.read_bytes() == whole


def test_damage_in_the_middle_is_named_and_nothing_is_cut(tmp_path: Path) -> None:
    archive = RunArchive(tmp_path, "night-1", {})
    archive.open()
    (ref,) = keep(archive, page())
    archive.close()
    path = tmp_path / ref.file
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(EvidenceError, match="已损坏"):
        mend(path)
    assert path.read_bytes() == data


def test_a_file_that_is_being_written_is_left_alone(archive: RunArchive, tmp_path: Path) -> None:
    (ref,) = keep(archive, page())
    with (tmp_path / ref.file).open("ab") as file:
        file.write(b"half")
    assert mend(tmp_path / ref.file) == 0
