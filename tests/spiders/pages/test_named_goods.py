"""The page's own article among the objects of its data, its prices in it or beside it."""

import json
from decimal import Decimal
from typing import Any

import pytest

from crawler.items import Listing
from spiders.pages.named_goods import named
from spiders.pages.read import read

NAME = "竹编提篮 大号 山里手作"
SAID = "竹编提篮大号山里手作"
BESIDE = {
    "goods": {"id": 71, "alias": "x9", "title": NAME, "origin": "68.00"},
    "skuInfo": {"spuPrice": {"minPrice": 3990, "maxPrice": 5990}, "skus": [{"price": 3990}, {"price": 5990}]},
    "recommend": [{"title": "竹筷 一把", "price": 900}],
}
NESTED = {
    "product": {
        "id": "UHJvZHVjdDo3",
        "name": NAME,
        "pricing": {
            "priceRange": {"start": {"gross": {"amount": 39.9}}, "stop": {"gross": {"amount": 59.9}}},
            "priceRangeUndiscounted": {"start": {"gross": {"amount": 68.0}}},
            "discount": {"tax": {"amount": 3}},
        },
        "related": [{"name": "竹筷 一把", "price": 9}],
    }
}


@pytest.mark.parametrize(
    ("data", "prices"),
    [(BESIDE, (3990, 5990, "68.00")), (NESTED, (39.9, 59.9, 68.0))],
    ids=["beside it", "in it"],
)
def test_prices_are_found(data: dict[str, Any], prices: tuple[Any, ...]) -> None:
    found = named({"data": data}, SAID, SAID) or {}
    assert (
        found.get("price"),
        found.get("pricemax"),
        found.get("originalprice") or found.get("origin"),
    ) == prices


ANALYST = {"ecommerce": {"items": [{"item_id": "ZB-7", "item_name": NAME, "price": 39.9}]}}


def test_what_is_told_to_an_analyst_says_the_price() -> None:
    assert (named(ANALYST, SAID, SAID) or {}).get("price") == 39.9


def test_a_category_that_the_title_names_is_no_article() -> None:
    assert named({"category": {"id": 3, "name": "竹编提篮"}}, SAID + "竹编提篮", SAID + SAID) is None


def test_whole_numbers_are_fen_where_the_platform_keeps_them_so() -> None:
    page = f"<title>{NAME}</title><div id=app></div><script src=//b.yzcdn.cn/wsc-h5-goods/a.js></script>"
    page += (
        f"<script>window._global = {json.dumps({**BESIDE, 'note': '竹' * 400}, ensure_ascii=False)}</script>"
    )
    item = read(page.encode())
    assert isinstance(item, Listing)
    assert (item.platform, item.price, item.price_max, item.original_price) == (
        "youzan",
        Decimal("39.90"),
        Decimal("59.90"),
        Decimal("68.00"),
    )


def test_old_prices_that_are_equal_need_not_be_written_alike() -> None:
    found = named({"goods": {"id": 71, "title": NAME, "regularPrice": "10", "marketPrice": 10}}, SAID, SAID)
    assert found is not None
    assert str(found["originalprice"]) == "10"
