"""Pages that only a browser can draw."""

import asyncio
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from crawler.addresses import AllowedHosts
from crawler.rendering import BROWSERS, BrowserGuard, RenderingAddon
from tests.loopback import Site
from tests.wangxun import Wangxun


@dataclass
class Asked:
    """What the guard looks at in a request of the browser's."""

    url: str
    resource_type: str = "document"


@pytest.mark.parametrize(
    ("asked", "aborted"),
    [
        (Asked("http://127.0.0.1:8000/a"), False),
        (Asked("http://127.0.0.1:8001/a"), True),
        (Asked("http://10.0.0.1/a", "xhr"), True),
        (Asked("http://localhost/a", "script"), True),
        (Asked("http://93.184.216.34/a", "script"), False),
        (Asked("http://93.184.216.34/a.png", "image"), True),
        (Asked("http://93.184.216.34/a.woff", "font"), True),
        (Asked("file:///etc/passwd"), True),
        (Asked("data:text/html,x"), False),
        (Asked("http://nowhere.invalid/"), True),
        (Asked("http://a.example:99999/"), True),
    ],
)
def test_the_browser_asks_only_where_the_crawl_may(asked: Asked, aborted: bool) -> None:
    guard = BrowserGuard(AllowedHosts.parse(["127.0.0.1:8000"]))
    assert asyncio.run(guard(asked)) is aborted


def addon(**changes: Any) -> Settings:
    settings = Settings({"WANGXUN_RENDER": "when_needed", "WANGXUN_ALLOW_PRIVATE": []} | changes)
    RenderingAddon().update_settings(settings)
    return settings


def test_never_leaves_the_download_handlers_alone() -> None:
    assert "http" not in addon(WANGXUN_RENDER="never").getdict("DOWNLOAD_HANDLERS")


def test_without_a_browser_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert addon()["WANGXUN_RENDER"] == "never"


@pytest.fixture(scope="module")
def chromium() -> None:
    """The system's browser: installed from Debian where that is possible, else the test skips and says why."""
    if any(map(shutil.which, BROWSERS)):
        return
    if not shutil.which("apt-get") or os.geteuid() != 0:
        pytest.skip("no Chromium here, and no right to install Debian's")
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
        if done.returncode:
            pytest.skip(f"Debian's chromium cannot be installed: {done.stderr.strip()[-200:]}")


SHELL = """<head><title>商品</title></head><body><div id="app"></div><script src="/app.js"></script></body>"""
APP = """
document.title = '儿童积木 100 颗装 - 禾苗商城';
document.getElementById('app').innerHTML =
  '<h1>儿童积木 100 颗装</h1><p>价格：<b>69.00元</b></p><div class="description">本品获得驰名商标称号。</div>';
fetch('http://127.0.0.1:9/inside');
"""


@pytest.mark.xdist_group("browser")
@pytest.mark.usefixtures("chromium")
def test_a_shell_is_drawn_and_what_was_drawn_is_the_evidence(
    site: Site, wangxun: Wangxun, tmp_path: Path
) -> None:
    site.html("/p/1.html", SHELL)
    site.pages["/app.js"] = type(site.pages["/robots.txt"])(
        APP.encode(), headers={"Content-Type": "text/javascript"}
    )
    done = wangxun(
        "crawl",
        "single",
        "-a",
        f"url={site.url}/p/1.html",
        "--db",
        "sqlite:///leads.db",
        "--evidence",
        "evidence",
        "--allow-private",
        site.host,
        "-o",
        "items.jsonl",
    )
    assert done.returncode == 0, done.stderr
    (item,) = map(json.loads, (tmp_path / "items.jsonl").read_text("utf-8").splitlines())
    assert (item["status"], item["title"], item["price"]) == ("ok", "儿童积木 100 颗装", "69.00")
    listed = wangxun("leads", "list", "--db", "sqlite:///leads.db", "--json", "--group", "well-known-mark")
    (lead,) = map(json.loads, listed.stdout.splitlines())
    assert lead["evidence"]["sha256"]
    verified = wangxun("evidence", "verify", "evidence")
    assert verified.returncode == 0, verified.stdout
