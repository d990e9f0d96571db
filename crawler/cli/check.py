"""`wangxun check`: items or saved pages in, findings out, one JSON object a line, in input order."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from crawler.cli.exits import BAD_INPUT, FAILED, fail, refusing
from crawler.cli.options import Marks, Rules


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="check")(check)


def check(
    file: Annotated[
        str, typer.Argument(metavar="[FILE|-]", help="条目（JSON Lines、CSV、Parquet），- 为标准输入")
    ] = "-",
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="按这一天的法律判断，默认取证日或今天")
    ] = None,
    marks: Marks = None,
    rules: Rules = None,
    pages: Annotated[
        bool, typer.Option("--pages", help="FILE 是已存网页的清单：先读页面，再按网站判断")
    ] = False,
    verdicts: Annotated[bool, typer.Option("--verdicts", help="输出每个亮照结论，包括合格的")] = False,
    db: Annotated[
        str | None, typer.Option("--db", metavar="URL", help="以此线索库中导入的登记簿核对经营主体")
    ] = None,
) -> None:
    """判断条目或已存网页，每行输出一条线索（JSON）。

    例：echo '{"title": "驰名商标 康帅傅红烧牛肉面"}' | wangxun check -
    """
    from crawler.judging import Judge
    from crawler.records import RecordsError
    from rules.packs import PackError
    from spiders.stored.page import StoredPageError

    path = None if file == "-" else Path(file)
    if path is not None and not path.is_file():
        fail(f"{path}：文件不存在", BAD_INPUT)
    if pages and path is None:
        fail("--pages 需要清单文件，不能从标准输入读取", BAD_INPUT)
    with refusing(PackError, RecordsError, StoredPageError, ValueError, OSError), _registers(db) as registers:
        judge = Judge.load(rules, marks)
        day = on.date() if on else None
        of_operator = _operator_check(judge, registers, day)
        lines = (
            _of_pages(judge, path, day, verdicts, of_operator)
            if pages and path
            else _of_items(judge, path, day, verdicts, of_operator)
        )
        failed = 0
        for line in lines:
            failed += "error" in line
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    if failed:
        fail(f"{failed} 条读不出，其余已判断", FAILED)


@contextmanager
def _registers(db: str | None) -> Iterator[Any]:
    """The registers in force in a database; None without one, and nobody's operator is looked up."""
    if db is None:
        yield None
        return
    from leads.database import DatabaseError
    from leads.database import check as demand
    from leads.engine import connect
    from leads.registers.lookup import SqlRegisters

    with refusing(DatabaseError):
        demand(db)
    engine = connect(db)
    with engine.connect() as connection:
        yield SqlRegisters(connection)
    engine.dispose()


def _operator_check(judge: Any, registers: Any, day: Any) -> Callable[[Any], list[Any]]:
    """Findings of the registers on an item; what they do not cover is said on stderr, once."""
    said: set[str] = set()

    def findings(item: Any) -> list[Any]:
        if registers is None:
            return []
        answer = judge.operator(item, registers, day)
        for note in answer.notes:
            if note not in said:
                said.add(note)
                typer.echo(note, err=True)
        found: list[Any] = answer.findings
        return found

    return findings


def _of_items(
    judge: Any, path: Path | None, day: Any, verdicts: bool, of_operator: Callable[[Any], list[Any]]
) -> Iterator[dict[str, Any]]:
    from crawler.judging import day_of
    from crawler.records import read_records
    from rules.licence import judge_site

    for record in read_records(path):
        if record.item is None:
            yield {"id": record.id, "error": record.error}
            continue
        item = record.item
        head = {"id": record.id} | _where(item)
        for finding in [*judge.judge(item, day), *of_operator(item)]:
            yield head | _line(finding)
        if item.licences:
            # What an item shows can be judged; what it lacks proves nothing: only pages do.
            shown = judge_site([item], complete=False)
            yield from _verdict_line(head, judge.verdict(shown, day or day_of(item)), verdicts)


def _of_pages(
    judge: Any, manifest: Path, day: Any, verdicts: bool, of_operator: Callable[[Any], list[Any]]
) -> Iterator[dict[str, Any]]:
    from crawler.judging import day_of, sites_of
    from spiders.stored.manifest import read_manifest
    from spiders.stored.page import StoredPageError
    from spiders.stored.reading import read_stored

    read, order = [], {}
    for number, page in enumerate(read_manifest(manifest), 1):
        if isinstance(page, StoredPageError):
            yield {"id": number, "error": str(page)}
            continue
        item = read_stored(page)
        order[id(item)] = number
        read.append((item, page.site))
    last = {id(group[-1]): (group, verdict) for group, verdict in sites_of(read)}
    for item, site in read:
        head = {"id": order[id(item)]} | _where(item)
        for finding in [*judge.judge(item, day), *of_operator(item)]:
            yield head | _line(finding)
        if id(item) in last:
            group, verdict = last[id(item)]
            where = group[verdict.item_index or 0]
            head = {"id": order[id(where)]} | _where(where)
            if site:
                head["site"] = site
            head["paths"] = [page.path for page in group]
            yield from _verdict_line(head, judge.verdict(verdict, day or day_of(where)), verdicts)


def _where(item: Any) -> dict[str, Any]:
    return {name: value for name in ("path", "url") if (value := getattr(item, name)) is not None}


def _verdict_line(head: dict[str, Any], finding: Any, verdicts: bool) -> Iterator[dict[str, Any]]:
    if finding is not None and (verdicts or finding.suspicious):
        yield head | _line(finding)


def _line(finding: Any) -> dict[str, Any]:
    """A finding as the contract has it; one in attributes given as plain text stands in the field itself."""
    line: dict[str, Any] = finding.model_dump(mode="json", by_alias=True)
    if line["field"] == "attributes.":
        line["field"] = "attributes"
    optional = ("verdict", "exemptions", "places", "card", "picture", "of_shop")
    return {name: value for name, value in line.items() if name not in optional or not _absent(value)}


def _absent(value: Any) -> bool:
    """The first card's index is no absence."""
    return value is None or value is False or value == []
