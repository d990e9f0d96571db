"""Qunar's reader on a small page of our own, written after the structure of its touch list."""

from decimal import Decimal

from crawler.items import Search
from spiders.pages.read import read


def test_a_list_of_hotels_gives_cards() -> None:
    html = """<html><head><title>青溪酒店预订-去哪儿网</title></head><body><ul><li data-id="qingxi_city_18001">
    <a href="https://touch.qunar.com/hotel/qingxi_city/dt-18001"><p class="hotel-title">竹里客栈</p></a>
    <p class="text location">东区</p><span class="right price-tag">将售罄</span>
    <span class="right"><span class="price"><i>&yen</i>359</span>起</span></li></ul></body></html>"""
    item = read(html.encode())
    assert isinstance(item, Search)
    (card,) = item.items
    assert (item.platform, card.title, card.item_id) == ("qunar", "竹里客栈", "qingxi_city_18001")
    assert (card.price, card.location) == (Decimal(359), "东区")
