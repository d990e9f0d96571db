"""LY's reader on a small page of our own, written after the structure of its list."""

from decimal import Decimal

from crawler.items import Search
from spiders.pages.read import read


def test_a_list_of_hotels_gives_cards_with_whole_addresses() -> None:
    html = """<html><head><title>青溪酒店预订_同程旅游酒店预订</title></head><body><ol><li class="list-li" data-id="90500001"
    data-hotel-name="竹里客栈"><a class="img-container" href="/HotelInfo-90500001.html" title="竹里客栈图片"></a>
    <div class="info"><p><a href="/HotelInfo-90500001.html" title="竹里客栈">竹里客栈</a></p>
    <p class="detail-info"><i class="add">竹园路1号</i></p></div>
    <p class="my-price"><i>¥</i>391<span>起</span></p></li></ol></body></html>"""
    item = read(html.encode())
    assert isinstance(item, Search)
    (card,) = item.items
    assert (item.platform, card.title, card.item_id, card.price) == (
        "ly",
        "竹里客栈",
        "90500001",
        Decimal(391),
    )
    assert (card.url, card.location) == ("https://www.ly.com/HotelInfo-90500001.html", "竹园路1号")
