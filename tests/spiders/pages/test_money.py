"""Price texts: amounts, ranges, signs and codes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.pages.money import amount, money


@pytest.mark.parametrize(
    ("text", "low", "high", "currency"),
    [
        ("￥14.80", "14.80", None, "CNY"),
        ("¥ 1,299.00元", "1299.00", None, "CNY"),
        ("399.00-459.00", "399.00", "459.00", None),
        ("￥399.00 ~ ￥459.00", "399.00", "459.00", "CNY"),
        ("1.129,50 €", "1129.50", None, "EUR"),
        ("2 000 Ft", "2000", None, "HUF"),
        ("71,92\u00a0€", "71.92", None, "EUR"),
        ("US $38.13", "38.13", None, "USD"),
        ("NT$32,900", "32900", None, "TWD"),
        ("HK$128", "128", None, "HKD"),
        ("1 299,95 zł", "1299.95", None, "PLN"),
        ("2件 ¥59", "59", None, "CNY"),
        ("1.2万元", "12000.0", None, "CNY"),
        ("CHF 12.50", "12.50", None, "CHF"),
        ("$48.00 CAD", "48.00", None, "CAD"),
    ],
)
def test_a_price_text_gives_amount_and_currency(
    text: str, low: str, high: str | None, currency: str | None
) -> None:
    found = money(text)
    assert found is not None
    assert (found.low, found.high, found.currency) == (
        Decimal(low),
        Decimal(high) if high else None,
        currency,
    )


@pytest.mark.parametrize("text", [None, "", "面议", "¥", "--", "加载中"])
def test_a_text_without_a_number_is_no_price(text: str | None) -> None:
    assert money(text) is None


@pytest.mark.parametrize(
    ("text", "place", "currency"),
    [
        ("$5", "au", "AUD"),
        ("$5", "", "USD"),
        ("¥500", "jp", "JPY"),
        ("99 kr", "dk", "DKK"),
        ("99 kr", "no", "NOK"),
    ],
)
def test_a_shared_sign_means_the_money_of_the_place(text: str, place: str, currency: str) -> None:
    found = money(text, place)
    assert found is not None
    assert found.currency == currency


def test_a_program_s_number_is_taken_as_it_is() -> None:
    assert amount(0.125) == Decimal("0.125")


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    money(text)
