"""`wangxun registers`: a file is taken in whole or refused by line, and what is in force is listed."""

import json
from pathlib import Path

import typer
from typer.testing import CliRunner, Result

from crawler.cli import registers
from tests.loopback import Site
from tests.wangxun import Wangxun

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


def test_a_crawl_holds_operators_against_the_registers_and_says_what_it_could_not(
    wangxun: Wangxun, site: Site, tmp_path: Path
) -> None:
    site.html(
        "/",
        "<head><title>童品商城</title></head><body><h1>童品商城</h1><p>木质玩具，十年小店。</p>"
        "<footer>温州顶峰贸易有限公司 统一社会信用代码 91330106MA2KQX7D14</footer></body>",
    )
    (tmp_path / "杭州.csv").write_text(GOOD, encoding="utf-8")
    db = ("--db", "sqlite:///l.db")
    assert wangxun("registers", "import", "enterprises", "杭州.csv", *db).returncode == 0
    done = wangxun(
        "crawl", "website", "-a", f"url={site.url}/", *db, "--evidence", "e", "--allow-private", site.host
    )
    assert (done.returncode, "登记簿核对：属他人 1" in done.stdout) == (0, True), done.stderr + done.stdout
    listed = wangxun("leads", "list", *db, "--json", "--group", "subject-identity")
    (lead,) = map(json.loads, listed.stdout.splitlines())
    assert (lead["rule"], lead["target"]) == ("identity.borrowed-number", "shop")
    assert all(
        said in lead["explanation"] for said in ("温州顶峰贸易有限公司", "杭州禾翼玩具有限公司", "杭州”")
    )
    judged = wangxun("recheck", "--since", "2020-01-01", *db, "--evidence", "e", "--json")
    changes = [json.loads(line) for line in judged.stdout.splitlines()]
    assert [one["change"] for one in changes if one["rule"] == lead["rule"]] == ["unchanged"]


def test_items_are_checked_against_the_registers_of_a_database(wangxun: Wangxun, tmp_path: Path) -> None:
    (tmp_path / "杭州.csv").write_text(GOOD, encoding="utf-8")
    db = ("--db", "sqlite:///l.db")
    assert wangxun("registers", "import", "enterprises", "杭州.csv", *db).returncode == 0
    display = {"owner": "website", "form": "text", "number": "91330106MA2KQX7D14", "valid": True}
    item = {
        "kind": "website",
        "url": "https://a.example/",
        "licences": [display | {"name": "温州顶峰贸易有限公司"}],
    }
    done = wangxun("check", "-", *db, given=json.dumps(item, ensure_ascii=False))
    (line,) = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, line["rule"], line["of_shop"]) == (0, "identity.borrowed-number", True)
