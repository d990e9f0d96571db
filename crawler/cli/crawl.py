"""`wangxun crawl`: one crawl, from validated arguments to the summary of what it found."""

from pathlib import Path
from typing import Annotated, Any

import typer

from crawler.cli.exits import fail, refusing
from crawler.cli.options import Marks


def register(app: typer.Typer) -> None:
    """Add the subcommand."""
    app.command(name="crawl")(crawl)


def crawl(
    spider: Annotated[str, typer.Argument(help="marketplace、website、archive、feed、single")],
    arguments: Annotated[
        list[str] | None, typer.Option("-a", metavar="K=V", help="爬虫参数，可多次给出")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", metavar="FILE", help="读到的条目写入此文件（JSON Lines）")
    ] = None,
    campaign: Annotated[
        Path | None, typer.Option(metavar="FILE", help="活动文件：设置与授权取自其中")
    ] = None,
    db: Annotated[str | None, typer.Option(metavar="URL", help="线索库，默认 WANGXUN_DB")] = None,
    evidence: Annotated[Path | None, typer.Option(metavar="DIR", help="证据目录")] = None,
    allow_private: Annotated[
        list[str] | None, typer.Option(metavar="HOST[:PORT]", help="允许访问的内网主机，可多次给出")
    ] = None,
    marks: Marks = None,
    resume: Annotated[
        Path | None, typer.Option(metavar="DIR", help="抓取状态存于此目录，中断后可续抓")
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="显示详细日志")] = False,
) -> None:
    """抓取一次：读页面、判断、留证、入库。

    例：wangxun crawl marketplace -a platform=jd -a keyword=儿童玩具 -a max_pages=3
    """
    from crawler.addresses import AllowedHosts
    from crawler.campaign import Campaign, CampaignError
    from crawler.cli.summary import print_summary
    from crawler.process import CrawlRefused, run_spider

    settings: dict[str, Any] = {}
    with refusing(CampaignError, ValueError):
        if campaign:
            settings |= Campaign.load(campaign).settings()
        AllowedHosts.parse(allow_private or [])
    if allow_private:
        settings["WANGXUN_ALLOW_PRIVATE"] = [*settings.get("WANGXUN_ALLOW_PRIVATE", []), *allow_private]
    given = {
        "WANGXUN_DB": db,
        "WANGXUN_EVIDENCE_DIR": evidence and str(evidence),
        "WANGXUN_MARKS": marks and str(marks),
        "JOBDIR": resume and str(resume),
        "LOG_LEVEL": "DEBUG" if verbose else None,
    }
    settings |= {name: value for name, value in given.items() if value}
    if output:
        settings["FEEDS"] = {
            output.resolve().as_uri(): {"format": "jsonlines", "encoding": "utf8", "overwrite": True}
        }
    with refusing(CrawlRefused):
        outcome = run_spider(spider, pairs(arguments or []), settings)
    print_summary(outcome.stats)
    if not outcome.complete:
        fail(outcome.reason, code=1)


def pairs(arguments: list[str]) -> dict[str, str]:
    """`-a` values as a dictionary; leaves with exit code 2 where one is no K=V."""
    found: dict[str, str] = {}
    for argument in arguments:
        name, equals, value = argument.partition("=")
        if not equals or not name:
            fail(f"-a {argument}：应写成 名称=值，如 -a platform=jd")
        found[name] = value
    return found
