"""ICP and public-security filing numbers as pages write them."""

import pytest

from rules.filings import icp_number, police_record


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("浙ICP备2021005512号-1 营业执照", "浙ICP备2021005512号-1"),
        ("备案号：粤 ICP 备 18004417 号", "粤 ICP 备 18004417 号"),
        ("京ICP证140430号 | 京ICP备14006215号", "京ICP备14006215号"),
        ("京ICP证030173号", "京ICP证030173号"),
        ("增值电信业务经营许可证：沪B2-20050130", "沪B2-20050130"),
        ("ＩＣＰ：沪ＩＣＰ备17031210号-2", "沪ＩＣＰ备17031210号-2"),
        ("ICP备案中", None),
    ],
)
def test_a_filing_is_preferred_to_a_permit_and_kept_as_shown(text: str, number: str | None) -> None:
    assert icp_number(text) == number


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("京公网安备 11000002000088号 | x", "京公网安备 11000002000088号"),
        ("京公网安备：11010502027270", "京公网安备：11010502027270"),
        ("浙公网安备33010602000117号", "浙公网安备33010602000117号"),
        ("公网安备", None),
    ],
)
def test_a_police_record_is_kept_as_shown(text: str, record: str | None) -> None:
    assert police_record(text) == record
