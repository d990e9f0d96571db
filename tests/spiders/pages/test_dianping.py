"""Dianping's readers on small pages of our own, written after the structure of its shop page."""

from crawler.items import AnyItem, PriceState, Search, Shop
from spiders.pages.read import read


def page(html: str, url: str | None = None) -> AnyItem:
    return read(html.encode(), url=url)


SHOP = """<html><head><title>【竹里小馆】电话,地址 - 青溪美食 - 大众点评网</title>
<link rel="canonical" href="http://www.dianping.com/shop/98090001"></head><body>
<div class="breadcrumb"><a href="//www.dianping.com/qingxi/ch10">青溪美食</a> &gt;
<a href="//www.dianping.com/qingxi/ch10/g251">海鲜</a> &gt; <a href="//www.dianping.com/qingxi/ch10/r104">东区</a></div>
<h1 class="shop-name">竹里小馆 <a>手机买单</a></h1>
<span id="avgPriceTitle" class="item">人均: <span class="ww-x"></span> 元</span>
<script>window.shop_config={ userId: 0, shopId: "98090001", shopName: "竹里小馆", fullName: "竹里小馆(东区店)",
 address: "竹园路1号", cityId: "15" };</script></body></html>"""


def test_a_shop_is_read_from_its_config() -> None:
    item = page(SHOP)
    assert isinstance(item, Shop)
    assert (item.shop_name, item.shop_id, item.location) == ("竹里小馆(东区店)", "98090001", "竹园路1号")


def test_its_kinds_are_those_of_the_breadcrumb_without_the_districts() -> None:
    item = page(SHOP)
    assert isinstance(item, Shop)
    assert item.category == ["青溪美食", "海鲜"]


def test_digits_drawn_by_a_font_are_noted_as_unread() -> None:
    assert any("未能识读" in note for note in page(SHOP).notes)


def test_a_card_whose_price_is_drawn_by_a_font_is_unreadable() -> None:
    html = """<html><body><div id="shop-all-list"><ul><li><div class="tit"><a href="http://www.dianping.com/shop/98090001">
    <h4>竹里小馆</h4></a></div><a class="mean-price">人均<b>￥<svgmtsi class="shopNum">&#xe9a1;</svgmtsi></b></a></li>
    </ul></div></body></html>"""
    item = page(html, "http://www.dianping.com/search/keyword/15/0_x")
    assert isinstance(item, Search)
    assert (item.items[0].title, item.items[0].price_state) == ("竹里小馆", PriceState.UNREADABLE)
