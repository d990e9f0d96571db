"""`wangxun extract`: pages in, items out."""

import json
from pathlib import Path

from tests.loopback import Site
from tests.wangxun import Wangxun

PAGE = """<html><head><meta charset="{charset}"><title>儿童积木 100 颗装 - 禾苗商城</title></head>
<body><h1>儿童积木 100 颗装</h1><p>价格：<b>69.00元</b></p></body></html>"""


def test_a_file_whatever_its_encoding(wangxun: Wangxun, tmp_path: Path) -> None:
    for charset in ("utf-8", "gbk"):
        (tmp_path / "page.html").write_text(PAGE.format(charset=charset), charset)
        item = json.loads(wangxun("extract", "page.html", "--url", "https://a.example/p/1.html").stdout)
        assert (item["kind"], item["status"], item["title"], item["price"]) == (
            "listing",
            "ok",
            "儿童积木 100 颗装",
            "69.00",
        )


def test_standard_input(wangxun: Wangxun) -> None:
    item = json.loads(wangxun("extract", "-", given=PAGE.format(charset="utf-8")).stdout)
    assert item["title"] == "儿童积木 100 颗装"


def test_a_manifest_gives_its_pages_in_order_and_names_what_is_missing(
    wangxun: Wangxun, tmp_path: Path
) -> None:
    (tmp_path / "a.html").write_text(PAGE.format(charset="utf-8"), "utf-8")
    (tmp_path / "m.jsonl").write_text(
        '{"path": "a.html"}\n{"path": "none.html"}\n{"path": "a.html"}\n', "utf-8"
    )
    done = wangxun("extract", "--manifest", "m.jsonl")
    assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == ["a.html", "a.html"]
    assert "none.html" in done.stderr
    assert done.returncode == 1


def test_an_address_is_fetched_as_a_crawl_would(wangxun: Wangxun, site: Site) -> None:
    site.html("/p/1.html", PAGE.format(charset="utf-8"))
    done = wangxun("extract", f"{site.url}/p/1.html", "--allow-private", site.host)
    assert json.loads(done.stdout)["title"] == "儿童积木 100 颗装"
    assert site.asked[0] == "/robots.txt"


def test_a_private_address_is_refused_unless_named(wangxun: Wangxun, site: Site) -> None:
    done = wangxun("extract", f"{site.url}/p/1.html")
    assert (done.returncode, done.stdout, site.asked) == (1, "", [])


def test_bad_usage_exits_with_2(wangxun: Wangxun) -> None:
    for arguments in (
        (),
        ("none.html",),
        ("-", "--platform", "nowhere"),
        ("a.html", "--manifest", "m.jsonl"),
    ):
        done = wangxun("extract", *arguments, given="")
        assert done.returncode == 2, arguments
        assert "Traceback" not in done.stderr
