"""The one command: its help, its settings file, its roof."""

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawler.cli.main import COMMANDS, build, take_config
from crawler.roof import check_roof
from tests.wangxun import ROOT, Wangxun


def walk(command: object, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every subcommand's path."""
    inner = getattr(command, "commands", None)
    if not inner:
        return [path]
    return [one for name, sub in inner.items() for one in walk(sub, (*path, name))]


def commands() -> list[tuple[str, ...]]:
    from typer.main import get_command

    return walk(get_command(build()))


@pytest.mark.parametrize("path", commands(), ids=" ".join)
def test_every_command_has_help_with_an_example(path: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(build(), [*path, "--help"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0
    assert "例：" in shown.stdout
    assert f"wangxun {path[0]}" in shown.stdout


def test_the_contracts_commands_are_there() -> None:
    wanted = {
        "demo",
        "crawl",
        "extract",
        "check",
        "rules",
        "marks",
        "leads",
        "export",
        "evidence",
        "schedule",
    }
    assert wanted | {"campaign", "platforms", "db", "runs"} <= set(COMMANDS)


def test_a_settings_file_fills_variables_that_are_unset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "w.toml").write_text('db = "sqlite:///x.db"\nevidence = "all"\npacks = ["a", "b"]\n', "utf-8")
    for name in ("WANGXUN_DB", "WANGXUN_PACKS"):
        monkeypatch.setenv(name, "")  # so that it is taken away again, whatever is set meanwhile
        monkeypatch.delenv(name)
    monkeypatch.setenv("WANGXUN_EVIDENCE", "none")
    assert take_config(["crawl", "--config", str(tmp_path / "w.toml"), "website"]) == ["crawl", "website"]
    assert os.environ["WANGXUN_DB"] == "sqlite:///x.db"
    assert os.environ["WANGXUN_PACKS"] == "a,b"
    assert os.environ["WANGXUN_EVIDENCE"] == "none"


@pytest.mark.parametrize("content", ["db =", "[db]\nurl = 1", None], ids=["no TOML", "a table", "missing"])
def test_a_broken_settings_file_is_named(tmp_path: Path, content: str | None, wangxun: Wangxun) -> None:
    if content is not None:
        (tmp_path / "w.toml").write_text(content, "utf-8")
    done = wangxun("db", "check", "--config", "w.toml")
    assert done.returncode == 2
    assert "w.toml" in done.stderr


def test_all_packages_lie_under_one_roof() -> None:
    assert check_roof() == ROOT


def test_a_package_that_lies_elsewhere_is_named(tmp_path: Path, wangxun: Wangxun) -> None:
    other = tmp_path / "leads"
    other.mkdir()
    (other / "__init__.py").touch()
    done = wangxun("runs", "list")
    assert done.returncode == 2
    assert "程序包 leads" in done.stderr
    assert str(other.parent) in done.stderr
