"""Any shop's pages: structured data, then headings, labels, money and repeated cards."""

from decimal import Decimal

import pytest

from crawler.items import AnyItem, Licence, Listing, Policy, PriceState, Search, Shop, Website
from spiders.pages.read import read

HOST = "https://jishi.example.cn"
PRODUCT_JSON = """<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"集市"},
{"@type":"Product","name":"枣木擀面杖","sku":"GM-3","brand":{"@type":"Brand","name":"木匠记"},"category":"厨具",
"aggregateRating":{"ratingValue":"4.8"},"image":["/a.jpg"],
"offers":[{"@type":"Offer","price":"18.50","priceCurrency":"CNY","seller":{"name":"木匠记旗舰店","url":"/shop/9"}},
{"@type":"Offer","price":26.5,"priceCurrency":"CNY"}]}]}</script>"""
PLAIN = """<title>枣木擀面杖 30cm - 木匠记 - 集市</title><div class=nav><a href=/>首页</a></div><h1>枣木擀面杖 30cm</h1>
<table><tr><td>价　　格：</td><td><font color=red>￥18.50元</font></td></tr><tr><td>商品编号：</td><td>77120</td></tr>
<tr><td>本月销量：</td><td>36件</td></tr><tr><td>发 货 地：</td><td>山东 临沂</td></tr></table><button>立即购买</button>
<p>店铺：<a href=/shop/9>木匠记</a></p><p>店铺评分：4.8　所在地：山东 临沂</p>
<h3>产品参数</h3><table><tr><th>品牌</th><td>木匠记</td></tr><tr><th>材质</th><td>枣木</td></tr></table>
<h3>产品介绍</h3><div><p>整木车制，表面只上核桃油。</p></div>
<h2>看了又看</h2><ul>{}</ul>"""
OTHER = "<li><a href=/item/{0}.html><img src={0}.jpg></a><a href=/item/{0}.html>案板{0}</a><b class=price>￥{0}.00</b></li>"
OTHERS = "".join(OTHER.format(number) for number in (101, 102, 103, 104))


def item(html: str, path: str = "/item/77120.html") -> AnyItem:
    return read(html.encode(), url=HOST + path)


def listing(html: str, path: str = "/item/77120.html") -> Listing:
    found = item(html, path)
    assert isinstance(found, Listing)
    return found


def test_json_ld_gives_the_article_with_its_range_and_seller() -> None:
    found = listing(f"<title>枣木擀面杖</title>{PRODUCT_JSON}<h1>枣木擀面杖</h1>")
    assert (found.title, found.brand, found.sku, found.rating) == ("枣木擀面杖", "木匠记", "GM-3", "4.8")
    assert (found.price, found.price_max, found.currency) == (Decimal("18.50"), Decimal("26.5"), "CNY")
    assert (found.shop_name, found.shop_url) == ("木匠记旗舰店", f"{HOST}/shop/9")


MICRODATA = """<div itemscope itemtype="http://schema.org/Product"><h1 itemprop=name>枣木擀面杖</h1>
<span itemprop=brand itemscope itemtype="http://schema.org/Brand"><span itemprop=name>木匠记</span></span>
<div itemprop=offers itemscope itemtype="http://schema.org/Offer"><meta itemprop=priceCurrency content=CNY>
<span itemprop=price content="18.5">￥18.5</span></div></div>"""
RDFA = """<div vocab="http://schema.org/" typeof="Product"><h1 property="name">枣木擀面杖</h1>
<span property="brand" typeof="Brand"><span property="name">木匠记</span></span>
<div property="offers" typeof="Offer"><meta property="priceCurrency" content="CNY">
<span property="price">18.5</span></div></div>"""


@pytest.mark.parametrize("markup", [MICRODATA, RDFA], ids=["microdata", "rdfa"])
def test_markup_gives_the_article(markup: str) -> None:
    found = listing(f"<title>枣木擀面杖</title>{markup}")
    assert (found.title, found.brand, found.price, found.currency) == (
        "枣木擀面杖",
        "木匠记",
        Decimal("18.5"),
        "CNY",
    )


def test_open_graph_gives_the_article() -> None:
    found = listing(
        "<title>x</title><meta property=og:type content=product><meta property=og:title content=枣木擀面杖>"
        "<meta property=product:price:amount content=18.50><meta property=product:price:currency content=CNY>"
    )
    assert (found.price, found.currency) == (Decimal("18.50"), "CNY")


def test_a_page_without_any_markup_is_read_by_its_labels() -> None:
    found = listing(PLAIN.format(OTHERS))
    assert (found.title, found.price, found.currency) == ("枣木擀面杖 30cm", Decimal("18.50"), "CNY")
    assert (found.shop_name, found.shop_url) == ("木匠记", f"{HOST}/shop/9")
    assert (found.location, found.rating, found.sales) == ("山东 临沂", "4.8", "36件")
    assert (found.brand, found.attributes["材质"]) == ("木匠记", "枣木")
    assert found.description == "整木车制，表面只上核桃油。"


def test_gbk_without_a_declaration_reads_the_same() -> None:
    found = read(PLAIN.format(OTHERS).encode("gbk"), url=f"{HOST}/item/77120.html")
    assert found.title == "枣木擀面杖 30cm"


@pytest.mark.parametrize(
    "price",
    [
        "<p>原价：<del>￥39.00</del></p><p>现价：<b>￥18.50</b></p>",
        "<span class=market-price>￥39.00</span><span class=shop-price>￥18.50</span>",
        "<p class=price>¥<em>18</em>.<sup>50</sup></p><p>运费：￥6.00</p>",
        "<p class=price>￥18.50</p><p>满￥99.00减￥10.00</p><p>分期：￥6.17×3期</p>",
        "<p class=price>￥18.50</p><p>押金 ￥200.00</p>",
        "<ul><li><span style='text-decoration: line-through'>￥39.00</span></li><li><h2>￥18.50</h2></li></ul>",
        "<p class='price with-list-price'>￥18.50</p>",
        "<p>单　价：<font>18.50</font> 元</p><p>用法：每半年上油一次，核桃油另购￥12.00元一瓶。</p>",
        "<p>￥18.50</p><h4>猜你喜欢</h4><div><a href=/item/2.html>案板</a><b class='price sale'>￥9.00</b></div>",
    ],
)
def test_the_price_is_not_the_old_one_nor_freight_nor_a_promotion(price: str) -> None:
    html = f"<title>枣木擀面杖</title><h1>枣木擀面杖</h1>{price}<button>加入购物车</button>"
    assert listing(html).price == Decimal("18.50")


@pytest.mark.parametrize(
    ("shown", "state"),
    [
        ("<span class=price></span>", PriceState.NEEDS_JAVASCRIPT),
        ("<span class=price>￥</span>", PriceState.NEEDS_JAVASCRIPT),
        ("<span class=price>{{goods.price}}</span>", PriceState.NEEDS_JAVASCRIPT),
        ("<span class=price>￥\ue3f1\ue0aa.\ue9c2</span>", PriceState.UNREADABLE),
        ("<span class=price>￥1??</span>", PriceState.UNREADABLE),
        ("<p>价格面议</p>", PriceState.ABSENT),
    ],
)
def test_a_missing_price_says_why(shown: str, state: PriceState) -> None:
    words = "整木车制，表面只上核桃油，首次使用前用温水洗净晾干。" * 12
    found = listing(
        f"<title>枣木擀面杖</title><h1>枣木擀面杖</h1>{shown}<p>{words}</p><button>加入购物车</button>"
    )
    assert (found.price, found.price_state) == (None, state)


BOTH = "<title>枣木擀面杖</title><h1>枣木擀面杖</h1>{}<button>立即购买</button>"
DATA = """<script type="application/ld+json">{"@type":"Product","name":"枣木擀面杖","offers":[
{"@type":"Offer","price":"18.50","priceCurrency":"CNY","sku":"GM-S"},{"@type":"Offer","price":"26.50","sku":"GM-L"}]}
</script>"""


@pytest.mark.parametrize(
    "shown",
    [
        "<p>原价 <i>¥</i><i>25</i><i>.00</i></p><p>价格 <i>¥</i><i>18</i><i>.50</i></p><p>会员价 <i>¥</i><i>17</i><i>.00</i></p>",
        "<p><b class=price>￥18.50</b><del>￥25.00</del></p><p class=svip-price>￥17.00</p>",
        "<i>￥</i><input type=hidden name=shop_price value=18.50><input type=hidden name=market_price value=25.00>",
        DATA + "<p><b class=regular-price>￥25.00</b><b class=current-price>￥18.50</b><i>省￥6.50</i></p>",
        DATA + "<p class=price--regular>Regular price <b>￥18.50</b></p>"
        "<p class=price--sale>Regular price <s>￥25.00</s> Sale price <b>￥18.50</b></p>",
    ],
    ids=["a label before the sign", "a price for members", "hidden fields", "regular", "twice, one hidden"],
)
def test_both_prices_are_what_anybody_pays_and_what_that_replaces(shown: str) -> None:
    found = listing(BOTH.format(shown))
    assert (found.price, found.original_price) == (Decimal("18.50"), Decimal("25.00"))


@pytest.mark.parametrize("dash", ["–", "-", "至"])
def test_two_prices_with_a_dash_between_them_are_a_range(dash: str) -> None:
    found = listing(BOTH.format(f"<p><b>￥18.50</b> {dash} <b>￥26.50</b></p>"))
    assert (found.price, found.price_max, found.original_price) == (Decimal("18.50"), Decimal("26.50"), None)


def test_what_only_begins_with_a_price_ends_in_the_data() -> None:
    script = (
        '<script>window.__STATE__ = {"goods":{"id":7,"title":"枣木擀面杖","note":"%s","skus":%s}}</script>'
    )
    state = script % ("木" * 400, '[{"price":"18.50"},{"price":"26.50"}]')
    found = listing(BOTH.format(f"<p>￥<b>18.50</b><i>起</i></p>{state}"))
    assert (found.price, found.price_max) == (Decimal("18.50"), Decimal("26.50"))
    assert listing(BOTH.format(f"<p>￥<b>18.50</b></p>{state}")).price_max is None


def test_where_members_alone_have_a_price_it_is_the_price() -> None:
    assert listing(BOTH.format("<p>市场价：￥25.00</p><p>会员价：￥18.50</p>")).price == Decimal("18.50")


def test_the_stock_number_is_that_of_the_variant_with_the_price() -> None:
    assert listing(BOTH.format(DATA)).sku == "GM-S"


def test_a_link_of_a_menu_is_no_label() -> None:
    menu = "<ul><li><a><span>品牌</span></a></li><li><a><span>积分中心</span></a></li></ul>"
    found = listing(BOTH.format(f"{menu}<p>￥18.50</p><li>品牌：木匠记</li><a><b>Shop</b><b>XO</b></a>"))
    assert (found.brand, found.shop_name) == ("木匠记", None)


def test_cards_are_read_in_page_order() -> None:
    html = f"<title>厨具 - 集市</title><h1>厨具</h1><ul>{OTHERS}</ul><a href='/list/chuju?page=2'>下一页</a>"
    found = item(html, "/list/chuju")
    assert isinstance(found, Search)
    assert [(card.item_id, card.title, card.price) for card in found.items] == [
        (str(number), f"案板{number}", Decimal(number)) for number in (101, 102, 103, 104)
    ]
    assert found.next_url == f"{HOST}/list/chuju?page=2"


def test_a_card_names_shop_and_place() -> None:
    card = "<li><a href=/item/{0}.html>案板{0}</a><b>￥{0}</b><a href=/shop/{0}>木匠{0}号</a> <i>浙江 杭州</i></li>"
    found = item(
        "<ul>" + "".join(card.format(number) for number in range(11, 16)) + "</ul>", "/search?q=案板"
    )
    assert isinstance(found, Search)
    assert (found.items[0].shop_name, found.items[0].location) == ("木匠11号", "浙江 杭州")
    assert found.items[0].shop_url == f"{HOST}/shop/11"


def test_a_shop_s_front_page_is_a_shop() -> None:
    html = f"""<title>木匠记 - 集市</title><h1 class=shop-title>木匠记</h1><div><b>店铺公告</b><p>春节照常发货。</p></div>
    <dl><dt>店铺名称</dt><dd>木匠记</dd><dt>所在地区</dt><dd>山东 临沂</dd><dt>开店时间</dt><dd>2016年</dd></dl>
    <ul>{OTHERS}</ul>"""
    found = item(html, "/shop/9")
    assert isinstance(found, Shop)
    assert (found.shop_name, found.notice, found.location) == ("木匠记", "春节照常发货。", "山东 临沂")
    assert len(found.items) == 4


@pytest.mark.parametrize(
    ("html", "path", "kind"),
    [
        ("<title>退换货政策 - 木匠记</title><p>签收七天内可退。</p>", "/help/3", Policy),
        ("<title>Terms of sale</title><p>These conditions apply.</p>", "/terms", Policy),
        ("<title>营业执照 - 木匠记</title><p>统一社会信用代码</p>", "/page/5", Licence),
        ("<title>关于我们</title><p>木匠记始于 1998 年。</p>", "/about", Website),
        ("<title>木匠记</title><p>欢迎光临</p>", "/", Website),
    ],
)
def test_other_pages_are_told_by_title_and_address(html: str, path: str, kind: type) -> None:
    assert isinstance(item(html, path), kind)


def test_links_for_crawling_are_absolute_and_lead_somewhere() -> None:
    html = """<title>木匠记</title><a href="/category/3">全部商品</a><a href="javascript:void(0)">全部商品</a>
    <a href="#x">商品分类</a><a href="mailto:a@b.cn">退换货</a><a href="//other.example.com/category/9">商品分类</a>
    <a href="/help/returns">退换货政策</a>"""
    found = item(html, "/")
    assert found.catalogue_urls == [f"{HOST}/category/3"]
    assert found.policy_urls == [f"{HOST}/help/returns"]


def test_templates_that_no_script_filled_are_no_words() -> None:
    found = listing(
        "<title>{{goods.name}}</title><h1>{{goods.name}}</h1><p class=price>￥18.50</p><button>立即购买</button>"
    )
    assert found.title is None


def test_without_a_named_description_the_words_after_the_title_describe_an_article() -> None:
    html = (
        "<title>铁观音</title><h1>铁观音 礼盒 500克</h1><span class=price>￥88.00</span><button>立即购买</button>"
        "<div class=detail>国家级金奖茶叶，现价￥88.00</div><p>猜你喜欢</p><p>龙井</p>"
    )
    item = read(html.encode(), url="https://shop.example.cn/item/123456.html")
    assert isinstance(item, Listing)
    assert "国家级金奖茶叶" in (item.description or "")
    assert "龙井" not in (item.description or "")


@pytest.mark.parametrize(
    ("around", "own"),
    [("<i>自营</i>{}", True), ("{}<p>店铺：集市自营超市</p>", True), ("<a href=/own>自营</a>{}", None)],
    ids=["a mark beside the title", "the shop's name", "a link"],
)
def test_the_platform_s_own_goods_are_told(around: str, own: bool | None) -> None:
    goods = "<h1>枣木擀面杖</h1><p class=price>￥18.50</p><button>加入购物车</button>"
    assert listing(f"<title>枣木擀面杖</title>{around.format(goods)}").self_operated is own


def test_the_link_to_the_next_page_may_stand_in_brackets() -> None:
    html = (
        f"<title>厨具 - 集市</title><h1>厨具</h1><ul>{OTHERS}</ul><a href='?page=2'>[Next&nbsp;&gt;&gt;]</a>"
    )
    assert getattr(item(html, "/list/chuju"), "next_url", None) == f"{HOST}/list/chuju?page=2"
