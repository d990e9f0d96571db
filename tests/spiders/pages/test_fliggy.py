"""Fliggy's readers on small pages of our own."""

from crawler.items import Listing, Search, Status
from spiders.pages.read import read


def test_a_list_of_flights_that_a_script_fills_needs_javascript() -> None:
    html = (
        "<html><head><title>青溪到东海机票预订【飞猪国内机票】</title></head><body><p>查询</p></body></html>"
    )
    item = read(html.encode())
    assert isinstance(item, Search)
    assert (item.platform, item.status, item.items) == ("fliggy", Status.NEEDS_JAVASCRIPT, [])


def test_a_product_of_a_travel_shop_is_read_as_taobaos() -> None:
    html = """<html><head><title>青溪一日游-飞猪</title></head><body><script>var g_config = { itemId: '600700800901',
    shopName: '青溪旅行社', now: +new Date };</script>
    <strong id="J_StrPrice"><em class="tb-rmb-num">99.00</em></strong></body></html>"""
    item = read(html.encode(), url="https://traveldetail.fliggy.com/item.htm?id=600700800901")
    assert isinstance(item, Listing)
    assert (item.title, item.shop_name, str(item.price)) == ("青溪一日游", "青溪旅行社", "99.00")
