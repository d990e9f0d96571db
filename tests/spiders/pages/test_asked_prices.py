"""Which of the prices on an article's page is asked: not a surcharge, not the cart's, not what a script will replace."""

from decimal import Decimal

import pytest

from crawler.items import PriceState
from spiders.pages.read import read

TITLE = "<title>竹编提篮 - 竹乡人家</title><h1>竹编提篮</h1>"
BUY = "<button>加入购物车</button>"
FOR_A_TIME = """<ul><li><b>市场价格：</b><font>￥81.60元</font><b>本店售价：</b><font>￥68.00元</font></li>
<li><b>促销价：</b><font>￥49.90元</font></li></ul>"""
IN_BRACKETS = """<dl><dt>商 城 价：</dt><dd class=price><strong>¥98.00</strong><em>(原售价：¥128.00)</em></dd></dl>
<dl><dt>促销信息：</dt><dd>直降：¥30.00</dd></dl>"""
SURCHARGES = """<ul><li><s>$122.00</s></li><li><h2>$110.00</h2></li></ul>
<label><input type=radio>Large (+$12.00)</label><label><input type=radio>双提 [加 ￥8.00元]</label>"""
TWO_OLD = """<div><span>MSRP:</span><span class="price price--rrp">$85.00</span></div>
<div><span>Was:</span><span class="price price--non-sale">$79.00</span></div>
<div><span>Now:</span><span class=price>$59.00</span></div>"""


def prices(body: str) -> tuple[str | None, str | None]:
    item = read(f"{TITLE}{body}".encode(), url="https://shop.example.cn/goods.php?id=72")
    price, original = getattr(item, "price", None), getattr(item, "original_price", None)
    return price and str(price), original and str(original)


@pytest.mark.parametrize(
    ("body", "price", "original"),
    [
        (FOR_A_TIME, "49.90", "68.00"),
        (IN_BRACKETS, "98.00", "128.00"),
        (SURCHARGES, "110.00", "122.00"),
        (TWO_OLD, "59.00", "79.00"),
    ],
    ids=["for a time", "said in brackets", "surcharges", "the nearer old price"],
)
def test_the_price_asked_is_read(body: str, price: str, original: str) -> None:
    assert prices(f"{body}{BUY}") == (price, original)


def test_what_lies_in_the_cart_is_no_price() -> None:
    cart = (
        "<ul><li><table><tr><td>竹筛</td><td>x 1</td><td>$15.00</td></tr></table></li>"
        "<li><table><tr><td>Total</td><td>$15.00</td></tr></table></li></ul>"
    )
    page = f"<title>竹编提篮</title>{cart}<h1>竹编提篮</h1><ul><li><h2>$110.00</h2></li></ul>{BUY}"
    item = read(page.encode(), url="https://shop.example.cn/goods.php?id=72")
    assert getattr(item, "price", None) == Decimal("110.00")


def test_a_name_that_ends_in_a_number_is_no_part_of_the_price() -> None:
    page = "<title>竹手环3 - 竹乡</title><h1><span>购买竹手环3</span><span class=price>199元</span></h1>"
    item = read(f"{page}{BUY}".encode(), url="https://shop.example.cn/goods.php?id=72")
    assert (item.title, str(getattr(item, "price", None))) == ("购买竹手环3", "199")


WAITING = """<div><div><div>商 城 价</div><div><strong class=shop-price>{}</strong><i>降价通知</i></div></div>
<div><div>市 场 价</div><div class=m-price><em>¥</em>81.60</div></div></div>"""
OTHERS = "".join(f"<p>说明{at}</p>" for at in range(20)) + (
    "<div><a href=goods.php?id=8>竹筛</a><div class=p-price><em>¥</em>89.00</div></div>"
)


def test_where_a_script_puts_the_price_another_article_s_is_none() -> None:
    page = f"{TITLE}{WAITING}{BUY}{OTHERS}"
    item = read(page.format("").encode(), url="https://shop.example.cn/goods.php?id=72")
    assert getattr(item, "price", None) is None
    assert getattr(item, "price_state", None) is PriceState.NEEDS_JAVASCRIPT
    filled = read(page.format("<em>¥</em>68.00").encode(), url="https://shop.example.cn/goods.php?id=72")
    assert str(getattr(filled, "price", None)) == "68.00"


def test_an_old_price_beside_another_article_s_price_is_that_one_s() -> None:
    other = "<p><a href=goods.php?id=8>竹筛</a> <s>￥92.00</s> <b>￥80.00</b></p>"
    assert prices(f"<div class=price>￥75.00</div>{BUY}<p>一</p><div class=recommend>{other}</div>") == (
        "75.00",
        None,
    )
