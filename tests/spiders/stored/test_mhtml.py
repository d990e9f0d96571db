"""An MHTML file, whole and in pieces."""

import base64
import quopri
from datetime import UTC, datetime
from pathlib import Path

import pytest

from spiders.stored.mhtml import read_mhtml
from spiders.stored.page import StoredPage, StoredPageError
from spiders.stored.reading import read_stored

PAGE = "<html><head><title>云窗布艺 首页</title></head><body><h1>云窗布艺</h1>{}</body></html>"
HEAD = """From: <Saved by Blink>
Snapshot-Content-Location: https://shop.example/
Subject: =?utf-8?Q?=E4=BA=91?=
Date: Tue, 9 Jun 2026 02:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--B--"

"""


def part(
    body: bytes, location: str = "https://shop.example/", kind: str = "text/html", coding: str = "base64"
) -> bytes:
    coded = body
    if coding == "base64":
        coded = base64.encodebytes(body)
    elif coding == "quoted-printable":
        coded = quopri.encodestring(body)
    head = f"Content-Type: {kind}\nContent-Transfer-Encoding: {coding}\nContent-Location: {location}\n\n"
    return b"----B--\n" + head.encode() + coded + b"\n"


def saved(tmp_path: Path, *parts: bytes, end: bytes = b"----B----\n") -> Path:
    path = tmp_path / "visit.mhtml"
    path.write_bytes((HEAD.encode() + b"".join(parts) + end).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    return path


def both(path: Path) -> tuple[list[StoredPage], list[str]]:
    read = list(read_mhtml(path))
    return [p for p in read if isinstance(p, StoredPage)], [
        str(p) for p in read if isinstance(p, StoredPageError)
    ]


@pytest.mark.parametrize("coding", ["base64", "quoted-printable", "binary"])
@pytest.mark.parametrize(("charset", "codec"), [("utf-8", "utf-8"), ("cp936", "gbk"), ("gb2312", "gb18030")])
def test_a_page_is_read_in_any_charset_and_coding(
    tmp_path: Path, coding: str, charset: str, codec: str
) -> None:
    body = PAGE.format("").encode(codec)
    (page,), errors = both(saved(tmp_path, part(body, kind=f'text/html; charset="{charset}"', coding=coding)))
    assert errors == []
    assert page.capture.body == body
    assert page.capture.at == datetime(2026, 6, 9, 2, tzinfo=UTC)
    assert (page.url, read_stored(page).title) == ("https://shop.example/", "云窗布艺 首页")


def test_frames_with_an_address_are_pages_too(tmp_path: Path) -> None:
    body = PAGE.format("").encode()
    path = saved(
        tmp_path,
        part(body),
        part(body, "https://shop.example/licence.html"),
        part(body, "about:blank"),
        part(b"\x89PNG", "https://shop.example/a.png", "image/png"),
    )
    pages, errors = both(path)
    assert [page.url for page in pages] == ["https://shop.example/", "https://shop.example/licence.html"]
    assert errors == []


def test_an_address_inside_of_the_file_gives_way_to_that_of_the_snapshot(tmp_path: Path) -> None:
    (page,), _ = both(saved(tmp_path, part(PAGE.encode(), "cid:frame-1@mhtml.blink")))
    assert page.url == "https://shop.example/"


def test_a_missing_frame_is_named_and_the_page_read(tmp_path: Path) -> None:
    body = PAGE.format('<iframe src="cid:frame-9@mhtml.blink"></iframe>').encode()
    (page,), (error,) = both(saved(tmp_path, part(body)))
    assert page.url and "cid:frame-9@mhtml.blink" in error


def test_a_torn_file_is_read_as_far_as_it_goes_and_named(tmp_path: Path) -> None:
    (page,), (error,) = both(saved(tmp_path, part(PAGE.format("").encode()), end=b""))
    assert page.body and "结尾不完整" in error


def test_an_empty_part_is_named_and_the_rest_read(tmp_path: Path) -> None:
    pages, errors = both(saved(tmp_path, part(b""), part(PAGE.encode(), "https://shop.example/b")))
    assert (len(pages), len(errors)) == (1, 1)


@pytest.mark.parametrize(
    "content", [b"", b"<html></html>", b"\0\1\2" * 99, HEAD.encode(), HEAD.encode() + b"----B----"]
)
def test_what_is_no_mhtml_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.mht"
    path.write_bytes(content)
    pages, errors = both(path)
    assert pages == []
    assert "x.mht" in errors[0]
