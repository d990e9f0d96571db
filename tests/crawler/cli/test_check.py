"""`wangxun check`: findings in input order, in the shape that people script against."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.wangxun import Wangxun

ITEMS = [
    {"id": "a1", "title": "纯棉毛巾 吸水柔软", "shop_name": "棉语家居"},
    {"id": "a2", "title": "牛奶 中国驰·名·商标 250ml", "captured_at": "2026-06-18T12:00:00+08:00"},
    {"kind": "policy", "text": "本店商品一经售出，概不退换。"},
]


def findings(stdout: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stdout.splitlines()]


def lines(items: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)


def test_each_finding_says_what_where_why_and_by_which_law(wangxun: Wangxun) -> None:
    done = wangxun("check", "-", given=lines(ITEMS))
    assert done.returncode == 0, done.stderr
    found = findings(done.stdout)
    assert [line["id"] for line in found] == ["a2", 3]
    mark = found[0]
    assert mark["group"] == "well-known-mark"
    text = str(ITEMS[1][mark["field"]])
    assert text[mark["start"] : mark["end"]] == mark["excerpt"]
    assert "驰·名·商标" in mark["excerpt"]
    assert {"id", "law", "article", "from", "until"} <= set(mark["basis"][0])
    assert 1 <= mark["severity"] <= 4
    assert 0 <= mark["score"] <= 1
    assert mark["mark"] is None
    assert found[1]["group"] == "return-refusal"


def test_the_law_of_the_day_decides(wangxun: Wangxun) -> None:
    """The ban on advertising with 驰名商标 is of 2014-05-01."""
    before = wangxun("check", "-", "--on", "2014-04-30", given=lines(ITEMS[1:2]))
    after = wangxun("check", "-", "--on", "2014-05-01", given=lines(ITEMS[1:2]))
    assert (before.stdout, len(findings(after.stdout))) == ("", 1)


def test_what_cannot_be_read_is_named_and_the_exit_code_says_so(wangxun: Wangxun) -> None:
    done = wangxun("check", "-", given="{oops\n" + lines(ITEMS[1:2]))
    first, second = findings(done.stdout)
    assert first["id"] == 1 and "error" in first
    assert second["id"] == "a2"
    assert done.returncode == 1


def test_a_cards_finding_names_the_card(wangxun: Wangxun) -> None:
    search = {
        "kind": "search",
        "id": "s",
        "items": [{"title": "毛巾"}, {"title": "驰名商标牛奶", "url": "https://a.example/2"}],
    }
    (found,) = findings(wangxun("check", "-", given=lines([search])).stdout)
    assert (found["id"], found["card"], found["field"]) == ("s", 1, "title")


def test_a_register_of_ones_own_is_used(wangxun: Wangxun, tmp_path: Path) -> None:
    (tmp_path / "marks.tsv").write_text(
        "mark\tnice_class\tkind\towner\n禾苗乐园\t28\twell_known\t甲公司\n", "utf-8"
    )
    item = [{"title": "益智积木", "brand": "禾描乐园"}]
    (found,) = findings(wangxun("check", "-", "--marks", "marks.tsv", given=lines(item)).stdout)
    assert found["mark"] == "禾苗乐园"
    assert found["kind"]
    assert "禾苗乐园" in found["explanation"]


PAGES = {
    "home.html": "<title>阿禾童装</title><p>A类连体衣 ¥79</p><a href='/about.html'>关于我们</a>"
    "<footer>闽ICP备20014478号</footer>",
    "about.html": "<title>关于阿禾童装</title><h1>关于我们</h1><p>厦门阿禾童装有限公司，统一社会信用代码：91350203MA31Q2WT1F</p>",
    "blocked.html": "<title>访问验证</title><p>请拖动滑块完成验证</p>",
}


def manifest(tmp_path: Path, *entries: tuple[str, str]) -> None:
    for name, body in PAGES.items():
        (tmp_path / name).write_text(f"<html><meta charset='utf-8'>{body}</html>", "utf-8")
    (tmp_path / "m.jsonl").write_text(lines([{"path": path, "url": url} for path, url in entries]), "utf-8")


def test_the_pages_of_one_host_are_judged_together(wangxun: Wangxun, tmp_path: Path) -> None:
    manifest(
        tmp_path, ("home.html", "https://ahe.example/"), ("about.html", "https://ahe.example/about.html")
    )
    (verdict,) = findings(wangxun("check", "--pages", "m.jsonl").stdout)
    assert verdict["verdict"] == "not_prominent"
    assert verdict["paths"] == ["home.html", "about.html"]
    assert {place["url"] for place in verdict["places"]} == {
        "https://ahe.example/",
        "https://ahe.example/about.html",
    }


@pytest.mark.parametrize(("verdicts", "count"), [((), 0), (("--verdicts",), 1)])
def test_a_verdict_that_is_no_breach_is_printed_on_demand(
    wangxun: Wangxun, tmp_path: Path, verdicts: tuple[str, ...], count: int
) -> None:
    manifest(tmp_path, ("blocked.html", "https://ahe.example/"))
    found = findings(wangxun("check", "--pages", "m.jsonl", *verdicts).stdout)
    assert [line["verdict"] for line in found] == ["undetermined"] * count


def test_a_page_that_is_not_there_is_an_error_beside_the_others(wangxun: Wangxun, tmp_path: Path) -> None:
    manifest(tmp_path, ("none.html", "https://b.example/"), ("../outside.html", "https://c.example/"))
    done = wangxun("check", "--pages", "m.jsonl")
    assert done.returncode == 1
    assert ["error" in line for line in findings(done.stdout)] == [True, True]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check", "none.jsonl"), "none.jsonl"),
        (("check", "--pages", "-"), "清单"),
        (("check", "-", "--rules", "none"), "none"),
        (("check", "-", "--on", "18.06.2026"), "18.06.2026"),
        (("check", "-", "--marks", "none.tsv"), "none.tsv"),
    ],
)
def test_bad_usage_is_named_and_exits_with_2(
    wangxun: Wangxun, arguments: tuple[str, ...], words: str
) -> None:
    done = wangxun(*arguments, given="")
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
