"""Marks that an authority imported are what names are held against."""

from datetime import date
from pathlib import Path

import pytest
from scrapy.utils.test import get_crawler

from leads.database import prepare
from leads.engine import connect
from leads.registers.importing import import_register
from leads.registers.marks import imported_marks
from leads.registers.reading import RegisterError
from pipelines.law import law_of, lookalike

ROWS = "商标\t类别\t种类\t权利人\t别名\n禾苗乐园\t28\t驰名\t甲公司\tHEMIAO\n云岭青芽\t30\t地理标志\t\t\n"


def imported(tmp_path: Path, rows: str) -> str:
    url = f"sqlite:///{tmp_path / 'leads.db'}"
    prepare(url)
    path = tmp_path / "marks.tsv"
    path.write_text(rows, "utf-8")
    engine = connect(url)
    import_register(engine, "marks", path, source="测试", as_of=date(2026, 6, 18))
    engine.dispose()
    return url


def test_every_column_comes_back(tmp_path: Path) -> None:
    with connect(imported(tmp_path, ROWS)).connect() as connection:
        first, second = imported_marks(connection)
    assert (first.mark, first.classes, first.kind, first.owner) == ("禾苗乐园", (28,), "well_known", "甲公司")
    assert first.aliases == ("HEMIAO",)
    assert (second.mark, second.kind) == ("云岭青芽", "gi")


def test_a_crawl_holds_names_against_them_and_against_those_that_ship(tmp_path: Path) -> None:
    crawler = get_crawler(settings_dict={"WANGXUN_DB": imported(tmp_path, ROWS), "WANGXUN_PACKS": []})
    names = lookalike(law_of(crawler))
    assert [match.mark.mark for match in names.match_name("禾描乐园")] == ["禾苗乐园"]
    assert [match.mark.mark for match in names.match_name("康帅傅")] == ["康师傅"]


@pytest.mark.parametrize("row", ["禾苗\t99\t驰名\t\t\n", "禾苗\t28\t著名\t\t\n", "…\t28\t驰名\t\t\n"])
def test_a_mark_that_is_wrong_is_named_and_nothing_is_imported(tmp_path: Path, row: str) -> None:
    with pytest.raises(RegisterError, match="第 2 行"):
        imported(tmp_path, ROWS.splitlines(keepends=True)[0] + row)
    with connect(f"sqlite:///{tmp_path / 'leads.db'}").connect() as connection:
        assert list(imported_marks(connection)) == []
