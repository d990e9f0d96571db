"""A drawn page whose finding is grave keeps its picture, and a copy with the words framed."""

import shutil
from pathlib import Path

import pytest

from crawler.rendering import BROWSERS
from evidence.verify import read_records
from tests.loopback import Answer, Site
from tests.wangxun import Wangxun

SHELL = """<head><title>商品</title></head><body><div id="app"></div><script src="/app.js"></script></body>"""
APP = """
document.title = '儿童积木 100 颗装 - 禾苗商城';
document.getElementById('app').innerHTML =
  '<h1>儿童积木 100 颗装</h1><p>价格：<b>69.00元</b></p><div class="description">本品获得驰名商标称号。</div>';
"""


@pytest.mark.xdist_group("browser")
@pytest.mark.skipif(not any(map(shutil.which, BROWSERS)), reason="no Chromium here")
@pytest.mark.parametrize(("severity", "pictures"), [(1, 2), (0, 0)], ids=["from 1 on", "off"])
def test_a_grave_finding_on_a_drawn_page_keeps_the_picture_and_a_framed_copy(
    site: Site, wangxun: Wangxun, tmp_path: Path, severity: int, pictures: int
) -> None:
    site.html("/p/1.html", SHELL)
    site.pages["/app.js"] = Answer(APP.encode(), headers={"Content-Type": "text/javascript"})
    (tmp_path / "settings.toml").write_text(f"screenshot_severity = {severity}\n")
    done = wangxun(
        "crawl", "single", "-a", f"url={site.url}/p/1.html", "--db", "sqlite:///leads.db",
        "--evidence", "evidence", "--allow-private", site.host, "--config", "settings.toml",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    records = [record for path in tmp_path.glob("evidence/*/*.warc.gz") for record in read_records(path)]
    kinds = [record.fields.get("content-type") for record in records]
    assert kinds.count("image/png") == pictures
    assert wangxun("evidence", "verify", "evidence").returncode == 0
