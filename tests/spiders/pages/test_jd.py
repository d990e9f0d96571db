"""JD's readers on small pages of our own, written after the structure of its layouts."""

from decimal import Decimal
from typing import Any

import pytest

from crawler.items import AnyItem, Licence, Listing, PriceState, Search, Shop, Status
from spiders.pages.platforms import known
from spiders.pages.read import read

ITEM = "https://item.jd.com/100200300.html"


def page(html: str, url: str | None = None) -> AnyItem:
    return read(html.encode(), url=url, content_type="text/html; charset=utf-8")


def listing(html: str, url: str | None = ITEM) -> Listing:
    item = page(html, url)
    assert isinstance(item, Listing)
    return item


def state(**more: Any) -> str:
    parts = {
        "skuid": "100200300",
        "name": r"'\u6674\u5c71 \u6bdb\u5dfe'",
        "skuidkey": "'AB12'",
        "cat": "[1,2,3]",
    }
    body = ",\n ".join(f"{key}: {value}" for key, value in (parts | more).items())
    return f"<script>var pageConfig = {{ compatible: true, product: {{ {body} }} }};</script>"


DESKTOP_2018 = f"""<!DOCTYPE html><html><head><meta charset="gbk">
<title>晴山 毛巾 纯棉【图片 价格 品牌 报价】-京东</title>
<link rel="canonical" href="//item.jd.com/100200300.html">
{state(venderId="70001", shopId="'60001'", isPop="true")}</head><body>
<div class="crumb-wrap" id="crumb-wrap"><div class="crumb fl clearfix">
 <div class="item first"><a href="//channel.jd.com/jiafang.html">家纺</a></div><div class="item sep">&gt;</div>
 <div class="item"><a href="//list.jd.com/list.html?cat=1,2">布艺</a></div>
 <div class="item"><a href="//list.jd.com/list.html?cat=1,2,3">毛巾</a></div>
 <div class="item"><div class="crumb-br"><div class="head">
   <a href="//list.jd.com/list.html?cat=1,2,3&ev=exbrand_77">晴山（QINGSHAN）</a></div></div></div>
</div></div>
<div class="contact fr"><div class="J-hove-wrap EDropdown fr"><div class="item"><div class="name">
 <a href="//qingshan.jd.com" title="晴山旗舰店">晴山旗舰店</a></div></div></div></div>
<div class="sku-name"> 晴山 毛巾 纯棉 </div>
<div class="summary-price J-summary-price"><div class="dt">京 东 价</div>
 <div class="dd"><span class="p-price"><span>￥</span><span class="price J-p-100200300"></span></span></div></div>
<ul id="parameter-brand" class="p-parameter-list"><li title="手机牌">品牌： <a href="#">手机牌</a></li></ul>
<ul class="parameter2 p-parameter-list"><li title="a">商品编号：100200300</li><li title="b">材质：棉</li></ul>
</body></html>"""

DESKTOP_2014 = f"""<html><head><title>【晴山毛巾】晴山 毛巾【行情 报价 价格 评测】-京东商城</title>
<link rel="canonical" href="http://item.jd.com/100200300.html">{state(venderId="0", shopId="'0'")}</head><body>
<div class="breadcrumb"><strong><a href="http://channel.jd.com/home.html">家居</a></strong><span>
 <a href="http://list.jd.com/1-2-3.html">毛巾</a></span><span><a href="http://www.jd.com/pinpai/3-77.html">晴山</a>
 <a href="http://item.jd.com/100200300.html">晴山毛巾</a></span></div>
<div id="name"><h1>晴山 毛巾</h1></div>
<strong class="p-price" id="jd-price">￥1,399.00</strong><del id="page_maprice">￥1599.00</del></body></html>"""


def test_an_empty_price_element_means_that_a_script_draws_the_price() -> None:
    item = listing(DESKTOP_2018)
    assert (item.price, item.currency, item.price_state) == (None, None, PriceState.NEEDS_JAVASCRIPT)


def test_a_price_in_the_markup_is_read_with_its_struck_out_neighbour() -> None:
    item = listing(DESKTOP_2014)
    assert (item.price, item.original_price, item.currency) == (Decimal("1399.00"), Decimal("1599.00"), "CNY")
    assert item.price_state is PriceState.PRESENT


def test_the_brand_is_the_breadcrumbs_and_not_the_phone_that_a_case_fits() -> None:
    assert listing(DESKTOP_2018).brand == "晴山（QINGSHAN）"


def test_the_title_comes_from_the_page_state() -> None:
    assert listing(DESKTOP_2018).title == "晴山 毛巾"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<title>晴山 毛巾【图片 价格 品牌 报价】-京东</title>", "晴山 毛巾"),
        ("<title>晴山 毛巾【摘要 书评 试读】- 京东图书</title>", "晴山 毛巾"),
        ("<title>【晴山毛巾】晴山 毛巾【行情 报价 价格 评测】-京东商城</title>", "晴山 毛巾"),
    ],
    ids=["title-tag-since-2015", "title-tag-of-books", "title-tag-until-2014"],
)
def test_a_page_without_state_or_heading_still_has_the_title_of_its_tag(html: str, expected: str) -> None:
    assert listing(f"<html><head>{html}</head><body><p>x</p></body></html>").title == expected


def test_the_shop_is_named_numbered_and_addressed() -> None:
    item = listing(DESKTOP_2018)
    assert (item.shop_name, item.shop_id) == ("晴山旗舰店", "60001")
    assert item.shop_url == "https://mall.jd.com/index-60001.html"


@pytest.mark.parametrize(
    ("html", "own"),
    [(DESKTOP_2018, False), (DESKTOP_2014, True)],
    ids=["third-party-shop", "vendor-number-zero"],
)
def test_who_sells_is_told_by_the_page_state(html: str, own: bool) -> None:
    assert listing(html).self_operated is own


def test_category_and_attributes_are_those_of_the_page() -> None:
    item = listing(DESKTOP_2018)
    assert item.category == ["家纺", "布艺", "毛巾"]
    assert item.attributes["材质"] == "棉"


def test_a_page_without_an_address_is_recognised_by_its_canonical_link() -> None:
    item = listing(DESKTOP_2018, url=None)
    assert (item.platform, item.item_id) == ("jd", "100200300")


def test_state_that_no_parser_reads_whole_is_read_key_by_key() -> None:
    broken = state(venderId="1", shopId="'2'").replace(
        "compatible: true", "ua: navigator.userAgent || (function(){"
    )
    assert listing(f"<html><head>{broken}</head><body></body></html>").title == "晴山 毛巾"


def test_the_mobile_page_is_read_from_its_item_object() -> None:
    html = """<html><head><title>商品详情</title></head><body><script>window._itemOnly = ({"item":
    {"skuId":"100200300","skuName":"晴山 毛巾","brandName":"晴山","image":["jfs/t1/a.jpg"]}});
    window._itemInfo = ({"price":{"p":"19.90","op":"29.90","m":"39.00"},
    "shopInfo":{"shop":{"name":"晴山京东自营旗舰店"}}});</script></body></html>"""
    item = listing(html, "https://item.m.jd.com/product/100200300.html")
    assert (item.shop_name, item.self_operated) == ("晴山京东自营旗舰店", True)
    assert (item.title, item.brand, item.price, item.original_price) == (
        "晴山 毛巾",
        "晴山",
        Decimal("19.90"),
        Decimal("29.90"),
    )


def test_the_body_of_the_product_api_is_a_listing() -> None:
    body = """{"skuHeadVO":{"skuTitle":"晴山 毛巾"},"price":{"p":"19.90","op":"19.90"},
    "itemShopInfo":{"shopName":"晴山旗舰店","shopId":"60001"},"wareInfoReadMap":{"sku_id":"100200300"},
    "productAttributeVO":{"attributes":[{"labelName":"品牌","labelValue":"晴山"}]}}"""
    item = listing(body, None)
    assert (item.item_id, item.shop_name, item.brand) == ("100200300", "晴山旗舰店", "晴山")
    assert (item.price, item.original_price) == (Decimal("19.90"), None)


SEARCH = """<html><head><title>毛巾 - 商品搜索 - 京东</title></head><body><div id="J_goodsList"><ul class="gl-warp">
<li data-sku="11111" class="gl-item"><div class="gl-i-wrap">
 <div class="p-img"><a href="//item.jd.com/11111.html"><img src="//img12.360buyimg.com/n7/a.jpg"></a></div>
 <div class="p-price"><strong class="J_11111" data-price="25.20"><em>¥</em><i>25.20</i></strong></div>
 <div class="p-name"><a title="广告语" href="//item.jd.com/11111.html"><em>晴山毛巾</em>
   <i class="promo-words">全国销量第一</i></a></div>
 <div class="p-shop" data-selfware="0"><span><a class="curr-shop" href="//mall.jd.com/index-60001.html"
   title="晴山旗舰店">晴山旗舰店</a></span></div></div></li>
<li class="gl-item"><div class="gl-i-wrap j-sku-item" data-sku="22222">
 <div class="p-price"><strong class="J_price"><em></em><i></i></strong></div>
 <div class="p-name"><a href="//item.jd.com/22222.html"><em> 京选浴巾 </em></a></div>
 <div class="p-shop" data-shop_name="京选自营店"></div><div class="p-icons"><i>自营</i></div></div></li>
</ul></div></body></html>"""


def search(html: str) -> Search:
    item = page(html, "https://search.jd.com/Search?keyword=x")
    assert isinstance(item, Search)
    return item


def test_cards_are_listings_in_page_order() -> None:
    first, second = search(SEARCH).items
    assert (first.title, first.item_id, first.price, first.currency) == (
        "晴山毛巾",
        "11111",
        Decimal("25.20"),
        "CNY",
    )
    assert (first.shop_name, first.shop_id, first.self_operated) == ("晴山旗舰店", "60001", False)
    assert first.url == "https://item.jd.com/11111.html"
    assert (second.title, second.shop_name, second.self_operated) == ("京选浴巾", "京选自营店", True)
    assert all(card.card for card in (first, second))


def test_the_slogan_on_a_card_is_its_description() -> None:
    assert [card.description for card in search(SEARCH).items] == ["全国销量第一", None]


def test_a_card_with_an_empty_price_needs_javascript() -> None:
    assert search(SEARCH).items[1].price_state is PriceState.NEEDS_JAVASCRIPT


def test_a_fragment_of_cards_without_address_is_a_search_page() -> None:
    fragment = SEARCH[SEARCH.index('<div id="J_goodsList">') : SEARCH.index("</body>")]
    item = page(fragment)
    assert isinstance(item, Search)
    assert item.platform == "jd"
    assert len(item.items) == 2


def test_the_body_of_the_search_api_gives_cards() -> None:
    body = """{"data":{"wareList":[{"wareName":"晴山<font class='skcolor_ljg'>毛巾</font>","skuId":"11111",
    "jdPrice":"25.20","shopName":"晴山旗舰店","shopId":60001}]}}"""
    item = page(body)
    assert isinstance(item, Search)
    assert [(card.title, card.price, card.shop_id) for card in item.items] == [
        ("晴山毛巾", Decimal("25.20"), "60001")
    ]


def test_a_search_that_found_nothing_is_empty() -> None:
    html = """<html><head><title>qqq - 商品搜索 - 京东</title></head><body><div id="J_goodsList"></div>
    <p>抱歉，没有找到与“qqq”相关的商品</p></body></html>"""
    assert search(html).status is Status.EMPTY


def test_a_shops_front_page_says_where_its_licence_is() -> None:
    html = """<html><head><title>晴山旗舰店 - 京东</title></head><body>
    <input type="hidden" id="shop_id" value="60001"><div class="jShopHeaderArea"></div></body></html>"""
    item = page(html, "https://mall.jd.com/index-60001.html")
    assert isinstance(item, Shop)
    assert (item.shop_name, item.shop_id) == ("晴山旗舰店", "60001")
    assert "https://mall.jd.com/showLicence-60001.html" in item.licence_urls


def test_a_licence_page_names_the_operator_and_the_number() -> None:
    html = """<html><head><title>网店经营者营业执照信息</title></head><body><ul>
    <li><label>企业名称：</label><span>青溪市晴山纺织有限公司</span></li>
    <li><label>营业执照注册号：</label><span>91110105721471662U</span></li></ul></body></html>"""
    item = page(html, "https://mall.jd.com/showLicence-60001.html")
    assert isinstance(item, Licence)
    assert (item.operator, item.shop_id) == ("青溪市晴山纺织有限公司", "60001")
    shown = item.licences[0]
    assert (shown.owner, shown.number, shown.name) == ("shop", "91110105721471662U", "青溪市晴山纺织有限公司")


def test_the_licence_reader_is_declared_unproven() -> None:
    assert {reader.__name__: reader.proven for reader in known()["jd"].pages} == {
        "JdListingPage": True,
        "JdSearchPage": True,
        "JdLicencePage": False,
        "JdShopPage": False,
    }


def test_its_wall_is_blocked() -> None:
    html = "<html><head><title>京东验证</title></head><body><div id='captcha'></div></body></html>"
    assert page(html, ITEM).status is Status.BLOCKED


def test_an_api_body_without_data_says_why() -> None:
    assert page(
        '{"code":605,"message":"x"}', "https://api.m.jd.com/?functionId=pc_search_searchWare"
    ).status is (Status.BLOCKED)


def test_a_price_that_is_a_picture_is_unreadable() -> None:
    html = """<html><head><title>毛巾【行情 价格】- 京东</title></head><body><div id="plist"><ul><li sku="11111">
    <div class="p-name"><a href="http://item.jd.com/11111.html">晴山毛巾</a></div>
    <div class="p-price"><img src="http://p.360buyimg.com/gp11111,3.png"></div></li></ul></div></body></html>"""
    item = page(html, "https://list.jd.com/1-2-3.html")
    assert isinstance(item, Search)
    assert (item.items[0].item_id, item.items[0].price_state) == ("11111", PriceState.UNREADABLE)


def test_a_book_without_a_brand_has_none() -> None:
    html = f"""<html><head><title>山海【摘要 书评 试读】- 京东图书</title>{state()}
    <meta name="keywords" content="山海,青溪出版社,978750636,晴山,京东,网上购物"></head><body></body></html>"""
    assert listing(html).brand is None


def test_its_log_in_page_is_log_in() -> None:
    html = "<html><head><title>京东-欢迎登录</title></head><body><form id='formlogin'></form></body></html>"
    assert page(html, "https://passport.jd.com/new/login.aspx").status is Status.LOGIN


def test_a_shell_that_a_script_fills_is_no_article() -> None:
    item = listing("<html><head><title>京东</title></head><body><div id='app'></div></body></html>")
    assert (item.title, item.status) == (None, Status.NEEDS_JAVASCRIPT)


def test_a_results_page_that_only_a_script_fills_needs_javascript() -> None:
    html = "<html><head><title>毛巾 - 商品搜索 - 京东</title></head><body><div id='app'></div></body></html>"
    assert search(html).status is Status.NEEDS_JAVASCRIPT


def test_an_article_that_is_not_for_sale_has_no_price() -> None:
    body = '{"skuHeadVO":{"skuTitle":"晴山 毛巾"},"price":{"p":"-1.00","op":"29.90"},"wareInfoReadMap":{}}'
    item = listing(body, None)
    assert (item.price, item.price_state) == (None, PriceState.ABSENT)


def test_a_card_s_title_has_no_seams_where_the_words_sought_are_set_off() -> None:
    html = """<title>茶叶 - 商品搜索 - 京东</title><div id=J_goodsList><ul><li data-sku=5512345 class=gl-item>
    <div class=p-price><strong><em>￥</em><i>59.90</i></strong></div><div class=p-name>
    <a href="//item.jd.com/5512345.html"><em>晴山 绿<font class=skcolor_ljg>茶叶</font>礼盒 250g</em></a></div></li></ul></div>"""
    item = read(html.encode(), url="https://search.jd.com/Search?keyword=%E8%8C%B6")
    assert [card.title for card in getattr(item, "items", [])] == ["晴山 绿茶叶礼盒 250g"]
