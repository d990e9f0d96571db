"""WARC and WACZ files that are not as they should be."""

import gzip
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from spiders.stored.page import StoredPage, StoredPageError
from spiders.stored.warc import read_wacz, read_warc

HTML = b"<html><head><title>\xe7\xab\xb9\xe6\x9c\xa8</title></head><body>" + b"x" * 3000 + b"</body></html>"


def warc(*bodies: bytes, kind: str = "text/html", encoding: str = "") -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    for number, body in enumerate(bodies):
        headers = [("Content-Type", kind), *([("Content-Encoding", encoding)] if encoding else [])]
        writer.write_record(
            writer.create_warc_record(
                f"https://shop.example/{number}",
                "response",
                payload=BytesIO(body),
                http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": "2026-06-09T02:00:00Z"},
            )
        )
    return out.getvalue()


def both(found: object) -> tuple[list[StoredPage], list[str]]:
    read = list(found)  # type: ignore[call-overload]
    return [p for p in read if isinstance(p, StoredPage)], [
        str(p) for p in read if isinstance(p, StoredPageError)
    ]


def test_a_wacz_with_a_wrong_index_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "x.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.warc.gz", warc(HTML, HTML))
        archive.writestr("indexes/index.cdx", b'com,other)/ 2026 {"offset": 999999}')
        archive.writestr("pages/pages.jsonl", b"no json")
    pages, errors = both(read_wacz(path))
    assert ([page.url for page in pages], errors) == (
        ["https://shop.example/0", "https://shop.example/1"],
        [],
    )


@pytest.mark.parametrize("at", [0.3, 0.5, 0.7, 0.9])
def test_a_damaged_warc_is_read_up_to_the_damage_and_named(tmp_path: Path, at: float) -> None:
    raw = bytearray(warc(*[HTML + bytes([65 + n]) * 40 for n in range(6)]))
    place = int(len(raw) * at)
    raw[place : place + 40] = b"\xff" * 40
    path = tmp_path / "x.warc.gz"
    path.write_bytes(raw)
    pages, errors = both(read_warc(path))
    assert len(pages) + len(errors) >= 1
    assert len(pages) < 6


def test_a_torn_warc_keeps_what_was_whole(tmp_path: Path) -> None:
    raw = warc(HTML, HTML)
    path = tmp_path / "x.warc.gz"
    path.write_bytes(raw[: len(raw) * 3 // 4])
    pages, _ = both(read_warc(path))
    assert pages[0].body == HTML


def test_a_bomb_is_named_and_not_expanded(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(warc(gzip.compress(b"0" * 60_000_000), encoding="gzip"))
    pages, errors = both(read_warc(path))
    assert pages == []
    assert "超过单页上限" in errors[0]


def test_scripts_that_are_programs_are_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(warc(b"!function(){}();", b'cb({"a": 1})', kind="application/javascript"))
    pages, errors = both(read_warc(path))
    assert ([page.url for page in pages], errors) == (["https://shop.example/1"], [])
