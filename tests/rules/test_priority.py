"""A shop's place in the queue: grave before many, and every point explained."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.finding import Finding
from rules.priority import Signals, priority, sold
from rules.registers import IdentityVerdict


def finding(severity: int, group: str = "absolute-term") -> Finding:
    return Finding(rule=f"x.{group}", group=group, severity=severity, title="涉嫌", explanation="涉嫌")


def test_a_shop_without_signals_is_last() -> None:
    assert priority(Signals()).score == 0


def test_one_grave_finding_outweighs_many_slight_ones_of_a_group() -> None:
    assert priority(Signals([finding(4)])).score > priority(Signals([finding(1)] * 10)).score


def test_a_good_verdict_adds_nothing() -> None:
    good = finding(1).model_copy(update={"verdict": "displayed"})
    assert priority(Signals([good])).score == 0


def test_every_point_has_its_term() -> None:
    signals = Signals(
        [finding(3)],
        IdentityVerdict("forged", "查无登记"),
        penalties=1,
        rating=Decimal("3.5"),
        reviews=["收到是假货，客服拒绝退款"],
        sales="月销 1.2万+",
    )
    judged = priority(signals)
    assert judged.score == sum(term.points for term in judged.terms)
    assert [term.name for term in judged.terms] == ["主体", "线索", "处罚", "销量", "差评", "投诉"]


@pytest.mark.parametrize(
    ("shown", "number"),
    [("1万+", 10_000), ("月销300", 300), ("已售 8.6万件", 86_000), ("热卖", None), (None, None)],
)
def test_sales_are_read_as_shown(shown: str | None, number: int | None) -> None:
    assert sold(shown) == number


@given(st.lists(st.integers(1, 4), max_size=40), st.integers(0, 100), st.text(max_size=20))
def test_the_score_stays_between_0_and_100(severities: list[int], penalties: int, sales: str) -> None:
    found = [finding(severity, f"g{index}") for index, severity in enumerate(severities)]
    assert 0 <= priority(Signals(found, penalties=penalties, sales=sales)).score <= 100
