"""The table a crawl ends with: by platform, what was read and found, and how much for each request."""

from collections.abc import Mapping
from typing import Any

import typer

from crawler.cli.tables import print_table
from pipelines.tally import FIELDS

COLUMNS = ("平台", "页面", "条目", "商品", "字段", "读出率", "疑点", "拦截")

IDENTITIES = {
    "confirmed": "一致",
    "unknown": "号码有登记、页面未载名称",
    "forged": "查无登记",
    "borrowed": "属他人",
    "imitated": "名称近似",
    "struck_off": "已注销吊销",
    "listed": "见于名单",
    "uncovered": "登记簿未覆盖、未作判断",
}
"""What the registers said, as the line below the table calls it."""


def print_summary(stats: Mapping[str, Any]) -> None:
    """Print the table, and the run's figures in its last line."""
    names = sorted({name.split("/")[2] for name in stats if name.startswith("wangxun/by/")})
    rows = [_row(name, stats) for name in names]
    print_table(COLUMNS, rows, right=COLUMNS[1:])
    requests = stats.get("downloader/request_count", 0)
    listings = stats.get("wangxun/listings", 0)
    line = f"抓取 {stats.get('wangxun/run', '')}：判断商品 {listings}"
    if requests:
        line += f"，请求 {requests}，每次请求判断 {listings / requests:.1f} 件"
    line += f"，疑点 {stats.get('wangxun/findings', 0)}，留证 {stats.get('wangxun/evidence/records', 0)} 件"
    typer.echo(line)
    if pictures := _pictures(stats):
        typer.echo(pictures)
    said = [
        f"{label} {stats[f'wangxun/operator/{name}']}"
        for name, label in IDENTITIES.items()
        if stats.get(f"wangxun/operator/{name}")
    ]
    if said:
        typer.echo(f"经营主体与登记簿核对：{'，'.join(said)}")


PICTURES = {
    "unreadable": "识读不出",
    "unfetched": "未能取得",
    "beyond": "超出识读额度（pictures）未识读",
    "left_out": "每页靠后的未识读",
    "elsewhere": "位于站外未取",
}
"""Which pictures of descriptions say nothing, as the line below the table calls them."""


def _pictures(stats: Mapping[str, Any]) -> str:
    """What became of the pictures of descriptions; empty where none was asked for."""
    counts = {name: stats.get(f"wangxun/pictures/{name}", 0) for name in ("read", "remembered", *PICTURES)}
    if not any(counts.values()):
        return ""
    parts = [f"识读 {counts['read']} 张（其中缓存 {counts['remembered']} 张）"]
    parts += [f"{label} {counts[name]} 张" for name, label in PICTURES.items() if counts[name]]
    return f"描述图片：{'，'.join(parts)}"


def _row(platform: str, stats: Mapping[str, Any]) -> tuple[object, ...]:
    def figure(name: str) -> int:
        return int(stats.get(f"wangxun/by/{platform}/{name}", 0))

    listings, fields = figure("listings"), figure("fields")
    share = f"{fields / (listings * len(FIELDS)):.0%}" if listings else "–"
    blocked = figure("status/blocked") + figure("status/login")
    return platform, figure("pages"), figure("items"), listings, fields, share, figure("findings"), blocked
