"""One operator with all its shops and leads across platforms, as the links in force join them."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Engine, func, select, update

from crawler.days import now
from leads.engine import writing
from leads.models import Lead, Subject
from leads.moment import shown
from leads.operators.models import OperatorLink
from leads.upsert import chunks

SHOP = ("id", "platform", "shop_name", "shop_url", "seller_name", "operator", "licence", "region")


class OperatorError(ValueError):
    """One sentence: which operator or link, what is possible."""


def list_operators(engine: Engine) -> list[dict[str, Any]]:
    """Operators with two shops or more, those with the most leads first; an operator's id is its first shop's."""
    with engine.connect() as connection:
        members: dict[int, list[int]] = defaultdict(list)
        for subject, first in _groups(engine).items():
            members[first].append(subject)
        everyone = sorted(subject for some in members.values() for subject in some)
        shops: dict[int, Any] = {}
        leads: dict[int, tuple[int, int]] = {}
        counted = select(Lead.subject_id, func.count(), func.max(Lead.severity)).group_by(Lead.subject_id)
        for some in chunks(everyone):
            asked = select(*(getattr(Subject, name) for name in SHOP)).where(Subject.id.in_(some))
            shops |= {row.id: row for row in connection.execute(asked)}
            counts = connection.execute(counted.where(Lead.subject_id.in_(some), Lead.status != "dismissed"))
            leads |= {subject: (count, gravest) for subject, count, gravest in counts}
    operators = [_operator(first, ids, shops, leads) for first, ids in members.items()]
    return sorted(operators, key=lambda one: (-one["leads"], -one["shops"], one["id"]))


def show_operator(engine: Engine, subject: int) -> dict[str, Any]:
    """The operator that a shop (by its number in the list) belongs to: shops, links with their reasons, leads."""
    groups = _groups(engine)
    first = groups.get(subject, subject)
    ids = sorted(one for one, other in groups.items() if other == first) or [subject]
    with engine.connect() as connection:
        asked = select(*(getattr(Subject, name) for name in SHOP)).where(Subject.id.in_(ids))
        shops = [dict(row._mapping) for row in connection.execute(asked.order_by(Subject.id))]
        if not shops:
            raise OperatorError(f"没有编号为 {subject} 的经营者；请用 wangxun leads operators list 查看")
        touching = OperatorLink.one_id.in_(ids) | OperatorLink.other_id.in_(ids)
        links = connection.execute(select(OperatorLink.__table__).where(touching).order_by(OperatorLink.id))
        made = [_link(row) for row in links]
        columns = (Lead.id, Lead.subject_id, Lead.platform, Lead.rule, Lead.title, Lead.severity, Lead.status)
        asked_leads = select(*columns).where(Lead.subject_id.in_(ids))
        leads = connection.execute(asked_leads.order_by(Lead.severity.desc(), Lead.id.desc()))
        return {"id": first, "shops": shops, "links": made, "leads": [dict(row._mapping) for row in leads]}


def set_link(engine: Engine, number: int, who: str, note: str | None, *, undone: bool) -> None:
    """Undo a link, or take that back; OperatorError when there is none such. The next linking leaves it so."""
    values = {"undone": now() if undone else None, "undone_by": who, "note": note}
    with writing(engine).begin() as connection:
        changed = connection.execute(update(OperatorLink).where(OperatorLink.id == number).values(values))
        if changed.rowcount != 1:
            raise OperatorError(f"没有编号为 {number} 的关联；请用 wangxun leads operators show 查看")


def _groups(engine: Engine) -> dict[int, int]:
    """Each linked subject → the smallest one that links in force lead to."""
    parent: dict[int, int] = {}

    def first(one: int) -> int:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    asked = select(OperatorLink.one_id, OperatorLink.other_id).where(OperatorLink.undone.is_(None))
    with engine.connect() as connection:
        for one, other in connection.execute(asked):
            a, b = first(one), first(other)
            parent[max(a, b)] = min(a, b)
    return {one: first(one) for one in parent}


def _operator(
    first: int, ids: list[int], shops: dict[int, Any], leads: dict[int, tuple[int, int]]
) -> dict[str, Any]:
    rows = [shops[one] for one in sorted(ids) if one in shops]
    names = (row.operator or row.seller_name or row.shop_name for row in rows)
    counts = [leads[one] for one in ids if one in leads]
    return {
        "id": first,
        "name": next(filter(None, names), None),
        "licence": next((row.licence for row in rows if row.licence), None),
        "shops": len(rows),
        "platforms": sorted({row.platform or "独立网站" for row in rows}),
        "leads": sum(count for count, _ in counts),
        "severity": max((gravest for _, gravest in counts), default=None),
    }


def _link(row: Any) -> dict[str, Any]:
    link = dict(row._mapping)
    return link | {"made": shown(link["made"]), "undone": shown(link["undone"])}
