"""Mogujie's readers on small pages of our own, written after the structure of its layouts."""

from decimal import Decimal

from crawler.items import AnyItem, Listing, Search, Shop
from spiders.pages.read import read

URL = "http://shop.mogujie.com/detail/1kcnxab"


def page(html: str, url: str | None = None) -> AnyItem:
    return read(html.encode(), url=url)


DETAIL = """<html><head><title>【【送礼】晴山雨伞】-百货-雨具-晴山贸易商场-蘑菇街优店</title></head><body>
<script>var detailInfo = { itemId: '1kcnxab', shopId: '1172aaaa', type: Number('8') || 0,
 main: { originPrice: '', nowPrice: '¥14.16~¥39.69', topImages: ["http://s3.mogucdn.com/a_640x960.jpg"] },
 shopInfo: {"name":"晴山贸易商场","shopId":"1172aaaa","shopUrl":"http://shop.mogujie.com/1172aaaa"},
 skuInfo: {"priceRange":"¥14.16~¥39.69"}, itemInfo: {"iid":"1kcnxab","title":"【送礼】晴山雨伞"} };</script>
<h1 class="goods-title"><span itemprop="name">【送礼】晴山雨伞</span></h1><span id="J_NowPrice">¥14.16~¥39.69</span>
<table id="J_ParameterTable"><tr><td>品牌: 晴山</td><td>材质: 黑胶</td><td>品牌: QINGSHAN/晴山</td></tr></table>
</body></html>"""


def test_a_product_page_is_read_from_its_parts() -> None:
    item = page(DETAIL, URL)
    assert isinstance(item, Listing)
    assert (item.title, item.item_id) == ("【送礼】晴山雨伞", "1kcnxab")
    assert (item.price, item.price_max, item.currency) == (Decimal("14.16"), Decimal("39.69"), "CNY")
    assert (item.shop_name, item.shop_id) == ("晴山贸易商场", "1172aaaa")


def test_the_first_of_two_brand_rows_counts() -> None:
    item = page(DETAIL, URL)
    assert isinstance(item, Listing)
    assert item.brand == "晴山"


def test_the_body_of_the_detail_api_is_a_listing() -> None:
    body = """var detail2 = [{"status":{"code":1001},"result":{
    "itemInfo":{"title":"晴山雨伞","itemId":"1miyc5a","desc":"晴雨两用"},"topImages":["//s11.mogucdn.com/a.jpg"],
    "shopInfo":{"name":"晴山贸易商场","shopId":"1171aaaa","shopUrl":"//m.mogu.com/v8/shop?shopid=1171aaaa"},
    "normalPrice":{"nowPrice":"14.16","highNowPrice":"39.69","oldPrice":"","sales":"195"},
    "itemParams":{"info":{"set":{"品牌":"晴山"}}}}}]
    module.exports = { detail2 }"""
    item = page(body)
    assert isinstance(item, Listing)
    assert (item.platform, item.item_id, item.price, item.price_max) == (
        "mogujie",
        "1miyc5a",
        Decimal("14.16"),
        Decimal("39.69"),
    )
    assert (item.brand, item.sales, item.description) == ("晴山", "195", "晴雨两用")


def test_cards_of_the_wall_are_read_in_order() -> None:
    html = """<html><head><title>雨伞_蘑菇街</title></head><body><div class="iwf goods_item" data-tradeitemid="1kq96ab">
    <a class="goods_info_container" href="http://shop.mogujie.com/detail/1kq96ab?acm=3"><p class="title">晴山雨伞</p>
    <b class="price_info">¥29.99</b></a></div></body></html>"""
    item = page(html, "http://www.mogujie.com/book/jiadian/1")
    assert isinstance(item, Search)
    (card,) = item.items
    assert (card.title, card.price, card.item_id) == ("晴山雨伞", Decimal("29.99"), "1kq96ab")


def test_the_rest_of_a_shops_host_is_its_front_page() -> None:
    html = '<html><body><div class="shop-name"><a href="#">晴山贸易商场</a></div></body></html>'
    item = page(html, "http://shop.mogujie.com/1172aaaa")
    assert isinstance(item, Shop)
    assert item.shop_name == "晴山贸易商场"
