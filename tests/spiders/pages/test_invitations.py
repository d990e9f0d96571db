"""What stands where a shop's name does and is none."""

import pytest

from spiders.pages.invitations import names_nobody
from spiders.pages.read import read


@pytest.mark.parametrize(
    "words",
    [
        "进店",
        "进入店铺 >",
        "收藏店铺",
        "【联系卖家】",
        "共有225商家在售",
        "12家店有售",
        "Live Chat",
        "View shop",
    ],
)
def test_an_invitation_is_no_name(words: str) -> None:
    assert names_nobody(words)


@pytest.mark.parametrize(
    "name",
    ["三人行数码店", "3人行数码", "好茶铺", "收藏家文玩店", "更多美母婴专营店", "365天超市", "Shop 24"],
)
def test_a_name_with_such_words_in_it_is_one(name: str) -> None:
    assert not names_nobody(name)


def test_the_name_beside_an_invitation_is_the_shops() -> None:
    cards = "".join(
        f'<li><a href="/item/{number}.html">竹编果篮 {number} 号</a><b class="price">￥{number}.00</b>'
        f'<a class="shop-enter" href="/shop/{number}">进店</a><a class="shop-nick" href="/shop/{number}">竹里人家</a></li>'
        for number in range(11, 31)
    )
    page = read(f"<title>果篮</title><ul>{cards}</ul>".encode(), url="https://jishi.example.cn/search?q=1")
    assert page.kind == "search"
    assert {card.shop_name for card in page.items} == {"竹里人家"}
