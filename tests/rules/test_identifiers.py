"""Registration numbers: found, normalised, and checked as GB 32100-2015 and GS 15-2006 say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

from rules.identifiers import find_numbers, organisation_valid, plain, read_number, uscc_valid

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CODE = "91330106MA2KQX7D14"
OLD = "33010600002331" + mod_11_10.calc_check_digit("33010600002331")


def numbers(text: str) -> list[tuple[str, bool | None]]:
    return [(found.number, found.valid) for found in find_numbers(text)]


@given(st.text("0123456789", min_size=8, max_size=8), st.text(ALPHABET, min_size=9, max_size=9))
def test_a_sound_code_is_one_whose_check_character_and_organisation_part_agree(head: str, tail: str) -> None:
    code = head + tail + uscc.calc_check_digit(head + tail)
    assert uscc.is_valid(code)
    assert uscc_valid(code) == organisation_valid(tail)


@given(st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_changed_character_is_always_noticed(position: int, character: str) -> None:
    changed = CODE[:position] + character + CODE[position + 1 :]
    assert uscc_valid(changed) == (changed == CODE)


@pytest.mark.parametrize(
    "shown",
    [
        f"统一社会信用代码：{CODE}",
        f"营业执照号 {CODE.lower()}",
        "信用代码:９１３３０１０６ＭＡ２ＫＱＸ７Ｄ１４",
        "社会信用代码 9133 0106 MA2K QX7D 14",
        "营业执照：91330106-MA2KQX7D1-4",
        "统一社会信用代码\t91330106MA2KQX7D14\t类型",
        "营业执照:甲乙丙有限公司(91330106MA2KQX7D14)",
        "统一社会信用代码：9133O1O6MA2KQX7D14",
        "信用代码91330106\u200bMA2KQX7D14",
    ],
)
def test_a_number_is_read_however_it_is_typed(shown: str) -> None:
    assert numbers(shown) == [(CODE, True)]


@pytest.mark.parametrize(
    ("shown", "number", "valid"),
    [
        ("营业执照：91330106MA2KQX7D15", "91330106MA2KQX7D15", False),
        ("营业执照：911101055855825993071", "911101055855825993071", False),
        ("统一社会信用代码：9133****7D14", "9133****7D14", False),
        (f"注册号：{OLD}", OLD, True),
        (
            "注册号：330855423\u200b108721",
            "330855423108721",
            True,
        ),  # nine of them agree as an organisation code
        ("注册号：330106000023310", "330106000023310", False),
        ("工商注册号：3301062001174", "3301062001174", None),
        ("商业登记证号码：68114402-000", "68114402-000", None),
    ],
)
def test_a_wrong_number_is_kept_as_shown(shown: str, number: str, valid: bool | None) -> None:
    assert numbers(shown) == [(number, valid)]


@pytest.mark.parametrize(
    "text",
    [
        "商标注册号：第31188274号",
        "营业执照 | 增值电信业务经营许可证 浙B2-20190088",
        "请提供营业执照，客服电话 0571-88112233",
        "营业执照 注册资本 5000000 元",
        "订单号 913301061234567890",
        "医疗器械注册证号：国械注准20173401234",
    ],
)
def test_other_numbers_are_no_registration_numbers(text: str) -> None:
    assert numbers(text) == []


def test_a_lone_sound_code_is_found_without_its_label() -> None:
    found = find_numbers(f"© 甲乙丙有限公司 {CODE}")[0]
    assert (found.number, found.label) == (CODE, None)


@given(st.text(max_size=300))
def test_folding_keeps_offsets_and_any_text_is_read(text: str) -> None:
    assert len(plain(text)) == len(text)
    for found in find_numbers(text):
        assert 0 <= found.start < found.end <= len(text)


def test_an_organisation_code_is_told_from_a_short_number() -> None:
    assert read_number("12345678-8")[0] in {"organisation", "unknown"}
    assert organisation_valid("D2143569X")
