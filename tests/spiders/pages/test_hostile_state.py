"""Whatever page state holds, the readers of it give cards or none, and never raise."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.pages.alibaba_cards import state_cards
from spiders.pages.embedded import having, listed, scalar
from spiders.pages.read import read

LIST_KEYS = [
    "mods",
    "itemlist",
    "data",
    "auctions",
    "itemsArray",
    "offerList",
    "goods_list",
    "wareList",
    "props",
]
ITEM_KEYS = [
    "item",
    "seller",
    "title",
    "price",
    "view_price",
    "nid",
    "goods_name",
    "goods_id",
    "group",
    "skuId",
]
PART_KEYS = [
    "tradePrice",
    "offerPrice",
    "value",
    "company",
    "skuHeadVO",
    "itemInfo",
    "shopInfo",
    "normalPrice",
]
KEYS = st.sampled_from([*LIST_KEYS, *ITEM_KEYS, *PART_KEYS, "componentsVO", "priceVO", "tempModel"])
VALUES: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)


@given(VALUES)
@settings(max_examples=80, deadline=None)
def test_any_state_gives_cards_or_none(value: object) -> None:
    found = state_cards(value, "taobao")
    assert found is None or all(card.card for card in found)
    assert having(value, "item", "seller") is None or isinstance(having(value, "item", "seller"), dict)
    assert all(isinstance(entry, dict) for entry in listed(value, "data"))


@pytest.mark.parametrize(
    "platform", ["jd", "taobao", "tmall", "1688", "pinduoduo", "mogujie", "aliexpress", "yahoo_tw"]
)
@given(value=st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
@settings(max_examples=15, deadline=None)
def test_a_body_of_any_shape_is_read_without_a_fault(platform: str, value: dict[str, object]) -> None:
    item = read(json.dumps(value).encode(), platform=platform)
    assert not [note for note in item.notes if "not read" in note]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda body: f"<script>g_page_config = {body};</script>",
        lambda body: f"<script>TShop.Setup({body});</script>",
        lambda body: f"<script>window.__INIT_DATA={body}</script>",
        lambda body: f"<script>var pageConfig = {{product: {body}}};</script>",
        lambda body: f"<script>window.rawData={body};</script>",
        lambda body: f"<script>window.runParams = {{data: {body}}};</script>",
    ],
    ids=["taobao", "tmall", "1688", "jd", "pinduoduo", "aliexpress"],
)
@given(value=st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
@settings(max_examples=6, deadline=None)
def test_state_of_any_shape_inside_a_page_is_read_without_a_fault(
    wrap: Callable[[str], str], value: dict[str, object]
) -> None:
    html = f"<html><head><title>x</title></head><body>{wrap(json.dumps(value))}</body></html>"
    for platform in ("jd", "taobao", "tmall", "1688", "pinduoduo", "aliexpress"):
        assert not [note for note in read(html.encode(), platform=platform).notes if "not read" in note]


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_a_scalar_is_text_or_none_in_any_script(script: str) -> None:
    found = scalar(f"{script} sellerNick: {script}", "sellerNick")
    assert found is None or found.strip()
