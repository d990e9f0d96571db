"""The shop that an inspector should look at first comes first, with the terms that say why."""

from datetime import UTC, datetime, timedelta

from crawler.items import Listing
from leads.listing import get_lead, list_leads
from leads.seen import Seen
from leads.store import Store
from leads.workflow import set_status
from rules.finding import Finding

AT = datetime(2026, 6, 18, 4, tzinfo=UTC)


def sight(store: Store, run: str, shop: str, rule: str, severity: int, sales: str | None = None) -> None:
    finding = Finding(
        rule=rule, group=rule.partition(".")[0], severity=severity, title="t", explanation="e", of_shop=True
    )
    item = Listing(platform="jd", item_id=shop + rule, shop_name=shop, sales=sales, rating="4.1")
    store.write([Seen(run=run, at=AT, url=f"https://x.example/{shop}{rule}", item=item, findings=(finding,))])


def fill(store: Store, run: str) -> None:
    sight(store, run, "甲店", "wording.a", 4)
    sight(store, run, "乙店", "identity.forged-number", 3, sales="1万+")
    sight(store, run, "乙店", "credit.repeat-offender", 3)
    sight(store, run, "丙店", "wording.a", 1)


def test_leads_are_sorted_by_the_score_of_their_shop(store: Store, run: str) -> None:
    fill(store, run)
    leads = list(list_leads(store.engine, sort="priority"))
    assert [lead["shop"] for lead in leads] == ["乙店", "乙店", "甲店", "丙店"]
    scores = [lead["priority"]["score"] for lead in leads]
    assert scores == sorted(scores, reverse=True)
    assert list(list_leads(store.engine, sort="priority", limit=1)) == leads[:1]


def test_one_lead_shows_the_terms_of_its_shop(store: Store, run: str) -> None:
    fill(store, run)
    shown = get_lead(store.engine, 2)["priority"]
    assert {term["name"] for term in shown["terms"]} == {"线索", "主体", "处罚", "销量", "差评"}
    assert shown["score"] == sum(term["points"] for term in shown["terms"])


def test_a_dismissed_lead_weighs_nothing(store: Store, run: str) -> None:
    fill(store, run)
    before = get_lead(store.engine, 1)["priority"]["score"]
    set_status(store.engine, 1, "dismissed", "张三")
    assert get_lead(store.engine, 1)["priority"]["score"] < before


def test_a_plain_list_is_not_weighed_unless_asked(store: Store, run: str) -> None:
    fill(store, run)
    assert all("priority" not in lead for lead in list_leads(store.engine))
    assert all("priority" in lead for lead in list_leads(store.engine, weighed=True))


def test_complaints_in_published_reviews_weigh_as_they_stand_last(store: Store, run: str) -> None:
    finding = Finding(rule="wording.a", group="wording", severity=2, title="t", explanation="e", of_shop=True)

    def read(hours: int, complaints: list[str]) -> dict[str, str]:
        item = Listing(platform="jd", item_id="9", shop_name="丁店", rating="4.8", complaints=complaints)
        at, url = AT + timedelta(hours=hours), "https://x.example/9"
        store.write([Seen(run=run, at=at, url=url, item=item, findings=(finding,))])
        return {term["name"]: term["why"] for term in get_lead(store.engine, 1)["priority"]["terms"]}

    assert read(0, ["假货、不退", "过敏"])["投诉"] == "2 条评价提到不退、假货、过敏"
    assert "投诉" not in read(24, [])
