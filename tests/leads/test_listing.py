"""Which leads are asked for, in which order, in the shape that people script against."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import leads.listing
from crawler.items import ITEM
from leads.listing import Filter, get_lead, list_leads
from leads.runs import start_run
from leads.seen import Seen
from leads.store import Store
from leads.workflow import WorkflowError, set_status
from rules.finding import Finding

NOON = datetime(2026, 6, 18, 4, tzinfo=UTC)


def write(store: Store, run: str, number: int, *, severity: int = 2, day: int = 0, **item: Any) -> None:
    """One listing with one finding of the given severity."""
    facts = {
        "kind": "listing",
        "platform": "jd",
        "item_id": str(number),
        "shop_name": "甲店",
        "title": f"第{number}件",
    }
    finding = Finding(
        rule=item.pop("rule", "a.b"),
        group="g",
        severity=severity,
        title="t",
        explanation="e",
        excerpt="100%_纯棉",
    )
    url = f"https://x.cn/{number}"
    read = ITEM.validate_python(facts | item)
    store.write([Seen(run=run, at=NOON + timedelta(days=day), url=url, item=read, findings=(finding,))])


def titles(store: Store, wanted: Filter | None = None, limit: int | None = None) -> list[str]:
    return [lead["item_title"] for lead in list_leads(store.engine, wanted, limit)]


def test_the_gravest_come_first_and_then_the_newest(store: Store, run: str) -> None:
    for number, severity in enumerate((2, 4, 1, 4)):
        write(store, run, number, severity=severity)
    assert titles(store) == ["第3件", "第1件", "第0件", "第2件"]


def test_a_long_list_is_read_page_by_page_without_loss(
    store: Store, run: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leads.listing, "PAGE", 3)
    for number in range(8):
        write(store, run, number, severity=1 + number % 2)
    assert sorted(titles(store)) == [f"第{number}件" for number in range(8)]
    assert titles(store, limit=4) == titles(store)[:4]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param(Filter(platform="taobao"), {"第1件"}, id="platform"),
        pytest.param(Filter(rule="c.d"), {"第2件"}, id="rule"),
        pytest.param(Filter(group="g"), {"第0件", "第1件", "第2件", "第3件"}, id="group"),
        pytest.param(Filter(severity=3), {"第3件"}, id="severity-at-least"),
        pytest.param(Filter(region="浙江"), {"第1件"}, id="region"),
        pytest.param(Filter(region="未知地区"), {"第0件", "第2件", "第3件"}, id="no-region"),
        pytest.param(Filter(since=NOON + timedelta(days=1)), {"第2件"}, id="since"),
        pytest.param(Filter(until=NOON, severity=3), {"第3件"}, id="two-conditions"),
        pytest.param(Filter(text="乙"), {"第1件"}, id="words-in-the-shop"),
        pytest.param(
            Filter(text="0%_纯"), {"第0件", "第1件", "第2件", "第3件"}, id="signs-of-a-pattern-are-literal"
        ),
        pytest.param(Filter(text="%"), {"第0件", "第1件", "第2件", "第3件"}, id="a-percent-sign"),
        pytest.param(Filter(text="第_件"), set(), id="no-wildcards"),
        pytest.param(Filter(status="待核查", rule="c.d"), {"第2件"}, id="status-in-chinese"),
        pytest.param(Filter(status="closed"), set(), id="status-of-none"),
    ],
)
def test_a_filter_finds_what_it_says(store: Store, run: str, wanted: Filter, found: set[str]) -> None:
    write(store, run, 0)
    write(store, run, 1, platform="taobao", shop_name="乙店", location="浙江 杭州")
    write(store, run, 2, rule="c.d", day=2)
    write(store, run, 3, severity=3)
    assert set(titles(store, wanted)) == found


def test_leads_of_a_run_are_those_that_it_saw_new_or_not(store: Store, run: str) -> None:
    write(store, run, 0)
    write(store, run, 1)
    later = start_run(store.engine, "marketplace", {})
    write(store, later, 1, day=1)
    assert titles(store, Filter(run=later)) == ["第1件"]
    assert sorted(titles(store, Filter(run=run))) == ["第0件", "第1件"]


def test_one_lead_comes_with_its_history_and_every_sighting(store: Store, run: str) -> None:
    write(store, run, 0)
    write(store, start_run(store.engine, "marketplace", {}), 0, day=3)
    (lead,) = list_leads(store.engine)
    set_status(store.engine, lead["id"], "assigned", "张三")
    shown = get_lead(store.engine, lead["id"])
    assert [sighting["at"][:10] for sighting in shown["seen"]] == ["2026-06-18", "2026-06-21"]
    assert [step["after"] for step in shown["history"]] == ["assigned"]
    assert {name: shown[name] for name in lead if not name.startswith("status")} == {
        name: lead[name] for name in lead if not name.startswith("status")
    }


def test_an_unknown_lead_or_status_is_named(store: Store) -> None:
    with pytest.raises(WorkflowError, match="42"):
        get_lead(store.engine, 42)
    with pytest.raises(WorkflowError, match="没有状态“x”"):
        list(list_leads(store.engine, Filter(status="x")))
