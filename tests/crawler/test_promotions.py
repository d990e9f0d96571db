"""When online shops promote."""

from datetime import date

import pytest

from crawler.promotions import promotions, promotions_on


@pytest.mark.parametrize(
    ("year", "eve"),
    [(2016, date(2016, 2, 7)), (2024, date(2024, 2, 9)), (2026, date(2026, 2, 16)), (2027, date(2027, 2, 5))],
)
def test_nian_huo_jie_ends_on_the_eve_of_the_spring_festival(year: int, eve: date) -> None:
    assert promotions(year)[0].last == eve


def test_the_lead_in_belongs_to_the_promotion() -> None:
    assert [p.name for p in promotions_on(date(2026, 10, 25))] == ["双11"]
    assert [p.name for p in promotions_on(date(2026, 10, 25), lead_in=0)] == []


def test_only_named_promotions_count() -> None:
    assert list(promotions_on(date(2026, 11, 11), ("618",))) == []


def test_a_lead_in_may_begin_in_the_year_before() -> None:
    assert [p.name for p in promotions_on(date(2024, 12, 31), ("年货节",))] == ["年货节"]
