"""Dangdang's readers, unproven, on small pages of our own written after what is known of its layouts."""

from decimal import Decimal

from crawler.items import Listing, Search
from spiders.pages.platforms import known
from spiders.pages.read import read

URL = "http://product.dangdang.com/25100001.html"
PAGE = """<html><head><title>《山海图说》(晴山)【简介_书评_在线阅读】 - 当当图书</title></head><body>
<div class="name_info"><h1 title="山海图说">山海图说</h1></div><p id="dd-price"><span>¥</span>45.60</p>
<div id="original-price">¥60.00</div><div class="breadcrumb"><a>图书</a><a>童书</a></div>
<ul class="key"><li>品牌：晴山</li><li>开 本：16开</li></ul>
<script>var prodSpuInfo = {"productId":"25100001","shopId":"0","productName":"山海图说"};</script></body></html>"""


def test_a_product_is_read_from_its_markup() -> None:
    item = read(PAGE.encode(), url=URL)
    assert isinstance(item, Listing)
    assert (item.title, item.item_id) == ("山海图说", "25100001")
    assert (item.price, item.original_price) == (Decimal("45.60"), Decimal("60.00"))
    assert item.attributes == {"品牌": "晴山", "开本": "16开"}


def test_shop_number_zero_is_dangdang_itself() -> None:
    item = read(PAGE.encode(), url=URL)
    assert isinstance(item, Listing)
    assert item.self_operated is True


def test_cards_are_read() -> None:
    html = """<html><body><div id="search_nature_rg"><ul><li id="p25100001" sku="25100001">
    <a name="itemlist-title" title="山海图说" href="//product.dangdang.com/25100001.html">山海图说</a>
    <span class="search_now_price">¥45.60</span><span class="search_pre_price">¥60.00</span></li></ul></div></body></html>"""
    item = read(html.encode(), url="http://search.dangdang.com/?key=x")
    assert isinstance(item, Search)
    (card,) = item.items
    assert (card.title, card.item_id, card.price, card.original_price) == (
        "山海图说",
        "25100001",
        Decimal("45.60"),
        Decimal("60.00"),
    )


def test_the_readers_are_declared_unproven() -> None:
    assert not any(reader.proven for reader in known()["dangdang"].pages)
