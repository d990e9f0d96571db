"""Which number is the article's: one that page and address agree on, in the cart's form, in an engine's script."""

import pytest

from spiders.pages.read import read

HOST = "https://shop.example.cn"
PAGE = "<title>竹编提篮</title>{}<h1>竹编提篮</h1><p class=price>￥39.90</p><button>加入购物车</button>"


@pytest.mark.parametrize(
    ("body", "path", "number"),
    [
        ('<form action="/en/basket/add/112/"></form>', None, "112"),
        ('<form action="javascript:addToCart(72)"></form>', None, "72"),
        ('<form action="?cart-add-1032-0-1.html"></form>', None, "1032"),
        ('<form method=post action="ProductDetails.aspx?productId=186"></form>', None, "186"),
        ('<input type=hidden name="goods[goods_id]" value=286>', None, "286"),
        ("<script>var goods_id = 1208; var goods_style = 1;</script>", None, "1208"),
        (
            "<input type=hidden id=hiddenProductId value=2031><input type=hidden id=hiddenSkuId value=9>",
            None,
            "2031",
        ),
        ("", "/?product-1032.html", "1032"),
        ("", "/?s=goods/index/id/58.html", "58"),
        ("", "/index.php?r=goods%2Fview%2Fid%2F7", "7"),
        ("", "/site/products/id/5", "5"),
        ("", "/web/sku-36", "36"),
        ("", "/zhubian/58.html", "58"),
        ("<input type=hidden name=ProId value=3381>", None, "3381"),
        ("", "/goods-detail/5f9a8b7c6d5e4f3a2b1c0d9e", "5f9a8b7c6d5e4f3a2b1c0d9e"),
        ("<input name=product_id value=22><input name=product_template_id value=16>", "/tilan-16", "16"),
    ],
)
def test_the_number_is_found(body: str, path: str | None, number: str) -> None:
    item = read(PAGE.format(body).encode(), url=HOST + path if path else None)
    assert getattr(item, "item_id", None) == number


def test_the_number_in_data_and_address_goes_before_another_in_the_address() -> None:
    data = (
        '<script type="application/ld+json">{"@type":"Product","name":"竹编提篮","sku":"65432109"}</script>'
    )
    item = read(PAGE.format(data).encode(), url=f"{HOST}/vp/products/65432109?itemId=14567890")
    assert getattr(item, "item_id", None) == "65432109"


def test_an_element_around_the_title_carries_the_number() -> None:
    item = read(f"<div data-product-id=4>{PAGE.format('')}</div>".encode())
    assert getattr(item, "item_id", None) == "4"


def test_shopify_s_script_gives_number_and_maker() -> None:
    script = (
        '<script>window.ShopifyAnalytics={};var meta = {"product":{"id":14682,"vendor":"竹友"}};</script>'
    )
    item = read(PAGE.format(script).encode(), url=f"{HOST}/products/tilan")
    assert (getattr(item, "item_id", None), getattr(item, "brand", None)) == ("14682", "竹友")


def test_an_element_around_the_title_names_the_brand() -> None:
    item = read(f"<div data-product-brand=竹里馆>{PAGE.format('')}</div>".encode())
    assert getattr(item, "brand", None) == "竹里馆"


def test_a_stock_number_that_says_there_is_none_is_none() -> None:
    item = read(PAGE.format("<p><span>SKU: <span>N/A</span></span></p>").encode(), url=f"{HOST}/product/pot/")
    assert getattr(item, "sku", None) is None
