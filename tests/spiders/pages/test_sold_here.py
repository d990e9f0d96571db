"""Pages whose `<title>` names no article: what is sold stands where the page invites to buy."""

import pytest

from crawler.items import Listing
from spiders.pages.read import read

LOGO = "<div id=top><h1><a href=/><img src=logo.png alt=></a></h1><a href=/list>热门搜索</a></div>"
OTHERS = (
    "<div class=more>"
    + "".join(
        f"<dd><img src={n}.jpg><span>硬壳保护套 {n}</span><label>￥<i>{n}.00</i></label></dd>"
        for n in (3, 5, 9)
    )
    + "</div>"
)


def article(title: str, body: str) -> Listing:
    page = f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
    item = read(page.encode(), url="https://shop.example.cn/goods.html?id=3")
    assert isinstance(item, Listing)
    return item


@pytest.mark.parametrize("title", ["青禾网", "商品详情", ""])
def test_the_heading_above_the_price_is_the_title(title: str) -> None:
    block = (
        "<div class=cs><h4><i>青禾平板 X20 极光色 6GB</i><span><a href=#>咨询客服</a></span></h4>"
        "<p class=red>现货，享分期</p><p class=p1>青 禾 价：<em>￥4288.00</em></p>"
        "<p><button>加入购物车</button><button>立即购买</button></p></div>"
    )
    item = article(title, f"{LOGO}<div id=main>{block}{OTHERS}</div>")
    assert (item.title, str(item.price)) == ("青禾平板 X20 极光色 6GB", "4288.00")


def test_a_heading_below_the_price_names_a_part_of_the_page() -> None:
    block = "<div class=r><div class=a1>前刹车片 适配三厢 陶瓷</div><div>静音耐磨</div><p>商城价：<b>¥<i>168.00</i></b></p>"
    item = article(
        "宏远汽配商城", f"{block}<a class=btn>加入购物车</a></div><h2>商品介绍</h2><h3>售后说明</h3>"
    )
    assert (item.title, str(item.price)) == ("前刹车片 适配三厢 陶瓷", "168.00")


def test_a_title_that_names_the_article_stays() -> None:
    block = "<div><h3>新品上架</h3><p>￥20.00</p><button>加入购物车</button></div>"
    assert article("禾苗棉袜 三双装 - 禾苗网", f"<h1>禾苗棉袜 三双装</h1>{block}").title == "禾苗棉袜 三双装"


def test_an_amount_may_lie_in_several_elements() -> None:
    block = (
        "<div class=bt>禾苗牌儿童保温杯 500ml</div><div class=jg><span>¥</span><b>89</b><span>.90</span><i>原价 ¥129.00</i></div>"
        "<div class=dp><p>禾苗母婴旗舰店</p><p>描述相符 4.8</p><a href=/shop/88>进店逛逛</a></div><button>立即购买</button>"
    )
    item = article("商品详情", block)
    assert (str(item.price), str(item.original_price)) == ("89.90", "129.00")
    assert (item.shop_name, item.shop_url) == ("禾苗母婴旗舰店", "https://shop.example.cn/shop/88")


def test_cards_show_amounts_in_several_elements_too() -> None:
    cards = "".join(
        f"<li><a href=/p/{n}.html><img src={n}.jpg></a><p><a href=/p/{n}.html>童装连衣裙 第{n}款</a></p>"
        f"<p class=j>￥<b>{n}9</b></p></li>"
        for n in range(1, 9)
    )
    page = f"<html><meta charset=utf-8><title>童装</title><body><ul>{cards}</ul></body></html>"
    item = read(page.encode(), url="https://shop.example.cn/category/1?page=2")
    assert [str(card.price) for card in getattr(item, "items", [])[:2]] == ["19", "29"]


def test_the_value_of_a_definition_may_lie_in_an_element_of_its_own() -> None:
    block = "<h1>禾苗积木</h1><p>￥20.00</p><dl><dt>品牌</dt><dd> <span>禾苗</span></dd></dl><button>加入购物车</button>"
    assert article("禾苗积木", block).brand == "禾苗"


def test_words_of_the_page_s_buttons_are_no_title() -> None:
    block = (
        "<h1>商品详情</h1><div class=share><h1>分享</h1><h1>取消</h1></div><div class=c><div><p>琥珀色宽齿梳"
        "<span><span>¥</span><span class=goods_price>12.01</span></span></p></div><p>共计：¥ <b>72.06</b></p>"
        "<div><input type=button value=立即购买><input type=button value=加入购物车></div></div>"
    )
    item = article("天禾", block)
    assert (item.title, str(item.price)) == ("琥珀色宽齿梳", "12.01")


def test_what_a_heading_s_title_leaves_out_is_an_offer() -> None:
    block = "<h2 title=直筒牛仔裤>直筒牛仔裤 <span>充值更优惠</span></h2><p>售价：￥<b>168</b></p><p>充值后购买：￥<b>118</b></p>"
    item = article("商品详情", f"{block}<a>加入购物车</a>")
    assert (item.title, str(item.price)) == ("直筒牛仔裤", "168")


def test_rows_of_two_elements_are_properties() -> None:
    rows = "".join(
        f"<div><span>{name}</span><span>{value}</span></div>"
        for name, value in (("材质", "木"), ("产地", "丽水"), ("执行标准", "Q/HM 1"))
    )
    item = article("禾苗积木", f"<h1>禾苗积木</h1><p>￥20.00</p><button>加入购物车</button><div>{rows}</div>")
    assert item.attributes == {"材质": "木", "产地": "丽水", "执行标准": "Q/HM 1"}
