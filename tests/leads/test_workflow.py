"""A lead moves along its statuses, and its history says who moved it and why."""

from datetime import UTC, datetime

import pytest

from crawler.items import Listing
from leads.listing import get_lead, list_leads
from leads.seen import Seen
from leads.store import Store
from leads.workflow import LABELS, NEXT, WorkflowError, set_status
from rules.finding import Finding


@pytest.fixture
def lead(store: Store, run: str) -> int:
    """A new lead's id."""
    finding = Finding(rule="a.b", group="g", severity=1, title="t", explanation="e")
    item = Listing(platform="jd", item_id="1", shop_name="甲店")
    store.write(
        [Seen(run=run, at=datetime(2026, 6, 18, tzinfo=UTC), url=None, item=item, findings=(finding,))]
    )
    (found,) = list_leads(store.engine)
    number: int = found["id"]
    return number


def test_each_step_is_written_down(store: Store, lead: int) -> None:
    set_status(store.engine, lead, "assigned", "张三", "请李四核查")
    set_status(store.engine, lead, "已核实", "李四")
    shown = get_lead(store.engine, lead)
    assert (shown["status"], shown["status_label"]) == ("confirmed", "已核实")
    steps = [(step["who"], step["before"], step["after"], step["note"]) for step in shown["history"]]
    assert steps == [("张三", "new", "assigned", "请李四核查"), ("李四", "assigned", "confirmed", None)]


def test_a_new_lead_cannot_be_handed_over_unseen(store: Store, lead: int) -> None:
    with pytest.raises(WorkflowError, match=r"待核查.*已移送.*可改为.*confirmed"):
        set_status(store.engine, lead, "transferred", "张三")
    assert get_lead(store.engine, lead)["history"] == []


def test_setting_the_status_it_has_adds_only_a_note(store: Store, lead: int) -> None:
    set_status(store.engine, lead, "new", "张三")
    set_status(store.engine, lead, "new", "张三", "等待回函")
    assert [step["note"] for step in get_lead(store.engine, lead)["history"]] == ["等待回函"]


@pytest.mark.parametrize(
    ("number", "status", "says"), [(999_999, "new", "999999"), (None, "鸡", "可用：new")]
)
def test_what_is_not_there_is_named(
    store: Store, lead: int, number: int | None, status: str, says: str
) -> None:
    with pytest.raises(WorkflowError, match=says):
        set_status(store.engine, number or lead, status, "张三")


def test_every_status_has_a_label_and_a_way_on() -> None:
    assert set(NEXT) == set(LABELS)
    assert all(after and after <= set(LABELS) for after in NEXT.values())
