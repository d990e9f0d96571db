"""Was the run a healthy one? Nothing found is first of all a finding about us, so each fault is named."""

from collections.abc import Mapping
from typing import Any

from pipelines.tally import FIELDS

BLOCKED_SHARE = 0.3
"""Above this share of blocked pages, what was not found says nothing about the shops."""

FILLED_SHARE = 0.4
"""A healthy reader fills at least this share of FIELDS; measured on saved pages of the platforms: 0.55 to 0.95."""

ENOUGH = 20
"""Listings below which a share of filled fields means little."""

INTERRUPTIONS = ("shutdown", "cancelled")


def faults(stats: Mapping[str, Any]) -> list[str]:
    """What makes the run less than healthy, as sentences in Chinese; empty for a healthy run."""
    return [
        sentence for check in (_nothing, _blocked, _unread, _failed, _unstored) if (sentence := check(stats))
    ]


def _nothing(stats: Mapping[str, Any]) -> str | None:
    if stats.get("wangxun/pages", 0):
        return None
    refused = stats.get("wangxun/refused_addresses", 0)
    forbidden = stats.get("robotstxt/forbidden", 0)
    if refused:
        return f"没有读到页面：{refused} 个地址是内网或本机地址，已拒绝（--allow-private 可指明允许的主机）"
    if forbidden:
        return "没有读到页面：robots.txt 不允许访问起始网址"
    if stats.get("wangxun/resumed") and not stats.get("downloader/request_count", 0):
        return "没有可续抓的页面：此目录（--resume）中的抓取此前已完成，重新抓取请另指定目录"
    return "没有读到任何页面：请核对网址、网络与日志"


def _blocked(stats: Mapping[str, Any]) -> str | None:
    pages, blocked = stats.get("wangxun/pages_read", 0), stats.get("wangxun/blocked/pages", 0)
    if blocked and blocked > BLOCKED_SHARE * pages:
        return f"{blocked}/{pages} 页被拦截或要求登录，未见线索不等于没有问题"
    return None


def _unread(stats: Mapping[str, Any]) -> str | None:
    stale = []
    for name, listings in stats.items():
        match name.split("/"):
            case ["wangxun", "by", platform, "listings"] if listings >= ENOUGH:
                share = stats.get(f"wangxun/by/{platform}/fields", 0) / (listings * len(FIELDS))
                if share < FILLED_SHARE:
                    stale.append(f"{platform}（{share:.0%}）")
    return f"读出的字段过少，页面版式可能已变：{'、'.join(stale)}" if stale else None


def _failed(stats: Mapping[str, Any]) -> str | None:
    errors = stats.get("spider_exceptions/count", 0) + stats.get("wangxun/item_errors", 0)
    unreadable = stats.get("wangxun/unreadable_pages", 0)
    rejected = stats.get("wangxun/feed/rejected", 0)
    parts = [
        f"{errors} 处程序错误" if errors else "",
        f"{unreadable} 个存档页读不出" if unreadable else "",
        f"{rejected} 行数据未能读入" if rejected else "",
    ]
    return "，".join(filter(None, parts)) or None


def _unstored(stats: Mapping[str, Any]) -> str | None:
    lost = stats.get("wangxun/evidence/unpreserved", 0)
    if lost:
        return f"{lost} 条发现因证据未能留存而未入库：请检查证据目录的空间与权限"
    spilled = stats.get("wangxun/store/spilled", 0)
    return f"{spilled} 条观察未能写入线索库，已存为文件，见日志" if spilled else None
