"""Shops built with the usual engines: small pages of our own, written after each engine's templates."""

from decimal import Decimal
from pathlib import Path

import pytest

from crawler.items import AnyItem, Listing, Search
from spiders.pages.read import read

SHOPS = Path(__file__).parent / "shops"


def opened(name: str, url: str | None = None) -> AnyItem:
    return read((SHOPS / f"{name}.html").read_bytes(), url=url)


def listing(name: str, url: str | None = None) -> Listing:
    item = opened(name, url)
    assert isinstance(item, Listing)
    return item


@pytest.mark.parametrize(
    ("name", "title", "price", "original", "currency"),
    [
        ("ecshop-goods", "竹海牌手工竹篮 中号 收纳篮", "68.00", "81.60", "CNY"),
        ("shopex-product", "云锦色丁桌旗 200cm", "129.00", "198.00", "CNY"),
        ("shopxo-goods", "防水徒步鞋 低帮 透气", "399.00", "599.00", "CNY"),
        ("youzan-goods", "雨前龙井 罐装 100克", "168.00", "198.00", "CNY"),
        ("prestashop-product", "Lampe de bureau en hêtre", "71.92", "89.90", "EUR"),
        ("magento-product", "Wanderrucksack Alm 28 L", "1129.50", "1299.00", "EUR"),
        ("woocommerce-product", "Stoneware mug, speckled", "17.50", "22.00", "GBP"),
        ("odoo-product", "Standing Desk, bamboo top", "1149.00", "1399.00", "USD"),
        ("shopify-product", "Merino toque", "48.00", "60.00", "CAD"),
    ],
)
def test_title_and_both_prices_are_read(
    name: str, title: str, price: str, original: str, currency: str
) -> None:
    item = listing(name)
    assert (item.title, item.price, item.original_price, item.currency) == (
        title,
        Decimal(price),
        Decimal(original),
        currency,
    )


@pytest.mark.parametrize(
    ("name", "brand"),
    [
        ("ecshop-goods", "竹海"),
        ("shopex-product", "织物坊"),
        ("prestashop-product", "Boisclair"),
        ("magento-product", "Almgeist"),
    ],
)
def test_the_brand_stands_behind_its_label(name: str, brand: str) -> None:
    assert listing(name).brand == brand


@pytest.mark.parametrize(
    ("name", "url", "number"),
    [
        ("ecshop-goods", "http://www.nanshan.example.cn/goods.php?id=58", "58"),
        ("shopxo-goods", "https://denggao.example.cn/goods/index/id/1024.html", "1024"),
        ("prestashop-product", None, "27"),
        ("woocommerce-product", "https://kiln.example.co.uk/product/stoneware-mug-speckled/", "412"),
        ("odoo-product", None, "311"),
    ],
)
def test_the_id_comes_from_the_address_or_the_form(name: str, url: str | None, number: str) -> None:
    assert listing(name, url).item_id == number


@pytest.mark.parametrize(
    ("name", "trail"),
    [
        ("ecshop-goods", ["家居", "竹编器皿"]),
        ("shopex-product", ["桌布"]),
        ("prestashop-product", ["Luminaires"]),
        ("magento-product", ["Rucksäcke"]),
        ("woocommerce-product", ["Mugs"]),
    ],
)
def test_the_trail_leaves_home_and_the_article_off(name: str, trail: list[str]) -> None:
    assert listing(name).category == trail


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ecshop-goods", "篮身双层收口"),
        ("shopex-product", "四角配流苏"),
        ("shopxo-goods", "内有防水膜"),
        ("prestashop-product", "câble textile"),
        ("magento-product", "Brustgurt"),
        ("woocommerce-product", "Thrown by hand"),
    ],
)
def test_the_description_is_what_the_page_says(name: str, words: str) -> None:
    assert words in (listing(name).description or "")


def test_a_property_table_is_read() -> None:
    assert listing("prestashop-product").attributes == {"Hauteur": "48 cm", "Matière": "Hêtre massif"}


def test_a_range_gives_both_ends() -> None:
    assert listing("shopxo-goods").price_max == Decimal("459.00")


def test_the_shop_of_a_hosted_storefront_is_its_headline() -> None:
    assert listing("youzan-goods").shop_name == "岭上人家茶铺"


def test_cards_of_a_catalogue_come_in_page_order_with_whole_titles() -> None:
    page = opened("oscar-catalogue", "https://books.example.org/en-gb/catalogue/category/poetry_23/")
    assert isinstance(page, Search)
    assert [(card.title, card.price) for card in page.items[:2]] == [
        ("Tide Tables", Decimal("8.99")),
        ("Salt and Oak: A Collected Edition of Poems", Decimal("14.50")),
    ]
    assert page.next_url == "https://books.example.org/en-gb/catalogue/category/poetry_23/page-2.html"


def test_the_market_price_of_a_card_is_not_its_price() -> None:
    page = opened("ecshop-category", "http://www.nanshan.example.cn/category.php?id=12")
    assert isinstance(page, Search)
    first = page.items[0]
    assert (first.title, first.price, first.original_price, first.item_id) == (
        "竹海牌手工竹篮 中号",
        Decimal("68.00"),
        Decimal("81.60"),
        "58",
    )


def test_labels_of_shops_in_japan_and_korea_are_known() -> None:
    japanese = "<p>ブランド：竹工房</p><div>商品コード： <span>TKB-042</span></div>"
    korean = (
        "<table><tr><th>브랜드</th><td>竹工房</td></tr><tr><th>상품코드</th><td>TKB-042</td></tr></table>"
    )
    for body in (japanese, korean):
        page = f"<title>Basket</title><h1>Basket</h1>{body}<b>￥2,420</b><button>カートに入れる</button>"
        item = read(page.encode(), url="https://shop.example.com/products/detail/42")
        assert (getattr(item, "brand", None), getattr(item, "sku", None)) == ("竹工房", "TKB-042")
