"""1688's readers on small pages of our own, written after the structure of its layouts."""

import json
from decimal import Decimal
from typing import Any

from crawler.items import AnyItem, Licence, Listing, PriceState, Search, Shop, Status
from spiders.pages.read import read

OFFER = "https://detail.1688.com/offer/597000000001.html"


def page(html: str, url: str | None = None) -> AnyItem:
    return read(html.encode(), url=url, content_type="text/html; charset=utf-8")


def listing(html: str, url: str | None = OFFER) -> Listing:
    item = page(html, url)
    assert isinstance(item, Listing)
    return item


def search(html: str, url: str | None = "https://s.1688.com/selloffer/offer_search.htm") -> Search:
    item = page(html, url)
    assert isinstance(item, Search)
    return item


STATE: dict[str, Any] = {
    "data": {
        "1081": {
            "componentType": "@ali/tdmod-od-pc-offer-title",
            "data": {"title": "晴山洗面奶", "saleNum": "3万+"},
        },
        "1082": {
            "componentType": "@ali/tdmod-od-pc-offer-price",
            "data": {
                "priceModel": {
                    "currentPrices": [
                        {"price": "2.30", "beginAmount": 1},
                        {"price": "20.52", "beginAmount": 3},
                    ],
                    "originalPrices": [{"price": "2.88"}, {"price": "25.65"}],
                }
            },
        },
        "1083": {
            "componentType": "@ali/tdmod-od-pc-attribute-new",
            "data": [{"name": "品牌", "value": "晴山"}, {"name": "产地", "value": "青溪"}],
        },
        "1084": {"componentType": "@ali/tdmod-od-pc-offer-logistics", "data": {"location": "广东省肇庆市"}},
    },
    "globalData": {
        "tempModel": {
            "offerId": 597000000001,
            "offerTitle": "晴山洗面奶",
            "companyName": "青溪市晴山日化有限公司",
            "sellerLoginId": "晴山1688",
            "sellerMemberId": "b2b-290000",
        },
        "offerBaseInfo": {"sellerWinportUrl": "https://shop1460000000001.1688.com"},
    },
}


def in_a_page(state: dict[str, Any]) -> str:
    return f"<title>晴山洗面奶 - 阿里巴巴</title><body><script>window.__INIT_DATA={json.dumps(state)}</script></body>"


def test_an_offer_is_read_from_its_components() -> None:
    item = listing(in_a_page(STATE))
    assert (item.title, item.item_id, item.brand) == ("晴山洗面奶", "597000000001", "晴山")
    assert (item.location, item.sales, item.attributes["产地"]) == ("广东省肇庆市", "3万+", "青溪")


def test_prices_by_quantity_span_from_the_cheapest_to_the_dearest() -> None:
    item = listing(in_a_page(STATE))
    assert (item.price, item.price_max, item.original_price) == (
        Decimal("2.30"),
        Decimal("20.52"),
        Decimal("2.88"),
    )


def test_the_company_is_shop_and_seller() -> None:
    item = listing(in_a_page(STATE))
    assert (item.shop_name, item.seller_name, item.shop_id) == (
        "青溪市晴山日化有限公司",
        "青溪市晴山日化有限公司",
        "b2b-290000",
    )
    assert item.shop_url == "https://shop1460000000001.1688.com"


def test_the_page_that_shows_the_companys_registration_is_named() -> None:
    assert (
        "https://shop1460000000001.1688.com/page/creditdetail.htm" in listing(in_a_page(STATE)).licence_urls
    )


def test_a_module_that_exports_the_state_is_an_offer() -> None:
    item = listing(f"export const detail = {json.dumps(STATE, ensure_ascii=False)};", None)
    assert (item.platform, item.title) == ("1688", "晴山洗面奶")


def test_an_offer_without_prices_needs_javascript() -> None:
    state = STATE | {"data": {"1081": STATE["data"]["1081"]}}
    assert listing(in_a_page(state)).price_state is PriceState.NEEDS_JAVASCRIPT


def test_an_offer_of_the_old_layout_is_read_from_its_config_and_table() -> None:
    html = """<html><head><title>晴山洗面奶-阿里巴巴</title></head><body>
    <script>var iDetailConfig = {'isRangePriceSku':false,'offerid':'597000000001','memberid':'b2b-290000',
    'companySiteLink':'https://qingshan.1688.com','loginId':'晴山1688','refPrice':'3.50'};</script>
    <div id="mod-detail-title"><h1 class="d-title">晴山洗面奶</h1></div>
    <a class="company-name" href="https://qingshan.1688.com">青溪市晴山日化有限公司</a>
    <table><tr><td class="de-feature">品牌：</td><td class="de-value">晴山</td></tr></table></body></html>"""
    item = listing(html)
    assert (item.title, item.price, item.brand) == ("晴山洗面奶", Decimal("3.50"), "晴山")
    assert (item.shop_name, item.shop_id) == ("青溪市晴山日化有限公司", "b2b-290000")


ENTRY = {
    "id": 530000000001,
    "information": {"subject": "食品级<font color=red>电子秤</font>", "sendProvince": "河南"},
    "company": {
        "name": "中原衡器有限公司",
        "province": "河南",
        "city": "郑州市",
        "url": "https://zy.1688.com",
    },
    "tradePrice": {
        "offerPrice": {
            "valueString": "70.00",
            "quantityPrices": [
                {"quantity": "1~99", "valueString": "90.00", "value": {"integer": 90, "decimals": 0}}
            ],
        }
    },
    "brand": {"name": "衡山"},
}


def test_cards_come_from_the_page_state() -> None:
    state = json.dumps({"code": 200, "data": {"offerList": [ENTRY]}})
    script = f"<script>window.data.offerresultData=successDataCheck({state});</script>"
    html = f"<title>批发_阿里巴巴</title><body>{script}</body>"
    (card,) = search(html).items
    assert (card.title, card.item_id, card.seller_name) == (
        "食品级电子秤",
        "530000000001",
        "中原衡器有限公司",
    )
    assert (card.price, card.price_max, card.location) == (Decimal("70.00"), Decimal("90.00"), "河南 郑州市")
    assert card.url == "https://detail.1688.com/offer/530000000001.html"


def test_the_same_offers_in_attr_are_cards_too() -> None:
    inner = {
        "offerPrice": {
            "value": {"integer": 1, "decimals": 5},
            "originalValue": {"integer": 1, "decimals": 74},
        }
    }
    entry = {
        "offerid": "718000000001",
        "title": "<font>数据</font>线",
        "attr": ENTRY | {"information": {}, "tradePrice": inner},
    }
    config = json.dumps({"keywords": "x", "listOffer": [entry]})
    html = f"<title>批发商-阿里巴巴</title><body><script>var pageConfig = {config};</script></body>"
    (card,) = search(html, "https://p4psearch.1688.com/p4p114/p4psearch/offer.htm").items
    assert (card.title, card.item_id, card.price) == ("数据线", "718000000001", Decimal("1.05"))
    assert card.original_price == Decimal("1.74")


def test_a_template_that_nobody_filled_in_is_no_card() -> None:
    html = """<html><head><title>批发_阿里巴巴</title></head><body><ul>
    <li class="sm-offer-item" t-offer-id="1"><a class="sm-offer-title" title="{{vars.subject}}">{{vars.subject}}</a></li>
    </ul></body></html>"""
    item = search(html)
    assert (item.items, item.status) == ([], Status.NEEDS_JAVASCRIPT)


def test_rendered_cards_are_read_where_there_is_no_state() -> None:
    html = """<html><head><title>批发_阿里巴巴</title></head><body><ul>
    <li class="sm-offer-item" t-offer-id="530000000001"><a class="sm-offer-title" title="电子秤" href="#">电子秤</a>
    <span class="sm-offer-priceNum" title="¥70.00">¥70.00</span>
    <a class="sm-offer-companyName" title="中原衡器有限公司" href="https://zy.1688.com">中原衡器</a></li></ul></body></html>"""
    (card,) = search(html).items
    assert (card.title, card.price, card.shop_name) == ("电子秤", Decimal("70.00"), "中原衡器有限公司")
    assert card.item_id == "530000000001"


def test_the_interstitial_of_its_wall_is_blocked_and_no_offer() -> None:
    html = """<html><head><meta name="x" content="security-X5"></head><body><script>
    sessionStorage.x5referer = window.location.href; location.replace("/_____tmd_____/punish?x5secdata=1");
    </script></body></html>"""
    assert page(html, OFFER).status is Status.BLOCKED


def test_a_credit_page_names_the_company_and_its_code() -> None:
    html = """<html><head><title>企业信用</title></head><body><table>
    <tr><td>公司名称</td><td>青溪市晴山日化有限公司</td></tr>
    <tr><td>统一社会信用代码</td><td>91110105721471662U</td></tr><tr><td>法定代表人</td><td>某某</td></tr></table>
    </body></html>"""
    item = page(html, "https://shop1460000000001.1688.com/page/creditdetail.htm")
    assert isinstance(item, Licence)
    assert item.operator == "青溪市晴山日化有限公司"
    assert [(shown.owner, shown.number) for shown in item.licences] == [("shop", "91110105721471662U")]


def test_a_company_host_is_a_shop_page() -> None:
    html = """<html><head><title>青溪市晴山日化有限公司 - 阿里巴巴</title></head><body>
    <div class="company-name">青溪市晴山日化有限公司</div></body></html>"""
    item = page(html, "https://shop1460000000001.1688.com/")
    assert isinstance(item, Shop)
    assert item.shop_name == "青溪市晴山日化有限公司"
    assert "https://shop1460000000001.1688.com/page/creditdetail.htm" in item.licence_urls


def test_an_offer_of_the_newest_layout_is_read_from_its_models() -> None:
    html = """<html><head><title>晴山洗面奶 - 阿里巴巴</title></head><body><script>
    window.context=(function(b,d){for(var p in d){b[p]=d[p]}return b})(window.contextPath, {"result":{"global":{"globalData":
    {"model":{"offerDetail":{"subject":"晴山洗面奶"},"tradeModel":{"offerPriceModel":{"currentPrices":[{"price":"2.30"}]}},
    "sellerModel":{"companyName":"青溪市晴山日化有限公司","memberId":"b2b-290000","winportUrl":"https://qs.1688.com"}}}}}});
    </script></body></html>"""
    item = listing(html)
    assert (item.title, item.price) == ("晴山洗面奶", Decimal("2.30"))
    assert (item.seller_name, item.shop_id, item.shop_url) == (
        "青溪市晴山日化有限公司",
        "b2b-290000",
        "https://qs.1688.com",
    )


def test_an_old_offers_prices_by_quantity_are_a_range() -> None:
    html = """<html><head><title>晴山洗面奶-阿里巴巴</title></head><body><script>var iDetailConfig = {'offerid':'597000000001',
    'refPrice':'3.50'}; var iDetailData = {'sku':{'priceRange':[[1,3.50],[100,3.20],[1000,2.90]]}};</script>
    <div id="mod-detail-title"><h1 class="d-title">晴山洗面奶</h1></div></body></html>"""
    item = listing(html)
    assert (item.price, item.price_max) == (Decimal("2.9"), Decimal("3.5"))
