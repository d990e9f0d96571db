"""Taobao's readers on small pages of our own, written after the structure of its layouts."""

from decimal import Decimal

import pytest

from crawler.items import AnyItem, Listing, PriceState, Search, Shop, Status
from spiders.pages.read import read

ITEM = "https://item.taobao.com/item.htm?id=600700800900"


def page(html: str, url: str | None = None) -> AnyItem:
    return read(html.encode(), url=url, content_type="text/html; charset=utf-8")


def listing(html: str, url: str | None = ITEM) -> Listing:
    item = page(html, url)
    assert isinstance(item, Listing)
    return item


def search(html: str, url: str | None = "https://s.taobao.com/search?q=x") -> Search:
    item = page(html, url)
    assert isinstance(item, Search)
    return item


# `g_config` holds expressions, so that no parser of literals reads it whole.
DESKTOP_2020 = """<html><head><title>白瓷茶杯-淘宝网</title><script>
var g_config = { startTime: +new Date, ver: '8.0.6', itemId: '600700800900', shopId: '64000001',
 shopName: '\\u6E05\\u6EAA\\u74F7\\u574A', sellerId: '1300', sellerNick: 'qingxi_88',
 descUrl: location.protocol==='http:' ? '//a.example/x' : '//b.example/x',
 idata: { item: { id: '600700800900', title: '\\u767D\\u74F7\\u8336\\u676F',
   auctionImages: ["//gd1.alicdn.com/imgextra/i4/1/T1.jpg","//gd2.alicdn.com/imgextra/i4/1/T2.jpg"] },
   seller: { id: '1300' }, shop: { id: '64000001', url: '//qingxi.taobao.com/' } } };</script></head><body>
<h1>双11 全场五折</h1>
<div id="J_Title"><h3 class="tb-main-title" data-title="白瓷茶杯">白瓷茶杯</h3></div>
<ul><li id="J_StrPriceModBox"><strong id="J_StrPrice"><em class="tb-rmb">¥</em>
 <em class="tb-rmb-num">149.00 - 159.00</em></strong></li>
 <li id="J_PromoPrice"><div id="J_Promo"></div></li></ul>
<ul class="attributes-list"><li title="清溪">品牌:&nbsp;清溪</li><li title="白瓷">材质:&nbsp;白瓷</li></ul>
<strong id="J_SellCounter">-</strong></body></html>"""


def test_a_range_gives_the_lowest_and_the_highest_price() -> None:
    item = listing(DESKTOP_2020)
    assert (item.price, item.price_max, item.currency) == (Decimal("149.00"), Decimal("159.00"), "CNY")
    assert item.price_state is PriceState.PRESENT


def test_a_promotions_price_stands_before_the_list_price() -> None:
    html = DESKTOP_2020.replace(
        '<div id="J_Promo"></div>', '<em id="J_PromoPriceNum" class="tb-rmb-num">99.00</em>'
    )
    item = listing(html)
    assert (item.price, item.price_max, item.original_price) == (Decimal("99.00"), None, Decimal("149.00"))


def test_the_first_heading_is_a_banner_and_not_the_title() -> None:
    assert listing(DESKTOP_2020).title == "白瓷茶杯"


def test_shop_and_seller_come_from_a_config_that_holds_expressions() -> None:
    item = listing(DESKTOP_2020)
    assert (item.shop_name, item.seller_name, item.shop_id) == ("清溪瓷坊", "qingxi_88", "64000001")
    assert item.shop_url == "https://qingxi.taobao.com/"


def test_brand_and_attributes_come_from_the_attribute_list() -> None:
    item = listing(DESKTOP_2020)
    assert (item.brand, item.attributes) == ("清溪", {"品牌": "清溪", "材质": "白瓷"})


def test_images_are_those_of_the_state() -> None:
    assert listing(DESKTOP_2020).images == [
        "https://gd1.alicdn.com/imgextra/i4/1/T1.jpg",
        "https://gd2.alicdn.com/imgextra/i4/1/T2.jpg",
    ]


def test_a_counter_that_a_script_fills_is_no_figure_of_sales() -> None:
    assert listing(DESKTOP_2020).sales is None


def test_a_page_without_any_price_needs_javascript() -> None:
    html = DESKTOP_2020.replace("149.00 - 159.00", "")
    assert listing(html).price_state is PriceState.NEEDS_JAVASCRIPT


MODERN = """{"api":"mtop.taobao.pcdetail.data.get","ret":["SUCCESS::ok"],"data":{
"seller":{"shopName":"清溪瓷坊","sellerNick":"qingxi_88","shopId":"64000001","pcShopUrl":"//qingxi.taobao.com"},
"item":{"title":"白瓷茶杯","itemId":"600700800900","images":["//img.alicdn.com/a.jpg"],"vagueSellCount":"100+"},
"componentsVO":{"priceVO":{"price":{"priceText":"88.00"}},
 "extensionInfoVO":{"infos":[{"type":"BASE_PROPS","items":[{"title":"品牌","text":["清溪"]}]}]}}}}"""


def test_the_body_of_the_detail_api_is_a_listing() -> None:
    item = listing(MODERN, None)
    assert (item.title, item.item_id, item.price) == ("白瓷茶杯", "600700800900", Decimal("88.00"))
    assert (item.shop_name, item.shop_id, item.brand, item.sales) == ("清溪瓷坊", "64000001", "清溪", "100+")


def test_the_same_state_inside_a_page_is_read_the_same() -> None:
    inner = MODERN[MODERN.index('"data":{') + 7 : MODERN.rindex("}")]
    html = f"<html><head><title>x</title></head><body><script>window.__ICE_APP_CONTEXT__ = {inner};</script></body></html>"
    assert listing(html).price == Decimal("88.00")
    assigned = f"var a = window.__ICE_APP_CONTEXT__ || {{}};var b = {inner};window.__ICE_APP_CONTEXT__=b;"
    assert listing(f"<title>x</title><script>{assigned}</script>").price == Decimal("88.00")


def test_after_coupons_the_price_is_what_the_page_sells_at() -> None:
    before = '"price":{"priceText":"88.00"}'
    coupon = (
        '"price":{"priceText":"88","priceTitle":"优惠前"},"extraPrice":{"priceText":"68","priceTitle":"券后"}'
    )
    item = listing(MODERN.replace(before, coupon), None)
    assert (item.price, item.original_price) == (Decimal("68"), Decimal("88"))


def test_the_end_of_a_range_stands_with_the_variants() -> None:
    range_ = '"skuCore":{"sku2info":{"0":{"price":{"priceText":"88.00-128.00"}}}},"componentsVO"'
    item = listing(MODERN.replace('"componentsVO"', range_), None)
    assert (item.price, item.price_max) == (Decimal("88.00"), Decimal("128.00"))


def test_jsonp_around_the_body_makes_no_difference() -> None:
    assert listing(f"mtopjsonp1({MODERN})", None).title == "白瓷茶杯"


def test_an_article_of_a_business_seller_is_tmalls() -> None:
    assert listing(MODERN.replace('"shopId"', '"sellerType":"B","shopId"'), None).platform == "tmall"


@pytest.mark.parametrize(
    ("ret", "status"),
    [
        ("RGV587_ERROR::SM::哎哟喂,被挤爆啦", Status.BLOCKED),
        ("FAIL_SYS_USER_VALIDATE::", Status.BLOCKED),
        ("FAIL_SYS_SESSION_EXPIRED::", Status.LOGIN),
        ("FAIL_BIZ_ITEM_NOT_FOUND::", Status.GONE),
    ],
    ids=["risk-control", "captcha", "log-in", "gone"],
)
def test_what_an_mtop_body_says_of_itself_is_the_status(ret: str, status: Status) -> None:
    body = f'{{"api":"mtop.taobao.x","data":{{}},"ret":["{ret}"]}}'
    assert page(body, "https://h5api.m.taobao.com/h5/mtop.taobao.x/1.0/").status is status


STATE_2018 = """<html><head><title>茶杯_淘宝搜索</title><script>
g_page_config = {"pageName":"mainsrp","mods":{"itemlist":{"status":"show","data":{"auctions":[
{"nid":"111222333444","title":"白瓷\\u003cspan class\\u003dH\\u003e茶杯\\u003c/span\\u003e","raw_title":"白瓷茶杯",
 "detail_url":"https://click.simba.taobao.com/cc_im?p\\u003d1","view_price":"160.00","item_loc":"江西 景德镇",
 "view_sales":"8人付款","nick":"qingxi_88","user_id":"1300","shopcard":{"isTmall":false},
 "shopLink":"https://click.simba.taobao.com/cc_im?p\\u003d2"},
{"nid":"222333444555","raw_title":"玻璃杯","detail_url":"//detail.tmall.com/item.htm?id\\u003d222333444555",
 "view_price":"20.00","nick":"晴山旗舰店","user_id":"1400","shopcard":{"isTmall":true},
 "shopLink":"//store.taobao.com/shop/view_shop.htm?user_number_id\\u003d1400"}]}},
 "pager":{"data":{"pageSize":44,"totalPage":3,"currentPage":1}}},
 "mainInfo":{"modLinks":{"pager":"//s.taobao.com/search?q\\u003dx\\u0026s\\u003d0"}}};</script></head>
<body></body></html>"""


def test_cards_come_from_the_page_state() -> None:
    first, second = search(STATE_2018).items
    assert (first.title, first.item_id, first.price) == ("白瓷茶杯", "111222333444", Decimal("160.00"))
    assert (first.seller_name, first.location, first.sales) == ("qingxi_88", "江西 景德镇", "8人付款")
    assert (second.title, second.shop_name) == ("玻璃杯", "晴山旗舰店")


def test_an_advertised_card_gets_the_articles_own_address() -> None:
    first = search(STATE_2018).items[0]
    assert first.url == "https://item.taobao.com/item.htm?id=111222333444"
    assert first.shop_url == "https://store.taobao.com/shop/view_shop.htm?user_number_id=1300"


def test_a_tmall_article_among_taobaos_results_is_tmalls() -> None:
    assert [card.platform for card in search(STATE_2018).items] == ["taobao", "tmall"]


def test_the_next_page_is_named_by_its_offset() -> None:
    assert search(STATE_2018).next_url == "https://s.taobao.com/search?q=x&s=44"


def test_the_page_state_saved_alone_is_a_search_page() -> None:
    start = STATE_2018.index('{"pageName"')
    body = STATE_2018[start : STATE_2018.index(";</script>", start)]
    assert len(search(body, None).items) == 2


def test_a_search_whose_list_is_hidden_found_nothing() -> None:
    body = '{"pageName":"mainsrp","mods":{"itemlist":{"status":"hide"},"pager":{"status":"hide"}}}'
    assert search(body, None).status is Status.EMPTY


def test_a_search_page_that_only_a_script_fills_needs_javascript() -> None:
    assert search("<html><head><title>茶杯_淘宝搜索</title></head><body></body></html>").status is (
        Status.NEEDS_JAVASCRIPT
    )


def test_rendered_cards_are_read_where_there_is_no_state() -> None:
    html = """<html><head><title>茶杯_淘宝搜索</title></head><body><div class="items">
    <div class="item J_MouserOnverReq" data-category="auctions"><div class="pic">
    <a data-nid="111222333444" href="//item.taobao.com/item.htm?id=111222333444">
      <img data-src="//img.alicdn.com/a.jpg_180x180.jpg"></a></div>
    <div class="price"><span>¥</span><strong>160.00</strong></div><div class="deal-cnt">8人付款</div>
    <div class="row title"><a href="//item.taobao.com/item.htm?id=111222333444" title="白瓷茶杯">白瓷茶杯</a></div>
    <div class="shop"><a class="shopname" href="//store.taobao.com/x"><span>qingxi_88</span></a></div>
    <div class="location">江西 景德镇</div></div></div></body></html>"""
    (card,) = search(html).items
    assert (card.title, card.price, card.shop_name, card.location) == (
        "白瓷茶杯",
        Decimal("160.00"),
        "qingxi_88",
        "江西 景德镇",
    )
    assert card.images == ["https://img.alicdn.com/a.jpg"]


def test_an_item_page_that_does_not_exist_is_gone() -> None:
    html = "<html><head><title>对不起，您访问的页面不存在！</title></head><body><p>对不起</p></body></html>"
    assert page(html, ITEM).status is Status.GONE


def test_a_shop_is_recognised_by_its_numbered_host() -> None:
    html = """<html><head><title>首页-清溪瓷坊-淘宝网</title>
    <meta name="microscope-data" content="pageId=1;shopId=64000001;userid=1300"></head><body></body></html>"""
    item = page(html, "https://shop64000001.taobao.com/")
    assert isinstance(item, Shop)
    assert (item.shop_name, item.shop_id) == ("清溪瓷坊", "64000001")


@pytest.mark.parametrize("title", ["商品详情 - 淘宝网", "淘宝网"], ids=["detail-shell", "bare-shell"])
def test_a_shell_that_a_script_fills_is_no_article(title: str) -> None:
    html = f"<html><head><title>{title}</title></head><body><div id='ice-container'></div></body></html>"
    item = listing(html)
    assert (item.title, item.status) == (None, Status.NEEDS_JAVASCRIPT)


def test_its_log_in_page_is_log_in() -> None:
    html = """<html><head><title>淘宝网 - 淘！我喜欢</title></head><body><form><input id="fm-login-id">
    <input type="password"></form></body></html>"""
    assert page(html, "https://login.taobao.com/member/login.jhtml").status is Status.LOGIN


def test_an_article_that_is_gone_says_so_in_its_notice() -> None:
    html = """<html><head><title>淘宝网</title></head><body>
    <div class="error-notice-hd">很抱歉，您查看的宝贝不存在</div></body></html>"""
    assert page(html, ITEM).status is Status.GONE
