"""An absent licence is a pending lead until a second visit, late enough, agrees; or it is withdrawn."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.items import Website
from leads.listing import Filter, get_lead, list_leads
from leads.seen import Seen
from leads.store import Store
from leads.workflow import set_status
from rules.finding import Finding, Verdict
from rules.licence_finding import RULES

FIRST = datetime(2026, 6, 18, 4, tzinfo=UTC)


def visit(run: str, hours: float, verdict: Verdict = "not_displayed", after: float = 24) -> Seen:
    finding = Finding(
        rule=RULES[verdict], group="licence-display", severity=3, title="t", explanation="e", verdict=verdict
    )
    url = "https://shop.example/"
    at = FIRST + timedelta(hours=hours)
    return Seen(run=run, at=at, url=url, item=Website(url=url), findings=(finding,), confirm_after=after)


def status(store: Store) -> str:
    lead = next(one for one in list_leads(store.engine) if one["rule"] == RULES["not_displayed"])
    return str(lead["status"])


@pytest.mark.parametrize(
    ("visits", "ends"),
    [
        pytest.param([(0, "not_displayed")], "pending", id="one-visit"),
        pytest.param([(0, "not_displayed"), (23, "not_displayed")], "pending", id="too-soon"),
        pytest.param([(0, "not_displayed"), (24, "not_displayed")], "new", id="agreed"),
        pytest.param([(24, "not_displayed"), (0, "not_displayed")], "pending", id="older-pages-read-later"),
        pytest.param([(0, "not_displayed"), (30, "displayed")], "dismissed", id="shown-now"),
        pytest.param([(0, "not_displayed"), (30, "exempt")], "dismissed", id="exempt-now"),
        pytest.param([(0, "not_displayed"), (30, "undetermined")], "pending", id="undecided"),
        pytest.param(
            [(0, "not_displayed"), (30, "displayed"), (60, "not_displayed")], "pending", id="gone-again"
        ),
        pytest.param(
            [(0, "not_displayed"), (30, "displayed"), (60, "not_displayed"), (84, "not_displayed")],
            "new",
            id="gone-again-and-agreed",
        ),
        pytest.param(
            [(0, "not_displayed"), (24, "not_displayed"), (50, "displayed")], "new", id="mended-later"
        ),
    ],
)
def test_what_becomes_of_the_lead(
    store: Store, run: str, visits: list[tuple[float, Verdict]], ends: str
) -> None:
    for hours, verdict in visits:
        for _ in range(2):  # written twice, nothing differs
            store.write([visit(run, hours, verdict)])
    assert status(store) == ends


def test_no_second_visit_is_needed_where_the_campaign_says_so(store: Store, run: str) -> None:
    store.write([visit(run, 0, after=0)])
    assert status(store) == "new"


def test_the_history_says_when_and_why(store: Store, run: str) -> None:
    for hours, verdict in ((0, "not_displayed"), (26, "undetermined"), (50, "not_displayed")):
        store.write([visit(run, hours, verdict)])  # type: ignore[arg-type]
    history = get_lead(store.engine, 1)["history"]
    assert [step["note"].partition("：")[0] for step in history] == ["复核未能判断", "复核一致"]
    assert "50 小时" in history[1]["note"]


def test_what_people_decided_stays(store: Store, run: str) -> None:
    store.write([visit(run, 0)])
    set_status(store.engine, 1, "dismissed", "张三", "已办结")
    store.write([visit(run, 48)])
    assert status(store) == "dismissed"


def test_pending_leads_are_listed_apart(store: Store, run: str) -> None:
    store.write([visit(run, 0)])
    assert [len(list(list_leads(store.engine, Filter(pending=wanted)))) for wanted in (True, False, None)] == [
        1, 0, 1,
    ]  # fmt: skip
