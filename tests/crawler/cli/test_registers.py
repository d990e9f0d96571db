"""`wangxun registers`: a file is taken in whole or refused by line, and what is in force is listed."""

import json
from pathlib import Path

import typer
from typer.testing import CliRunner, Result

from crawler.cli import registers

GOOD = "信用代码,企业名称\n91330106MA2KQX7D14,杭州禾翼玩具有限公司\n"


def run(*arguments: str) -> Result:
    app = typer.Typer()
    registers.register(app)
    return CliRunner().invoke(app, ["registers", *arguments])


def test_a_register_is_imported_and_listed(tmp_path: Path) -> None:
    db, file = f"sqlite:///{tmp_path / 'leads.db'}", tmp_path / "杭州.csv"
    file.write_text(GOOD, encoding="gb18030")
    done = run("import", "enterprises", str(file), "--region", "3301", "--as-of", "2026-06-01", "--db", db)
    assert (done.exit_code, "已导入 1 行" in done.stdout) == (0, True)
    rows = [json.loads(line) for line in run("list", "--json", "--db", db).stdout.splitlines()]
    assert [(row["kind"], row["source"], row["as_of"], row["regions"], row["rows"]) for row in rows] == [
        ("enterprises", "杭州", "2026-06-01", ["3301"], 1)
    ]


def test_a_faulty_file_or_kind_is_refused_with_its_place(tmp_path: Path) -> None:
    db, file = f"sqlite:///{tmp_path / 'leads.db'}", tmp_path / "r.csv"
    file.write_text(GOOD + "91330106MA2KQX7D14,另一家有限公司\n", encoding="utf-8")
    refused = run("import", "enterprises", str(file), "--db", db)
    assert (refused.exit_code, "第 3 行" in refused.stderr) == (2, True)
    unknown = run("import", "firms", str(file), "--db", db)
    assert (unknown.exit_code, "enterprises" in unknown.stderr) == (2, True)
