"""`wangxun rules`: look into the packs, run their examples, find their mistakes, explain a verdict."""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from crawler.cli import new
from crawler.cli.exits import FAILED, fail, refusing
from crawler.cli.options import Json, Rules
from crawler.cli.tables import print_table

app = typer.Typer(help="规则包：查看、起草、检验、解释", no_args_is_help=True)
app.command("new")(new.rule)


def register(parent: typer.Typer) -> None:
    """Add the subcommand."""
    parent.add_typer(app, name="rules")


@app.command("list")
def list_(
    rules: Rules = None,
    group: Annotated[str | None, typer.Option(help="只列这一组，如 absolute-term")] = None,
    as_json: Json = False,
) -> None:
    """列出规则。例：wangxun rules list --group well-known-mark"""
    from rules.packs import PackError, Packs

    with refusing(PackError):
        packs = Packs.load([rules] if rules else None)
    found = [rule for rule in packs.rules.values() if group in (None, rule.group)]
    if as_json:
        for rule in found:
            line = rule.model_dump(
                mode="json", include={"id", "title", "title_en", "group", "severity", "kind", "basis"}
            )
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        return
    print_table(
        ("规则", "组", "等级", "名称"), [(r.id, r.group, r.severity, r.title) for r in found], right=("等级",)
    )
    typer.echo(f"共 {len(found)} 条规则（规则包版本 {packs.version}）")


@app.command()
def show(
    rule: Annotated[str, typer.Argument(help="规则编号，如 wording.well-known-mark")], rules: Rules = None
) -> None:
    """一条规则的全部：依据、写法、豁免、例句。例：wangxun rules show wording.well-known-mark"""
    from rules.packs import PackError, Packs

    with refusing(PackError):
        packs = Packs.load([rules] if rules else None)
    found = packs.rules.get(rule)
    if found is None:
        fail(f"没有规则 {rule!r}；wangxun rules list 列出全部")
    print_table(("项目", "内容"), list(_facts(found.model_dump(mode="json", exclude_defaults=True), packs)))


def _facts(rule: dict[str, object], packs: object) -> list[tuple[str, object]]:
    from rules.packs import Packs

    rows: list[tuple[str, object]] = []
    for name, value in rule.items():
        if name == "basis" and isinstance(packs, Packs) and isinstance(value, list):
            for identifier in value:
                basis = packs.laws.bases[identifier]
                lasting = f"{basis.since} 至 {basis.until or '今'}"
                unchecked = "（待核）" if basis.verify else ""
                rows.append(("basis", f"{identifier}：{basis.law} {basis.article}，{lasting}{unchecked}"))
        else:
            rows.append(
                (name, json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value)
            )
    return rows


@app.command("test")
def test(rules: Rules = None) -> None:
    """运行每条规则的例句：该中的中，不该中的不中。例：wangxun rules test --rules my-packs/"""
    from rules.packs import PackError, Packs, run_examples

    with refusing(PackError):
        packs = Packs.load([rules] if rules else None)
    failures = run_examples(packs)
    for failure in failures:
        typer.echo(str(failure), err=True)
    examples = sum(len(rule.hits) + len(rule.misses) for rule in packs.rules.values())
    if failures:
        fail(f"{examples} 个例句中 {len(failures)} 个不符", FAILED)
    typer.echo(f"{len(packs.rules)} 条规则的 {examples} 个例句全部相符")


@app.command()
def lint(
    directories: Annotated[list[Path] | None, typer.Argument(help="规则包目录，默认随附的")] = None,
) -> None:
    """指出规则包的每处错误：文件、行、原因。例：wangxun rules lint my-packs/"""
    from rules.packs import lint as problems_of

    problems = problems_of(directories or None)
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        fail(f"{len(problems)} 处错误，规则包不可用")
    typer.echo("规则包没有错误")


@app.command()
def explain(
    text: Annotated[str, typer.Argument(help="要解释的文字")],
    field: Annotated[str, typer.Option(help="文字所在的字段，如 title、description、notice")] = "title",
    category: Annotated[str | None, typer.Option(help="商品类别")] = None,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="按这一天的法律，默认今天")
    ] = None,
    rules: Rules = None,
    as_json: Json = False,
) -> None:
    """哪条规则命中了哪些字，试过哪些豁免，为何。例：wangxun rules explain '本店最新款 全网第一'"""
    from dataclasses import asdict

    from crawler.days import legal_day, now
    from rules.packs import PackError, Packs
    from rules.wording import Wording

    day = on.date() if on else legal_day(now())
    with refusing(PackError):
        trials = Wording(Packs.load([rules] if rules else None)).explain(
            text, field=field, on=day, category=category
        )
    if as_json:
        for trial in trials:
            sys.stdout.write(json.dumps(asdict(trial), ensure_ascii=False) + "\n")
        return
    print_table(
        ("规则", "摘录", "结论", "试过的豁免", "理由"),
        [
            (t.rule, t.excerpt, "涉嫌" if t.spared_by is None else "不计", "、".join(t.tried), t.reason)
            for t in trials
        ],
    )
    typer.echo(
        f"{sum(t.spared_by is None for t in trials)} 处涉嫌，{sum(t.spared_by is not None for t in trials)} 处不计"
    )


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="旧的规则包：目录，或顶替同名随附规则包的文件")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="新的规则包，同上")],
    items: Annotated[Path, typer.Argument(metavar="FILE", help="已存条目（JSON Lines、CSV、Parquet）")],
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="按这一天的法律，默认采集日")
    ] = None,
    as_json: Json = False,
) -> None:
    """规则改动使哪些线索新增、哪些消失。例：wangxun rules diff old/ rules/packs/ items.jsonl"""
    from crawler.records import RecordsError
    from rules.comparing import Comparison
    from rules.packs import PackError, Packs

    if not items.exists():
        fail(f"{items}：文件不存在")
    judged = _Judged(items, on.date() if on else None)
    with refusing(PackError, RecordsError, OSError):
        comparison = Comparison(Packs.load([old]), Packs.load([new]))
        found = list(comparison.differences(judged))
    if as_json:
        for one in found:
            finding = one.finding.model_dump(mode="json", by_alias=True, exclude_none=True)
            line = {"change": one.change, "id": one.id} | finding
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    else:
        print_table(
            ("变化", "条目", "规则", "字段", "摘录"),
            [
                (CHANGES[one.change], one.id, one.finding.rule, one.finding.field, one.finding.excerpt)
                for one in found
            ],
        )
        counts = {change: sum(one.change == change for one in found) for change in CHANGES}
        typer.echo(f"{judged.count} 个条目：新增 {counts['new']} 处，消失 {counts['dropped']} 处")
    if judged.unread:
        fail(f"{judged.unread} 条读不出，其余已比较", FAILED)


CHANGES = {"new": "新增", "dropped": "消失"}


class _Judged:
    """The items of a file, each with its id and day; counts those that cannot be read."""

    def __init__(self, path: Path, on: date | None) -> None:
        self.path, self.on = path, on
        self.count = self.unread = 0

    def __iter__(self) -> Iterator[tuple[str, Any, date]]:
        from crawler.judging import day_of
        from crawler.records import read_records

        for record in read_records(self.path):
            if record.item is None:
                self.unread += 1
                typer.echo(f"{self.path}：{record.id}：{record.error}", err=True)
                continue
            self.count += 1
            yield str(record.id), record.item, self.on or day_of(record.item)
