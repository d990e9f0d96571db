"""Which kind of page is it, where only the engine's template, an address's query or labels tell?"""

import pytest

from spiders.pages.read import read

HOST = "https://shop.example.cn"
PRICED = "<p>产品价格：￥1280元/台</p>"
SOLD_OUT = "".join(
    f"<div class=item><a href=/p/{at}>Basket {at}</a><b>${at}.00</b><i>Sold Out</i></div>"
    for at in range(11, 20)
)
IN_TABLE = """<table><tr><td><b>竹编提篮 大号</b></td></tr><tr><td>产品编号：</td><td>ZB-1</td></tr>
<tr><td>市 场 价：</td><td><s>￥68.00元</s></td></tr><tr><td>本 站 价：</td><td>￥58.00元</td></tr>
<tr><td><a href="buy.asp?id=86"><img alt="立即订购"></a></td></tr></table>"""
TILES = "".join(f"<li><a href=/p{at}.html>竹篮{at}号</a><b>￥{at}.00</b></li>" for at in range(11, 15))


SOLD = "".join(
    f"<li><a href=/p{at}.html><h5>Robe {name}</h5></a><b>€{at}.00</b><button>Ajouter au panier</button></li>"
    for at, name in enumerate(("lin", "coton", "soie"), 11)
)
"""A short list, each of whose articles has its button."""
IN_DATA = "".join(
    f"<li itemscope itemtype='http://schema.org/Product'><a itemprop=name href=/shop/p{at}>{name} Panel</a>"
    f"<b itemprop=offers itemscope itemtype='http://schema.org/Offer'>$<i itemprop=price>{at}.00</i></b></li>"
    for at, name in enumerate(("Cork", "Felt", "Moss"), 11)
)
"""A short list in microdata, whose title none of its articles' names is in."""


@pytest.mark.parametrize(
    ("page", "path", "kind"),
    [
        (f"<title>一体机 - 清源</title><h2>一体机</h2>{PRICED}", "/a/88.html", "listing"),
        ("<body class='single single-product'><h1>Tote</h1><b>$9.00</b>", "/tote", "listing"),
        ("<title>竹篮</title><h1>竹篮</h1><b>￥9.00</b>", "/goods/?id=72", "listing"),
        (
            f"<title>竹篮 - 集市</title><ul>{TILES}</ul>",
            "/index.php?route=product/category&path=20",
            "search",
        ),
        (f"<body class=catalog-category-view><title>竹篮</title><ul>{TILES}</ul>", "/zhulan.html", "search"),
        (f"<title>竹篮 - 竹乡</title><ul>{TILES}</ul>", "/gallery-9.html", "search"),
        (f"<title>竹篮 - 竹乡</title><ul>{TILES}</ul>", "/home/goods/lists/cat/3.html", "search"),
        (f"<title>Totes : Bamboo</title><ul>{TILES}</ul>", "/index.php?main_page=index&cPath=3_8", "search"),
        (
            f"<title>竹篮 - 竹乡</title><h2>新品推荐</h2><p><a href=/x>竹筛</a>￥9</p><ul>{TILES}</ul>",
            "/Home/Goods/goodsList/id/3.html",
            "search",
        ),
        (
            f"<title>Robes - Orme</title><h1>Robes <i>3 produits</i></h1><ul>{SOLD}</ul>",
            "/11-robes",
            "search",
        ),
        (f"<title>Panels | Alder</title><ul>{IN_DATA}</ul>", "/shop/category/panels-4", "search"),
        (f"<title>竹篮 - 竹乡</title><ul>{TILES}</ul>", "/?gallery-9.html", "search"),
        (f"<title>竹乡 - 集市</title><ul>{TILES}</ul>", "/home/store/index.html?store_id=9", "shop"),
        (f"<title>产品展示 - 竹乡</title><ul>{TILES}</ul>", "/c9.html", "search"),
        (f"<title>竹篮 - 竹乡</title><ul>{TILES}</ul>", "/product-categorie/zhulan/", "search"),
        (f"<title>竹乡 - 集市</title><p>竹乡</p>{PRICED}{PRICED}", "/index.html", "website"),
        (f"<body class='products view-list'><title>Baskets</title>{SOLD_OUT}", "/baskets", "search"),
        (
            f"<title>竹乡</title><b class=store-name>竹乡（南门店）</b><h2>店长推荐</h2><ul>{TILES}</ul>",
            "/x",
            "shop",
        ),
        (
            f"<title>竹乡</title><b class=store-name>竹乡</b><ul>{TILES}</ul>",
            "/index.php?m=merchant&c=index&a=init&store_id=8",
            "shop",
        ),
        (f"<title>竹乡工坊</title>{IN_TABLE}", "/show.asp?id=86", "listing"),
        (
            f"<title>Körbe | Korbland</title><h1>Körbe</h1><p>Sortierung: Preis</p><ul>{TILES}</ul>",
            "/koerbe/",
            "search",
        ),
        (f"<title>竹乡</title><a>店铺首页</a><ul>{TILES}</ul>", "/index.php?app=store&id=8", "shop"),
        (
            "<title>竹篮</title><h1>竹篮</h1><b>￥9.00</b><a>加入购物车</a>",
            "/?s=goods/index/id/5.html",
            "listing",
        ),
        (
            "<title>商品详情</title><div id=app></div><script src=a.js></script>",
            "/pages/goods/detail?id=9",
            "listing",
        ),
    ],
)
def test_the_kind_is_told(page: str, path: str, kind: str) -> None:
    assert read(page.encode(), url=HOST + path).kind == kind
