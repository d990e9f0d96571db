"""`wangxun leads`: list them, look at one, record a decision."""

import getpass
import json
import sys
from typing import Annotated, Any, cast, get_args

import typer

from crawler.cli.exits import fail, refusing
from crawler.cli.operators import app as operators
from crawler.cli.options import DEFAULT_DB, DEFAULT_EVIDENCE, Db, Evidence, Json
from crawler.cli.tables import print_table

app = typer.Typer(help="线索：列表、详情、处理", no_args_is_help=True)

Group = Annotated[str | None, typer.Option(help="规则组，如 well-known-mark")]
Platform = Annotated[str | None, typer.Option(help="平台，如 jd")]
Region = Annotated[str | None, typer.Option(help="地区，如 浙江")]
StatusOption = Annotated[str | None, typer.Option(help="状态：代码或中文，如 new、待核查")]


def register(parent: typer.Typer) -> None:
    """Add the subcommand."""
    app.add_typer(operators, name="operators")
    parent.add_typer(app, name="leads")


@app.command("list")
def list_(
    db: Db = DEFAULT_DB,
    status: StatusOption = None,
    group: Group = None,
    platform: Platform = None,
    region: Region = None,
    severity: Annotated[int | None, typer.Option(min=1, max=4, help="至少这一等级")] = None,
    run: Annotated[str | None, typer.Option(help="某次抓取见到的")] = None,
    pending: Annotated[
        bool | None, typer.Option("--pending/--no-pending", help="只看待复核的，或不看待复核的")
    ] = None,
    text: Annotated[str | None, typer.Option(help="店名、标题、摘录或商标中含有")] = None,
    sort: Annotated[str, typer.Option(help="severity：严重的在前；priority：应先查的店铺在前")] = "severity",
    limit: Annotated[int | None, typer.Option(min=1, help="最多几条")] = None,
    as_json: Json = False,
) -> None:
    """列出线索，严重的在前。例：wangxun leads list --group well-known-mark --json"""
    from leads.database import DatabaseError, check
    from leads.engine import connect
    from leads.listing import Filter, Sort, list_leads
    from leads.workflow import WorkflowError

    if sort not in get_args(Sort):
        fail(f"不能按“{sort}”排序；可用：{'、'.join(get_args(Sort))}")
    wanted = Filter(
        status=status,
        group=group,
        platform=platform,
        region=region,
        severity=severity,
        run=run,
        text=text,
        pending=pending,
    )
    with refusing(DatabaseError, WorkflowError):
        check(db)
        found = list_leads(connect(db), wanted, limit, sort=cast(Sort, sort))
        if as_json:
            for lead in found:
                sys.stdout.write(json.dumps(lead, ensure_ascii=False) + "\n")
        else:
            print_leads(list(found))


def print_leads(leads: list[dict[str, Any]]) -> None:
    """The lead table for people, with the count as its last line."""
    weighed = any("priority" in lead for lead in leads)
    columns = ("优先分",) * weighed + (
        "编号",
        "等级",
        "平台",
        "店铺",
        "疑点",
        "摘录",
        "商标",
        "次数",
        "状态",
        "网址",
    )
    rows = [
        (
            *([lead["priority"]["score"]] if weighed else ()),
            lead["id"],
            lead["severity"],
            lead["platform"],
            lead["shop"],
            lead["title"],
            _short(lead["excerpt"]),
            lead["mark"],
            lead["sightings"],
            lead["status_label"],
            lead["url"],
        )
        for lead in leads
    ]
    print_table(columns, rows, right=("优先分", "编号", "等级", "次数"))
    waiting = sum(lead["status"] == "pending" for lead in leads)
    apart = f"，其中 {waiting} 条待复核：再次访问结论相同才转为待核查" if waiting else ""
    typer.echo(f"共 {len(leads)} 条线索（涉嫌，待核查）{apart}")


def _short(excerpt: str | None, most: int = 20) -> str:
    text = excerpt or ""
    return text if len(text) <= most else text[: most - 1] + "…"


@app.command()
def show(
    lead: Annotated[int, typer.Argument(help="线索编号")],
    db: Db = DEFAULT_DB,
    evidence: Evidence = DEFAULT_EVIDENCE,
    as_json: Json = False,
) -> None:
    """一条线索的全部：依据、证据及其封存情况、各次所见、处理经过。例：wangxun leads show 12"""
    from evidence.whereabouts import security_of
    from leads.database import DatabaseError, check
    from leads.engine import connect
    from leads.listing import get_lead
    from leads.workflow import WorkflowError

    with refusing(DatabaseError, WorkflowError):
        check(db)
        found = get_lead(connect(db), lead)
    if kept := found["evidence"]:
        kept["state"] = security_of(kept, evidence)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    print_table(("项目", "内容"), [(name, _plain(value)) for name, value in found.items()])


def _plain(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


@app.command("set")
def set_(
    lead: Annotated[int, typer.Argument(help="线索编号")],
    status: Annotated[str, typer.Argument(help="新状态：代码或中文，如 confirmed、已核实")],
    note: Annotated[str | None, typer.Option(help="说明")] = None,
    who: Annotated[str | None, typer.Option(help="经办人，默认当前用户")] = None,
    db: Db = DEFAULT_DB,
) -> None:
    """改变线索的状态，并记入处理经过。例：wangxun leads set 12 已核实 --note 现场检查属实"""
    from leads.database import DatabaseError, check
    from leads.engine import connect
    from leads.workflow import LABELS, WorkflowError, set_status, status_code

    with refusing(DatabaseError, WorkflowError):
        check(db)
        set_status(connect(db), lead, status, who or getpass.getuser(), note)
        typer.echo(f"线索 {lead}：{LABELS[status_code(status)]}")
