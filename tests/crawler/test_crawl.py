"""A crawl from the command line to the database, over loopback: what is found, kept, and survived."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.loopback import Answer, Site
from tests.wangxun import ROOT, Wangxun

pytestmark = pytest.mark.usefixtures("campaign")

HOME = """<head><title>禾苗童品商城</title></head><body><h1>禾苗童品商城</h1>
<div class="goods"><div class="item"><a href="/p/1.html">儿童积木 100 颗装</a><b>¥69.00</b></div>
<div class="item"><a href="/p/2.html">木质拼图 早教款</a><b>¥29.90</b></div></div>
{more}<footer>{footer}</footer></body>"""
GOODS = """<head><title>{title} - 禾苗童品商城</title></head><body><h1>{title}</h1>
<p>价格：<b>¥69.00</b></p><div class="detail">{words}</div></body>"""
START = ("crawl", "website", "-a")
STORED = ("--campaign", "campaign.yaml", "--db", "sqlite:///leads.db", "--evidence", "evidence")
LICENCE = "杭州禾苗玩具有限公司 统一社会信用代码 91330106MA2KQX7D14"


def fill(site: Site, *, footer: str = LICENCE, more: str = "", words: str = "本品获得驰名商标称号。") -> None:
    site.html("/", HOME.format(footer=footer, more=more))
    site.html("/p/1.html", GOODS.format(title="儿童积木 100 颗装", words=words))
    site.html("/p/2.html", GOODS.format(title="木质拼图 早教款", words="原木打磨，不上漆。"))


def crawl(
    wangxun: Wangxun, site: Site, *more: str, details: str = "always"
) -> subprocess.CompletedProcess[str]:
    return wangxun(*START, f"url={site.url}/", *STORED, "-a", f"details={details}", *more)


def slowly(folder: Path, delay: float) -> None:
    """The campaign asks for a page now and then, so that there is time to stop it."""
    campaign = folder / "campaign.yaml"
    polite = campaign.read_text("utf-8").replace("delay: 0, concurrency: 8", f"delay: {delay}")
    campaign.write_text(polite, "utf-8")


def interrupted(site: Site, folder: Path, prefix: str, count: int, *more: str) -> None:
    """A crawl that Ctrl-C ends once `count` pages whose path begins so were asked for."""
    command = [sys.executable, "-m", "crawler.cli.main", *START, f"url={site.url}/", *STORED, *more]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while sum(path.startswith(prefix) for path in site.asked) < count and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1, errors.decode()
    assert "抓取被中止，已发现的已入库" in errors.decode()


def leads(wangxun: Wangxun, *more: str) -> list[dict[str, Any]]:
    listed = wangxun("leads", "list", "--db", "sqlite:///leads.db", "--json", *more)
    assert listed.returncode == 0, listed.stderr
    return [json.loads(line) for line in listed.stdout.splitlines()]


def test_a_breach_becomes_a_lead_whose_record_holds_the_bytes_that_were_served(
    site: Site, wangxun: Wangxun, tmp_path: Path
) -> None:
    fill(site)
    done = crawl(wangxun, site)
    assert done.returncode == 0, done.stderr
    (lead,) = leads(wangxun, "--group", "well-known-mark")
    assert (lead["excerpt"], lead["url"], lead["sightings"]) == ("驰名商标", f"{site.url}/p/1.html", 1)
    assert lead["basis"]
    assert "涉嫌" in lead["explanation"]
    with (tmp_path / "evidence").joinpath(*_found(tmp_path, lead)).open("rb") as stream:
        kept = [
            record.raw_stream.read()
            for record in ArchiveIterator(stream)
            if record.rec_headers.get_header("WARC-Record-ID") == f"<{lead['evidence']['record']}>"
        ]
    assert kept == [site.pages["/p/1.html"].body]


def _found(tmp_path: Path, lead: dict[str, Any]) -> tuple[str, ...]:
    (path,) = (tmp_path / "evidence").rglob(Path(lead["evidence"]["file"]).name)
    return path.relative_to(tmp_path / "evidence").parts


def test_the_same_breach_seen_again_is_one_lead_with_two_sightings(site: Site, wangxun: Wangxun) -> None:
    fill(site)
    crawl(wangxun, site)
    crawl(wangxun, site)
    (lead,) = leads(wangxun, "--group", "well-known-mark")
    assert lead["sightings"] == 2


def test_compressed_bytes_are_kept_compressed(site: Site, wangxun: Wangxun, tmp_path: Path) -> None:
    fill(site)
    whole = site.pages["/p/1.html"]
    packed = gzip.compress(whole.body)
    site.pages["/p/1.html"] = Answer(packed, headers=whole.headers | {"Content-Encoding": "gzip"})
    crawl(wangxun, site)
    (lead,) = leads(wangxun, "--group", "well-known-mark")
    import hashlib

    assert lead["evidence"]["sha256"] == hashlib.sha256(packed).hexdigest()


def test_a_site_without_licence_is_a_lead_only_after_its_places_were_read(
    site: Site, wangxun: Wangxun
) -> None:
    fill(site, footer='<a href="/about.html">关于我们</a>')
    site.html(
        "/about.html",
        "<head><title>关于我们</title></head><body><h1>关于我们</h1><p>我们是一家开了十年的童品小店，专做木质玩具与早教拼图。</p></body>",
    )
    assert crawl(wangxun, site).returncode == 0
    (lead,) = leads(wangxun, "--group", "licence-display")
    assert lead["verdict"] == "not_displayed"


def test_a_place_that_was_blocked_makes_no_lead(site: Site, wangxun: Wangxun) -> None:
    fill(site, footer='<a href="/about.html">关于我们</a>')
    site.html("/about.html", "<title>访问验证</title><body>请拖动滑块完成验证</body>", status=403)
    crawl(wangxun, site)
    assert leads(wangxun, "--group", "licence-display") == []


def test_robots_txt_is_obeyed(site: Site, wangxun: Wangxun) -> None:
    fill(site)
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /p/\n")
    crawl(wangxun, site)
    assert not [path for path in site.asked if path.startswith("/p/")]


def test_links_redirects_and_bombs_do_no_harm_and_the_rest_is_read(site: Site, wangxun: Wangxun) -> None:
    links = "".join(
        f'<a href="{url}">更多商品</a>'
        for url in (
            "/loop",
            "/bomb",
            "/huge",
            "http://127.0.0.1:9/admin",
            "/inside",
            "http://[::1]/",
            "/p/3.html",
        )
    )
    fill(
        site,
        more=links + '<div class="item"><a href="/bomb">商品甲乙丙丁</a><b>¥1</b></div>'
        '<div class="item"><a href="/huge">商品戊己庚辛</a><b>¥1</b></div>'
        '<div class="item"><a href="/loop">商品壬癸子丑</a><b>¥1</b></div>'
        '<div class="item"><a href="/inside">商品寅卯辰巳</a><b>¥1</b></div>',
    )
    site.redirect("/loop", "/loop2")
    site.redirect("/loop2", "/loop")
    site.redirect("/inside", "http://127.0.0.1:9/admin")
    html = {"Content-Type": "text/html; charset=utf-8"}
    site.pages["/bomb"] = Answer(
        gzip.compress(b"0" * 200_000_000), headers=html | {"Content-Encoding": "gzip"}
    )
    site.pages["/huge"] = Answer(b"<html>" + b"x" * 50_000_000, headers=html)
    done = crawl(wangxun, site)
    assert {"/bomb", "/huge", "/loop", "/inside"} <= set(site.asked)
    assert len([path for path in site.asked if path.startswith("/loop")]) < 30
    assert len(leads(wangxun, "--group", "well-known-mark")) == 1
    assert "Traceback" not in done.stderr
    assert f"未能读取 {site.url}/huge：页面超过单页上限" in done.stderr
    assert "127.0.0.1:9 " in done.stderr or "已拒绝访问 http://127.0.0.1:9/admin" in done.stderr


def test_items_read_are_written_in_the_shape_that_check_reads(
    site: Site, wangxun: Wangxun, tmp_path: Path
) -> None:
    fill(site)
    crawl(wangxun, site, "-o", "items.jsonl")
    items = [json.loads(line) for line in (tmp_path / "items.jsonl").read_text("utf-8").splitlines()]
    assert {"website", "listing"} <= {item["kind"] for item in items}
    checked = wangxun("check", "items.jsonl")
    assert "well-known-mark" in {json.loads(line)["group"] for line in checked.stdout.splitlines()}


def test_nothing_read_is_a_degraded_run_that_says_why(site: Site, wangxun: Wangxun) -> None:
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /\n")
    done = crawl(wangxun, site)
    assert done.returncode == 1
    assert "robots.txt 不允许" in done.stderr
    listed = wangxun("runs", "list", "--db", "sqlite:///leads.db", "--json")
    assert json.loads(listed.stdout.splitlines()[0])["state"] == "degraded"


def test_an_override_of_politeness_is_recorded_with_the_run(site: Site, wangxun: Wangxun) -> None:
    fill(site)
    crawl(wangxun, site)
    run = json.loads(wangxun("runs", "list", "--db", "sqlite:///leads.db", "--json").stdout.splitlines()[0])
    assert run["authority"] == "测试"
    assert run["arguments"]["CONCURRENT_REQUESTS_PER_DOMAIN"] == "8"


def test_ctrl_c_ends_in_order_with_what_was_found_stored(
    site: Site, wangxun: Wangxun, tmp_path: Path
) -> None:
    fill(site)
    many = "".join(
        f'<div class="item"><a href="/p/{n}.html">木质拼图 {n} 号款</a><b>¥1</b></div>' for n in range(1, 300)
    )
    site.html("/", HOME.format(footer=LICENCE, more=many))
    for number in range(1, 300):
        words = GOODS.format(title=f"木质拼图 {number} 号款", words="本品获得驰名商标称号。")
        site.html(f"/p/{number}.html", words)
    slowly(tmp_path, 0.2)
    interrupted(site, tmp_path, "/p/", 5, "-a", "details=always")
    assert 3 <= len(leads(wangxun, "--group", "well-known-mark")) < 299
    assert wangxun("evidence", "verify", "evidence").returncode == 0


def test_an_interrupted_crawl_goes_on_as_the_same_run_and_within_its_bounds(
    site: Site, wangxun: Wangxun, tmp_path: Path
) -> None:
    for number in range(1, 9):
        cards = "".join(
            f'<li class="item"><a href="/p/{number}{n}.html">木质拼图 {number}{n} 号款</a><b>¥1{n}.00</b></li>'
            for n in range(6)
        )
        onward = f'<div class="pages"><a class="next" href="/list/{number + 1}.html">下一页</a></div>'
        site.html(
            f"/list/{number}.html",
            f"<head><title>拼图 - 禾苗童品</title></head><body><ul>{cards}</ul>{onward}</body>",
        )
    site.html("/", HOME.format(footer=LICENCE, more='<a href="/list/1.html">全部商品</a>'))
    slowly(tmp_path, 1)
    bounds = ("-a", "max_pages=6", "-a", "details=suspects", "--resume", "state")
    interrupted(site, tmp_path, "/list/", 1, *bounds)
    before = [path for path in site.asked if path.startswith("/list/")]
    done = wangxun(*START, f"url={site.url}/", *STORED, *bounds)
    assert done.returncode == 0, done.stderr
    listed = [path for path in site.asked if path.startswith("/list/")]
    assert (len(before) < 3, sorted(listed)) == (True, [f"/list/{number}.html" for number in (1, 2, 3)])
    (run,) = wangxun("runs", "list", "--db", "sqlite:///leads.db", "--json").stdout.splitlines()
    assert json.loads(run)["state"] == "finished"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("crawl", "nosuch"), "没有叫 'nosuch' 的爬虫"),
        (("crawl", "marketplace", "-a", "platform=nowhere", "-a", "keyword=x"), "未知平台"),
        (("crawl", "website", "-a", "url"), "-a url"),
        (("crawl", "website", "-a", "url=shop.example"), "完整网址"),
        (("crawl", "archive", "-a", "manifest=none.jsonl"), "none.jsonl"),
        (("crawl", "website", "-a", "url=http://a.example/", "--campaign", "none.yaml"), "none.yaml"),
        (("crawl", "website", "-a", "url=http://a.example/", "--db", "postgresql://127.0.0.1:9/x"), "数据库"),
        (("crawl", "website", "-a", "url=http://a.example/", "--marks", "none.tsv"), "none.tsv"),
        (("crawl", "website", "-a", "url=http://a.example/", "--allow-private", "http://x/"), "HOST:PORT"),
    ],
)
def test_what_cannot_work_is_refused_before_anything_starts(
    wangxun: Wangxun, arguments: tuple[str, ...], words: str
) -> None:
    done = wangxun(*arguments)
    assert done.returncode == 2, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
