"""Items as people hand them in."""

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from crawler.items import Listing, Shop
from crawler.records import RecordsError, read_records
from spiders.stored.loose import to_item


def test_json_lines_keep_their_ids_or_get_their_line_number(tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl"
    path.write_text('{"id": "a7", "title": "积木"}\n\n{"title": "童鞋"}\n', "utf-8")
    assert [(r.id, r.item and r.item.title) for r in read_records(path)] == [("a7", "积木"), (3, "童鞋")]


@pytest.mark.parametrize("line", ["{broken", "[1, 2]", '{"kind": "teapot"}', '{"images": 3}', "[" * 100_000])
def test_a_line_that_is_no_item_is_named_and_the_rest_is_read(tmp_path: Path, line: str) -> None:
    path = tmp_path / "items.jsonl"
    path.write_text(line + '\n{"title": "积木"}\n', "utf-8")
    first, second = read_records(path)
    assert first.item is None
    assert first.error is not None and "第 1" in first.error
    assert second.item is not None and second.item.title == "积木"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_as_excel_and_wps_save_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "items.csv"
    path.write_text('id,title,price,category\n9,儿童积木,￥1,玩具 > 积木\n10,"童鞋,防滑",,\n', encoding)
    first, second = (record.item for record in read_records(path))
    assert isinstance(first, Listing) and isinstance(second, Listing)
    assert (first.title, first.price, first.category) == ("儿童积木", Decimal(1), ["玩具", "积木"])
    assert (second.title, second.price) == ("童鞋,防滑", None)


def test_parquet_with_its_own_types(tmp_path: Path) -> None:
    path = tmp_path / "items.parquet"
    table = pa.table(
        {"title": ["积木"], "price": [14.5], "item_id": [123], "category": [["玩具"]], "extra": [None]}
    )
    pq.write_table(table, path)
    (record,) = read_records(path)
    assert isinstance(record.item, Listing)
    assert (record.item.item_id, record.item.price) == ("123", Decimal("14.5"))


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.csv", b"a,b\n1,2\n"), ("x.parquet", b"no parquet"), ("x.csv", b"\xff\xff\xff\x80,title")],
)
def test_a_file_that_holds_no_items_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(RecordsError, match=name):
        list(read_records(tmp_path / name))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="不存在"):
        list(read_records(tmp_path / "none.jsonl"))


def test_attributes_may_come_as_text_or_pairs() -> None:
    assert to_item({"attributes": "品牌：甲"}).attributes == {"": "品牌：甲"}  # type: ignore[union-attr]
    assert to_item({"attributes": '{"品牌": "甲"}'}).attributes == {"品牌": "甲"}  # type: ignore[union-attr]
    assert to_item({"attributes": [("品牌", "甲")]}).attributes == {"品牌": "甲"}  # type: ignore[union-attr]


def test_the_kind_decides_the_model() -> None:
    assert isinstance(to_item({"kind": "shop", "notice": "概不退换"}), Shop)
