"""`wangxun marks`: why a name matched or not, and what lies near a mark."""

import typer

app = typer.Typer(help="商标：解释一次比对、查近似商标", no_args_is_help=True)


def register(parent: typer.Typer) -> None:
    """Add the subcommand."""
    parent.add_typer(app, name="marks")
