"""`wangxun db`: create the leads database, bring it up to date, say whether it fits this program."""

from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.exits import refusing
from crawler.cli.options import DEFAULT_DB, Db

app = typer.Typer(help="线索库：建表、升级、检查", no_args_is_help=True)


def register(parent: typer.Typer) -> None:
    """Add the subcommand."""
    parent.add_typer(app, name="db")


@app.command()
def upgrade(db: Db = DEFAULT_DB) -> None:
    """建立线索库，或升级到本程序的版本。例：wangxun db upgrade --db postgresql://user@host/wangxun"""
    from leads.database import DatabaseError
    from leads.database import upgrade as bring_up

    with refusing(DatabaseError):
        bring_up(db)
    typer.echo("线索库已是最新")


@app.command()
def check(db: Db = DEFAULT_DB) -> None:
    """检查线索库能否连接、版本是否相符。例：wangxun db check"""
    from leads.database import DatabaseError
    from leads.database import check as examine

    with refusing(DatabaseError):
        examine(db)
    typer.echo("线索库可用，版本相符")


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="抓取时未能入库而另存的文件（JSON Lines）")],
    db: Db = DEFAULT_DB,
) -> None:
    """把未能入库的条目补入线索库，可重复执行。例：wangxun db load wangxun-data/unwritten.jsonl"""
    from leads.database import DatabaseError
    from leads.database import check as examine
    from leads.spill import SpillError
    from leads.spill import load as take_in
    from leads.store import Store

    with refusing(DatabaseError, SpillError):
        examine(db)
        with Store(db) as store:
            written = take_in(store, file)
    typer.echo(f"已补入条目 {written.items}，线索 {written.leads}，所见 {written.sightings}")
