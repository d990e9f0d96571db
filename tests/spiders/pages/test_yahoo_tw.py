"""Yahoo Taiwan's reader on a small page of our own, written after the structure of its search page."""

from decimal import Decimal

from crawler.items import Search
from spiders.pages.read import read

PAGE = """<html><head><title>雨傘-優惠推薦 | Yahoo購物中心</title></head><body>
<script id="isoredux-data" type="mime/invalid">{"search":{"ecsearch":{"hits":[
{"ec_title":"晴山 自動傘","ec_price":"299.0","ec_listprice":"399.0","ec_productid":"11050001","ec_brand":"晴山",
"ec_item_url":"https://tw.buy.yahoo.com/gdsale/-11050001.html","ec_catnamefull":"居家\\t雨具","ec_storename":"自營"}]}}}</script>
</body></html>"""


def search(url: str | None) -> Search:
    item = read(PAGE.encode(), url=url)
    assert isinstance(item, Search)
    return item


def test_cards_come_from_the_page_state_in_taiwan_dollars() -> None:
    (card,) = search("https://tw.buy.yahoo.com/search/product?p=x").items
    assert (card.title, card.price, card.original_price, card.currency) == (
        "晴山 自動傘",
        Decimal("299.0"),
        Decimal("399.0"),
        "TWD",
    )
    assert (card.item_id, card.brand, card.category, card.self_operated) == (
        "11050001",
        "晴山",
        ["居家", "雨具"],
        True,
    )


def test_a_page_without_address_is_recognised() -> None:
    assert search(None).platform == "yahoo_tw"
