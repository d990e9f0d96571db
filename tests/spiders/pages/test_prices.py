"""Prices as Chinese platforms write them."""

from decimal import Decimal

import pytest

from crawler.items import PriceState
from spiders.pages.prices import Prices, fen, unreadable, yuan, yuan_range


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("￥1,399.00", "1399.00", None),
        ("149.00 - 159.00", "149.00", "159.00"),
        ("¥14.16~¥39.69", "14.16", "39.69"),
        ("１９９.００元", "199.00", None),
        ("1.2万", "12000.0", None),
        ("401.35起", "401.35", None),
        ("暂无报价", None, None),
        ("¥1?9.00", None, None),
        ("-1.00", None, None),
        ("", None, None),
    ],
    ids=[
        "thousands",
        "range",
        "range-with-signs",
        "full-width",
        "wan",
        "from",
        "no-offer",
        "masked",
        "not-for-sale",
        "blank",
    ],
)
def test_amounts_are_read_as_written(text: str, low: str | None, high: str | None) -> None:
    assert yuan_range(text) == (Decimal(low) if low else None, Decimal(high) if high else None)


def test_a_json_number_is_an_amount() -> None:
    assert (yuan(97.5), yuan(True)) == (Decimal("97.5"), None)


def test_fen_become_yuan() -> None:
    assert (fen(23800), fen("x")) == (Decimal("238.00"), None)


def test_digits_in_private_use_are_unreadable() -> None:
    assert unreadable("￥\ue9a1\ue7b2")
    assert not unreadable("￥12.00")


def test_a_price_of_nothing_is_none_and_says_why() -> None:
    prices = Prices.of(Decimal(0), otherwise=PriceState.NEEDS_JAVASCRIPT)
    assert (prices.low, prices.state) == (None, PriceState.NEEDS_JAVASCRIPT)


def test_a_struck_out_price_that_equals_the_price_says_nothing() -> None:
    assert Prices.of(Decimal(10), original=Decimal(10)).original is None
