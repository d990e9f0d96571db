"""Licence displays on labelled pages: each is found, and whose it is told apart."""

import html
import json
from pathlib import Path
from typing import Any

import pytest

from crawler.items import AnyItem
from rules.licence import judge_site
from spiders.pages.document import Document
from spiders.pages.licences.displays import read_displays
from spiders.pages.read import read

SHARED = Path(__file__).parents[5] / "shared"
PAGES = SHARED / "law" / "pages.dev"
CORPUS = SHARED / "corpus"
NAMES = ("licence_link", "gov_licence_link", "licence_text", "licence_anchor_text", "icp", "police_record")


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.skipif(not PAGES.exists(), reason="../shared/law/pages.dev is not here")
def test_labelled_sites_get_their_verdicts_and_none_is_wrongly_without_a_licence() -> None:
    expected = rows(PAGES / "expected.jsonl")
    items: dict[str, AnyItem] = {
        row["file"]: read((PAGES / row["file"]).read_bytes(), url=row["url"]) for row in expected
    }
    wrong = []
    for row in expected:
        site = [items[row["file"]], *([items[row["pair"]]] if "pair" in row else [])]
        judged = judge_site(site)
        assert judged.verdict != "not_displayed" or row["expect"] == "not_displayed", row["file"]
        if (judged.verdict, judged.number, judged.operator) != (row["expect"], row["uscc"], row["operator"]):
            wrong.append((row["file"], judged.verdict))
    assert len(wrong) <= 1, wrong


def labelled() -> list[Any]:
    if not CORPUS.exists():
        return [pytest.param({}, marks=pytest.mark.skip(reason="../shared/corpus is not here"))]
    named = [
        row for row in rows(CORPUS / "manifest.jsonl") if any(n in row.get("expected", {}) for n in NAMES)
    ]
    return [pytest.param(row, id=row["path"]) for row in named]


@pytest.mark.parametrize("row", labelled())
def test_a_marketplace_s_footer_is_read_and_is_the_platform_s(row: dict[str, Any]) -> None:
    document = Document((CORPUS / row["path"]).read_bytes(), url=row["url"])
    displays = read_displays(document, platform=row["platform"])
    expected = {name: html.unescape(value) for name, value in row["expected"].items() if name in NAMES}
    assert {display.owner for display in displays.licences} <= {"platform"}
    links = {display.href for display in displays.licences}
    for name in ("licence_link", "gov_licence_link"):
        assert expected.get(name) in links | {None}
    for name in ("icp", "police_record"):
        assert expected.get(name, getattr(displays, name)) == getattr(displays, name)
    said = " ".join(f"{display.number} {display.excerpt}" for display in displays.licences)
    assert expected.get("licence_anchor_text", "") in said
    assert expected.get("licence_text", "").partition("：")[2] in said


@pytest.mark.parametrize(
    ("beside", "renamed"),
    [
        ("温州顶峰贸易有限公司为宁波春野用品有限公司的曾用名，名称变更登记已完成。", True),
        ("未经授权不得转载。", False),
    ],
)
def test_a_former_name_is_told_from_another_s(beside: str, renamed: bool) -> None:
    page = f"""<html><body><table><tr><th>名称</th><td>温州顶峰贸易有限公司</td></tr>
    <tr><th>统一社会信用代码</th><td>91330106MA2KQX7D16</td></tr><tr><th>经营范围</th><td>{"日用品销售；" * 30}</td></tr>
    </table><p>{beside}</p></body></html>"""
    (display, *_) = read_displays(Document(page.encode(), url="https://shop.example.cn/licence")).licences
    assert (display.name, display.renamed) == ("温州顶峰贸易有限公司", renamed)


def test_where_else_a_licence_may_stand_is_named_licence_pages_apart() -> None:
    page = (
        "<a href='/about'>关于我们</a><a href='/p/1'>折叠椅</a><a href='/zz'>证照信息</a>"
        "<a href='/contact#map'>联系我们</a><a href='/'>公司首页</a><a href='https://o.example/about'>关于平台</a>"
    )
    displays = read_displays(Document(page.encode(), url="https://www.chunye.test/"))
    assert displays.licence_urls == ["https://www.chunye.test/zz"]
    assert displays.about_urls == ["https://www.chunye.test/about", "https://www.chunye.test/contact"]


def test_a_page_nested_without_end_is_walked() -> None:
    page = "<div>" * 1_200 + "统一社会信用代码：91330106MA2KQX7D14 杭州禾翼玩具有限公司"
    displays = read_displays(Document(page.encode(), url="https://x.test/"))
    assert displays.licences[0].number == "91330106MA2KQX7D14"


def test_a_page_nested_deeper_than_is_read_claims_nothing() -> None:
    page = "<div>" * 20_000 + "统一社会信用代码：91330106MA2KQX7D14 杭州禾翼玩具有限公司"
    assert read_displays(Document(page.encode(), url="https://x.test/")).unread


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\xff\xfe",
        b"{}",
        b"<a href='http://[::1'>\xe8\x90\xa5\xe4\xb8\x9a\xe6\x89\xa7\xe7\x85\xa7</a>",
    ],
)
def test_whatever_the_bytes_nothing_is_raised(body: bytes) -> None:
    read_displays(Document(body, url="https://x.test/"))


def test_a_relative_link_on_a_page_without_address_leads_somewhere() -> None:
    link = "<div class=foot><a href='yyzz.html'>营业执照</a></div>"
    page = f"<html><meta charset=utf-8><title>禾苗网</title><body>{link}</body></html>"
    shown = read(page.encode())
    placed = read(page.replace("yyzz.html", "#").encode())
    assert [display.dead for display in shown.licences] == [False]
    assert [display.dead for display in placed.licences] == [True]
