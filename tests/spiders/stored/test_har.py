"""A HAR as a browser's developer tools save it."""

import base64
import gzip
import json
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from spiders.stored.har import read_har
from spiders.stored.page import StoredPage, StoredPageError
from spiders.stored.reading import read_stored

PAGE = """<html><head><meta charset="gbk"><title>竹木小铺 首页</title></head><body><h1>竹木小铺</h1></body></html>"""


def entry(url: str = "https://shop.example/", text: Any = PAGE, **more: Any) -> dict[str, Any]:
    content = {"mimeType": more.pop("kind", "text/html"), "size": 10, "text": text, **more.pop("content", {})}
    response = {
        "status": more.pop("status", 200),
        "headers": more.pop("headers", []),
        "content": {name: value for name, value in content.items() if value is not None},
    }
    started = "2026-06-09T10:00:00.500+08:00"
    return {
        "request": {"url": url, "method": "GET"},
        "response": response,
        "startedDateTime": started,
        "time": 500,
        **more,
    }


def saved(tmp_path: Path, *entries: Any, cut: int | None = None) -> Path:
    path = tmp_path / "visit.har"
    path.write_text(
        json.dumps({"log": {"version": "1.2", "entries": entries}}, ensure_ascii=False)[:cut], "utf-8"
    )
    return path


def pages(path: Path) -> list[StoredPage]:
    return [page for page in read_har(path) if isinstance(page, StoredPage)]


def errors(path: Path) -> list[str]:
    return [str(page) for page in read_har(path) if isinstance(page, StoredPageError)]


def test_a_page_carries_its_time_its_peer_and_where_it_stood(tmp_path: Path) -> None:
    (page,) = pages(saved(tmp_path, entry("https://shop.example/#top", serverIPAddress="[2001:db8::1]")))
    assert (page.url, page.http_status) == ("https://shop.example/", 200)
    assert page.capture.at == datetime(2026, 6, 9, 2, 0, 1, tzinfo=UTC)
    assert page.capture.peer == "2001:db8::1"
    assert page.capture.notes["source"] == "visit.har: log.entries[0]"
    assert len(page.capture.notes["source_sha256"]) == 64
    assert page.capture.status is None  # the bytes are not those on the wire: no HTTP response is claimed


def test_text_that_the_browser_decoded_is_read_as_such_whatever_the_page_declares(tmp_path: Path) -> None:
    (page,) = pages(saved(tmp_path, entry()))
    assert read_stored(page).title == "竹木小铺 首页"


def test_base64_keeps_the_bytes_of_a_page_in_gbk(tmp_path: Path) -> None:
    body = PAGE.encode("gbk")
    packed = entry(text=base64.b64encode(body).decode(), content={"encoding": "base64"})
    (page,) = pages(saved(tmp_path, packed))
    assert page.capture.body == body
    assert read_stored(page).title == "竹木小铺 首页"


def test_a_body_that_a_proxy_saved_compressed_is_read_and_kept_as_it_is(tmp_path: Path) -> None:
    body = gzip.compress(PAGE.encode("gbk"))
    headers = [{"name": "Content-Encoding", "value": "gzip"}]
    packed = entry(text=base64.b64encode(body).decode(), content={"encoding": "base64"}, headers=headers)
    (page,) = pages(saved(tmp_path, packed))
    assert page.capture.body == body
    assert page.body == PAGE.encode("gbk")


def test_what_is_no_document_is_left_out(tmp_path: Path) -> None:
    others = [
        entry(kind="image/png"),
        entry(kind="text/css"),
        entry("data:text/html,x"),
        entry(kind="application/javascript", text="!function(){return 1}();"),
        entry(text=None, status=302),
        entry(text=None, content={"size": 0}),
    ]
    assert list(read_har(saved(tmp_path, *others))) == []


def test_jsonp_and_json_are_documents(tmp_path: Path) -> None:
    answers = [
        entry(kind="application/javascript", text='cb({"goods": []})'),
        entry(kind="application/json", text="{}"),
    ]
    assert len(pages(saved(tmp_path, *answers))) == 2


def test_a_malformed_entry_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    bad = [
        "no entry",
        {"request": {"url": "https://shop.example/"}},
        entry(text="%%%", content={"encoding": "base64"}),
        entry(text=None),
    ]
    path = saved(tmp_path, *bad, entry())
    assert len(pages(path)) == 1
    told = errors(path)
    assert [f"log.entries[{number}]" in told[number] for number in range(4)] == [True] * 4
    assert "含内容" in told[3]


def test_an_unreadable_time_becomes_that_of_the_file_and_is_noted(tmp_path: Path) -> None:
    (page,) = pages(saved(tmp_path, entry(startedDateTime="yesterday")))
    assert page.capture.at.tzinfo is UTC
    assert "time" in page.capture.notes


def test_a_torn_file_gives_what_stands_before_the_tear_and_says_where(tmp_path: Path) -> None:
    path = saved(tmp_path, entry(), entry(), cut=-300)
    assert len(pages(path)) == 1
    (error,) = errors(path)
    assert "log.entries[1]" in error


def test_a_file_that_is_no_har_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.har"
    for content in (b"", b"no json", b"{}", b'{"log": {"entries": []}}', b'{"log": 3}', b"[" * 20_000):
        path.write_bytes(content)
        assert len(errors(path)) == 1


def test_bytes_that_are_no_utf8_and_a_bom_do_not_end_the_reading(tmp_path: Path) -> None:
    path = saved(tmp_path, entry())
    path.write_bytes(
        b"\xef\xbb\xbf" + path.read_bytes().replace("竹木小铺 首页".encode(), "竹木".encode() + b"\xff\xfe")
    )
    assert len(pages(path)) == 1


def test_a_body_beyond_the_bound_is_named_and_never_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spiders.stored.har.LONGEST_STRING", 1 << 20)
    path = tmp_path / "big.har"
    before, after = json.dumps(entry(text="@")).split("@")
    with path.open("w", encoding="utf-8") as out:
        out.write('{"log": {"entries": [' + before)
        for _ in range(48):
            out.write("x" * (1 << 20))
        out.write(after + "," + json.dumps(entry()) + "]}}")
    tracemalloc.start()
    read = list(read_har(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [type(page) for page in read] == [StoredPageError, StoredPage]
    assert peak < 12 << 20
