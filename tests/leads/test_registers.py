"""Registers are taken in whole or not at all, and answer by number and by near name."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from stdnum.cn import uscc

from leads.registers.importing import import_register
from leads.registers.lookup import annual_report, enterprises, on_lists
from leads.registers.models import Register, RegisterEntry, RegisterKey
from leads.registers.reading import RegisterError
from rules.identifiers import organisation_valid
from rules.registers import RegisterKind, identify, listed

DAY = date(2026, 6, 1)


def code(serial: int, region: str = "330206") -> str:
    body = f"MA{serial:06d}"
    body += next(check for check in "0123456789X" if organisation_valid(body + check))
    return "91" + region + body + uscc.calc_check_digit("91" + region + body)


HEAD = "统一社会信用代码,企业名称,登记状态,曾用名\n"
ROWS = (
    f"{code(1)},宁波春野户外用品有限公司,存续,宁波野营用品有限公司\n{code(2)},宁波康师傅食品有限公司,存续,\n"
)


def take_in(engine: Engine, path: Path, text: str | bytes, kind: RegisterKind = "enterprises") -> int:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return import_register(engine, kind, path, source="宁波市", as_of=DAY, regions=["3302"]).rows


def count(engine: Engine, table: type[Register | RegisterEntry | RegisterKey]) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_register_answers_by_number_and_by_near_name(engine: Engine, tmp_path: Path, encoding: str) -> None:
    assert take_in(engine, tmp_path / "r.csv", (HEAD + ROWS).encode(encoding)) == 2
    with engine.connect() as connection:
        register = enterprises(connection)[0]
        found = register.by_number(code(1))
        assert found is not None
        assert (found.name, found.former_names) == ("宁波春野户外用品有限公司", ("宁波野营用品有限公司",))
        assert [row.name for row in register.near("宁波康帅傅食品有限公司")] == ["宁波康师傅食品有限公司"]
        assert identify(code(9), "宁波康帅傅食品有限公司", [register]).identity == "imitated"
        assert identify(code(9), "温州顶峰贸易有限公司", [register]).identity == "forged"
        assert identify(code(9, "440106"), "广州顶峰贸易有限公司", [register]).identity == "uncovered"


def test_a_newer_register_of_the_same_source_takes_the_older_one_s_place(
    engine: Engine, tmp_path: Path
) -> None:
    take_in(engine, tmp_path / "old.csv", HEAD + ROWS)
    take_in(engine, tmp_path / "new.csv", HEAD + f"{code(3)},宁波新事商贸有限公司,存续,\n")
    with engine.connect() as connection:
        assert [bool(one.by_number(code(1))) for one in enterprises(connection)] == [False]
    assert (count(engine, Register), count(engine, RegisterEntry)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("代码,企业\n1,2\n", "缺少列“统一社会信用代码”"),
        (HEAD + ROWS + f"{code(4)},宁波断\n", "第 4 行有 2 列"),
        (HEAD + ROWS + f'{code(4)},"宁波断', "不完整"),
        (HEAD + ROWS + f"{code(1)},宁波冒名有限公司,存续,\n", "第 4 行与第 2 行"),
        (HEAD + ROWS + f"{code(4)},,存续,\n", "第 4 行没有名称"),
        (HEAD + ROWS + ",宁波无号有限公司,存续,\n", "没有统一社会信用代码"),
        ((HEAD + ROWS).encode() + "宁波,宁波,,\n".encode("gb18030") + b"\xff\xff,a,,\n", "编码混杂"),
        (HEAD, "没有数据行"),
    ],
    ids=["columns", "cut-off-row", "cut-off-quote", "double", "nameless", "numberless", "mixed", "empty"],
)
def test_a_faulty_file_is_named_by_line_and_leaves_the_old_in_force(
    engine: Engine, tmp_path: Path, text: str | bytes, said: str
) -> None:
    take_in(engine, tmp_path / "old.csv", HEAD + ROWS)
    with pytest.raises(RegisterError, match=said):
        take_in(engine, tmp_path / "new.csv", text)
    with engine.connect() as connection:
        assert enterprises(connection)[0].by_number(code(1)) is not None
    assert (count(engine, Register), count(engine, RegisterEntry)) == (1, 2)


def test_a_line_that_says_the_same_again_is_left_out(engine: Engine, tmp_path: Path) -> None:
    assert take_in(engine, tmp_path / "r.csv", HEAD + ROWS + ROWS) == 2


def test_lists_and_reported_sites_are_asked_by_number(engine: Engine, tmp_path: Path) -> None:
    abnormal = (
        f"信用代码,名称,列入原因,列入日期\n{code(1)},宁波春野户外用品有限公司,未公示年度报告,2025年7月1日\n"
    )
    take_in(engine, tmp_path / "a.csv", abnormal, "abnormal")
    sites = f"信用代码,名称,网址\n{code(1)},宁波春野户外用品有限公司,www.chunye.example\n"
    take_in(engine, tmp_path / "s.csv", sites, "annual-report-sites")
    with engine.connect() as connection:
        rows = on_lists(connection, code(1), None)
        assert [row.reason for row in listed(code(1), None, rows, DAY)] == ["未公示年度报告"]
        report = annual_report(connection, code(1))
        assert report is not None
        assert (report.sites, report.source.as_of) == (("www.chunye.example",), DAY)
        assert annual_report(connection, code(2)) is None
