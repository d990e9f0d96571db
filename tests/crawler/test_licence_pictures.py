"""A crawl fetches the picture on which a licence is shown, keeps it and judges by what it says."""

import base64
import json
import random
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from bench.pictures import fonts, landscape, licence, served
from spiders.pictures.reader import available
from spiders.stored.formats import pictures_in, reader_of
from spiders.stored.page import StoredPage
from tests.loopback import Answer, Site
from tests.wangxun import Wangxun

pytestmark = [
    pytest.mark.skipif(not (available() and fonts()), reason="the extra `ocr` or a Chinese font is missing"),
    pytest.mark.usefixtures("campaign"),
]

PAGE = """<head><title>春野户外</title></head><body><h1>春野户外</h1><ul><li>折叠椅 ¥79.00</li></ul>
<p>经营者：{operator}</p><p>营业执照</p><img src="/u/yyzz.jpg" alt="营业执照" width="600">
<footer>© 春野户外</footer></body>"""
FACTS = licence(random.Random(7))


def crawl(site: Site, wangxun: Wangxun, operator: str, picture: Answer) -> list[dict[str, Any]]:
    site.html("/", PAGE.format(operator=operator))
    site.pages["/u/yyzz.jpg"] = picture
    done: subprocess.CompletedProcess[str] = wangxun(
        "crawl", "website", "-a", f"url={site.url}/", "--campaign", "campaign.yaml", "--db", "sqlite:///leads.db",
        "--evidence", "evidence", "-o", "items.jsonl",
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr  # 1: a page was refused, and the run says so
    listed = wangxun("leads", "list", "--db", "sqlite:///leads.db", "--json", "--group", "licence-display")
    return [json.loads(line) for line in listed.stdout.splitlines()]


def drawn() -> Answer:
    return Answer(served(landscape(FACTS, fonts()[0]), 0), headers={"Content-Type": "image/jpeg"})


def items(tmp_path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (tmp_path / "items.jsonl").read_text("utf-8").splitlines()]


def test_a_licence_shown_as_a_picture_is_fetched_read_and_kept(
    site: Site, wangxun: Wangxun, tmp_path: Path
) -> None:
    picture = drawn()
    assert crawl(site, wangxun, FACTS["name"], picture) == []
    (read,) = [item for item in items(tmp_path) if item["url"].endswith("/u/yyzz.jpg")]
    assert (read["kind"], read["licences"][0]["number"]) == ("licence", FACTS["number"])
    kept = []
    for path in (tmp_path / "evidence").rglob("*.warc.gz"):
        with path.open("rb") as stream:
            kept += [record.content_stream().read() for record in ArchiveIterator(stream)]
    assert picture.body in kept


def test_a_picture_that_shows_somebody_else_s_licence_is_a_mismatch(site: Site, wangxun: Wangxun) -> None:
    (lead,) = crawl(site, wangxun, "长沙云栖文具有限公司", drawn())
    assert lead["verdict"] == "mismatch"


def test_what_a_picture_gave_away_is_found_again_when_it_is_judged_anew(site: Site, wangxun: Wangxun) -> None:
    (lead,) = crawl(site, wangxun, "长沙云栖文具有限公司", drawn())
    site.asked.clear()
    done = wangxun(
        "recheck", "--since", "2020-01-01", "--db", "sqlite:///leads.db", "--evidence", "evidence", "--json"
    )
    changes = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["change"], one["lead"]) for one in changes if one["rule"] == lead["rule"]] == [
        ("unchanged", lead["id"])
    ]
    assert site.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Answer(b"\xff\xd8\xff\xe0 cut", headers={"Content-Type": "image/jpeg"}), id="damaged"),
        pytest.param(Answer(b"", 404), id="gone"),
        pytest.param(Answer(b"<html>403</html>", 403), id="refused"),
    ],
)
def test_a_picture_that_cannot_be_read_accuses_nobody(site: Site, wangxun: Wangxun, answer: Answer) -> None:
    assert crawl(site, wangxun, "长沙云栖文具有限公司", answer) == []


SHOP = "http://shop.example/"
PICTURE = b"\x89PNG\r\n\x1a\n and so on"
Stored = tuple[str, str, bytes]


def warc(path: Path, *stored: Stored) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, kind, body in stored:
            head = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(url, "response", payload=BytesIO(body), http_headers=head)
            )


def wacz(path: Path, *stored: Stored) -> None:
    warc(path.with_suffix(".warc.gz"), *stored)
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(path.with_suffix(".warc.gz"), "archive/data.warc.gz")


def har(path: Path, *stored: Stored) -> None:
    entries = [
        {
            "startedDateTime": "2026-06-18T10:00:00+08:00",
            "request": {"method": "GET", "url": url},
            "response": {
                "status": 200,
                "content": {"mimeType": kind, "text": base64.b64encode(body).decode(), "encoding": "base64"},
            },
        }
        for url, kind, body in stored
    ]
    path.write_text(json.dumps({"log": {"entries": entries}}))


@pytest.mark.parametrize(
    ("name", "write"), [("v.warc.gz", warc), ("v.wacz", wacz), ("v.har", har)], ids=["warc", "wacz", "har"]
)
def test_pictures_that_lie_beside_pages_are_no_pages_and_are_found(
    tmp_path: Path, name: str, write: Any
) -> None:
    write(tmp_path / name, (f"{SHOP}a.png", "image/png", PICTURE), (SHOP, "text/html", b"<h1>1</h1>"))
    reader = reader_of(tmp_path / name)
    assert reader
    assert [page.url for page in reader(tmp_path / name) if isinstance(page, StoredPage)] == [SHOP]
    assert [(one.url, one.body) for one in pictures_in(tmp_path / name)] == [(f"{SHOP}a.png", PICTURE)]


def test_a_picture_beside_a_stored_page_is_read_without_a_request(wangxun: Wangxun, tmp_path: Path) -> None:
    page = PAGE.format(operator="长沙云栖文具有限公司").encode()
    warc(tmp_path / "v.warc.gz", (SHOP, "text/html; charset=utf-8", page))
    done = wangxun(
        "crawl", "archive", "-a", "file=v.warc.gz", "--db", "sqlite:///leads.db", "--evidence", "evidence"
    )
    assert done.returncode == 0, done.stderr
    listed = wangxun("leads", "list", "--db", "sqlite:///leads.db", "--json", "--group", "licence-display")
    assert listed.stdout == ""
