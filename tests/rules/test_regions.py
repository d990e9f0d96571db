"""Region codes in numbers lead to province and city."""

import pytest

from rules.regions import region, region_of


def test_a_code_leads_to_its_city() -> None:
    found = region_of("91330106MA2KQX7D14")
    assert found is not None
    assert (found.province, found.city, found.county) == ("浙江省", "杭州市", "西湖区")


@pytest.mark.parametrize(
    ("code", "province", "city"),
    [
        ("110105", "北京市", "北京市"),
        ("310115", "上海市", "上海市"),
        ("429004", "湖北省", "仙桃市"),
        ("440300", "广东省", "深圳市"),
        ("330999", "浙江省", "舟山市"),
    ],
)
def test_municipalities_and_counties_of_the_province_are_their_own_city(
    code: str, province: str, city: str
) -> None:
    found = region(code)
    assert found is not None
    assert (found.province, found.city) == (province, city)


def test_an_unsound_number_has_no_region() -> None:
    assert region_of("91330106MA2KQX7D15") is None
    assert region("990000") is None
