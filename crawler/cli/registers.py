"""`wangxun registers`: take in what an authority supplies, and say what is in force."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, cast, get_args

import typer

from crawler.cli.exits import fail, refusing
from crawler.cli.options import DEFAULT_DB, Db, Json
from crawler.cli.tables import print_table
from crawler.days import legal_day, now
from rules.registers import RegisterKind

app = typer.Typer(help="登记簿：导入企业、名录、年报网址等，查看在用的", no_args_is_help=True)


def register(parent: typer.Typer) -> None:
    """Add the subcommand."""
    parent.add_typer(app, name="registers")


@app.command("import")
def take_in(
    kind: Annotated[str, typer.Argument(help=f"种类：{'、'.join(get_args(RegisterKind))}")],
    file: Annotated[Path, typer.Argument(help="CSV、XLSX 或 Parquet")],
    source: Annotated[
        str | None, typer.Option(help="提供单位，默认用文件名；同一种类、同一单位的新文件替换旧文件")
    ] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="数据截止日，默认今天")] = None,
    region: Annotated[
        list[str] | None, typer.Option(help="所含地区的区划代码前缀，可多次，如 3302；默认全国")
    ] = None,
    db: Db = DEFAULT_DB,
) -> None:
    """导入一份登记簿，全部读通才替换旧的。例：wangxun registers import enterprises 宁波.csv --region 3302"""
    from leads.database import DatabaseError, prepare
    from leads.engine import connect
    from leads.registers.importing import import_register
    from leads.registers.reading import RegisterError

    known = get_args(RegisterKind)
    if kind not in known:
        fail(f"不认识的登记簿种类“{kind}”；可用：{'、'.join(known)}")
    with refusing(DatabaseError, RegisterError):
        prepare(db)
        engine = connect(db)
        try:
            done = import_register(
                engine,
                cast(RegisterKind, kind),
                file,
                source=source or file.stem,
                as_of=as_of.date() if as_of else legal_day(now()),
                regions=region or (),
                progress=lambda rows: typer.echo(f"已读 {rows} 行", err=True),
            )
        finally:
            engine.dispose()
    doubled = f"，略去重复 {done.doubles} 行" if done.doubles else ""
    replaced = "，替换了旧的一份" if done.replaced else ""
    typer.echo(f"已导入 {done.rows} 行{doubled}{replaced}；用 wangxun registers list 查看")


@app.command("list")
def show(db: Db = DEFAULT_DB, as_json: Json = False) -> None:
    """在用的登记簿。例：wangxun registers list --json"""
    from leads.database import DatabaseError, check
    from leads.engine import connect
    from leads.registers.lookup import in_force

    with refusing(DatabaseError):
        check(db)
        engine = connect(db)
        with engine.connect() as connection:
            rows = in_force(connection)
        engine.dispose()
    if as_json:
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False, default=date.isoformat) + "\n")
        return
    print_table(
        ("种类", "提供单位", "截止日", "地区", "行数"),
        [
            (row["kind"], row["source"], row["as_of"], "、".join(row["regions"]) or "全国", row["rows"])
            for row in rows
        ],
        right=("行数",),
    )
    typer.echo(f"共 {len(rows)} 份在用的登记簿")
