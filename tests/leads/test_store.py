"""A lead is one suspected breach, however often and wherever it is seen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine, func, select, text

from crawler.items import ITEM
from leads.listing import get_lead, list_leads
from leads.models import Base, ItemRow, Lead, Sighting, Subject
from leads.runs import start_run
from leads.seen import Seen
from leads.store import Store, Written
from rules.finding import Finding

NOON = datetime(2026, 6, 18, 4, tzinfo=UTC)

CONTRACT = [
    *(
        "id",
        "platform",
        "shop",
        "url",
        "rule",
        "group",
        "severity",
        "field",
        "excerpt",
        "mark",
        "explanation",
    ),
    *("basis", "status", "first_seen", "last_seen", "sightings", "evidence"),
]


def finding(rule: str = "wording.absolute-term", **more: Any) -> Finding:
    """A finding in a title."""
    facts: dict[str, Any] = {
        "group": "absolute-term",
        "severity": 2,
        "title": "绝对化用语",
        "explanation": "涉嫌使用绝对化用语",
    }
    return Finding(rule=rule, **(facts | more))


def seen(run: str, *findings: Finding, at: datetime = NOON, page: str | None = None, **item: Any) -> Seen:
    """A listing of 甲店 with these findings."""
    facts = {"kind": "listing", "platform": "jd", "url": "https://item.example.cn/7.html", "item_id": "7"}
    facts |= {"shop_name": "甲店", "title": "国家级抗菌牙膏"}
    read = ITEM.validate_python(facts | item)
    page = page or read.url
    proof: dict[str, Any] = {
        "evidence_file": "a.warc.gz",
        "evidence_record": "<urn:uuid:1>",
        "evidence_sha256": "ab" * 32,
    }
    return Seen(run=run, at=at, url=page, item=read, findings=findings, **proof)


def count(store: Store, model: type[Base]) -> int | None:
    with store.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(model))


def test_a_finding_becomes_a_lead_in_the_shape_of_the_contract(store: Store, run: str) -> None:
    written = store.write([seen(run, finding(field="title", start=0, end=3, excerpt="国家级"))])
    (lead,) = list_leads(store.engine)
    assert written == Written(items=1, leads=1, sightings=1)
    assert list(lead)[:17] == CONTRACT
    assert (lead["platform"], lead["shop"], lead["excerpt"], lead["status"]) == (
        "jd",
        "甲店",
        "国家级",
        "new",
    )
    assert lead["first_seen"] == "2026-06-18T12:00:00+08:00"
    assert lead["evidence"]["record"] == "<urn:uuid:1>"


def test_a_clean_item_is_stored_without_a_lead(store: Store, run: str) -> None:
    assert store.write([seen(run)]) == Written(1, 0, 0)
    assert count(store, ItemRow) == 1


def test_the_same_observation_written_again_changes_nothing(store: Store, run: str) -> None:
    batch = [seen(run, finding())]
    store.write(batch)
    assert store.write(batch) == Written(1, 0, 0)
    assert Store(str(store.engine.url.render_as_string(hide_password=False))).write(batch).sightings == 0
    assert (count(store, ItemRow), count(store, Lead), count(store, Sighting)) == (1, 1, 1)


def test_seen_in_a_later_run_it_gains_a_sighting_and_keeps_its_status(store: Store, run: str) -> None:
    store.write([seen(run, finding(excerpt="国家级"))])
    later = start_run(store.engine, "marketplace", {})
    store.write([seen(later, finding(excerpt="最高级"), at=NOON + timedelta(days=1))])
    (lead,) = list_leads(store.engine)
    assert (lead["sightings"], lead["excerpt"]) == (2, "最高级")
    assert lead["first_seen"][:10] == "2026-06-18"
    assert lead["last_seen"][:10] == "2026-06-19"


def test_an_older_sighting_written_late_moves_only_the_first_day(store: Store, run: str) -> None:
    store.write([seen(run, finding(excerpt="最高级"))])
    older = start_run(store.engine, "archive", {})
    store.write([seen(older, finding(excerpt="国家级"), at=NOON - timedelta(days=3))])
    (lead,) = list_leads(store.engine)
    assert (lead["excerpt"], lead["first_seen"][:10], lead["last_seen"][:10]) == (
        "最高级",
        "2026-06-15",
        "2026-06-18",
    )


def test_two_findings_of_one_rule_on_a_page_are_one_lead_with_both_in_its_sighting(
    store: Store, run: str
) -> None:
    store.write([seen(run, finding(excerpt="最佳", severity=2), finding(excerpt="国家级", severity=3))])
    (lead,) = list_leads(store.engine)
    assert lead["excerpt"] == "国家级"
    assert [one["excerpt"] for one in get_lead(store.engine, lead["id"])["seen"][0]["findings"]] == [
        "最佳",
        "国家级",
    ]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"item_id": "8"}, id="another-article"),
        pytest.param({"shop_name": "乙店"}, id="another-shop"),
        pytest.param({"platform": "taobao"}, id="another-platform"),
    ],
)
def test_what_differs_in_identity_is_another_lead(store: Store, run: str, other: dict[str, Any]) -> None:
    store.write([seen(run, finding()), seen(run, finding(), url="https://x.cn/2", **other)])
    assert count(store, Lead) == 2


def test_each_imitated_mark_is_a_lead_of_its_own(store: Store, run: str) -> None:
    store.write([seen(run, finding(mark="海飞丝"), finding(mark="飘柔"))])
    assert {lead["mark"] for lead in list_leads(store.engine)} == {"海飞丝", "飘柔"}


def test_a_licence_verdict_is_about_the_shop_on_whatever_page(store: Store, run: str) -> None:
    verdict = finding("licence.display", verdict="not_displayed")
    good = finding("licence.display", verdict="displayed")
    shop: dict[str, Any] = {"kind": "shop", "item_id": None, "url": "https://mall.example.cn/1"}
    store.write(
        [seen(run, verdict), seen(run, verdict, **shop), seen(run, good, item_id="9", url="https://x.cn/9")]
    )
    (lead,) = list_leads(store.engine)
    assert (lead["verdict"], lead["target"], lead["sightings"]) == ("not_displayed", "shop", 2)


SEARCH = "https://search.example.cn/?q=1"


def test_a_card_and_its_detail_page_are_one_lead_with_two_sightings(store: Store, run: str) -> None:
    store.write([seen(run, finding(), card=True, page=SEARCH)])
    store.write([seen(run, finding(), shop_id="1001", shop_url="//shop.example.cn/1001?spm=a.b")])
    (lead,) = list_leads(store.engine)
    assert (lead["item_id"], lead["sightings"]) == ("7", 2)
    assert (count(store, Subject), count(store, ItemRow)) == (1, 2)


def test_a_finding_on_a_card_is_about_the_card_and_its_shop(store: Store, run: str) -> None:
    cards = [
        {"title": "牙刷", "item_id": "1", "shop_name": "乙店"},
        {"title": "牙线", "item_id": "2", "shop_name": "丙店"},
    ]
    search: dict[str, Any] = {"kind": "search", "items": cards, "shop_name": None}
    store.write([seen(run, finding(card=1), **search, url=SEARCH)])
    (lead,) = list_leads(store.engine)
    assert (lead["item_id"], lead["item_title"], lead["shop"]) == ("2", "牙线", "丙店")


def test_cards_without_address_or_number_are_told_apart_by_their_titles(store: Store, run: str) -> None:
    bare: dict[str, Any] = {"card": True, "page": SEARCH, "url": None, "item_id": None}
    store.write([seen(run, finding(), **bare, title="牙刷"), seen(run, finding(), **bare, title="牙膏")])
    assert (count(store, ItemRow), count(store, Lead)) == (2, 2)


def test_two_shops_of_one_name_and_different_ids_stay_two(store: Store, run: str) -> None:
    store.write([seen(run, finding(), shop_id="1"), seen(run, finding(), shop_id="2", url="https://x.cn/2")])
    assert count(store, Subject) == 2


@pytest.mark.parametrize(
    ("platform", "addresses", "shops"),
    [
        pytest.param(
            None, ["https://m.cn/shop/7/goods?page=2", "https://m.cn/shop/7"], 1, id="pages-of-one-shop"
        ),
        pytest.param(
            None, ["https://m.cn/shop/7", "https://m.cn/shop/77"], 2, id="two-shops-of-an-unknown-market"
        ),
        pytest.param("taobao", ["https://a.cn/x", "https://b.cn/y"], 1, id="a-platform-keeps-names-unique"),
    ],
)
def test_shops_of_one_name_are_told_apart_by_their_addresses(
    store: Store, run: str, platform: str | None, addresses: list[str], shops: int
) -> None:
    for number, address in enumerate(addresses):
        page = f"https://m.cn/item/{number}"
        store.write([seen(run, platform=platform, shop_url=address, url=page, item_id=str(number))])
    assert count(store, Subject) == shops


def test_a_stand_alone_site_is_known_by_its_host(store: Store, run: str) -> None:
    site: dict[str, Any] = {"platform": None, "kind": "website", "shop_name": "甲店", "item_id": None}
    verdict = finding("licence.display", verdict="not_displayed")
    home = seen(run, verdict, **site, url="https://www.shop.example/")
    about = seen(run, verdict, **(site | {"shop_name": None}), url="http://shop.example/about.html")
    store.write([home, about])
    assert [lead["sightings"] for lead in list_leads(store.engine)] == [2]


def test_all_pages_of_a_stand_alone_site_are_one_shops_named_or_not(store: Store, run: str) -> None:
    named = seen(run, finding(), platform=None, url="https://shop.example/7.html")
    home: dict[str, Any] = {
        "platform": None,
        "shop_name": None,
        "shop_url": "/",
        "page": "https://shop.example/",
    }
    card = seen(run, finding(), card=True, url="/7.html", **home)
    store.write([one.model_copy(update={"stand_alone": True}) for one in (named, card)])
    assert [lead["sightings"] for lead in list_leads(store.engine)] == [2]


def test_later_facts_complete_a_shop_and_place_it(store: Store, run: str) -> None:
    store.write([seen(run, finding())])
    assert [lead["region"] for lead in list_leads(store.engine)] == ["未知地区"]
    store.write([seen(run, shop_id="1", location="广东 深圳", url="https://x.cn/shop", kind="shop")])
    store.write([seen(run, url="https://x.cn/2")])
    (lead,) = list_leads(store.engine)
    assert (lead["region"], lead["location"]) == ("广东", "广东 深圳")


HOSTILE = [
    pytest.param("a\0b", id="nul"),
    pytest.param("a\ud800b", id="lone-surrogate"),
    pytest.param("'; DROP TABLE leads; --", id="sql"),
    pytest.param('%s %(x)s :name {x} ? "quoted" \\u0000', id="placeholders"),
    pytest.param("=HYPERLINK(1)", id="formula"),
    pytest.param("长" * 5000, id="long"),
    pytest.param("\u202e\ufeff\x07", id="controls"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_data_everywhere(store: Store, run: str, text: str) -> None:
    everywhere: dict[str, Any] = {
        "title": text,
        "shop_name": text,
        "item_id": text,
        "location": text,
        "shop_id": text,
    }
    page = seen(run, finding(excerpt=text, mark=text, field=text), **everywhere, url=f"https://x.cn/{text}")
    store.write([page])
    assert store.write([page]).sightings == 0
    (lead,) = list_leads(store.engine)
    clean = text.replace("\0", "\ufffd").replace("\ud800", "?")
    assert (lead["shop"], lead["excerpt"], lead["item_title"]) == (clean, clean, clean)
    assert get_lead(store.engine, lead["id"])["seen"][0]["findings"][0]["excerpt"] == clean


def test_a_failing_batch_leaves_nothing_behind(store: Store, run: str) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        store.write([seen(run, finding()), seen("no-such-run", finding(), url="https://x.cn/2")])
    assert (count(store, Lead), count(store, ItemRow), count(store, Subject)) == (0, 0, 0)
    assert store.write([seen(run, finding())]).leads == 1


def test_writers_that_share_a_database_find_the_same_leads(store: Store, run: str) -> None:
    url = store.engine.url.render_as_string(hide_password=False)
    runs = [start_run(store.engine, "marketplace", {}) for _ in range(4)]

    def write(mine: str) -> None:
        with Store(url) as own:
            for start in range(0, 60, 20):
                numbers = [str(number) for number in range(start, start + 20)]
                if mine in runs[::2]:
                    numbers.reverse()
                own.write(
                    [
                        seen(mine, finding(), item_id=n, shop_name=f"店{n}", url=f"https://x.cn/{n}")
                        for n in numbers
                    ]
                )

    with ThreadPoolExecutor() as threads:
        list(threads.map(write, runs))
    assert [lead["sightings"] for lead in list_leads(store.engine)] == [4] * 60
    assert count(store, Subject) == 60


def test_a_lost_connection_is_taken_up_again(store: Store, run: str) -> None:
    store.write([seen(run, finding())])
    if store.engine.dialect.name == "postgresql":
        with create_engine(store.engine.url).connect() as other:
            others = "pid <> pg_backend_pid() and datname = current_database()"
            other.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))
    store.write([seen(run, finding(), item_id="8", url="https://x.cn/8")])
    assert count(store, Lead) == 2


def test_a_price_is_stored_as_a_decimal_string(store: Store, run: str) -> None:
    store.write([seen(run, price="14.80", currency="CNY", price_state="present")])
    with store.engine.connect() as connection:
        document = connection.scalar(select(ItemRow.document))
    assert document is not None
    assert document["price"] == "14.80"
