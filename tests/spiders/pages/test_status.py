"""Walls, log-in pages, gone pages, empty searches and shells are named, and never read as goods or shops."""

import pytest

from crawler.items import Listing, Status
from spiders.pages.read import read

ARTICLE = "https://shop.example.cn/product/8841.html"
WALLS = {
    "slider": "<title>验证码拦截</title><body>亲，请拖动下方滑块完成验证<div id=nc></div></body>",
    "script-only": "<html><script>window._config_={action:'captcha',url:'/_____tmd_____/punish?x5secdata=1'}</script></html>",
    "cdn": "<title>Just a moment...</title><h1>Checking your browser before accessing shop.example.cn</h1>",
    "denied": "<title>Access Denied</title><h1>Access Denied</h1>You don't have permission to access this page.",
    "too-often": "<title>提示</title><p>您的访问过于频繁，请稍后再试。</p>",
    "blocked-by-firewall": "<title>405</title><h1>您的访问被阻断</h1><p>您的请求ID是：<b>76b2</b></p>",
    "maintenance": "<title>网站维护中</title><h1>系统升级</h1><p>本站将于今日0:00至6:00升级，给您带来不便敬请谅解。</p>",
    "unavailable": "<title>Shop</title><h1>We are under maintenance</h1><p>Please come back soon.</p>",
    "firewall": "<title>405</title><p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断，请求被拦截。</p>",
}
GONES = {
    "title": "<title>页面不存在 - 好物商城</title><p>返回首页</p>",
    "article": "<title>好物商城</title><h2>很抱歉，您查看的商品不存在，可能已下架。</h2><p>看看别的</p>",
    "shop": "<title>好物商城</title><div class=error>店铺不存在</div>",
    "english": "<title>Page not found | Shop</title><p>Sorry.</p>",
}
LOGINS = {
    "form": "<title>会员登录</title><form><input name=u><input type=password name=p><button>登录</button></form>",
    "scan": "<title>好物商城</title><p>扫码登录更安全</p><p>密码登录</p><p>请按住滑块，拖动到最右边</p>",
    "wall": "<title>好物商城</title><p>请先登录后查看该商品</p>",
    "telephone": "<title>好物社区</title><p>登录后推荐更懂你的好物</p><p>手机号登录</p><i>新用户可直接登录</i>",
}


@pytest.mark.parametrize("html", WALLS.values(), ids=WALLS.keys())
def test_a_bot_wall_is_blocked_and_no_listing(html: str) -> None:
    item = read(html.encode(), url=ARTICLE)
    assert item.status is Status.BLOCKED
    assert not isinstance(item, Listing)


@pytest.mark.parametrize("html", GONES.values(), ids=GONES.keys())
def test_a_soft_404_is_gone(html: str) -> None:
    assert read(html.encode(), url=ARTICLE, http_status=200).status is Status.GONE


@pytest.mark.parametrize("html", LOGINS.values(), ids=LOGINS.keys())
def test_a_log_in_page_is_called_so(html: str) -> None:
    assert read(html.encode(), url=ARTICLE).status is Status.LOGIN


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (404, Status.GONE),
        (410, Status.GONE),
        (401, Status.LOGIN),
        (403, Status.BLOCKED),
        (429, Status.BLOCKED),
        (503, Status.BLOCKED),
    ],
)
def test_the_http_status_goes_before_the_words(code: int, status: Status) -> None:
    assert read("<title>茶叶</title>".encode(), url=ARTICLE, http_status=code).status is status


def test_a_product_page_that_offers_to_log_in_is_a_product_page() -> None:
    html = (
        """<title>明前龙井 - 好物商城</title><a href=/login>请登录</a><h1>明前龙井</h1><span class=price>￥88.00</span>
    <button>加入购物车</button><p class=tip>如遇访问异常，请输入验证码</p>"""
        + "<p>采自谷雨前，手工炒制。</p>" * 200
    )
    item = read(html.encode(), url=ARTICLE)
    assert (item.status, item.title) == (Status.OK, "明前龙井")


def test_an_article_whose_description_mentions_404_is_not_gone() -> None:
    html = (
        "<title>404 胶水</title><h1>404 胶水</h1><span class=price>￥8.00</span><button>立即购买</button>"
        + ("<p>快干，耐水。</p>" * 300)
    )
    assert read(html.encode(), url=ARTICLE).title == "404 胶水"


def test_a_search_that_finds_nothing_is_empty() -> None:
    html = "<title>搜索</title><h1>搜索：无此物</h1><p>抱歉，没有找到与“无此物”相关的商品</p><script src=a.js></script>"
    item = read(html.encode(), url="https://shop.example.cn/search?q=x")
    assert item.status is Status.EMPTY


FOUND = "".join(
    f"<li><a href=/item/{number}.html>案板{number}</a><b class=price>￥{number}.00</b></li>"
    for number in (101, 102, 103, 104)
)


@pytest.mark.parametrize(
    ("title", "notice", "shown"),
    [
        ("搜索：无此物", "<p>很抱歉，没有找到与“无此物”相关的商品</p><h3>为您推荐</h3>", "<h3>为您推荐</h3>"),
        ("Search: x", "<p>No results found for “x”.</p><h2>Bestsellers</h2>", ""),
    ],
)
def test_recommendations_in_the_place_of_results_are_none(title: str, notice: str, shown: str) -> None:
    html = f"<title>{title}</title>{notice}<ul>{FOUND}</ul>"
    for url in ("https://shop.example.cn/search?q=x", None):
        item = read(html.encode(), url=url)
        assert (item.kind, item.status, getattr(item, "items", None)) == ("search", Status.EMPTY, [])


@pytest.mark.parametrize(
    "aside",
    [
        "<p style='display:none'>没有找到相关的商品</p>",
        "<p>您的购物车里没有任何商品</p>",
        "<div class=mini-cart><p>Aucun produit</p></div>",
    ],
    ids=["kept hidden", "an empty cart's", "of the cart's box"],
)
def test_another_emptiness_than_the_search_s_leaves_its_results(aside: str) -> None:
    html = f"<title>搜索：案板</title>{aside}<ul>{FOUND}</ul>"
    item = read(html.encode(), url="https://shop.example.cn/search?q=x")
    assert (item.status, len(getattr(item, "items", []))) == (Status.OK, 4)


def test_a_shop_that_links_to_its_log_in_page_is_no_wall() -> None:
    html = (
        "<title>脐橙</title><p>欢迎光临 <a href=/login>请登录</a></p><h1>脐橙</h1><b class=price>￥36.80</b>"
    )
    assert read(f"{html}<a>加入购物车</a>".encode(), url=ARTICLE).status is Status.OK


def test_a_search_page_that_is_a_shell_needs_javascript() -> None:
    html = "<title>搜索</title><div id=app></div><script src=/app.js></script>"
    assert read(html.encode(), url="https://shop.example.cn/search?q=茶").status is Status.NEEDS_JAVASCRIPT


def test_an_article_page_that_is_a_shell_needs_javascript() -> None:
    html = "<title>商品详情</title><div id=app></div><script src=/app.js></script>"
    assert read(html.encode(), url=ARTICLE).status is Status.NEEDS_JAVASCRIPT


@pytest.mark.parametrize("body", [b"", b"  \n "])
def test_a_page_of_nothing_is_damaged(body: bytes) -> None:
    assert read(body, url=ARTICLE).status is Status.DAMAGED


def test_a_destroyed_page_is_damaged_and_says_so() -> None:
    text = (
        "<title>好茶铺的明前龙井</title><h1>好茶铺的明前龙井</h1>"
        + "采自谷雨前一周，手工炒制，冷藏保存。" * 20
    )
    item = read(text.encode("gbk").decode("utf-8", "replace").encode(), url=ARTICLE)
    assert (item.status, item.text_damaged) == (Status.DAMAGED, True)


def test_a_number_or_a_price_with_404_in_it_is_not_gone() -> None:
    html = "<title>好茶铺</title><h1>铁观音 T404B</h1><span class=price>￥404.00</span><p>编号 1404</p>"
    assert read(html.encode(), url=ARTICLE).status is not Status.GONE
