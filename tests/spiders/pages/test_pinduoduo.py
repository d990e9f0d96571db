"""Pinduoduo's readers on small bodies of our own, written after the structure of its API."""

from decimal import Decimal

import pytest

from crawler.items import AnyItem, Listing, PriceState, Search, Status
from spiders.pages.pinduoduo import amount
from spiders.pages.read import read

API = "https://apiv3.yangkeduo.com/search?q=x"


def page(body: str, url: str | None = None) -> AnyItem:
    return read(body.encode(), url=url)


@pytest.mark.parametrize(
    ("given", "yuan"),
    [(23800, "238.00"), ("238", "238"), ("23.8", "23.8"), (0, None), (None, None), ("", None)],
    ids=["fen", "whole-yuan-as-text", "yuan-as-text", "zero", "null", "blank"],
)
def test_numbers_are_fen_and_texts_are_yuan(given: object, yuan: str | None) -> None:
    assert amount(given) == (Decimal(yuan) if yuan else None)


def test_a_card_costs_what_a_single_buyer_pays() -> None:
    body = """{"goods_list":[{"goods_name":"竹节椅","goods_id":7190001,"normal_price":23800,"market_price":68800,
    "group":{"price":21900,"customer_num":2},"cnt":29072,"thumb_url":"http://t01img.yangkeduo.com/a.jpeg"}]}"""
    item = page(body, API)
    assert isinstance(item, Search)
    (card,) = item.items
    assert (card.title, card.item_id, card.price) == ("竹节椅", "7190001", Decimal("238.00"))
    assert (card.original_price, card.currency) == (Decimal("688.00"), "CNY")
    assert card.url == "https://mobile.yangkeduo.com/goods.html?goods_id=7190001"


def test_a_body_without_address_is_recognised() -> None:
    body = '{"goods_list":[{"goods_name":"竹节椅","goods_id":7190001,"thumb_url":"http://t01img.yangkeduo.com/a.jpeg"}]}'
    assert page(body).platform == "pinduoduo"


def test_a_list_without_goods_is_empty() -> None:
    assert page('{"goods_list":[],"flip":"0"}', API).status is Status.EMPTY


def test_a_mobile_page_is_read_from_its_raw_data() -> None:
    html = """<html><head><title>商品详情</title></head><body><script>window.rawData={"store":{"initDataObj":{
    "goods":{"goodsName":"竹节椅","goodsID":7190001,"minOnSaleNormalPrice":"238","minOnSaleGroupPrice":"219.00",
     "mallID":"900001","goodsProperty":[{"key":"品牌","values":["竹里"]}]},
    "mall":{"mallName":"竹里家居店","mallID":900001}}}};</script></body></html>"""
    item = page(html, "https://mobile.yangkeduo.com/goods.html?goods_id=7190001")
    assert isinstance(item, Listing)
    assert (item.title, item.item_id, item.brand) == ("竹节椅", "7190001", "竹里")
    assert (item.shop_name, item.shop_id, item.price) == ("竹里家居店", "900001", Decimal("238"))


def test_a_page_whose_state_is_missing_needs_javascript() -> None:
    html = "<html><head><title>拼多多商城</title></head><body><div id='main'></div></body></html>"
    item = page(html, "https://mobile.yangkeduo.com/goods.html?goods_id=7190001")
    assert isinstance(item, Listing)
    assert (item.status, item.price_state) == (Status.NEEDS_JAVASCRIPT, PriceState.NEEDS_JAVASCRIPT)


def test_articles_are_found_however_deep_the_list_wraps_them() -> None:
    body = """{"items":[{"item_type":0,"item_data":{"goods_model":{"goods_name":"竹节椅","goods_id":7190001,
    "price":21900,"thumb_url":"http://t01img.yangkeduo.com/a.jpeg"}}}]}"""
    item = page(body, API)
    assert isinstance(item, Search)
    assert [(card.title, card.price) for card in item.items] == [("竹节椅", Decimal("219.00"))]
