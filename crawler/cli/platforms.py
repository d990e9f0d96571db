"""`wangxun platforms`: what can be read, after which layouts, what is unproven, and which reader has gone stale."""

import json
import sys
from dataclasses import asdict
from typing import Annotated

import typer

from crawler.cli.exits import FAILED, fail, refusing
from crawler.cli.options import DEFAULT_DB, Db, Json
from crawler.cli.tables import print_table

app = typer.Typer(help="可读的平台：列表、读取是否失效", invoke_without_command=True)


def register(parent: typer.Typer) -> None:
    """Add the subcommand."""
    parent.add_typer(app, name="platforms")


@app.callback()
def platforms(context: typer.Context, as_json: Json = False) -> None:
    """列出可读的平台与页面、所依据的版式年代、是否经真实页面验证。例：wangxun platforms --json"""
    if context.invoked_subcommand is not None:
        return
    from spiders.pages.platforms import platforms as declared

    rows = declared()
    if as_json:
        for row in rows:
            sys.stdout.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
        return
    print_table(
        ("平台", "名称", "页面", "版式年代", "验证", "说明"),
        [
            (row.platform, row.title, row.kind, row.layouts, "已验证" if row.proven else "未验证", row.note)
            for row in rows
        ],
    )
    typer.echo(f"共 {len({row.platform for row in rows})} 个平台，{len(rows)} 种页面")


@app.command()
def check(
    db: Db = DEFAULT_DB,
    run: Annotated[str | None, typer.Option(metavar="RUN", help="抓取编号，默认最近一次")] = None,
    as_json: Json = False,
) -> None:
    """一次抓取中各平台字段的读出率，与该平台以往的抓取相比；明显下降的即版式可能已变，退出码 1。

    例：wangxun platforms check --run 20260618-120000-ab12cd
    """
    from leads.coverage import CoverageError, check_coverage
    from leads.database import DatabaseError
    from leads.database import check as check_database
    from leads.engine import connect

    with refusing(DatabaseError, CoverageError):
        check_database(db)
        chosen, found = check_coverage(connect(db), run)
    if as_json:
        for one in found:
            sys.stdout.write(json.dumps({"run": chosen} | asdict(one), ensure_ascii=False) + "\n")
    else:
        print_table(
            ("平台", "页面", "字段", "条目", "本次", "以往", "结论"),
            [
                (
                    one.platform or "独立网站",
                    one.kind,
                    one.field,
                    one.items,
                    f"{one.share:.0%}",
                    "—" if one.before is None else f"{one.before:.0%}",
                    "已失效" if one.stale else "" if one.before is not None else "无以往可比",
                )
                for one in found
            ],
            right=("条目", "本次", "以往"),
        )
        typer.echo(f"抓取 {chosen}：{len(found)} 项字段")
    stale = [f"{one.platform or '独立网站'} 的 {one.kind}（{one.field}）" for one in found if one.stale]
    if stale:
        fail(f"读取疑似失效，请核对页面版式：{'、'.join(stale)}", FAILED)
