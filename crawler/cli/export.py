"""`wangxun export`: the lead list as the enforcement team wants it."""

from pathlib import Path
from typing import Annotated, cast, get_args

import typer

from crawler.cli.exits import FAILED, refusing
from crawler.cli.options import DEFAULT_DB, Db

app = typer.Typer(help="导出：线索清单（CSV、XLSX、JSON Lines）", no_args_is_help=True)


def register(parent: typer.Typer) -> None:
    """Add the subcommand."""
    parent.add_typer(app, name="export")


@app.callback()
def _group() -> None:
    """导出线索清单。"""


@app.command("leads")
def leads_(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="写入的文件")],
    format_: Annotated[str | None, typer.Option("--format", help="csv、xlsx、jsonl，默认按文件名")] = None,
    db: Db = DEFAULT_DB,
    status: Annotated[str | None, typer.Option(help="状态：代码或中文")] = None,
    group: Annotated[str | None, typer.Option(help="规则组")] = None,
    platform: Annotated[str | None, typer.Option(help="平台")] = None,
    region: Annotated[str | None, typer.Option(help="地区")] = None,
    run: Annotated[str | None, typer.Option(help="某次抓取见到的")] = None,
    pending: Annotated[
        bool | None, typer.Option("--pending/--no-pending", help="只要待复核的，或不要待复核的")
    ] = None,
    sort: Annotated[str, typer.Option(help="severity：严重的在前；priority：应先查的店铺在前")] = "severity",
) -> None:
    """导出线索清单。例：wangxun export leads --format xlsx -o 线索.xlsx --region 浙江"""
    from leads.database import DatabaseError, check
    from leads.engine import connect
    from leads.export.formats import FORMATS, ExportError, export
    from leads.listing import Filter, Sort, list_leads
    from leads.workflow import WorkflowError

    wanted = Filter(status=status, group=group, platform=platform, region=region, run=run, pending=pending)
    name = format_ or output.suffix.removeprefix(".")
    with refusing(DatabaseError, WorkflowError):
        check(db)
    if name.lower() not in FORMATS:
        raise typer.BadParameter(f"不支持导出格式“{name}”；可用：{'、'.join(FORMATS)}", param_hint="--format")
    if sort not in get_args(Sort):
        raise typer.BadParameter(
            f"不能按“{sort}”排序；可用：{'、'.join(get_args(Sort))}", param_hint="--sort"
        )
    with refusing(ExportError, code=FAILED), refusing(WorkflowError):
        count = export(list_leads(connect(db), wanted, sort=cast(Sort, sort), weighed=True), output, name)
    typer.echo(f"已导出 {count} 条线索到 {output}", err=True)
