"""Lists that open in Excel and WPS, whole, in bounded memory, with nothing that runs."""

import csv
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import leads.export.xlsx
from leads.export.columns import COLUMNS
from leads.export.formats import FORMATS, ExportError, export

HEADINGS = [column.heading for column in COLUMNS]


def lead(**more: Any) -> dict[str, Any]:
    """A lead in the shape of leads.listing."""
    facts: dict[str, Any] = {
        "id": 7,
        "platform": "jd",
        "shop": "甲店",
        "url": "https://item.example.cn/7.html",
        "rule": "wording.absolute-term",
        "group": "absolute-term",
        "severity": 2,
        "title": "绝对化用语",
        "excerpt": "国家级",
        "mark": None,
        "explanation": "涉嫌使用绝对化用语",
        "basis": [{"id": "ad", "law": "中华人民共和国广告法", "article": "第九条", "from": "2015-09-01"}],
        "status": "new",
        "status_label": "待核查",
        "first_seen": "2026-06-18T12:00:00+08:00",
        "last_seen": "2026-06-19T12:00:00+08:00",
        "sightings": 2,
        "item_id": "100012043978123456",
        "region": "广东",
        "evidence": {"file": "a.warc.gz", "record": "<urn:uuid:1>", "sha256": "ab" * 32, "directory": None},
    }
    return facts | more


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a list of any format by heading; all sheets one after the other."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    rows: list[dict[str, Any]] = []
    for sheet in openpyxl.load_workbook(path).worksheets:
        if sheet.title == "证据":
            continue
        head, *body = sheet.iter_rows(values_only=True)
        rows += [dict(zip([str(name) for name in head], row, strict=True)) for row in body]
    return rows


def test_csv_begins_with_a_byte_order_mark_and_chinese_headings(tmp_path: Path) -> None:
    path = tmp_path / "线索.csv"
    assert export([lead()], path) == 1
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    (row,) = read(path)
    assert list(row) == HEADINGS
    assert (row["店铺"], row["法律依据"]) == ("甲店", "《中华人民共和国广告法》第九条")
    assert row["首次发现（北京时间）"] == "2026-06-18 12:00:00"


def test_xlsx_keeps_long_numbers_as_text_and_counts_as_numbers(tmp_path: Path) -> None:
    path = tmp_path / "线索.xlsx"
    export([lead()], path)
    (row,) = read(path)
    assert (row["商品编号"], row["编号"], row["发现次数"]) == ("100012043978123456", "7", 2)


def test_xlsx_has_a_sheet_a_region_with_frozen_headings_and_a_filter(tmp_path: Path) -> None:
    path = tmp_path / "线索.xlsx"
    export([lead(), lead(region="浙江"), lead(), lead(region=None)], path)
    book = openpyxl.load_workbook(path)
    assert [(sheet.title, sheet.max_row) for sheet in book.worksheets] == [
        ("广东", 3),
        ("浙江", 2),
        ("未知地区", 2),
        ("证据", 2),
    ]
    assert all(sheet.freeze_panes == "A2" for sheet in book.worksheets)
    assert str(book["广东"].auto_filter.ref) == f"A1:{openpyxl.utils.get_column_letter(len(COLUMNS))}3"


def test_xlsx_links_to_the_evidence_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "lists" / "线索.xlsx"
    path.parent.mkdir()
    evidence = {"file": "a.warc.gz", "record": "r", "sha256": "s", "directory": str(tmp_path / "evidence")}
    export([lead(evidence=evidence)], path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    cell = sheet.cell(2, HEADINGS.index("证据文件") + 1)
    assert cell.value == "a.warc.gz"
    assert cell.hyperlink is not None
    assert str(cell.hyperlink.target).replace("\\", "/") == "../evidence/a.warc.gz"


def test_xlsx_of_very_many_leads_still_links_each_file_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leads.export.xlsx, "LINKS", 2)
    path = tmp_path / "线索.xlsx"
    export([lead() for _ in range(5)], path)
    book = openpyxl.load_workbook(path)
    column = HEADINGS.index("证据文件") + 1
    assert [bool(book["广东"].cell(row, column).hyperlink) for row in range(2, 7)] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert book["证据"].cell(2, 1).hyperlink is not None


def test_jsonl_is_the_leads_own_shape(tmp_path: Path) -> None:
    path = tmp_path / "线索.jsonl"
    export([lead(excerpt="=1+1")], path)
    assert json.loads(path.read_text(encoding="utf-8")) == lead(excerpt="=1+1")


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM",
    "﹦1",
    "  =1",
    "\u3000=1",
    "\u200b=1",
    "\ufeff\u2060 =1",
    "\x00=1",
    "\n=1",
    "\u0301=1",
]


@pytest.mark.parametrize("text", FORMULAS, ids=[repr(text) for text in FORMULAS])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_cell_is_taken_for_a_formula(tmp_path: Path, ending: str, text: str) -> None:
    path = tmp_path / f"list.{ending}"
    export([lead(item_title=text, shop=text, mark=text)], path)
    (row,) = read(path)
    assert all(str(row[heading]).startswith("'") for heading in ("商品标题", "店铺", "商标"))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_harmless_text_is_left_as_it_is(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"list.{ending}"
    text = '牙刷 "软毛" 3-5岁, a=b; 100%'
    export([lead(item_title=text)], path)
    assert read(path)[0]["商品标题"] == text


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_cell_is_one_line_without_control_characters(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"list.{ending}"
    export([lead(item_title="a\x00b\x07c\r\nd\u2028e\ud800")], path)
    assert read(path)[0]["商品标题"] == "a b c  d e?"


def test_a_text_that_excel_would_decode_to_a_formula_is_escaped(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    export([lead(item_title="_x003D_1+1")], path)
    assert not str(read(path)[0]["商品标题"]).startswith("=")


def test_a_cell_longer_than_excel_reads_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    export([lead(item_title="😀" * 30_000)], path)
    title = read(path)[0]["商品标题"]
    assert len(title.encode("utf-16-le")) <= 32_767 * 2
    assert title.endswith("😀…")


@pytest.mark.parametrize("ending", FORMATS)
def test_telephone_and_identity_numbers_are_masked_and_article_numbers_are_not(
    tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"list.{ending}"
    export(
        [lead(item_title="咨询13812345678", operator="张三110101199003070000", item_id="13812345678")], path
    )
    found = (
        path.read_text(encoding="utf-8-sig")
        if ending != "xlsx"
        else json.dumps(read(path)[0], ensure_ascii=False)
    )
    assert "咨询138****5678" in found
    assert "110101199003070000" not in found
    assert '"13812345678"' in found


@pytest.mark.parametrize(
    ("regions", "sheets"),
    [
        pytest.param(["a/b", "a:b"], ["a_b", "a_b (2)"], id="forbidden-signs"),
        pytest.param(["省" * 40, "省" * 50], ["省" * 31, "省" * 27 + " (2)"], id="too-long"),
        pytest.param(["Abc", "aBC"], ["Abc", "aBC (2)"], id="upper-and-lower-case"),
        pytest.param(["'x'", "History"], ["x", "_history"], id="kept-by-excel"),
    ],
)
def test_every_region_gets_a_sheet_whatever_its_name(
    tmp_path: Path, regions: list[str], sheets: list[str]
) -> None:
    path = tmp_path / "list.xlsx"
    export([lead(region=region) for region in regions], path)
    assert openpyxl.load_workbook(path).sheetnames == [*sheets, "证据"]


@pytest.mark.parametrize("ending", FORMATS)
def test_no_lead_makes_a_list_without_rows(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"list.{ending}"
    assert export([], path) == 0
    assert path.is_file()
    assert ending == "jsonl" or read(path) == []


@pytest.mark.parametrize("ending", FORMATS)
def test_a_list_that_breaks_off_leaves_the_older_file(tmp_path: Path, ending: str) -> None:
    def breaking() -> Iterator[dict[str, Any]]:
        yield lead()
        raise RuntimeError("database gone")

    path = tmp_path / f"list.{ending}"
    path.write_text("older", encoding="utf-8")
    with pytest.raises(RuntimeError, match="database gone"):
        export(breaking(), path)
    assert path.read_text(encoding="utf-8") == "older"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_that_cannot_be_written_is_named(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "none" / f"list.{ending}"
    with pytest.raises(ExportError, match=r"无法写入.*none"):
        export([lead()], path)


def test_an_unknown_format_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"pdf.*csv、xlsx、jsonl"):
        export([lead()], tmp_path / "list.pdf")


@pytest.mark.parametrize("ending", FORMATS)
def test_memory_does_not_grow_with_the_list(tmp_path: Path, ending: str) -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        export((lead(id=number) for number in range(count)), tmp_path / f"list.{ending}")
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    peak(10)
    assert peak(1_500) < peak(300) + 2_000_000
