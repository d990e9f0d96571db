"""Suning's readers, unproven, on small pages of our own written after what is known of its layouts."""

from decimal import Decimal

from crawler.items import Listing, PriceState, Search
from spiders.pages.platforms import known
from spiders.pages.read import read

URL = "https://product.suning.com/0070070001/10606600001.html"
PAGE = """<html><head><title>晴山电饭煲【价格 图片 品牌 报价】-苏宁易购</title></head><body><script>
var sn = sn || {}; sn = {"itemDisplayName":"晴山电饭煲","vendorCode":"0070070001","brandName":"晴山",
"partNumber":"000000010606600001"};
</script><h1 id="itemDisplayName">晴山电饭煲</h1><span id="mainPrice"><span class="mainprice"></span></span>
<div id="curShopName"><a href="//shop.suning.com/70070001/index.html" title="晴山电器旗舰店">晴山电器旗舰店</a></div>
<table id="itemParameter"><tr><td class="name">容量</td><td class="val">4L</td></tr></table></body></html>"""


def test_a_product_is_read_from_state_and_markup() -> None:
    item = read(PAGE.encode(), url=URL)
    assert isinstance(item, Listing)
    assert (item.title, item.item_id, item.brand) == ("晴山电饭煲", "10606600001", "晴山")
    assert (item.shop_name, item.shop_id, item.self_operated) == ("晴山电器旗舰店", "0070070001", False)
    assert item.attributes == {"容量": "4L"}


def test_its_price_needs_javascript() -> None:
    item = read(PAGE.encode(), url=URL)
    assert isinstance(item, Listing)
    assert item.price_state is PriceState.NEEDS_JAVASCRIPT


def test_cards_are_read() -> None:
    html = """<html><body><ul id="product-list"><li class="item-wrap">
    <div class="price-box"><span class="def-price">¥199.00</span></div>
    <div class="title-selling-point"><a href="//product.suning.com/0070070001/10606600001.html">晴山电饭煲</a></div>
    <div class="store-stock"><a class="store-name" href="//shop.suning.com/1">苏宁自营</a></div></li></ul></body></html>"""
    item = read(html.encode(), url="https://search.suning.com/x/")
    assert isinstance(item, Search)
    (card,) = item.items
    assert (card.title, card.price, card.item_id) == ("晴山电饭煲", Decimal("199.00"), "10606600001")
    assert card.self_operated is True


def test_the_readers_are_declared_unproven() -> None:
    assert not any(reader.proven for reader in known()["suning"].pages)
