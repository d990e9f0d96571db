"""Goods in API bodies and in the state that scripts start from, told by their keys."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.items import Listing, Search
from spiders.pages.goods_in_data import goods
from spiders.pages.read import read

HOST = "https://jishi.example.cn"
LIST = {
    "code": 0,
    "data": {
        "page": 1,
        "goodsList": [
            {
                "goods_id": n,
                "goods_name": f"枣木擀面杖 {n} 号",
                "sale_price": f"{n}.50",
                "mall_name": "木匠记",
            }
            for n in (11, 12, 13, 14)
        ],
    },
}
ONE = {
    "ret": "ok",
    "result": {
        "item": {"itemId": 7, "title": "枣木擀面杖 30cm", "price": {"amount": "18.50"}, "brand": "木匠记"}
    },
}


def test_a_list_in_an_api_body_is_a_search_page_in_its_order() -> None:
    item = read(json.dumps(LIST).encode(), url=f"{HOST}/api/list")
    assert isinstance(item, Search)
    assert [(card.item_id, card.price, card.shop_name) for card in item.items[:2]] == [
        ("11", Decimal("11.50"), "木匠记"),
        ("12", Decimal("12.50"), "木匠记"),
    ]


def test_one_article_in_an_api_body_is_a_listing() -> None:
    item = read(json.dumps(ONE).encode(), url=f"{HOST}/api/item")
    assert isinstance(item, Listing)
    assert (item.title, item.price, item.item_id, item.brand) == (
        "枣木擀面杖 30cm",
        Decimal("18.50"),
        "7",
        "木匠记",
    )


def test_a_shell_whose_script_holds_the_list_is_read() -> None:
    html = f"<title>厨具</title><div id=app></div><script>window.__STATE__ = {json.dumps(LIST)};</script>"
    item = read(html.encode(), url=f"{HOST}/list/3")
    assert isinstance(item, Search)
    assert (item.status, len(item.items)) == ("ok", 4)


def test_the_price_that_only_a_script_holds_is_read_for_the_article_of_the_title() -> None:
    words = "整木车制，表面只上核桃油，首次使用前用温水洗净晾干。" * 12
    state = json.dumps(ONE | {"trail": ["首页"] * 120})
    html = f"""<title>枣木擀面杖 30cm</title><h1>枣木擀面杖 30cm</h1><span class=price></span><p>{words}</p>
    <button>立即购买</button><script type="application/json">{state}</script>"""
    item = read(html.encode(), url=f"{HOST}/item/7.html")
    assert isinstance(item, Listing)
    assert item.price == Decimal("18.50")


def test_another_article_s_price_in_a_script_is_not_taken() -> None:
    state = json.dumps(ONE | {"trail": ["首页"] * 120})
    html = f"""<title>竹案板</title><h1>竹案板</h1><button>立即购买</button><p>{"竹片拼接。" * 80}</p>
    <script type="application/json">{state}</script>"""
    item = read(html.encode(), url=f"{HOST}/item/8.html")
    assert isinstance(item, Listing)
    assert item.price is None


@pytest.mark.parametrize("value", [None, 3, "x", [], {}, [[]], {"a": {"b": []}}])
def test_data_without_goods_gives_none(value: Any) -> None:
    found = goods(value)
    assert (found.many, found.one) == ([], None)


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["title", "price", "id", "url", "data", "list", "x"]), inner, max_size=5
        )
    ),
    max_leaves=20,
)


@given(VALUES)
@settings(deadline=None)
def test_no_value_raises(value: Any) -> None:
    read(json.dumps({"a": value}).encode(), url=f"{HOST}/api")
