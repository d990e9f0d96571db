"""What was captured comes back as it was, to be judged anew without a request."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from evidence.archive import RunArchive, identity
from evidence.capture import Capture, EvidenceRef
from evidence.errors import EvidenceError
from evidence.read import captures, read
from evidence.seal import settle

AT = datetime(2026, 6, 18, 4, 0, 0, 123456, tzinfo=UTC)
PAGE = Capture(
    url="http://shop.example/商品?q=1",
    body=b"\x1f\x8bcompressed",
    at=AT,
    status=200,
    headers=((b"Content-Type", b"text/html"), (b"Content-Encoding", b"gzip")),
    peer="192.0.2.7",
    tls="TLSv1.3",
    certificate=b"der",
    chain=(b"der", b"root"),
    notes={"robots": "allowed"},
)


def kept(directory: Path, *pages: Capture) -> list[EvidenceRef]:
    archive = RunArchive(directory, "night-1", {}, max_file=3000)
    archive.open()
    places = archive.commit(pages)
    archive.close()
    return [places[identity(page)] for page in pages]


@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        replace(PAGE, body=b""),
        replace(PAGE, status=None, headers=((b"Content-Type", b"text/html"),), peer=None),
        replace(PAGE, notes={"rendered": "by a browser"}),
    ],
    ids=["served", "empty", "saved file", "rendered"],
)
def test_a_capture_comes_back_as_it_was(tmp_path: Path, page: Capture) -> None:
    (ref,) = kept(tmp_path, page)
    assert read(tmp_path, ref) == replace(page, stored=ref)


@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "unsealed"])
def test_a_repeated_payload_comes_back_whole(tmp_path: Path, sealed: bool) -> None:
    pages = [replace(PAGE, url=f"http://shop.example/{n}", body=b"same" * 500) for n in range(9)]
    refs = kept(tmp_path, *pages)
    if sealed:
        settle(tmp_path)
    assert len({ref.file for ref in refs}) > 1
    assert [capture.body for capture in captures(tmp_path)] == [b"same" * 500] * 9
    assert read(tmp_path, refs[-1]).url == "http://shop.example/8"


def test_screenshots_are_no_captures_and_older_ones_can_be_left_out(tmp_path: Path) -> None:
    later = replace(PAGE, url="http://shop.example/2", at=AT + timedelta(days=1), pictures=(b"\x89PNG",))
    kept(tmp_path, PAGE, later)
    assert len(list(captures(tmp_path))) == 2
    assert [one.url for one in captures(tmp_path, since=later.at)] == ["http://shop.example/2"]


@pytest.mark.parametrize("change", [{"file": "night-2/x.warc.gz"}, {"record": "urn:x"}, {"sha256": "0" * 64}])
def test_what_is_not_there_is_named(tmp_path: Path, change: dict[str, str]) -> None:
    (ref,) = kept(tmp_path, PAGE)
    with pytest.raises(EvidenceError):
        read(tmp_path, replace(ref, **change))
