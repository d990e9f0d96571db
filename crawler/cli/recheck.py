"""`wangxun recheck`: stored captures judged anew by today's readers and packs, and what that changes."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from crawler.cli.exits import fail, refusing
from crawler.cli.options import DEFAULT_DB, DEFAULT_EVIDENCE, Db, Evidence, Json, Marks
from crawler.cli.tables import print_table
from crawler.days import SHANGHAI

CHANGES = {"new": "新增", "withdrawn": "撤回", "unchanged": "不变"}
DAY = ["%Y-%m-%d"]


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="recheck")(recheck)


def recheck(
    since: Annotated[datetime, typer.Option(formats=DAY, help="自哪天（北京时间）起采集的页面")],
    on: Annotated[datetime | None, typer.Option(formats=DAY, help="适用哪天的法律，默认各页采集之日")] = None,
    db: Db = DEFAULT_DB,
    evidence: Evidence = DEFAULT_EVIDENCE,
    marks: Marks = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只报告差异，不改动线索")] = False,
    as_json: Json = False,
) -> None:
    """以现行规则重新判断已留存的页面，不发任何请求。

    新发现的成为线索，以原来的采集为证据；不再发现的注明撤回，从不删除。例：wangxun recheck --since 2026-06-01
    """
    from crawler.process import CrawlRefused, project_settings, run_spider
    from crawler.rejudging import RejudgingRefused, in_processes

    if not evidence.is_dir():
        fail(f"{evidence}：没有这个证据目录；请用 --evidence 指明")
    arguments = {"since": since.replace(tzinfo=SHANGHAI).isoformat()}
    if on:
        arguments["on"] = on.date().isoformat()
    with tempfile.TemporaryDirectory() as scratch, refusing(CrawlRefused, RejudgingRefused):
        report = Path(scratch) / "report.jsonl"
        settings = _settings(db, evidence, marks, report, dry_run=dry_run)
        with in_processes(project_settings(settings)):
            outcome = run_spider("recheck", arguments, settings)
        pages = outcome.stats.get("wangxun/pages", 0)
        if as_json:
            for line in _lines(report):
                typer.echo(json.dumps(line, ensure_ascii=False))
        else:
            _print(_lines(report), pages, since.date())
    if not outcome.complete and pages:
        fail(outcome.reason, code=1)
    if not pages:
        fail(f"{evidence}：没有 {since.date()} 以来留存的页面，什么也没有重新判断", code=1)


def _settings(db: str, evidence: Path, marks: Path | None, report: Path, *, dry_run: bool) -> dict[str, Any]:
    import crawler.settings as shipped
    from pipelines.recheck import PIPELINES

    pipelines: dict[str, int | None] = {**shipped.ITEM_PIPELINES, **PIPELINES}
    if dry_run:
        pipelines |= {"pipelines.store.StorePipeline": None, "pipelines.evidence.EvidencePipeline": None}
    return {
        "WANGXUN_DB": db,
        "WANGXUN_EVIDENCE_DIR": str(evidence),
        "WANGXUN_EVIDENCE": "flagged",  # whatever the campaign kept, a new lead points at what lies here
        "WANGXUN_RENDER": "never",
        "WANGXUN_RECHECK_READING": "crawler.rejudging.judged",
        "WANGXUN_RECHECK_REPORT": str(report),
        "WANGXUN_RECHECK_DRY_RUN": dry_run,
        "ITEM_PIPELINES": pipelines,
        **({"WANGXUN_MARKS": str(marks)} if marks else {}),
    }


def _lines(report: Path) -> Iterator[dict[str, Any]]:
    if report.exists():
        with report.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _print(changes: Iterator[dict[str, Any]], pages: int, since: date) -> None:
    """How many findings of each rule are new, withdrawn, unchanged; then the sum."""
    counts: Counter[tuple[str, str]] = Counter()
    titles: dict[str, str] = {}
    for change in changes:
        counts[change["rule"], change["change"]] += 1
        titles[change["rule"]] = change["title"]
    rows = [(rule, titles[rule], *(counts[rule, change] for change in CHANGES)) for rule in sorted(titles)]
    print_table(("规则", "疑点", *CHANGES.values()), rows, right=tuple(CHANGES.values()))
    sums = "，".join(
        f"{word} {sum(n for (_, change), n in counts.items() if change == code)}"
        for code, word in CHANGES.items()
    )
    typer.echo(f"{since} 以来的 {pages} 个页面重新判断：{sums}")
