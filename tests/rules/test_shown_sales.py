"""Claimed sales are held against the shown ones, of the same period and the same article."""

from datetime import date

import pytest

from crawler.items import Listing
from rules.packs import Packs
from rules.shown_sales import ShownSalesCheck, shown_count

DAY = date(2026, 6, 18)


@pytest.fixture(scope="module")
def check() -> ShownSalesCheck:
    return ShownSalesCheck(Packs.load())


def test_a_claim_a_hundred_times_the_shown_sales_is_found(check: ShownSalesCheck) -> None:
    (finding,) = check.judge(Listing(title="累计热销100万件 保温壶", sales="已售300+"), DAY)
    assert (finding.rule, finding.excerpt) == ("claim.sales-inflated", "累计热销100万件")
    assert "已售300+" in finding.explanation


@pytest.mark.parametrize(
    ("title", "sales"),
    [
        pytest.param("累计热销100万件 保温壶", "5万+", id="within-two-orders"),
        pytest.param("累计热销100万件 保温壶", None, id="no-count-shown"),
        pytest.param("累计热销100万件 保温壶", "暂无销量", id="count-not-readable"),
        pytest.param("累计热销100万件 保温壶", "月销300", id="other-period"),
        pytest.param("全品牌累计热销100万件 保温壶", "已售300", id="whole-brand"),
        pytest.param("纸杯 100万件起批", "已售300", id="order-quantity"),
    ],
)
def test_sales_are_left_alone(check: ShownSalesCheck, title: str, sales: str | None) -> None:
    assert check.judge(Listing(title=title, sales=sales), DAY) == []


@pytest.mark.parametrize(
    ("sales", "count"), [("1万+", 10_000), ("月销300", 300), ("近30天已售 2000+", 2000), ("已售完", None)]
)
def test_the_shown_count_is_read(sales: str, count: float | None) -> None:
    assert shown_count(Listing(sales=sales)) == count
