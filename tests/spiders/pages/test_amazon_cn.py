"""Amazon's readers on small pages of our own, written after the structure of its layouts."""

from decimal import Decimal

import pytest

from crawler.items import AnyItem, Listing, PriceState, Search
from spiders.pages.read import read

URL = "https://www.amazon.cn/dp/B000BNCA4K"


def page(html: str, url: str | None = URL) -> AnyItem:
    return read(html.encode(), url=url)


PRODUCT = """<html><body><div id="dp-container"><div id="wayfinding-breadcrumbs_feature_div"><a>玩具</a><a>积木</a></div>
<span id="productTitle"> 晴山 摇铃 </span><a id="bylineInfo">品牌: 晴山</a><span id="priceblock_ourprice">￥83.22</span>
<div id="merchant-info">由 <a id="sellerProfileTriggerId" href="/sp?seller=A1ABCDEF12">晴山玩具专营店</a> 销售</div>
<div id="detailBullets_feature_div"><ul><li><span>商品尺寸 \u200f : \u200e 5cm</span></li></ul></div></div></body></html>"""


def test_a_product_is_read_by_its_element_ids() -> None:
    item = page(PRODUCT)
    assert isinstance(item, Listing)
    assert (item.title, item.item_id, item.brand) == ("晴山 摇铃", "B000BNCA4K", "晴山")
    assert (item.price, item.currency) == (Decimal("83.22"), "CNY")
    assert (item.seller_name, item.shop_id, item.self_operated) == ("晴山玩具专营店", "A1ABCDEF12", False)
    assert item.attributes == {"商品尺寸": "5cm"}


def test_a_product_without_a_price_has_none() -> None:
    item = page(PRODUCT.replace("￥83.22", ""))
    assert isinstance(item, Listing)
    assert (item.price, item.price_state) == (None, PriceState.ABSENT)


@pytest.mark.parametrize(
    ("line", "brand"),
    [("品牌: 晴山", "晴山"), ("访问 晴山 店铺", "晴山"), ("晴山", "晴山")],
    ids=["label", "visit-the-store", "bare"],
)
def test_the_line_below_the_title_names_the_brand(line: str, brand: str) -> None:
    item = page(PRODUCT.replace("品牌: 晴山", line))
    assert isinstance(item, Listing)
    assert item.brand == brand


def test_a_foreign_amazon_shows_its_own_currency() -> None:
    item = page(PRODUCT.replace("￥83.22", "1.130,00 €"), "https://www.amazon.de/dp/B000BNCA4K")
    assert isinstance(item, Listing)
    assert (item.platform, item.price, item.currency) == ("amazon_intl", Decimal("1130.00"), "EUR")


def test_cards_of_both_search_layouts_are_read() -> None:
    html = """<html><head><title>亚马逊</title></head><body><ul><li id="result_0" data-asin="B000BNCA4K" class="s-result-item">
    <a class="s-access-detail-page" title="晴山 摇铃" href="/x/dp/B000BNCA4K/ref=sr_1_1"><h2>晴山 摇铃</h2></a>
    <span class="a-color-price s-price">￥83.22</span></li>
    <div data-asin="B000BNCA5L" class="s-result-item"><h2><a href="/dp/B000BNCA5L"><span>晴山 积木</span></a></h2>
    <span class="a-price"><span class="a-offscreen">￥12.00</span></span></div></ul></body></html>"""
    item = page(html, "https://www.amazon.cn/s?k=x")
    assert isinstance(item, Search)
    found = [(card.title, card.item_id, card.price) for card in item.items]
    assert ("晴山 摇铃", "B000BNCA4K", Decimal("83.22")) in found


def test_the_struck_price_of_a_table_of_prices_is_the_original() -> None:
    page = (
        "<span id=productTitle>三色露营灯</span><div id=price><table><tr><td>市场价：</td>"
        "<td><span class=a-text-strike>￥299.00</span></td></tr><tr><td>价格：</td>"
        "<td><span id=priceblock_ourprice>￥189.00</span></td></tr></table></div>"
    )
    item = read(page.encode(), url="https://www.amazon.cn/dp/B000000001")
    assert (str(getattr(item, "price", None)), str(getattr(item, "original_price", None))) == (
        "189.00",
        "299.00",
    )
