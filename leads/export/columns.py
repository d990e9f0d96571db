"""The columns of a list of leads, for CSV and XLSX alike: heading, width, and where the value comes from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Lead = dict[str, Any]
"""A lead in CONTRACT's JSON shape, as leads.listing gives it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `width` in characters. Values are text, except counts, which stay numbers."""

    heading: str
    width: int
    value: Callable[[Lead], str | int | float | None]


def _field(name: str) -> Callable[[Lead], str | int | float | None]:
    def value(lead: Lead) -> str | int | float | None:
        found: str | int | float | None = lead.get(name)
        return found

    return value


def _evidence(name: str) -> Callable[[Lead], str | None]:
    def value(lead: Lead) -> str | None:
        found: str | None = (lead.get("evidence") or {}).get(name)
        return found

    return value


def _day(name: str) -> Callable[[Lead], str | None]:
    """Shanghai's date and time without the offset, which spreadsheets do not read."""

    def value(lead: Lead) -> str | None:
        moment = lead.get(name)
        return moment[:19].replace("T", " ") if moment else None

    return value


def _basis(lead: Lead) -> str:
    """Law and article of each basis; one that nobody has checked yet says so."""
    parts = []
    for basis in lead.get("basis") or []:
        doubt = "（待核）" if basis.get("verify") else ""
        parts.append(f"《{basis.get('law', '').strip('《》')}》{basis.get('article', '')}{doubt}")
    return "；".join(parts)


def _score(lead: Lead) -> int | None:
    """The shop's place in the queue, where the list was weighed."""
    found: int | None = (lead.get("priority") or {}).get("score")
    return found


def _terms(lead: Lead) -> str | None:
    """主体 25（号码查无登记…）；线索 20（…）."""
    terms = (lead.get("priority") or {}).get("terms") or []
    return "；".join(f"{term['name']} {term['points']}（{term['why']}）" for term in terms) or None


EVIDENCE_FILE = "证据文件"

COLUMNS: tuple[Column, ...] = (
    Column("编号", 8, lambda lead: str(lead["id"])),
    Column("状态", 9, lambda lead: lead.get("status_label") or lead.get("status")),
    Column("严重程度", 9, _field("severity")),
    Column("问题", 20, _field("title")),
    Column("地区", 10, _field("region")),
    Column("平台", 10, _field("platform")),
    Column("店铺", 24, _field("shop")),
    Column("经营者", 24, lambda lead: lead.get("operator") or lead.get("seller_name")),
    Column("统一社会信用代码", 21, _field("licence")),
    Column("所在地", 14, _field("location")),
    Column("商品编号", 18, _field("item_id")),
    Column("商品标题", 40, _field("item_title")),
    Column("网址", 40, _field("url")),
    Column("部位", 12, _field("field")),
    Column("摘录", 24, _field("excerpt")),
    Column("商标", 14, _field("mark")),
    Column("说明", 50, _field("explanation")),
    Column("法律依据", 36, _basis),
    Column("首次发现（北京时间）", 20, _day("first_seen")),
    Column("最近发现（北京时间）", 20, _day("last_seen")),
    Column("发现次数", 9, _field("sightings")),
    Column("规则", 26, _field("rule")),
    Column("类别", 18, _field("group")),
    Column("店铺优先分", 10, _score),
    Column("优先分构成", 44, _terms),
    Column(EVIDENCE_FILE, 34, _evidence("file")),
    Column("证据记录", 48, _evidence("record")),
    Column("证据 SHA-256", 66, _evidence("sha256")),
)
