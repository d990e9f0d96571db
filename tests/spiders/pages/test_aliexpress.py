"""AliExpress's readers on small pages of our own, written after the structure of its layouts."""

from decimal import Decimal

from crawler.items import AnyItem, Listing, Search
from spiders.pages.read import read

URL = "https://www.aliexpress.com/item/32990000001.html"


def page(html: str, url: str | None = URL) -> AnyItem:
    return read(html.encode(), url=url)


MODULES = """<html><body><script>window.runParams = { data: {"titleModule":{"subject":"Bamboo umbrella","formatTradeCount":"6"},
"commonModule":{"productId":32990000001,"currencyCode":"EUR"},
"priceModule":{"minActivityAmount":{"currency":"EUR","value":97.39},"maxActivityAmount":{"currency":"EUR","value":128.72},
 "minAmount":{"currency":"EUR","value":162.32},"maxAmount":{"currency":"EUR","value":214.53}},
"specsModule":{"props":[{"attrNameId":2,"attrName":"\u05e9\u05dd","attrValue":"Qingshan"}]},
"storeModule":{"storeName":"Qingshan Store","storeNum":1390001,"storeURL":"//www.aliexpress.com/store/1390001"}},
csrfToken: 'x' };</script></body></html>"""


def test_a_product_of_modules_costs_what_is_paid_now() -> None:
    item = page(MODULES)
    assert isinstance(item, Listing)
    assert (item.price, item.price_max, item.original_price) == (
        Decimal("97.39"),
        Decimal("128.72"),
        Decimal("162.32"),
    )
    assert item.currency == "EUR"


def test_the_brand_is_found_by_its_number_in_any_language() -> None:
    item = page(MODULES)
    assert isinstance(item, Listing)
    assert (item.brand, item.shop_name, item.shop_id) == ("Qingshan", "Qingshan Store", "1390001")


def test_the_older_layout_is_read_from_its_markup() -> None:
    html = """<html><head><meta property="og:title" content="Aliexpress.com : Buy Bamboo umbrella from Reliable suppliers"></head>
    <body><h1 class="product-name" itemprop="name">Bamboo umbrella</h1>
    <script>window.runParams = {}; window.runParams.baseCurrencyCode="USD"; window.runParams.productId="32990000001";</script>
    <del class="p-del-price-content"><span class="p-price">38.13</span></del>
    <span itemprop="priceCurrency" content="USD">US $</span><span id="j-sku-discount-price" itemprop="price">20.97</span>
    <span class="shop-name"><a href="//www.aliexpress.com/store/1150001">Qingshan Store</a></span></body></html>"""
    item = page(html, "https://www.aliexpress.com/item/Bamboo-umbrella/32990000001.html")
    assert isinstance(item, Listing)
    assert (item.title, item.item_id, item.price) == ("Bamboo umbrella", "32990000001", Decimal("20.97"))
    assert (item.original_price, item.currency, item.shop_id) == (Decimal("38.13"), "USD", "1150001")


def test_cards_come_from_the_search_state() -> None:
    html = """<html><body><script>window.runParams = {"mods":{"itemList":{"content":[{"productId":"32990000001",
    "title":{"displayTitle":"Bamboo umbrella"},"prices":{"salePrice":{"minPrice":9.5,"currencyCode":"USD"}},
    "store":{"storeName":"Qingshan Store","storeId":1390001}}]}}};</script></body></html>"""
    item = page(html, "https://www.aliexpress.com/w/wholesale-umbrella.html")
    assert isinstance(item, Search)
    (card,) = item.items
    assert (card.title, card.price, card.currency) == ("Bamboo umbrella", Decimal("9.5"), "USD")
