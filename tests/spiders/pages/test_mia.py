"""Mia's reader on a small page of our own, written after the structure of its product page."""

from decimal import Decimal

from crawler.items import Listing
from spiders.pages.read import read

URL = "http://www.mia.com/item-1080001.html"
PAGE = f"""<html><head><title>晴山 串串积木【价格 特卖 图片100%正品】-蜜芽</title><link rel="canonical" href="{URL}"></head><body>
<div class="breadCrumbs"><a href="/">蜜芽首页</a> <a href="/s/cat91.html" title="分类：玩具-积木">玩具-积木</a>
<a href="/s/b416.html" title="品牌：晴山">晴山</a> 串串积木</div>
<div class="titlecon"><div class="left"><input type="hidden" id="item_id" value="1080001">让宝宝认识颜色。</div></div>
<div class="show"><div class="small"><img src="http://img03.miyabaobei.com/a.jpg"></div></div>
<div class="M_productInfo"><div class="pi_price_box"><span class="pbox_price"><i>¥</i><em id="item_price">74.00</em></span>
<span class="pbox_market">¥<del>169.00</del></span></div><div class="pi_attr_box"><dl><dd>
此商品由晴山玩具旗舰店进行发货 </dd></dl></div></div></body></html>"""


def listing(html: str = PAGE, url: str | None = URL) -> Listing:
    item = read(html.encode(), url=url)
    assert isinstance(item, Listing)
    return item


def test_the_slogan_above_the_picture_is_not_the_title() -> None:
    assert listing().title == "晴山 串串积木"


def test_both_prices_are_read() -> None:
    item = listing()
    assert (item.price, item.original_price, item.currency) == (Decimal("74.00"), Decimal("169.00"), "CNY")


def test_the_breadcrumb_tells_category_and_brand() -> None:
    item = listing()
    assert (item.category, item.brand) == (["玩具-积木"], "晴山")


def test_who_ships_it_is_the_seller() -> None:
    item = listing()
    assert (item.seller_name, item.self_operated) == ("晴山玩具旗舰店", False)


def test_a_page_without_address_is_recognised() -> None:
    item = listing(url=None)
    assert (item.platform, item.item_id) == ("mia", "1080001")
