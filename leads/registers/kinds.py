"""What each kind of register must and may carry: the headings by which its columns are known."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from leads.registers.reading import Line, RegisterError, column
from rules.identifiers import compact
from rules.marks import mark_of
from rules.names import comparable
from rules.registers import RegisterKind

NUMBER = (
    "统一社会信用代码",
    "社会信用代码",
    "信用代码",
    "统一社会信用代码/注册号",
    "注册号",
    "工商注册号",
    "uscc",
    "number",
)
NAME = ("企业名称", "名称", "市场主体名称", "公司名称", "当事人", "商标", "商标名称", "name", "mark")
STATUS = ("登记状态", "经营状态", "企业状态", "状态", "status")
SINCE = ("列入日期", "处罚决定日期", "决定日期", "since")
UNTIL = ("移出日期", "有效期至", "until")
DETAIL: dict[str, tuple[str, ...]] = {
    "former": ("曾用名", "former_names"),
    "reason": ("列入原因", "处罚事由", "违法事实", "事由", "原因", "reason"),
    "site": ("网址", "网站网址", "网店网址", "网站或网店网址", "url", "site"),
    "region": ("登记机关代码", "行政区划", "region"),
}
MARK: dict[str, tuple[str, ...]] = {
    "nice_class": ("类别", "国际分类", "商品类别", "nice_class"),
    "kind": ("种类", "kind"),
    "owner": ("权利人", "注册人", "商标权人", "owner"),
    "registration": ("注册号", "商标注册号", "registration"),
    "aliases": ("别名", "aliases"),
    "authorised": ("授权店铺", "授权使用人", "authorised"),
    "floor": ("最低价", "floor"),
    "province": ("省份", "产地省份", "province"),
    "places": ("产地", "places"),
}
"""Columns of rules.marks → the headings they come under."""
REQUIRED: dict[RegisterKind, tuple[tuple[str, ...], ...]] = {
    "enterprises": (NUMBER, NAME),
    "abnormal": (NAME,),
    "serious-violation": (NAME,),
    "penalties": (NAME,),
    "annual-report-sites": (NAME, DETAIL["site"]),
    "marks": (NAME,),
}


def entry(kind: RegisterKind, line: Line, path: object) -> dict[str, Any]:
    """The columns of a RegisterEntry; RegisterError naming the line for a missing name, number or bad date."""
    number, cells = line
    name, shown = column(cells, NAME), column(cells, NUMBER)
    if not name:
        raise RegisterError(f"{path} 第 {number} 行没有名称")
    if kind == "enterprises" and not shown:
        raise RegisterError(f"{path} 第 {number} 行（{name}）没有统一社会信用代码或注册号")
    if kind == "marks":
        detail = {key: value for key, names in MARK.items() if (value := column(cells, names))}
        _demand_mark(detail | {"mark": name}, f"{path} 第 {number} 行")
    else:
        detail = {key: value for key, names in DETAIL.items() if (value := column(cells, names))}
    return {
        "number": compact(shown)
        if shown
        else None,  # the check is for what a page shows: a register is right
        "name": name,
        "name_key": comparable(name),
        "status": column(cells, STATUS),
        "detail": detail,
        "since": _day(column(cells, SINCE), number, path),
        "until": _day(column(cells, UNTIL), number, path),
    }


def _demand_mark(row: dict[str, str], where: str) -> None:
    try:
        mark_of(row, where)
    except ValueError as error:
        raise RegisterError(str(error)) from error


def demand_columns(kind: RegisterKind, headings: Iterable[str], path: object) -> None:
    """RegisterError naming what is missing and what was found, when a needed column is not there."""
    found = set(headings)
    for names in REQUIRED[kind]:
        if found.isdisjoint(names):
            raise RegisterError(
                f"{path}：缺少列“{names[0]}”（也可写作 {'、'.join(names[1:4])}）；表头为 {'、'.join(sorted(found)[:8]) or '空'}"
            )


def _day(shown: str | None, number: int, path: object) -> date | None:
    """2026-06-18, 2026/6/18, 2026年6月18日, 20260618; a time of day behind it is left out."""
    if not shown:
        return None
    text = shown.split(" ")[0].split("T")[0]
    for mark in "年月/.":
        text = text.replace(mark, "-")
    text = text.replace("日", "").strip("-")
    pieces = text.split("-") if "-" in text else [text[:4], text[4:6], text[6:]]
    try:
        return date(*(int(piece) for piece in pieces))
    except (ValueError, TypeError) as error:
        raise RegisterError(f"{path} 第 {number} 行的日期“{shown}”无法识别；请写成 2026-06-18") from error
