"""A crawl reads the pictures that describe articles, as many as its campaign allows, and judges what they say."""

import hashlib
import io
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from spiders.pictures.reader import available

pytest.importorskip("PIL", reason="the extra ocr is not installed")

from PIL import Image

from bench.description_pictures import paragraphs, saved
from bench.pictures import fonts
from tests.loopback import Answer, Site, serving
from tests.wangxun import Wangxun, running_in

pytestmark = pytest.mark.skipif(
    not (available() and fonts()), reason="the extra `ocr` or a Chinese font is missing"
)

DB = ("--db", "sqlite:///leads.db")
PAGE = """<head><title>{name} - 竹木小铺</title></head><body><h1>{name}</h1><p>价格：<b>35.00元</b></p>
<div id="description"><img src="/spacer.gif" width="1" height="1">{images}</div>
<footer>© 竹木小铺</footer></body>"""
IMAGE = '<img src="/loading.gif" data-ks-lazyload="{path}" width="750">'
JPEG = {"Content-Type": "image/jpeg"}


def drawn(*texts: str) -> Answer:
    return Answer(saved(paragraphs(texts, fonts()[0], random.Random(1)), 75), headers=JPEG)


def blank() -> Answer:
    out = io.BytesIO()
    Image.new("RGB", (750, 600), "white").save(out, "JPEG")
    return Answer(out.getvalue(), headers=JPEG)


def shop(site: Site, **pages: list[str]) -> None:
    """A front page, and an article's page for each name with these pictures in its description."""
    links = "".join(f'<li><a href="/p/{name}.html">竹木拼图 {name}</a> ¥35.00</li>' for name in pages)
    site.html("/", f"<head><title>竹木小铺</title></head><body><h1>竹木小铺</h1><ul>{links}</ul></body>")
    for name, paths in pages.items():
        images = "".join(IMAGE.format(path=path) for path in paths)
        site.html(f"/p/{name}.html", PAGE.format(name=f"竹木拼图 {name}", images=images))


def crawl(site: Site, wangxun: Wangxun, folder: Path, pictures: int) -> str:
    """What the crawl says at its end."""
    (folder / "campaign.yaml").write_text(
        f"name: test\nauthority: 测试\nwebsites: ['{site.url}/']\ndetails: always\npictures: {pictures}\n"
        f"politeness: {{delay: 0, concurrency: 8}}\nallow_private: ['{site.host}']\n",
        "utf-8",
    )
    done = wangxun(
        "crawl", "website", "-a", f"url={site.url}/", "--campaign", "campaign.yaml", *DB, "--evidence", "evidence",
        "-o", "items.jsonl", timeout=400,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@dataclass
class Night:
    """A shop after a crawl that read its pictures."""

    site: Site
    wangxun: Wangxun
    folder: Path
    said: str

    def leads(self) -> dict[str, dict[str, Any]]:
        """Those that rest on pictures, whole, by the path of their page."""
        listed = map(json.loads, self.wangxun("leads", "list", *DB, "--json").stdout.splitlines())
        ours = [lead["id"] for lead in listed if (lead["field"] or "").startswith("pictures[")]
        shown = [self.wangxun("leads", "show", str(lead), *DB, "--json").stdout for lead in ours]
        return {lead["url"].removeprefix(self.site.url): lead for lead in map(json.loads, shown)}

    def pictures(self) -> dict[tuple[str, int], dict[str, Any]]:
        """The items that were read from pictures, by the path of their page and their number on it."""
        items = map(json.loads, (self.folder / "items.jsonl").read_text("utf-8").splitlines())
        read = (item for item in items if item["kind"] == "picture")
        return {(item["url"].removeprefix(self.site.url), item["number"]): item for item in read}

    def payloads(self) -> dict[str, bytes]:
        """What every record of the evidence holds, by its id."""
        found = {}
        for path in (self.folder / "evidence").rglob("*.warc.gz"):
            with path.open("rb") as stream:
                for record in ArchiveIterator(stream):
                    name = record.rec_headers.get_header("WARC-Record-ID").strip("<>")
                    found[name] = record.content_stream().read()
        return found


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """Article a shows two sound pictures, b one of them and several that cannot be read or must not be fetched."""
    folder = tmp_path_factory.mktemp("night")
    with serving() as site:
        site.pages |= {
            "/u/1.jpg": drawn("采用整块竹材制成"),
            "/u/2.jpg": drawn("手工打磨无毛刺", "荣获中国驰名商标称号"),
            "/u/white.jpg": blank(),
            "/u/cut.jpg": Answer(b"\xff\xd8\xff\xe0 cut", headers=JPEG),
            "/u/page.jpg": Answer(b"<html>a page</html>", headers=JPEG),
            "/u/refused.jpg": Answer(b"<html>403</html>", 403),
        }
        shop(
            site,
            a=["/u/1.jpg", "/u/2.jpg"],
            b=[
                "/u/2.jpg", "/u/cut.jpg", "/u/gone.jpg", "/u/page.jpg", "/u/refused.jpg",
                "http://stranger.example/u/1.jpg", "/u/white.jpg",
            ],
        )  # fmt: skip
        wangxun = running_in(folder)
        yield Night(site, wangxun, folder, crawl(site, wangxun, folder, 20))


def test_a_breach_in_a_picture_is_a_lead_about_the_article_and_says_where_it_stands(night: Night) -> None:
    lead = night.leads()["/p/a.html"]
    assert (lead["group"], lead["field"], lead["item_title"]) == (
        "well-known-mark",
        "pictures[1]",
        "竹木拼图 a",
    )
    (finding,) = lead["seen"][0]["findings"]
    place, item = finding["picture"], night.pictures()["/p/a.html", 1]
    assert place["url"] == f"{night.site.url}/u/2.jpg"
    left, top, width, height = place["box"]
    assert (40 <= left <= 60, 120 <= top <= 160, width > 5 * height) == (True, True, True)
    assert place["confidence"] > 0.8
    assert item["text"][finding["start"] : finding["end"]] == finding["excerpt"] == lead["excerpt"]


def test_its_proof_is_the_picture_s_own_record_beside_the_page_that_shows_it(night: Night) -> None:
    lead, payloads = night.leads()["/p/a.html"], night.payloads()
    picture, page = night.site.pages["/u/2.jpg"].body, night.site.pages["/p/a.html"].body
    assert lead["evidence"]["record"] in payloads
    assert lead["evidence"]["sha256"] == hashlib.sha256(picture).hexdigest()
    places = [place["sha256"] for place in lead["seen"][0]["findings"][0]["places"]]
    assert places == [hashlib.sha256(page).hexdigest()]
    assert {picture, page} <= set(payloads.values())
    assert night.site.pages["/u/1.jpg"].body not in payloads.values()


def test_a_picture_that_two_articles_show_is_fetched_once_and_judged_with_each(night: Night) -> None:
    leads = night.leads()
    assert set(leads) == {"/p/a.html", "/p/b.html"}
    assert len({lead["evidence"]["record"] for lead in leads.values()}) == 2
    assert night.site.asked.count("/u/2.jpg") == 1


def test_what_is_no_picture_of_words_is_not_asked_for(night: Night) -> None:
    assert not {"/spacer.gif", "/loading.gif"} & set(night.site.asked)


def test_a_picture_without_words_is_an_item_without_text(night: Night) -> None:
    item = night.pictures()["/p/b.html", 6]
    assert (item["status"], item.get("text"), item["width"], item["height"]) == ("ok", None, 750, 600)


def test_the_run_says_what_was_read_and_what_was_not(night: Night) -> None:
    assert (
        "描述图片：识读 4 张（其中缓存 1 张），识读不出 1 张，未能取得 3 张，位于站外未取 1 张" in night.said
    )


def test_stored_pictures_are_judged_anew_without_a_request(night: Night) -> None:
    night.site.asked.clear()
    done = night.wangxun("recheck", "--since", "2020-01-01", *DB, "--evidence", "evidence", "--json")
    changes = [json.loads(line) for line in done.stdout.splitlines()]
    ours = [change["change"] for change in changes if change["rule"].endswith("well-known-mark")]
    assert ours == ["unchanged"] * 2
    assert night.site.asked == []


def test_the_next_night_reads_no_picture_again_and_says_what_its_budget_left_out(night: Night) -> None:
    said = crawl(night.site, night.wangxun, night.folder, 1)
    (asked,) = [path for path in night.site.asked if path.startswith("/u/")]
    assert asked in {"/u/1.jpg", "/u/2.jpg"}
    assert "描述图片：识读 1 张（其中缓存 1 张）" in said or "识读 2 张（其中缓存 2 张）" in said
    assert "超出识读额度（pictures）未识读" in said
