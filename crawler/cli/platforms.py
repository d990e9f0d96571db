"""`wangxun platforms`: what can be read, after which layouts, and what is unproven."""

import json
import sys
from dataclasses import asdict

import typer

from crawler.cli.options import Json
from crawler.cli.tables import print_table


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="platforms")(platforms)


def platforms(as_json: Json = False) -> None:
    """列出可读的平台与页面、所依据的版式年代、是否经真实页面验证。例：wangxun platforms --json"""
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
