"""`wangxun db`: create the leads database, bring it up to date, say whether it fits this program."""

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
