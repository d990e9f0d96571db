"""Each day's prices of an article are kept once, and asked for by the days before."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from crawler.items import ITEM
from leads.prices import article_of, earlier_prices
from leads.seen import Seen
from leads.store import Store
from rules.price_history import PriceDay

NOON = datetime(2026, 6, 18, 4, tzinfo=UTC)
TODAY = date(2026, 6, 18)


def seen(run: str, price: str | None, back: int = 0, **item: Any) -> Seen:
    """An article as seen `back` days before."""
    facts = {"kind": "listing", "platform": "jd", "url": "https://item.example.cn/7.html", "item_id": "7"}
    read = ITEM.validate_python(facts | {"price": price} | item)
    return Seen(run=run, at=NOON - timedelta(back), url=read.url, item=read)


def known(store: Store, within: int = 30) -> list[PriceDay]:
    return earlier_prices(store.engine, ("jd", "item:7"), TODAY, within)


def test_days_before_are_told_with_their_range_and_today_is_not(store: Store, run: str) -> None:
    store.write([seen(run, "99.50", 2), seen(run, "89", 2, price_max="120"), seen(run, "79")])
    store.write([seen(run, "95", 2), seen(run, "99", 40)])
    assert known(store) == [PriceDay(TODAY - timedelta(2), Decimal("89"), Decimal("120"))]
    assert len(known(store, within=60)) == 2


def test_written_twice_it_is_kept_once(store: Store, run: str) -> None:
    for _ in range(2):
        store.write([seen(run, "99.50", 2)])
    assert known(store) == [PriceDay(TODAY - timedelta(2), Decimal("99.5"), Decimal("99.5"))]


@pytest.mark.parametrize(
    "item",
    [
        pytest.param({"price": None}, id="no-price"),
        pytest.param({"currency": "USD"}, id="dollars"),
        pytest.param({"status": "blocked"}, id="not-read"),
        pytest.param({"price": "99999999999999"}, id="misread"),
    ],
)
def test_what_is_no_price_in_yuan_is_not_kept(store: Store, run: str, item: dict[str, Any]) -> None:
    store.write([seen(run, "99", 2, **item) if "price" not in item else seen(run, item["price"], 2)])
    assert known(store) == []


def test_an_article_is_known_by_its_number_or_its_own_address() -> None:
    def article(page: str, **item: Any) -> tuple[str, str] | None:
        return article_of(ITEM.validate_python({"kind": "listing"} | item), page)

    page = "https://shop.example/list?spm=1"
    assert article(page, platform="jd", item_id="7") == ("jd", "item:7")
    assert article(page, url="https://shop.example/a.html?spm=2") == ("", "page:shop.example/a.html")
    assert article(page, card=True) is None
