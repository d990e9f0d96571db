"""`wangxun demo`: the whole way on the bundled marketplace, from the crawl to the lead lists."""

import shutil
from pathlib import Path
from typing import Annotated, Any

import typer

from crawler.cli.exits import FAILED, fail, refusing

MADE = ("wangxun.db", "wangxun.db-wal", "wangxun.db-shm", "registers", "evidence", "leads.csv", "leads.xlsx")
"""What a demo leaves in its folder, and what the next one clears away."""


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="demo")(demo)


def demo(
    out: Annotated[Path, typer.Option(metavar="DIR", help="结果写入的目录")] = Path("demo-out"),
    keep: Annotated[
        bool, typer.Option("--keep", help="结束后市场继续运行，可用浏览器查看，Ctrl-C 结束")
    ] = False,
) -> None:
    """在随附的演示市场上走一遍：导入登记簿、抓取、判断、留证、入库、导出。例：wangxun demo --out /tmp/demo"""
    from crawler.campaign import Campaign
    from crawler.cli.leads import print_leads
    from crawler.demo.server import DemoMarket
    from crawler.process import CrawlRefused, Job, run_spiders
    from leads.engine import connect
    from leads.export.formats import export
    from leads.listing import list_leads

    url = f"sqlite:///{out / 'wangxun.db'}"
    _clear(out)
    _take_in_registers(url, out / "registers")
    with DemoMarket() as market:
        campaign = Campaign(**_campaign(market.url, market.site_urls, market.hosts))
        settings = campaign.settings() | {
            "WANGXUN_DB": url,
            "WANGXUN_EVIDENCE_DIR": str(out / "evidence"),
            "LOG_LEVEL": "ERROR",
        }
        typer.echo(f"演示市场 {market.url}，独立网店 {len(market.site_urls)} 家；抓取中 …", err=True)
        with refusing(CrawlRefused):
            outcomes = run_spiders(
                [Job(crawl.spider, crawl.arguments) for crawl in campaign.crawls()], settings
            )
        leads = list(list_leads(connect(url)))
        print_leads(leads)
        for name in ("leads.csv", "leads.xlsx"):
            export(leads, out / name)
        typer.echo(_figures(outcomes))
        typer.echo(_next(out, url, leads))
        if keep:
            _keep(market.url)
        if any(lead["status"] == "pending" for lead in leads):
            typer.echo("待复核的线索计入下面的得分：演示只访问一次，正式抓取须隔日再访")
        typer.echo(str(market.score(leads)))
    if not all(outcome.complete for outcome in outcomes):
        fail("；".join(outcome.reason for outcome in outcomes if outcome.reason), FAILED)


def _campaign(market: str, sites: list[str], hosts: list[str]) -> dict[str, Any]:
    """The demo's campaign: no delay, which the market's own operator, this very program, allows."""
    return {
        "name": "demo",
        "title": "演示",
        "authority": "网巡演示（本机市场，自行授权）",
        "marketplaces": [market],
        "websites": sites,
        "details": "always",
        "politeness": {"delay": 0, "concurrency": 16},
        "allow_private": hosts,
    }


def _take_in_registers(url: str, folder: Path) -> None:
    """What `wangxun registers import` does, with the files of the demo's own authority."""
    from crawler.days import legal_day, now
    from crawler.demo.registers import supply
    from crawler.demo.world import world
    from leads.database import prepare
    from leads.engine import connect
    from leads.registers.importing import import_register

    prepare(url)
    engine = connect(url)
    folder.mkdir()
    for one in supply(world(), folder):
        day = legal_day(now())
        import_register(engine, one.kind, one.path, source="演示登记簿", as_of=day, regions=one.regions)
    engine.dispose()
    typer.echo(f"已导入演示登记簿：{folder}", err=True)


def _clear(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name in MADE:
            path = out / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    except OSError as error:
        fail(f"{out}：写不了（{error.strerror}），请用 --out 换一个目录")


def _figures(outcomes: list[Any]) -> str:
    total = {
        name: sum(outcome.stats.get(key, 0) for outcome in outcomes)
        for name, key in (
            ("requests", "downloader/request_count"),
            ("listings", "wangxun/listings"),
            ("records", "wangxun/evidence/records"),
        )
    }
    share = total["listings"] / max(total["requests"], 1)
    return (
        f"请求 {total['requests']} 次，判断商品 {total['listings']} 件（每次请求 {share:.1f} 件），"
        f"留证 {total['records']} 件"
    )


def _next(out: Path, url: str, leads: list[dict[str, Any]]) -> str:
    first = leads[0]["id"] if leads else 1
    return f"""\
清单：{out / "leads.csv"}、{out / "leads.xlsx"}；证据：{out / "evidence"}
接下来可以：
  wangxun leads show {first} --db {url}
  wangxun evidence verify {out / "evidence"}
  wangxun crawl archive -a manifest=清单.jsonl      # 判断已存的网页
  wangxun campaign new 双11儿童用品                  # 起草夜间抓取"""


def _keep(url: str) -> None:
    import threading

    typer.echo(f"市场仍在 {url} 运行，Ctrl-C 结束", err=True)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        typer.echo("", err=True)
