"""Ctrip's readers on small pages of our own, written after the structure of its layouts."""

from decimal import Decimal

from crawler.items import AnyItem, Listing, PriceState, Search
from spiders.pages.read import read


def page(html: str, url: str | None = None) -> AnyItem:
    return read(html.encode(), url=url)


def offer(title: str) -> Listing:
    html = f"""<html><head><title>{title}</title><link rel="canonical" href="http://tuan.ctrip.com/group/1250001.html"></head>
    <body><div class="crumbs"><a href="/">携程团购</a> &gt; <a href="/qingxi/">青溪团购</a> &gt; <h1>青溪美术馆</h1></div>
    <div class="detail-price-box"><strong class="price"><var class="p_o36_1"></var><var class="p_o36_5"></var></strong>
    <div class="price-raw">原价 <span class="raw">45</span></div></div></body></html>"""
    item = page(html)
    assert isinstance(item, Listing)
    return item


def test_a_price_drawn_with_pictures_is_read_from_the_title() -> None:
    item = offer("青溪美术馆团购-原价45元-团购仅售41元,青溪门票团购【携程团购】")
    assert (item.title, item.item_id) == ("青溪美术馆", "1250001")
    assert (item.price, item.original_price, item.currency) == (Decimal(41), Decimal(45), "CNY")


def test_a_price_drawn_with_pictures_alone_is_unreadable_and_not_absent() -> None:
    item = offer("青溪美术馆【携程团购】")
    assert (item.price, item.price_state) == (None, PriceState.UNREADABLE)


def test_a_hotel_is_a_listing_at_the_price_of_its_cheapest_room() -> None:
    html = """<html><head><title>青溪竹园酒店预订价格,联系电话【携程酒店】</title></head><body>
    <div class="path_bar2"><a href="/">酒店预订</a> <a href="//hotels.ctrip.com/hotel/q1">青溪酒店</a><h1>青溪竹园酒店</h1></div>
    <div class="htl_info"><h2 class="cn_n" itemprop="name">青溪竹园酒店</h2><div class="adress">青溪 竹园路1号</div></div>
    <div id="div_minprice"><p><dfn>¥</dfn><span class="price">401.35</span><span>起</span></p></div></body></html>"""
    item = page(html, "http://hotels.ctrip.com/hotel/436001.html")
    assert isinstance(item, Listing)
    assert (item.title, item.item_id, item.price) == ("青溪竹园酒店", "436001", Decimal("401.35"))
    assert (item.location, item.category) == ("青溪 竹园路1号", ["酒店预订", "青溪酒店"])


def test_a_list_of_hotels_gives_cards() -> None:
    html = """<html><head><title>搜索【携程酒店】</title></head><body><div id="hotel_list">
    <div class="hotel_new_list" id="434001">
    <h2 class="hotel_name"><a href="/hotel/434001.html?isFull=F" title="青溪竹园酒店">1青溪竹园酒店</a></h2>
    <span class="J_price_lowList">415</span></div></div></body></html>"""
    item = page(html)
    assert isinstance(item, Search)
    (card,) = item.items
    assert (card.title, card.item_id, card.price) == ("青溪竹园酒店", "434001", Decimal(415))
    assert card.url == "https://hotels.ctrip.com/hotel/434001.html?isFull=F"
