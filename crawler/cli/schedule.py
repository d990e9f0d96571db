"""`wangxun schedule`: the nights of campaigns, planned, listed and run."""

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.exits import fail, refusing
from crawler.cli.options import DEFAULT_DB, Db, Json
from crawler.cli.tables import print_table

app = typer.Typer(help="排期：哪些夜里抓取什么", no_args_is_help=True)

Campaigns = Annotated[
    list[Path] | None, typer.Argument(metavar="[FILE]…", help="活动文件或其目录，默认 campaigns/")
]


def register(parent: typer.Typer) -> None:
    """Add the subcommand."""
    parent.add_typer(app, name="schedule")


@app.command()
def plan(
    campaigns: Campaigns = None,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="首日，默认今天")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="末日，默认 30 天后")
    ] = None,
    as_json: Json = False,
) -> None:
    """列出各活动的夜间抓取。例：wangxun schedule plan campaigns/ --from 2026-10-20 --to 2026-11-12"""
    from crawler.campaign import CampaignError
    from crawler.days import legal_day, now
    from scheduler import plan as nights_of

    start = first.date() if first else legal_day(now())
    end = last.date() if last else start + timedelta(days=30)
    if end < start:
        fail(f"--to {end} 早于 --from {start}")
    with refusing(CampaignError):
        nights = nights_of(campaign_files(campaigns), start, end)
    if as_json:
        for night in nights:
            line = {
                "starts": night.starts.isoformat(),
                "why": night.why,
                "campaign": night.campaign.name,
                "file": str(night.file),
                "crawls": [crawl.model_dump() for crawl in night.crawls],
            }
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        return
    weekdays = "一二三四五六日"
    rows = [
        (
            f"{night.starts:%Y-%m-%d} 周{weekdays[night.starts.weekday()]}",
            f"{night.starts:%H:%M}–{night.campaign.window.end:%H:%M}",
            night.why,
            night.campaign.title or night.campaign.name,
            len(night.crawls),
        )
        for night in nights
    ]
    print_table(("夜", "时间窗", "缘由", "活动", "抓取数"), rows, right=("抓取数",))
    typer.echo(f"{start} 至 {end} 共 {len(nights)} 夜（北京时间）")


@app.command()
def run(campaigns: Campaigns = None, db: Db = DEFAULT_DB) -> None:
    """按排期运行，直到 Ctrl-C。任务存于线索库，重启后继续。例：wangxun schedule run campaigns/"""
    import logging

    from apscheduler.schedulers.blocking import BlockingScheduler

    from crawler.campaign import CampaignError
    from crawler.days import SHANGHAI
    from leads.database import DatabaseError, prepare
    from leads.engine import address
    from scheduler import schedule

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    scheduler = BlockingScheduler(timezone=SHANGHAI)
    with refusing(CampaignError, DatabaseError):
        prepare(db)
        found = schedule(scheduler, campaign_files(campaigns), address(db))
    typer.echo(
        f"已排入 {len(found)} 个活动：{'、'.join(campaign.name for campaign in found)}；Ctrl-C 结束", err=True
    )
    try:
        scheduler.start()
    except (KeyboardInterrupt, SystemExit):
        typer.echo("排期已停止，任务留在库中", err=True)


@app.command("list")
def list_(db: Db = DEFAULT_DB, as_json: Json = False) -> None:
    """列出已排入线索库的活动与下一夜。例：wangxun schedule list"""
    from leads.database import DatabaseError, check
    from leads.engine import address
    from scheduler import jobs

    with refusing(DatabaseError):
        check(db)
        found = jobs(address(db))
    if as_json:
        for name, title, following in found:
            line = {"campaign": name, "title": title, "next": following and following.isoformat()}
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        return
    rows = [
        (name, title, f"{following:%Y-%m-%d %H:%M}" if following else "无")
        for name, title, following in found
    ]
    print_table(("活动", "名称", "下一夜"), rows)
    typer.echo(f"共 {len(found)} 个活动")


def campaign_files(given: list[Path] | None) -> list[Path]:
    """The campaign files named, those of a folder in order of name; leaves with exit code 2 where none is."""
    files: list[Path] = []
    for path in given or [Path("campaigns")]:
        if path.is_dir():
            files += sorted(path.glob("*.yaml"))
        elif path.is_file():
            files.append(path)
        else:
            fail(f"{path}：没有这个活动文件或目录；可用 wangxun campaign new 起草一个")
    if not files:
        fail("没有找到活动文件（*.yaml）；可用 wangxun campaign new 起草一个")
    return files
