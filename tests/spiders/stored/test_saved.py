"""Single files and folders as browsers and wget leave them."""

import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from spiders.stored.formats import reader_of
from spiders.stored.mirror import address_of
from spiders.stored.page import StoredPage, StoredPageError

HTML = "<html><head><title>竹木小铺</title></head><body>{}</body></html>"
SINGLE_FILE = """<!DOCTYPE html> <html lang=zh><!--
 Page saved with SingleFile
 url: https://shop.example/goods/7.html?a=1#top
 saved date: Tue Jun 09 2026 10:00:00 GMT+0800 (中国标准时间)
--><head><meta charset=utf-8><title>竹椅</title></head></html>"""
SAVED_FROM = (
    "<!DOCTYPE html>\r\n<!-- saved from url=(0029)https://shop.example/licence -->\r\n" + HTML.format("")
)
HTTRACK = (
    HTML.format("") + "<!-- Mirrored from shop.example/a.html by HTTrack Website Copier/3.x [XR&CO'2014], "
    "Tue, 09 Jun 2026 02:00:00 GMT -->"
)


def read(path: Path) -> tuple[list[StoredPage], list[str]]:
    reader = reader_of(path)
    assert reader is not None
    found = list(reader(path))
    return [p for p in found if isinstance(p, StoredPage)], [
        str(p) for p in found if isinstance(p, StoredPageError)
    ]


@pytest.mark.parametrize(
    ("html", "url", "dated"),
    [
        (SINGLE_FILE, "https://shop.example/goods/7.html?a=1", True),
        (SAVED_FROM, "https://shop.example/licence", False),
        (HTTRACK, "http://shop.example/a.html", True),
        (HTML, None, False),
    ],
    ids=["SingleFile", "browser", "HTTrack", "plain"],
)
def test_a_saved_page_tells_its_address_and_time(
    tmp_path: Path, html: str, url: str | None, dated: bool
) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(html.encode())
    os.utime(path, (1_780_000_000, 1_780_000_000))
    (page,), errors = read(path)
    assert errors == []
    assert page.url == url
    assert page.capture.url == (url or path.as_uri())
    assert page.capture.body == html.encode()
    told = datetime(2026, 6, 9, 2, tzinfo=UTC)
    assert page.capture.at == (told if dated else datetime.fromtimestamp(1_780_000_000, UTC))
    assert page.capture.notes["source"] == "a.html: 整个文件"


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("shop.example/index.html", "https://shop.example/"),
        ("http/shop.example/a/index.htm", "http://shop.example/a/"),
        ("shop.example:8080/a.html", "https://shop.example:8080/a.html"),
        ("shop.example+8080/a.html", "https://shop.example:8080/a.html"),
        ("shop.example/goods.php?id=3", "https://shop.example/goods.php?id=3"),
        ("shop.example/goods.php?id=3.html", "https://shop.example/goods.php?id=3"),
        ("shop.example/goods.php@id=3.html", "https://shop.example/goods.php?id=3"),
        ("shop.example/cart.php.html", "https://shop.example/cart.php"),
        ("shop.example/关于.html", "https://shop.example/%E5%85%B3%E4%BA%8E.html"),
        ("10.0.0.7/a.html", "https://10.0.0.7/a.html"),
        ("saved pages/a.html", None),
        ("v1.2/a.html", None),
        ("a.html", None),
    ],
)
def test_folders_give_addresses(path: str, url: str | None) -> None:
    assert address_of(Path(path).parts) == url


def test_a_mirror_is_read_page_by_page_and_without_its_pictures(tmp_path: Path) -> None:
    mirror = tmp_path / "mirror"
    for name, content in {
        "shop.example/index.html": HTML,
        "shop.example/goods.php?id=3": HTML,
        "shop.example/logo.png": "PNG",
        "shop.example/robots.txt": "User-agent: *",
        "shop.example/app.js": "{}",
        "shop.example/empty.html": "",
        "other.example/api/list": '{"goods": []}',
    }.items():
        (mirror / name).parent.mkdir(parents=True, exist_ok=True)
        (mirror / name).write_text(content, "utf-8")
    (mirror / "passwd.html").symlink_to("/etc/passwd")
    pages, errors = read(mirror)
    assert [page.url for page in pages] == [
        "https://other.example/api/list",
        "https://shop.example/goods.php?id=3",
        "https://shop.example/",
    ]
    assert len(errors) == 1 and "empty.html" in errors[0]


def test_the_folder_of_one_host_may_be_handed_in_itself(tmp_path: Path) -> None:
    (tmp_path / "shop.example" / "about").mkdir(parents=True)
    (tmp_path / "shop.example" / "about" / "index.html").write_text(HTML, "utf-8")
    (page,), _ = read(tmp_path / "shop.example")
    assert page.url == "https://shop.example/about/"


def test_a_folder_without_pages_says_so(tmp_path: Path) -> None:
    assert "没有网页文件" in read(tmp_path)[1][0]


def test_a_zip_of_saved_pages(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("保存的/单页.html", SINGLE_FILE)
        archive.writestr("mirror/shop.example/index.html", HTML)
        archive.writestr("mirror/logo.png", "PNG")
        archive.writestr("torn.har", '{"log": {"entries": [')
        archive.writestr("bomb.html", "<html>" + "x" * 40_000_000)
    pages, errors = read(path)
    assert [page.url for page in pages] == ["https://shop.example/goods/7.html?a=1", "https://shop.example/"]
    assert len(errors) == 2
    assert all("x.zip!" in error for error in errors)


def test_a_damaged_member_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.html", HTML.format("甲乙丙丁" * 20))
        archive.writestr("b.html", HTML)
    raw = path.read_bytes()
    path.write_bytes(raw.replace("甲乙丙丁".encode(), "甲乙丙戊".encode(), 1))
    pages, errors = read(path)
    assert (len(pages), len(errors)) == (1, 1)
    assert "a.html" in errors[0]


@pytest.mark.parametrize("name", ["x.zip", "x.wacz"])
def test_what_is_no_archive_is_named(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"PK no archive")
    assert name in read(path)[1][0]
