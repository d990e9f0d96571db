"""`wangxun runs`: what was crawled when, and how it ended."""

import json
import sys
from typing import Annotated

import typer

from crawler.cli.exits import refusing
from crawler.cli.options import DEFAULT_DB, Db, Json
from crawler.cli.tables import print_table

app = typer.Typer(help="抓取记录：列表、详情", no_args_is_help=True)
COLUMNS = {
    "id": "编号",
    "spider": "爬虫",
    "campaign": "活动",
    "started": "开始",
    "finished": "结束",
    "state": "状态",
    "reason": "原因",
}


def register(parent: typer.Typer) -> None:
    """Add the subcommand."""
    parent.add_typer(app, name="runs")


@app.command("list")
def list_(
    db: Db = DEFAULT_DB,
    limit: Annotated[int, typer.Option(min=1, help="最多几次")] = 20,
    as_json: Json = False,
) -> None:
    """列出抓取记录，新的在前。例：wangxun runs list"""
    from leads.database import DatabaseError, check
    from leads.engine import connect
    from leads.runs import list_runs

    with refusing(DatabaseError):
        check(db)
        runs = list(list_runs(connect(db), limit))
    if as_json:
        for run in runs:
            sys.stdout.write(json.dumps(run, ensure_ascii=False, default=str) + "\n")
        return
    print_table(list(COLUMNS.values()), [[run.get(name) for name in COLUMNS] for run in runs])
    typer.echo(f"共 {len(runs)} 次抓取")


@app.command()
def show(
    run: Annotated[str, typer.Argument(help="抓取编号")], db: Db = DEFAULT_DB, as_json: Json = False
) -> None:
    """一次抓取的参数、授权、统计与结果。例：wangxun runs show RUN"""
    from leads.database import DatabaseError, check
    from leads.engine import connect
    from leads.runs import RunError, show_run

    with refusing(DatabaseError, RunError):
        check(db)
        found = show_run(connect(db), run)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, default=str))
        return
    print_table(
        ("项目", "内容"),
        [
            (
                name,
                json.dumps(value, ensure_ascii=False, default=str)
                if isinstance(value, dict | list)
                else value,
            )
            for name, value in found.items()
        ],
    )
