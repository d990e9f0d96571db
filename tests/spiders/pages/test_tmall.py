"""Tmall's readers on small pages of our own, written after the structure of its layouts."""

import json
from decimal import Decimal
from urllib.parse import quote

import pytest

from crawler.items import AnyItem, Licence, Listing, PriceState, Search, Shop, Status
from spiders.pages.read import read

ITEM = "https://detail.tmall.com/item.htm?id=600700800900"
SETUP = """{"valItemInfo":{"skuMap":{";1:2;":{"price":"12199.00","skuId":"1"}}},"rstShopId":58000001,
"detail":{"defaultItemPrice":"8699.00 - 12199.00"},"itemDO":{"title":"晴山 手机","itemId":"600700800900",
"brand":"QINGSHAN/&#26228;&#23665;","sellerNickName":"NICK","prov":"上海","reservePrice":"8699.00"},
"propertyPics":{"default":["//img.alicdn.com/imgextra/i1/a.jpg"]}}"""


def page(html: str, url: str | None = ITEM, encoding: str = "utf-8") -> AnyItem:
    return read(html.encode(encoding, "replace"), url=url)


def listing(html: str, url: str | None = ITEM) -> Listing:
    item = page(html, url)
    assert isinstance(item, Listing)
    return item


def desktop(setup: str = SETUP) -> str:
    return f"""<!doctype html><html><head><meta charset="utf-8" /><title>晴山 手机-tmall.com天猫</title>
<meta name="description" content="欢迎选购晴山 手机,想了解详情请进入晴山官方旗舰店的晴山实力旺铺"/></head><body>
<script>w.g_config={{itemId:"600700800900",shopId:"58000001",startTime:(+new Date()),shopUrl:"//qingshan.tmall.com",
sellerNickName:"{quote("晴山官方旗舰店")}"}};</script>
<div id="shopExtra"><a class="slogo-shopname" href="//qingshan.tmall.com"><strong>晴山官方旗舰店</strong></a>
<a class="tm-gsLink" href="//zhaoshang.tmall.com/maintaininfo/liangzhao.htm?xid=ab12"><img src="//a/e.png"></a></div>
<div class="tb-detail-hd"><h1><a href="#">晴山 手机</a></h1></div>
<dl class="tm-price-panel" id="J_StrPriceModBox"><dt>价格</dt><dd></dd></dl>
<ul id="J_AttrUL"><li title="a">产品名称：手机</li></ul>
<script>TShop.Setup({setup.replace("NICK", quote("晴山官方旗舰店"))});</script></body></html>"""


def test_the_price_stands_in_the_state_where_the_element_is_empty() -> None:
    item = listing(desktop())
    assert (item.price, item.price_max, item.currency) == (Decimal("8699.00"), Decimal("12199.00"), "CNY")
    assert item.price_state is PriceState.PRESENT


def test_the_line_of_praise_below_the_title_is_the_description() -> None:
    html = desktop(SETUP.replace('"prov":"上海"', '"prov":"上海","newAttraction":"热销十万件"'))
    assert listing(html).description == "热销十万件"


def test_without_state_an_empty_price_element_needs_javascript() -> None:
    html = desktop("null")
    assert listing(html).price_state is PriceState.NEEDS_JAVASCRIPT


def test_variants_give_the_price_where_the_state_names_none() -> None:
    html = desktop(SETUP.replace('"defaultItemPrice":"8699.00 - 12199.00"', ""))
    assert listing(html).price == Decimal("12199.00")


def test_seller_shop_and_brand_are_undone_of_their_escapes() -> None:
    item = listing(desktop())
    assert (item.seller_name, item.shop_name) == ("晴山官方旗舰店", "晴山官方旗舰店")
    assert (item.brand, item.shop_id, item.location) == ("QINGSHAN/晴山", "58000001", "上海")
    assert item.shop_url == "https://qingshan.tmall.com"


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_an_account_name_is_undone_from_either_encoding(charset: str) -> None:
    html = desktop(SETUP.replace("NICK", quote("晴山专卖店".encode(charset))))
    assert listing(html).seller_name == "晴山专卖店"


def test_the_licence_page_of_the_shop_is_named() -> None:
    assert (
        "https://zhaoshang.tmall.com/maintaininfo/liangzhao.htm?xid=ab12" in listing(desktop()).licence_urls
    )


def test_the_state_saved_alone_is_a_listing() -> None:
    item = listing(SETUP.replace("NICK", "x"), None)
    assert (item.platform, item.item_id, item.title) == ("tmall", "600700800900", "晴山 手机")


def test_a_rendered_promotion_is_the_price_and_the_list_price_is_struck_out() -> None:
    html = desktop().replace(
        '<ul id="J_AttrUL">',
        '<dl id="J_PromoPrice"><dd><span class="tm-price">7999.00</span></dd></dl><ul id="J_AttrUL">',
    )
    item = listing(html)
    assert (item.price, item.original_price) == (Decimal("7999.00"), Decimal("8699.00"))


def test_a_page_whose_text_was_destroyed_is_damaged_but_keeps_its_number() -> None:
    item = page(desktop().replace("晴山", "\ufffd\ufffd\ufffd") + "\ufffd" * 40)
    assert item.status is Status.DAMAGED
    assert isinstance(item, Listing)
    assert item.item_id == "600700800900"


def test_cards_of_a_list_carry_shop_and_sales() -> None:
    html = """<html><head><title>童书-天猫Tmall.com-理想生活上天猫</title></head><body>
    <div class="product" data-id="587000000001"><div class="product-iWrap">
    <a href="//detail.tmall.com/item.htm?id=587000000001&amp;skuId=1"><img src="//img.alicdn.com/a.jpg"/></a>
    <p class="productPrice"><em title="168.00"><b>&yen;</b>168.00</em></p>
    <p class="productTitle"><a href="//detail.tmall.com/item.htm?id=587000000001" title="山海地理全书">
      山海<span class=H>地理</span>全书</a></p>
    <div class="productShop"><a class="productShop-name" href="//store.taobao.com/x.htm">晴山图书专营店</a></div>
    <p class="productStatus"><span>月成交 <em>95笔</em></span></p></div></div></body></html>"""
    item = page(html, "https://list.tmall.com/search_product.htm?q=x")
    assert isinstance(item, Search)
    (card,) = item.items
    assert (card.title, card.price, card.item_id) == ("山海地理全书", Decimal("168.00"), "587000000001")
    assert (card.shop_name, card.sales, card.platform) == ("晴山图书专营店", "95笔", "tmall")


def test_a_licence_page_names_operator_and_number() -> None:
    html = """<html><head><title>天猫网店经营者相关资质信息</title></head><body><ul>
    <li>企业注册号：91110105721471662U</li><li>企业名称：青溪市晴山通讯有限公司</li><li>住所：青溪市</li></ul></body></html>"""
    item = page(html, "https://zhaoshang.tmall.com/maintaininfo/liangzhao.htm?xid=ab12")
    assert isinstance(item, Licence)
    assert item.operator == "青溪市晴山通讯有限公司"
    assert [(shown.owner, shown.number) for shown in item.licences] == [("shop", "91110105721471662U")]


def test_a_shops_host_is_a_shop_page() -> None:
    html = """<html><head><title>首页-晴山官方旗舰店-天猫Tmall.com</title>
    <meta name="microscope-data" content="pageId=1;shopId=58000001;"></head><body></body></html>"""
    item = page(html, "https://qingshan.tmall.com/")
    assert isinstance(item, Shop)
    assert (item.shop_name, item.shop_id) == ("晴山官方旗舰店", "58000001")


def test_a_shops_search_that_comes_as_one_string_gives_cards() -> None:
    html = """<div class="J_TItems"><dl class="item" data-id="587000000001"><dd><a class="item-name"
    href="//detail.tmall.com/item.htm?id=587000000001">山海全书</a><span class="c-price">168.00 </span>
    <span class="sale-num">95</span></dd></dl></div>"""
    item = page(
        f"jsonp128({json.dumps(html)})", "https://qingshan.tmall.com/i/asynSearch.htm?callback=jsonp128"
    )
    assert isinstance(item, Shop)
    (card,) = item.items
    assert (card.title, card.price, card.sales) == ("山海全书", Decimal("168.00"), "95")
