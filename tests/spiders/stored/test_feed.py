"""Tables as platforms hand them in: every format, headers of all kinds, and rows that are wrong."""

import json
import tracemalloc
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from crawler.items import Listing, Shop
from crawler.observation import Observation
from spiders.stored.feed import Feed
from spiders.stored.mapping import MappingError
from spiders.stored.rows import BadRow, TableError

MAPPING = """
platform: example-mall
columns:
  标题: title
  价格: price
  店铺: shop_name
constants: {currency: CNY}
captured_at: 2026-06-18
"""
ROWS = [["竹椅", "1,280.50", "竹木小铺"], ["陶杯", "￥35元", "云窗"]]


def feed(tmp_path: Path, table: Path, mapping: str = MAPPING) -> Feed:
    (tmp_path / "m.yaml").write_text(mapping, "utf-8")
    return Feed.open(table, tmp_path / "m.yaml")


def seen(given: Feed) -> list[Observation]:
    return [row for row in given.observations() if isinstance(row, Observation)]


def bad(given: Feed) -> list[tuple[int, str]]:
    return [(row.number, row.reason) for row in given.observations() if isinstance(row, BadRow)]


def csv(tmp_path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "t.csv"
    path.write_text("\n".join(lines) + "\n", encoding)
    return path


def xlsx(tmp_path: Path, *rows: list[Any], merge: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for cells in merge:
        sheet.merge_cells(cells)
    book.save(tmp_path / "t.xlsx")
    return tmp_path / "t.xlsx"


def any_format(tmp_path: Path, kind: str) -> Path:
    names = ["标题", "价格", "店铺"]
    path = tmp_path / f"t.{kind}"
    match kind:
        case "xlsx":
            return xlsx(tmp_path, names, *ROWS)
        case "parquet":
            pq.write_table(pa.table(dict(zip(names, map(list, zip(*ROWS, strict=True)), strict=True))), path)
        case "jsonl":
            lines = [json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) for row in ROWS]
            path.write_text("\n".join(lines), "utf-8")
        case "tsv":
            path.write_text("\n".join("\t".join(row) for row in [names, *ROWS]), "utf-8")
        case _:
            quoted = [",".join(f'"{cell}"' for cell in row) for row in [names, *ROWS]]
            path.write_text("\r\n".join(quoted), "gb18030")
    return path


@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl", "parquet", "xlsx"])
def test_every_format_gives_the_same_items(tmp_path: Path, kind: str) -> None:
    items = [one.item for one in seen(feed(tmp_path, any_format(tmp_path, kind)))]
    assert all(isinstance(item, Listing) for item in items)
    assert [(i.title, getattr(i, "price", 0), i.shop_name, i.platform) for i in items] == [
        ("竹椅", Decimal("1280.50"), "竹木小铺", "example-mall"),
        ("陶杯", Decimal(35), "云窗", "example-mall"),
    ]


def test_the_capture_is_the_row_itself(tmp_path: Path) -> None:
    path = csv(tmp_path, "标题,价格,店铺,旁注", "竹椅,12,甲,乙")
    (one,) = seen(feed(tmp_path, path))
    assert json.loads(one.capture.body) == {"标题": "竹椅", "价格": "12", "店铺": "甲", "旁注": "乙"}
    assert one.capture.url == f"{path.as_uri()}#row=2"
    assert one.capture.notes["source"] == "t.csv: row 2"
    assert one.capture.at == one.item.captured_at == datetime(2026, 6, 18, 4, tzinfo=UTC)


def test_the_items_own_address_names_the_capture(tmp_path: Path) -> None:
    path = csv(tmp_path, "标题,网址", "竹椅,https://mall.example/1")
    (one,) = seen(feed(tmp_path, path, "columns: {标题: title, 网址: url}"))
    assert one.capture.url == "https://mall.example/1"


def test_dropped_columns_are_nowhere(tmp_path: Path) -> None:
    drop = MAPPING + "drop: [买家]\n"
    given = feed(tmp_path, csv(tmp_path, "标题,价格,店铺,买家", "竹椅,12,甲,张三", "陶杯,x,甲,张三"), drop)
    rows = list(given.observations())
    assert "张三" not in repr(rows)
    with pytest.raises(MappingError, match="最接近的是 '买家号'"):
        feed(tmp_path, csv(tmp_path, "标题,价格,店铺,买家号", "竹椅,12,甲,张三"), drop)


def test_nested_json_has_dotted_columns(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    row = {"goods": {"name": "竹椅"}, "buyer": {"id": 7, "phone": "138"}}
    path.write_text(json.dumps(row), "utf-8")
    (one,) = seen(feed(tmp_path, path, "columns: {goods.name: title}\ndrop: [buyer.phone]"))
    assert one.item.title == "竹椅"
    assert json.loads(one.capture.body) == {"goods": {"name": "竹椅"}, "buyer": {"id": 7}}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("竹椅,便宜,甲", "不是金额"),
        ("竹椅,-1,甲", "有效的金额"),
        ("竹椅,nan,甲", "金额"),
        ("竹椅,12", "应有 3 格"),
        ("竹椅,12,甲,乙", "应有 3 格"),
        (",12,", "不知道说的是什么"),
        ("#REF!,12,甲", "公式出错"),
    ],
)
def test_a_bad_row_is_named_with_its_reason_and_the_rest_is_read(
    tmp_path: Path, line: str, reason: str
) -> None:
    given = feed(tmp_path, csv(tmp_path, "标题,价格,店铺", line, "陶杯,35,乙"))
    assert [one.item.title for one in seen(given)] == ["陶杯"]
    ((number, why),) = bad(given)
    assert number == 2 and reason in why


def test_an_unclosed_quote_costs_its_cell_not_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spiders.stored.rows.LONGEST_CELL", 1000)
    lines = [f"商品{n},1,甲" for n in range(400)]
    given = feed(tmp_path, csv(tmp_path, "标题,价格,店铺", *lines[:3], '"商品,1,甲', *lines[3:]))
    assert len(seen(given)) > 250
    assert any("引号" in why for _, why in bad(given))


def test_bytes_that_are_no_text_cost_their_row(tmp_path: Path) -> None:
    path = csv(tmp_path, "标题,价格,店铺", *["竹椅,12,甲"] * 30, "陶Z,1,甲", encoding="gb18030")
    path.write_bytes(path.read_bytes().replace(b"Z", b"\xff\xff"))
    given = feed(tmp_path, path)
    assert len(seen(given)) == 30
    assert "损坏" in bad(given)[0][1]


def test_a_title_row_and_merged_headings_in_two_rows(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path,
        ["2026年6月商品清单", None, None, None, None],
        ["序号", "商品信息", None, "店铺信息", None],
        [None, "标题", "价格\n（元）", "名称", "编号"],
        [1, "竹椅", 12.8, "竹木小铺", 77.0],
        merge=("A1:E1", "A2:A3", "B2:C2", "D2:E2"),
    )
    mapping = "columns: {标题: title, 价格（元）: price, 店铺信息/名称: shop_name, 编号: shop_id, 序号: sku}"
    (one,) = seen(feed(tmp_path, path, mapping))
    item = one.item
    assert isinstance(item, Listing)
    assert (item.title, item.price, item.shop_name, item.shop_id, item.sku) == (
        "竹椅", Decimal("12.8"), "竹木小铺", "77", "1",
    )  # fmt: skip
    assert one.capture.notes["source"] == "t.xlsx: row 4"


def test_a_heading_that_occurs_twice_must_be_written_in_full(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path, ["商品", None, "店铺", None], ["编号", "名称", "编号", "名称"], ["1", "竹椅", "7", "竹木"]
    )
    with pytest.raises(MappingError, match=r"出现 2 次.*商品/名称、店铺/名称"):
        feed(tmp_path, path, "columns: {名称: title}")


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet", "xlsx"])
def test_a_missing_column_is_named_at_the_start_with_the_nearest(tmp_path: Path, kind: str) -> None:
    path = any_format(tmp_path, kind)
    with pytest.raises(MappingError, match="没有列 '店铺名'，最接近的是 '店铺'"):
        feed(tmp_path, path, "columns: {标题: title, 店铺名: shop_name}")


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ("columns: {标题: titel}", "最接近的是 'title'"),
        ("columns: {标题: {field: price, scal: 0.01}}", "scale"),
        ("columns: {}", "columns"),
        ("column: {标题: title}", "columns"),
        ("columns: {标题: title}\nkind: teapot", "kind"),
        ("columns: [", "应为 YAML"),
        ("- 1", "columns"),
        ("columns: {标题: title}\nsheet: 二\n", "没有工作表 '二'"),
        ("columns: {标题: title}\nheader: 9\n", "header: 9"),
    ],
)
def test_a_mapping_that_is_wrong_is_refused_with_its_place(tmp_path: Path, mapping: str, words: str) -> None:
    with pytest.raises((MappingError, TableError), match=words):
        feed(tmp_path, any_format(tmp_path, "xlsx"), mapping)


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx", "t.parquet", "t.jsonl", "t.doc"])
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xff\xff\xff\x80")
    with pytest.raises((TableError, MappingError), match=name):
        feed(tmp_path, tmp_path / name)


def test_amounts_in_fen_with_commas_and_codes(tmp_path: Path) -> None:
    mapping = """
columns:
  标题: title
  分: {field: price, scale: 0.01}
  欧: {field: original_price, decimal: ","}
  币: currency
  类: {field: category, split: ">"}
  自营: {field: self_operated, values: {"1": "true", "0": "false"}}
  品牌: [brand, attributes.品牌]
"""
    path = csv(tmp_path, "标题,分,欧,币,类,自营,品牌", "竹椅,23800,1.234/50,人民币,家具 > 椅,1,甲")
    path.write_text(path.read_text("utf-8").replace("1.234/50", '"1.234,50"'), "utf-8")
    (one,) = seen(feed(tmp_path, path, mapping))
    item = one.item
    assert isinstance(item, Listing)
    assert (item.price, item.original_price, item.currency) == (Decimal("238.00"), Decimal("1234.50"), "CNY")
    assert (item.category, item.self_operated) == (["家具", "椅"], True)
    assert (item.brand, item.attributes) == ("甲", {"品牌": "甲"})


@pytest.mark.parametrize(
    ("shown", "form", "utc"),
    [
        ("2026-06-18 08:30", None, datetime(2026, 6, 18, 0, 30, tzinfo=UTC)),
        ("2026/6/18", None, datetime(2026, 6, 18, 4, tzinfo=UTC)),
        ("20260618", None, datetime(2026, 6, 18, 4, tzinfo=UTC)),
        ("2026年6月18日", None, datetime(2026, 6, 18, 4, tzinfo=UTC)),
        ("2026-06-18T00:30:00Z", None, datetime(2026, 6, 18, 0, 30, tzinfo=UTC)),
        ("18.06.2026", "%d.%m.%Y", datetime(2026, 6, 18, 4, tzinfo=UTC)),
    ],
)
def test_a_rows_own_time_is_its_capture_time(
    tmp_path: Path, shown: str, form: str | None, utc: datetime
) -> None:
    target = "captured_at" if form is None else f"{{field: captured_at, format: '{form}'}}"
    path = csv(tmp_path, "标题,时间", f"竹椅,{shown}")
    (one,) = seen(feed(tmp_path, path, f"columns: {{标题: title, 时间: {target}}}"))
    assert one.capture.at == utc


def test_numbers_that_a_spreadsheet_cut_are_noted(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ["标题", "编号"], ["竹椅", 1234567890123456789])
    (one,) = seen(feed(tmp_path, path, "columns: {标题: title, 编号: item_id}"))
    assert "15 位" in one.item.notes[0]


def test_a_shop_row_carries_its_licence_and_proves_no_absence(tmp_path: Path) -> None:
    path = csv(
        tmp_path,
        "店,执照号,企业",
        "竹木小铺,91330106ma2kqx7d14,杭州竹木有限公司",
        "云窗,123,云窗商行",
        "无照,,",
    )
    mapping = "kind: shop\ncolumns: {店: shop_name, 执照号: licence.number, 企业: licence.name}"
    first, second, third = (one.item for one in seen(feed(tmp_path, path, mapping)))
    assert isinstance(first, Shop)
    assert (first.licences[0].number, first.operator) == ("91330106MA2KQX7D14", "杭州竹木有限公司")
    assert (second.licences[0].valid, second.licences[0].number) == (False, "123")
    assert third.licences == [] and third.unread


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8") as out:
        out.write("标题,价格,店铺\n")
        out.writelines(f"商品{n} 竹编收纳篮,{n},店{n}\n" for n in range(20_000))
    rows = feed(tmp_path, path).observations()
    tracemalloc.start()
    for _ in islice(rows, 1000):
        pass
    early = tracemalloc.get_traced_memory()[0]
    count = sum(1 for _ in rows)
    late = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert count == 19_000
    assert late - early < 1_000_000
