"""Every kind of register refuses a faulty file by name and line, and takes in nothing of it."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import get_args

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine, func, select

from leads.registers.importing import import_register
from leads.registers.models import Register, RegisterEntry
from leads.registers.reading import RegisterError
from rules.registers import RegisterKind

HEAD = "统一社会信用代码,名称,网址\n"
ROW = "91330106MA2KQX7D14,杭州禾翼玩具有限公司,a.example\n"


def workbook() -> bytes:
    book, file = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (["名称", "网址"], *(["杭州禾翼", "a.example"] for _ in range(500))):
        sheet.append(row)
    book.save(file)
    return file.getvalue()


BAD = {
    "columns.csv": ("甲,乙\n1,2\n".encode(), "缺少列"),
    "cut-row.csv": ((HEAD + ROW + "91330106MA2K").encode(), "第 3 行"),
    "cut-quote.csv": ((HEAD + ROW + '9133,"杭州').encode(), "不完整"),
    "nameless.csv": ((HEAD + ROW + "91330106MA0000779X,,b.example\n").encode(), "第 3 行没有名称"),
    "mixed.csv": (
        (HEAD + ROW).encode() + "杭州,杭州,\n".encode("gb18030") + b"\xff\xff,a,\n",
        "第 3 行编码混杂",
    ),
    "empty.csv": (HEAD.encode(), "没有数据行"),
    "cut.xlsx": (workbook()[:-700], "不完整"),
    "text.xlsx": (b"this is no workbook", "不是 XLSX"),
    "cut.parquet": (b"PAR1\x15\x04", "不完整"),
    "table.pdf": (b"%PDF", "不认识的文件类型"),
}


@pytest.mark.parametrize("file", BAD)
def test_a_faulty_file_of_any_kind_is_refused_and_nothing_is_left(
    engine: Engine, tmp_path: Path, file: str
) -> None:
    content, said = BAD[file]
    (tmp_path / file).write_bytes(content)
    kinds: tuple[RegisterKind, ...] = get_args(RegisterKind)
    for kind in kinds:
        with pytest.raises(RegisterError, match=said):
            import_register(engine, kind, tmp_path / file, source="x", as_of=date(2026, 6, 1))
    with engine.connect() as connection:
        for table in (Register, RegisterEntry):
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 0
