"""How a lead is worked: its statuses, which may follow which, and the history of who decided what."""

from collections.abc import Mapping

from sqlalchemy import Engine, insert, select, update

from crawler.days import now
from leads.engine import DatabaseError, writing
from leads.models import Lead, LeadEvent

NEW = "new"

PENDING = "pending"
"""One visit found no licence; a second has to agree first, see leads/confirming.py."""

LABELS: Mapping[str, str] = {
    NEW: "待核查",
    PENDING: "待复核",
    "assigned": "已分派",
    "confirmed": "已核实",
    "dismissed": "已排除",
    "transferred": "已移送",
    "closed": "已办结",
}
"""The code of each status, and the word that people read."""

NEXT: Mapping[str, frozenset[str]] = {
    PENDING: frozenset({NEW, "assigned", "dismissed"}),
    NEW: frozenset({"assigned", "confirmed", "dismissed"}),
    "assigned": frozenset({NEW, "confirmed", "dismissed"}),
    "confirmed": frozenset({"assigned", "dismissed", "transferred", "closed"}),
    "dismissed": frozenset({NEW, "assigned"}),
    "transferred": frozenset({"confirmed", "closed"}),
    "closed": frozenset({NEW}),
}
"""What may follow: a decision can be taken back, a hand-over only of what was confirmed."""


class WorkflowError(ValueError):
    """One sentence: which lead, what was asked, what is possible."""


def status_code(word: str) -> str:
    """The code meant by a code or a Chinese label; raises WorkflowError with the list."""
    for code, label in LABELS.items():
        if word in {code, label}:
            return code
    known = "、".join(f"{code}（{label}）" for code, label in LABELS.items())
    raise WorkflowError(f"没有状态“{word}”；可用：{known}")


def set_status(engine: Engine, lead_id: int, status: str, who: str, note: str | None = None) -> None:
    """Move a lead on and write its history; raises WorkflowError when it is unknown or may not go there.

    Setting the status that it has adds a note to the history, if there is one.
    """
    after = status_code(status)
    with writing(engine).begin() as connection:
        before = connection.execute(select(Lead.status).where(Lead.id == lead_id)).scalar_one_or_none()
        if before is None:
            raise WorkflowError(f"没有编号为 {lead_id} 的线索；请用 wangxun leads list 查看")
        if after != before and after not in NEXT[before]:
            possible = "、".join(f"{code}（{LABELS[code]}）" for code in LABELS if code in NEXT[before])
            raise WorkflowError(
                f"线索 {lead_id} 现为“{LABELS[before]}”，不能直接改为“{LABELS[after]}”；可改为：{possible}"
            )
        if after == before and not note:
            return
        moved = update(Lead).where(Lead.id == lead_id, Lead.status == before).values(status=after)
        if connection.execute(moved).rowcount != 1:
            raise DatabaseError(f"线索 {lead_id} 刚被别人改动；请重新查看后再试")
        event = {"lead_id": lead_id, "at": now(), "who": who, "before": before, "after": after, "note": note}
        connection.execute(insert(LeadEvent).values(event))
