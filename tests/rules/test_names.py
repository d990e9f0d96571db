"""Company names in running text, and when two of them mean one holder."""

import pytest

from rules.names import find_companies, is_company, same_holder, trade_name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("杭州禾翼玩具有限公司 版权所有 浙ICP备1号", ["杭州禾翼玩具有限公司"]),
        ("2019-2026厦门鹭鹭童装有限公司，统一", ["厦门鹭鹭童装有限公司"]),
        ("买买网(杭州)网络有限公司 © 2026", ["买买网（杭州）网络有限公司"]),
        ("本店由义乌市小鹿服饰商行经营", ["义乌市小鹿服饰商行"]),
        ("经营者：鄞州区春野户外用品店", ["鄞州区春野户外用品店"]),
        ("上海云仓五金有限公司苏州分公司", ["上海云仓五金有限公司苏州分公司"]),
        ("杭州甲乙有限公司、杭州丙丁有限公司", ["杭州甲乙有限公司", "杭州丙丁有限公司"]),
        ("名　　称郑州聚优贸易有限公司", ["郑州聚优贸易有限公司"]),
        ("名称：称心如意贸易有限公司", ["称心如意贸易有限公司"]),
        ("公司类型有限责任公司（自然人独资）", []),
        ("本公司承诺，该公司、其他公司、我们公司", []),
        ("春野户外旗舰店 进入店铺", []),
        ("北京朝阳店 上海徐汇店", []),
    ],
)
def test_names_begin_where_words_of_introduction_end(text: str, names: list[str]) -> None:
    assert [found.name for found in find_companies(text)] == names


def test_offsets_point_at_the_name() -> None:
    text = "版权所有 青岛海之味水产有限公司 | 营业执照"
    found = find_companies(text)[0]
    assert text[found.start : found.end] == "青岛海之味水产有限公司"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("厦门鹭鹭童装有限公司", "厦门鹭鹭童装有限责任公司", True),
        ("春野（宁波）用品有限公司", "春野(宁波)用品有限公司", True),
        ("宁波春野用品有限公司", "宁波春野用品有限公司杭州分公司", True),
        ("宁波 春野用品有限公司", "宁波春野用品有限公司", True),
        ("深圳复祥盛电子厂", "深圳复祥盛电子厂（个体工商户）", True),
        ("宁波春野用品有限公司", "宁波春野食品有限公司", False),
        ("青岛海之味水产有限公司", "山东蓝顺商贸有限公司", False),
        ("宁波春野用品有限公司", "杭州春野用品有限公司", False),
    ],
)
def test_spelling_is_no_difference_and_trade_or_seat_is(one: str, other: str, same: bool) -> None:
    assert same_holder(one, other) is same
    assert same_holder(other, one) is same


def test_a_person_is_no_company() -> None:
    assert not is_company("张三")
    assert not is_company(None)
    assert is_company("义乌市小鹿服饰商行")


def test_the_trade_name_is_what_follows_the_seat() -> None:
    assert trade_name("杭州禾翼玩具有限公司") == "禾翼玩具"
    assert trade_name("浙江省义乌市小鹿服饰有限公司") == "小鹿服饰"
