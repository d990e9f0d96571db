"""Prices of earlier days belie an original price or an offer of one day, or too few of them say nothing."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from crawler.items import Listing
from rules.packs import Packs
from rules.price_history import PriceDay, PriceHistory

DAY = date(2026, 6, 18)


@pytest.fixture(scope="module")
def history() -> PriceHistory:
    return PriceHistory(Packs.load())


def days(*prices: tuple[int, str]) -> list[PriceDay]:
    """Days before DAY, each with its price."""
    return [PriceDay(DAY - timedelta(back), Decimal(price), Decimal(price)) for back, price in prices]


def said(history: PriceHistory, earlier: list[PriceDay], **item: Any) -> list[tuple[str, str | None]]:
    listing = Listing.model_validate({"title": "竹席 夏凉", "price": "99"} | item)
    found = history.confirmed(history.suspicions(listing, DAY), listing, earlier, DAY)
    return [(finding.rule, finding.excerpt) for finding in found]


LOW = days((12, "99"), (8, "109"), (3, "99"))


def test_an_original_price_that_was_never_charged_is_found(history: PriceHistory) -> None:
    assert said(history, LOW, original_price="599") == [("price.fictitious-original", "599")]


@pytest.mark.parametrize(
    ("earlier", "item"),
    [
        pytest.param(days((12, "599"), (8, "109"), (3, "99")), {"original_price": "599"}, id="charged-once"),
        pytest.param(LOW, {}, id="nothing-crossed-out"),
        pytest.param(LOW, {"original_price": "599", "price_max": "599"}, id="price-of-another-variant"),
        pytest.param([], {"original_price": "599"}, id="never-seen-before"),
        pytest.param(
            days((3, "99"), (2, "99"), (1, "99")), {"original_price": "599"}, id="too-short-a-while"
        ),
        pytest.param(days((12, "99"), (3, "99")), {"original_price": "599"}, id="too-few-days"),
        pytest.param(days((60, "99"), (50, "99"), (40, "99")), {"original_price": "599"}, id="too-long-ago"),
    ],
)
def test_an_original_price_is_left_alone(
    history: PriceHistory, earlier: list[PriceDay], item: dict[str, str]
) -> None:
    assert said(history, earlier, **item) == []


@pytest.mark.parametrize(
    "text",
    ["划线价为厂商建议零售价，仅供比较。", "价格说明：划线价格指吊牌价等，并非原价", "劃線價並非原價"],
)
def test_a_crossed_out_price_explained_as_another_one_is_left_alone(history: PriceHistory, text: str) -> None:
    assert said(history, LOW, original_price="599", description=text) == []


@pytest.mark.parametrize("text", ["划线价599元，直降500元", "所有价格仅供参考", "市场价599，活动价99"])
def test_a_crossed_out_price_that_is_only_named_is_still_found(history: PriceHistory, text: str) -> None:
    found = said(history, LOW, original_price="599", description=text)
    assert found == [("price.fictitious-original", "599")]


STANDING = days((5, "99"), (3, "99"), (1, "99"))


def test_an_offer_of_one_day_that_stood_for_days_is_found_with_the_days(history: PriceHistory) -> None:
    listing = Listing(title="竹席 特价，明天恢复原价", price=Decimal("99.00"))
    (finding,) = history.confirmed(history.suspicions(listing, DAY), listing, STANDING, DAY)
    assert (finding.rule, finding.excerpt) == ("price.endless-promotion", "明天恢复原价")
    assert "2026-06-13至2026-06-17间在3日见到，价格99元" in finding.explanation


@pytest.mark.parametrize(
    ("title", "earlier"),
    [
        pytest.param("竹席 明天恢复原价", days((5, "129"), (3, "129"), (1, "99")), id="price-changed"),
        pytest.param("竹席 今日下单，明日发货", STANDING, id="dispatch"),
        pytest.param("竹席 明天恢复原价", days((1, "99")), id="seen-once"),
    ],
)
def test_a_limited_offer_is_left_alone(history: PriceHistory, title: str, earlier: list[PriceDay]) -> None:
    assert said(history, earlier, title=title) == []
