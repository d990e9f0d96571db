"""A drawn page whose finding is grave keeps its picture, a copy with the words framed, and what it loaded."""

import gzip
import json
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from crawler.rendering import BROWSERS
from evidence.verify import Record, read_records
from tests.loopback import Answer, Site
from tests.wangxun import Wangxun

SHELL = """<head><title>商品</title></head><body><div id="app"></div><script src="/app.js"></script></body>"""
STYLE = "h1 { background: url(/back.png) }"
APP = """
document.title = '儿童积木 100 颗装 - 禾苗商城';
document.getElementById('app').innerHTML =
  '<link rel=stylesheet href=/app.css><h1>儿童积木 100 颗装</h1><img src=/moved.png><iframe src=/frame.html></iframe>' +
  '<p>价格：<b>69.00元</b></p><div class="description">本品获得驰名商标称号。</div>';
"""


@pytest.mark.xdist_group("browser")
@pytest.mark.skipif(not any(map(shutil.which, BROWSERS)), reason="no Chromium here")
@pytest.mark.parametrize(("severity", "pictures"), [(1, 2), (0, 0)], ids=["from 1 on", "off"])
def test_a_grave_finding_on_a_drawn_page_keeps_picture_framed_copy_and_resources(
    site: Site, wangxun: Wangxun, tmp_path: Path, severity: int, pictures: int
) -> None:
    site.html("/p/1.html", SHELL)
    site.html("/frame.html", "<title>国家级竹木拼图</title><h1>国家级竹木拼图</h1>")
    site.pages["/app.js"] = Answer(APP.encode(), headers={"Content-Type": "text/javascript"})
    site.pages["/app.css"] = Answer(STYLE.encode(), headers={"Content-Type": "text/css"})
    site.redirect("/moved.png", "/back.png")
    picture = BytesIO()
    Image.new("RGB", (60, 40), "green").save(picture, "PNG")
    site.pages["/back.png"] = Answer(picture.getvalue(), headers={"Content-Type": "image/png"})
    (tmp_path / "settings.toml").write_text(f"screenshot_severity = {severity}\n")
    done = wangxun(
        "crawl", "single", "-a", f"url={site.url}/p/1.html", "--db", "sqlite:///leads.db",
        "--evidence", "evidence", "--allow-private", site.host, "--config", "settings.toml",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    records = [record for path in tmp_path.glob("evidence/*/*.warc.gz") for record in read_records(path)]
    kinds = [record.fields.get("content-type") for record in records]
    assert kinds.count("image/png") == pictures
    loaded = {
        record.fields["warc-target-uri"].rpartition("/")[2] for record in records if is_resource(record)
    }
    wanted = {"app.js", "app.css", "moved.png", "back.png", "frame.html"}
    assert loaded == (wanted if severity else set())
    assert all(b"ookie:" not in record.block for record in records)
    assert wangxun("evidence", "verify", "evidence").returncode == 0
    if severity:
        made = wangxun("evidence", "dossier", "1", "--out", "out", "--db", "sqlite:///leads.db")
        assert made.returncode == 0, made.stderr
        (dossier,) = (tmp_path / "out").glob("*.zip")
        index = indexed(dossier, tmp_path)
        assert {url.rpartition("/")[2] for url in index} >= wanted | {"1.html"}
        judged = wangxun(
            "recheck",
            "--since",
            "2020-01-01",
            "--db",
            "sqlite:///leads.db",
            "--evidence",
            "evidence",
            "--json",
        )
        assert {json.loads(line)["change"] for line in judged.stdout.splitlines()} == {"unchanged"}


def is_resource(record: Record) -> bool:
    """Is it an answer that the browser got, not the page itself?"""
    path = record.fields.get("warc-target-uri", "").partition("//")[2].partition("/")[2]
    return record.type in ("response", "revisit") and path not in ("p/1.html", "robots.txt")


def indexed(dossier: Path, folder: Path) -> set[str]:
    """The addresses that the dossier's WACZ can replay."""
    with zipfile.ZipFile(dossier) as archive:
        archive.extract("capture.wacz", folder)
    with zipfile.ZipFile(folder / "capture.wacz") as wacz:
        names = [name for name in wacz.namelist() if name.startswith("indexes/") and ".cdx" in name]
        data = b"".join(wacz.read(name) for name in names if not name.endswith(".idx"))
    lines = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode().splitlines()
    return {
        json.loads(line.partition("{")[1] + line.partition("{")[2])["url"] for line in lines if "{" in line
    }
