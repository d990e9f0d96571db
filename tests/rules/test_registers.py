"""Number and name against a register: forged, borrowed, imitated, struck off, or not covered."""

from datetime import date

import pytest
from stdnum.cn import uscc

from rules.identifiers import organisation_valid
from rules.name_parts import nearness, parts
from rules.registers import Enterprise, Listed, MemoryEnterprises, Source, identify, listed, listed_verdict


def code(region: str, serial: int) -> str:
    body = f"MA{serial:06d}"
    body += next(check for check in "0123456789X" if organisation_valid(body + check))
    return "91" + region + body + uscc.calc_check_digit("91" + region + body)


OURS, OTHERS, STRUCK, ABROAD = (code("330206", 1), code("330206", 2), code("330206", 3), code("440106", 4))
REGISTER = MemoryEnterprises(
    Source("宁波市登记簿", date(2026, 6, 1), frozenset({"3302"})),
    [
        Enterprise(OURS, "宁波春野户外用品有限公司", former_names=("宁波野营用品有限公司",)),
        Enterprise(OTHERS, "宁波康师傅食品有限公司"),
        Enterprise(STRUCK, "宁波旧事商贸有限公司", status="注销"),
    ],
)


@pytest.mark.parametrize(
    ("number", "name", "identity"),
    [
        (OURS, "宁波春野户外用品有限公司", "confirmed"),
        (OURS, "宁波春野户外用品有限责任公司", "confirmed"),
        (OURS, "宁波野营用品有限公司", "confirmed"),
        (OURS, None, "unknown"),
        (OURS, "宁波顶峰贸易有限公司", "borrowed"),
        (code("330206", 77), "宁波顶峰贸易有限公司", "forged"),
        (code("330206", 77), "宁波春野户外用品有限公司", "imitated"),
        (code("330206", 77), "宁波康帅傅食品有限公司", "imitated"),
        (code("330206", 77), None, "forged"),
        (STRUCK, "宁波旧事商贸有限公司", "struck_off"),
        (ABROAD, "广州某某贸易有限公司", "uncovered"),
        ("91330206MA0000000X", "宁波春野户外用品有限公司", "uncovered"),
        (None, "宁波春野户外用品有限公司", "uncovered"),
    ],
)
def test_number_and_name_are_judged_together(number: str | None, name: str | None, identity: str) -> None:
    assert identify(number, name, [REGISTER]).identity == identity


def test_an_imitation_names_whom_it_imitates() -> None:
    verdict = identify(code("330206", 77), "宁波康帅傅食品有限公司", [REGISTER])
    assert verdict.enterprise is not None
    assert verdict.enterprise.number == OTHERS
    assert verdict.suspicious


def test_a_register_that_does_not_cover_the_region_says_so_and_makes_no_lead() -> None:
    verdict = identify(ABROAD, "广州某某贸易有限公司", [REGISTER])
    assert "不含" in verdict.explanation
    assert not verdict.suspicious


def test_lists_speak_of_the_operator_while_they_last() -> None:
    row = Listed(
        "abnormal",
        OURS,
        "宁波春野户外用品有限公司",
        "未按规定公示年度报告",
        date(2025, 7, 1),
        date(2026, 3, 1),
    )
    assert listed(OURS, None, [row], date(2025, 12, 1)) == [row]
    assert listed(OURS, None, [row], date(2026, 6, 1)) == []
    assert listed(OTHERS, "宁波春野户外用品有限公司", [row], date(2025, 12, 1)) == []
    verdict = listed_verdict([row])
    assert verdict is not None
    assert "经营异常名录" in verdict.explanation


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("宁波春野户外用品有限公司", ("宁波", "春野", "户外用品", "有限公司")),
        ("义乌市小鹿服饰商行", ("义乌市", "小鹿", "服饰", "商行")),
        ("买买网（杭州）网络有限公司", ("", "买买网", "网络", "有限公司")),
        ("浙江省义乌市小鹿服饰有限公司", ("浙江省义乌市", "小鹿", "服饰", "有限公司")),
    ],
)
def test_a_name_is_taken_apart(name: str, expected: tuple[str, ...]) -> None:
    taken = parts(name)
    assert (taken.seat, taken.trade_name, taken.trade, taken.form) == expected


def test_the_trade_name_weighs_most() -> None:
    ours = parts("宁波春野户外用品有限公司")
    assert nearness(ours, parts("宁波春野户外有限公司")) > nearness(ours, parts("宁波春野食品有限公司"))
    assert nearness(ours, parts("宁波顶峰户外用品有限公司")) == 0
