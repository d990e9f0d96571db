"""The one command: `wangxun`. Each subcommand is a module of this folder; results go to stdout, all else to stderr."""

import logging
import os
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.exits import BAD_INPUT
from crawler.roof import RoofError, check_roof

COMMANDS = (
    "demo",
    "crawl",
    "extract",
    "check",
    "rules",
    "registers",
    "marks",
    "leads",
    "export",
    "evidence",
    "recheck",
    "schedule",
    "campaign",
    "platforms",
    "new",
    "db",
    "runs",
)
"""Modules of this folder, in the order of the help; each adds itself to the application in `register`."""


def build() -> typer.Typer:
    """The application with every subcommand."""
    app = typer.Typer(
        name="wangxun",
        help="网巡：网络市场监测爬虫。发现的是线索（涉嫌），不是结论。",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def _options(
        config: Annotated[
            Path | None,
            typer.Option(help="设置文件（TOML）：键名同 WANGXUN_* 变量，去掉前缀、小写；变量优先"),
        ] = None,
    ) -> None:
        """网巡：网络市场监测爬虫。发现的是线索（涉嫌），不是结论。"""

    for name in COMMANDS:
        import_module(f"crawler.cli.{name}").register(app)
    return app


def main() -> None:
    """Entry point: check the roof, take in the settings file, run the subcommand."""
    try:
        check_roof()
        sys.argv[1:] = take_config(sys.argv[1:])
    except (RoofError, ValueError) as error:
        typer.echo(str(error), err=True)
        sys.exit(BAD_INPUT)
    _tell_progress()
    build()()


def _tell_progress() -> None:
    """Long work of the rules (a register of a million marks) says how far it is, where no crawl keeps a log."""
    logging.getLogger("rules").setLevel(logging.INFO)
    if logging.lastResort:
        logging.lastResort.setLevel(logging.INFO)


def take_config(arguments: list[str]) -> list[str]:
    """The arguments without `--config FILE`, whose settings have become WANGXUN_* variables where unset.

    It may stand before or after the subcommand. ValueError names what is wrong with the file.
    """
    rest = list(arguments)
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--config" or argument.startswith("--config="):
            inline = argument.partition("=")[2]
            value = inline or (arguments[position + 1] if position + 1 < len(arguments) else "")
            if not value:
                raise ValueError("--config 后面应有设置文件的路径")
            del rest[position : position + (1 if inline else 2)]
            _read_settings(Path(value))
            break
    return rest


def _read_settings(path: Path) -> None:
    try:
        settings = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"设置文件 {path} 读不出：{error}") from None
    for key, value in settings.items():
        if isinstance(value, dict):
            raise ValueError(f'设置文件 {path}：{key} 是一张表，应为单个值，如 db = "sqlite:///wangxun.db"')  # noqa: TRY004
        text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
        os.environ.setdefault(f"WANGXUN_{key.upper()}", text)


if __name__ == "__main__":
    main()
