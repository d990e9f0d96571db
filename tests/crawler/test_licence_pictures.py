"""A crawl fetches the picture on which a licence is shown, keeps it and judges by what it says."""

import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from bench.pictures import fonts, landscape, licence, served
from spiders.pictures.reader import available
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
