"""Shops of one operator are found across platforms, each link with its reason, and a link undone stays undone."""

from datetime import UTC, datetime

import pytest

from crawler.items import AnyItem, LicenceDisplay, Shop, Website
from leads.operators.linking import link
from leads.operators.listing import OperatorError, list_operators, set_link, show_operator
from leads.seen import Seen
from leads.store import Store
from rules.contacts import addresses, phones
from rules.finding import Finding

AT = datetime(2026, 6, 18, 4, tzinfo=UTC)
NUMBER = "91330106MA2KQX7D14"


def see(store: Store, run: str, *items: AnyItem) -> None:
    finding = Finding(rule="a.b", group="g", severity=3, title="t", explanation="e", of_shop=True)
    store.write([Seen(run=run, at=AT, url=one.url, item=one, findings=(finding,)) for one in items])


def shop(platform: str, name: str, number: str | None = None, **more: str) -> Shop:
    shown = [LicenceDisplay(owner="shop", form="text", number=number, valid=True)] if number else []
    return Shop(
        platform=platform, shop_name=name, url=f"https://{platform}.example/{name}", licences=shown,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def site(host: str, **more: str) -> Website:
    return Website(url=f"https://{host}/", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "kind", "exact"),
    [
        (shop("jd", "甲", NUMBER), shop("tmall", "乙", NUMBER), "number", True),
        (
            shop("jd", "甲", operator="宁波春野户外用品有限公司"),
            shop("tmall", "乙", operator="宁波春野户外用品有限公司"),
            "name",
            True,
        ),
        (
            shop("jd", "甲", operator="宁波春野户外用品有限公司"),
            shop("tmall", "乙", operator="宁波春野户外有限公司"),
            "name",
            False,
        ),
        (
            shop("jd", "甲", notice="客服 138-1234-5678"),
            site("b.example", text="电话13812345678"),
            "phone",
            True,
        ),
        (
            site("a.example", icp="浙ICP备12345678号-1"),
            site("b.example", icp="浙ICP备12345678号-2"),
            "icp",
            False,
        ),
        (
            site("a.example", text="地址：杭州市西湖区文三路100号3楼"),
            site("b.example", text="住所：浙江省杭州市西湖区文三路100号"),
            "address",
            False,
        ),
    ],
)
def test_shops_are_linked_with_a_reason(
    store: Store, run: str, one: AnyItem, other: AnyItem, kind: str, exact: bool
) -> None:
    see(store, run, one, other, shop("jd", "无关店", operator="杭州顶峰贸易有限公司"))
    link(store.engine)
    (operator,) = list_operators(store.engine)
    assert (operator["shops"], operator["leads"]) == (2, 2)
    found = show_operator(store.engine, operator["id"])
    (made,) = found["links"]
    assert (made["kind"], made["exact"]) == (kind, exact)
    assert ("相同" if exact else "相近") in made["reason"]
    assert len(found["leads"]) == 2


def test_a_link_undone_stays_undone_until_it_is_taken_back(store: Store, run: str) -> None:
    see(store, run, shop("jd", "甲", NUMBER), shop("tmall", "乙", NUMBER))
    link(store.engine)
    set_link(store.engine, 1, "张三", "代运营", undone=True)
    link(store.engine)
    assert list_operators(store.engine) == []
    assert show_operator(store.engine, 1)["links"][0]["note"] == "代运营"
    set_link(store.engine, 1, "张三", None, undone=False)
    assert len(list_operators(store.engine)) == 1


def test_companies_of_one_trade_name_in_two_cities_are_two(store: Store, run: str) -> None:
    see(
        store, run, shop("jd", "甲", operator="宁波春野户外用品有限公司"),
        shop("jd", "乙", operator="成都春野户外用品有限公司"),
    )  # fmt: skip
    link(store.engine)
    assert list_operators(store.engine) == []


def test_a_telephone_of_very_many_shops_links_none(store: Store, run: str) -> None:
    see(store, run, *(shop("jd", f"店{n}", notice="客服 400-800-1234") for n in range(60)))
    link(store.engine)
    assert list_operators(store.engine) == []


def test_what_is_not_there_is_named(store: Store, run: str) -> None:
    with pytest.raises(OperatorError, match="9"):
        show_operator(store.engine, 9)
    with pytest.raises(OperatorError, match="9"):
        set_link(store.engine, 9, "张三", None, undone=True)


def test_telephones_and_addresses_are_read_in_one_spelling() -> None:
    assert phones("电话：0571-88886666，手机 １３８１２３４５６７８，编号 20138123456789") == {
        "057188886666", "13812345678",
    }  # fmt: skip
    assert addresses("地址：杭州市西湖区文三路100号。地址：暂无") == {"杭州市西湖区文三路100号"}
