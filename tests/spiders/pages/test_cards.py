"""Lists of every build: floors of a home page, rows of a table, cards that scripts open."""

import pytest

from crawler.items import Listing
from spiders.pages.read import read

NAMES = ("有机复合肥", "水溶肥", "尿素", "磷酸二氢钾", "黄腐酸钾", "叶面肥", "生根粉", "菌肥")


def cards(body: str, url: str = "https://nongzi.example.cn/list.html?c=1") -> list[tuple[str | None, str]]:
    page = f"<html><head><meta charset=utf-8><title>肥料</title></head><body>{body}</body></html>"
    item = read(page.encode(), url=url)
    return [(card.title, str(card.price)) for card in getattr(item, "items", [])]


def test_floors_of_a_home_page_are_no_cards() -> None:
    floors = "".join(
        f"<div class=floor><h2>{name}</h2>"
        + "".join(
            f"<div class=box><a href=/i{n}-{at}.html><img src={n}.jpg><span>{name} {at}号</span>"
            f"<span>￥{at}8.00</span></a></div>"
            for at in range(1, 5)
        )
        + "</div>"
        for n, name in enumerate(NAMES[:3])
    )
    found = cards(floors, "https://nongzi.example.cn/")
    assert len(found) == 12
    assert found[0] == ("有机复合肥 1号", "18.00")


def test_cells_of_a_table_are_cards_though_a_row_is_left_empty() -> None:
    cells = [
        f"<td><a href=goods.asp?id={n}><img src=p{n}.gif></a><br><a href=goods.asp?id={n}>{name}</a><br>"
        f"市场价：<s>￥{150 + n}</s><br>会员价：<font color=red>￥{120 + n}</font><br>"
        f"<a href=cart.asp?id={n}><img src=buy.gif></a></td>"
        for n, name in enumerate(NAMES)
    ]
    found = cards(f"<table><tr>{''.join(cells[:4])}</tr><tr>{''.join(cells[4:])}</tr><tr></tr></table>")
    assert found == [(name, str(120 + n)) for n, name in enumerate(NAMES)]


def test_cards_that_scripts_open_have_no_links() -> None:
    items = "".join(
        f"<div class=item onclick=go({n}) data-id={n}><img data-src=/i{n}.jpg><div>{name} 五公斤装</div>"
        f"<div><em>¥</em><i>{30 + n}</i><small>.80</small><span>{n}00人付款</span></div></div>"
        for n, name in enumerate(NAMES, 1)
    )
    assert cards(f"<div>{items}</div>")[:2] == [
        ("有机复合肥 五公斤装", "31.80"),
        ("水溶肥 五公斤装", "32.80"),
    ]


def test_a_name_may_hold_an_amount() -> None:
    items = "".join(
        f"<section class=p><b><a href=/{n}>热销</a></b><h2><a href=/{n}>{name}礼品卡 ¥{n}0元 电子版</a></h2>"
        f"<p class=price>¥{n}0</p></section>"
        for n, name in enumerate(NAMES[:4], 1)
    )
    assert cards(f"<div>{items}</div>")[0] == ("有机复合肥礼品卡 ¥10元 电子版", "10")


def test_the_old_price_before_a_card_s_price_is_not_its_price() -> None:
    tile = "<li><a href=/p/{0}>{1}</a><span class=price><del>¥{0}</del> <ins>¥{0}.50</ins></span></li>"
    shown = "".join(tile.format(number, name) for number, name in enumerate(NAMES, 30))
    assert cards(f"<ul>{shown}</ul>")[0] == ("有机复合肥", "30.50")


def test_a_card_s_number_and_its_unit_may_lie_in_two_elements() -> None:
    tile = "<li><a href=/p/{0}>{1}</a><p>会员价：<b>{0}</b>元</p></li>"
    shown = "".join(tile.format(number, name) for number, name in enumerate(NAMES, 30))
    assert cards(f"<ul>{shown}</ul>")[0] == ("有机复合肥", "30")


def test_cards_of_sold_out_goods_do_not_make_an_article_s_page() -> None:
    tile = "<li class=card><h3><a href=/p/{0}>{1}</a></h3><span class=price>¥{0}</span><i>Sold out</i></li>"
    shown = "".join(tile.format(number, name) for number, name in enumerate(NAMES[:3], 30))
    page = f"<title>肥料</title><h1>全部</h1><ul>{shown}</ul>"
    assert read(page.encode(), url="https://nongzi.example.cn/collections/feiliao").kind == "search"


def tiles(price: str) -> str:
    tile = (
        "<li class=item><a href=/g/{0}.html><img src={0}.jpg></a><h3><a href=/g/{0}.html>{1}</a></h3>{2}</li>"
    )
    return f"<ul>{''.join(tile.format(n, name, price) for n, name in enumerate(NAMES))}</ul>"


def test_a_count_beside_a_card_s_price_is_no_part_of_it() -> None:
    row = "<div class=price-row><i>¥</i><b class=number>664</b><div>453人想要</div></div>"
    assert cards(tiles(row))[0] == ("有机复合肥", "664")


def test_what_members_pay_is_not_a_card_s_price_where_there_is_another() -> None:
    assert cards(tiles("<p>会员价 <em>¥29.80</em></p><p>¥31.80</p>"))[0] == ("有机复合肥", "31.80")
    assert cards(tiles("<p class=vip-price>¥29.80</p><p>¥31.80</p>"))[0] == ("有机复合肥", "31.80")
    assert cards(tiles("<p>会员价 <em>¥29.80</em></p>"))[0] == ("有机复合肥", "29.80")


def test_cells_deep_in_tables_are_cards() -> None:
    cells = "".join(
        f"<td><div class=items-gallery><div class=goodinfo><table><tr><td><h6><a href=/?product-{n}.html>{name}</a>"
        f"</h6></td></tr><tr><td><ul><li><span class=price1>￥{30 + n}</span></li></ul></td></tr>"
        f"<tr><td><span class=mktprice1>￥{50 + n}</span></td><td><a href=/?cart-{n}.html>购买</a></td></tr></table>"
        "</div></div></td>"
        for n, name in enumerate(NAMES[:4])
    )
    found = cards(f"<table><tr>{cells}</tr></table>", "https://nongzi.example.cn/?gallery-9.html")
    assert found == [(name, str(30 + n)) for n, name in enumerate(NAMES[:4])]


def test_a_market_price_that_stands_first_is_no_price() -> None:
    items = "".join(
        f"<li><a href=/product-{n}.html>{name}</a><ul><li class=mktprice1>￥{50 + n}</li>"
        f"<li class=price1>￥{30 + n}</li></ul></li>"
        for n, name in enumerate(NAMES[:3])
    )
    page = f"<meta charset=utf-8><title>肥料</title><ul>{items}</ul>"
    first = getattr(read(page.encode(), url="https://nongzi.example.cn/gallery-12.html"), "items", [])[0]
    assert (str(first.price), str(first.original_price)) == ("30", "50")


def test_where_every_address_has_shop_in_it_the_shop_s_link_is_told_by_its_name() -> None:
    items = "".join(
        f"<li><img alt={name}><div class=goods-name><a href=/shop/item-{n}.html>{name}<em>厂家直发</em></a></div>"
        f"<em class=price>￥{30 + n}</em>"
        "<div class=store><a class=name href=/shop/index.php?act=show_store&store_id=6>沃土农资旗舰店</a></div></li>"
        for n, name in enumerate(NAMES)
    )
    page = f"<meta charset=utf-8><title>肥料</title><ul>{items}</ul>"
    first = getattr(read(page.encode(), url="https://nongzi.example.cn/list.html?c=1"), "items", [])[0]
    assert (first.title, first.url) == ("有机复合肥", "https://nongzi.example.cn/shop/item-0.html")
    assert first.shop_name == "沃土农资旗舰店"


@pytest.mark.parametrize(
    "priced",
    [
        (
            "<span class=price><del>￥{old}</del><span class=hidden>Original price was: ￥{old}.</span>"
            "<ins>￥{new}</ins><span class=hidden>Current price is: ￥{new}.</span></span>"
        ),
        "<div class=p-price>￥{new}</div><div>市场价<span>￥{old}</span></div>",
        "<div>市场价<span>￥{old}</span></div><div class=p-price>￥{new}</div>",
        "<span class=normalprice>￥{old}</span> <span class=productSpecialPrice>￥{new}</span>",
    ],
    ids=["told to those who listen", "behind its label", "before the price", "the usual price"],
)
def test_the_old_price_of_a_card_is_told_by_words(priced: str) -> None:
    items = "".join(
        f"<div class=goods><a href=/goods-{n}.html>{name}</a>{priced.format(old=f'{50 + n}.00', new=f'{30 + n}.00')}</div>"
        for n, name in enumerate(NAMES)
    )
    page = f"<meta charset=utf-8><title>肥料</title><div>{items}</div>"
    first = getattr(read(page.encode(), url="https://nongzi.example.cn/list.html?c=1"), "items", [])[0]
    assert (str(first.price), str(first.original_price)) == ("30.00", "50.00")


def test_odd_and_even_rows_are_of_one_build() -> None:
    rows = "".join(
        f"<tr class=row-{'odd' if n % 2 else 'even'}><td class=cell><a href=/p-{n}.html><img src={n}.jpg></a></td>"
        f"<td class=cell><h3><a href=/p-{n}.html>{name}</a></h3></td><td class=cell>￥{30 + n}</td></tr>"
        for n, name in enumerate(NAMES[:3])
    )
    assert cards(f"<table>{rows}</table>") == [(name, str(30 + n)) for n, name in enumerate(NAMES[:3])]


@pytest.mark.parametrize(
    "named",
    [
        "<a href=/p-{n}.html><img src={n}.jpg alt={name}><p>{name}</p><p>施用方便，见效快，各种作物都能用</p></a>",
        "<a href=/p-{n}.html><img src={n}.jpg></a><b class=name><span hidden>商品名称</span> : {name}</b>",
    ],
    ids=["what its picture is called", "behind a label"],
)
def test_the_title_of_a_card_is_its_article_s_name(named: str) -> None:
    items = "".join(
        f"<li>{named.format(n=n, name=name)}<p>￥{30 + n}</p></li>" for n, name in enumerate(NAMES)
    )
    assert cards(f"<ul>{items}</ul>") == [(name, str(30 + n)) for n, name in enumerate(NAMES)]


def box(number: int, name: str, build: str = "goods") -> str:
    return (
        f"<li class={build}><a href=/p/{number}><img src={number}.jpg alt={name}></a>"
        f"<a href=/p/{number}>{name}</a><span>￥{number}.00</span></li>"
    )


def test_a_side_bar_with_more_goods_than_the_list_is_not_the_list() -> None:
    side = "".join(box(number, f"{name}（畅销）", "top") for number, name in enumerate(NAMES, 60))
    main = "".join(box(number, name) for number, name in enumerate(NAMES[:3], 30))
    for beside in (f"<aside><ul>{side}</ul></aside>", f"<div><h3>热销商品</h3><ul>{side}</ul></div>"):
        assert [title for title, _ in cards(f"{beside}<div><ul>{main}</ul></div>")] == list(NAMES[:3])


def test_a_front_page_shows_its_goods_in_several_blocks() -> None:
    blocks = "".join(
        f"<section><h2>{title}</h2><ul class=row>"
        + "".join(box(number, name) for number, name in enumerate(names, 30))
        + "</ul></section>"
        for title, names in (("新品上架", NAMES[:3]), ("热卖商品", NAMES[3:7]))
    )
    side = "".join(box(number, f"{name}（看过）") for number, name in enumerate(NAMES, 60))
    page = f"<div class=sidebar><ul class=row>{side}</ul></div>{blocks}"
    assert [title for title, _ in cards(page, "https://nongzi.example.cn/")] == list(NAMES[:7])


def listed(tile: str) -> list[Listing]:
    """What three cards of this build say: `{0}` is a number, `{1}` a name."""
    shown = "".join(tile.format(number, name) for number, name in enumerate(NAMES[:3], 30))
    page = f"<meta charset=utf-8><title>肥料</title><ul>{shown}</ul>"
    return getattr(read(page.encode(), url="https://nongzi.example.cn/list.html?c=1"), "items", [])


def test_a_card_s_link_is_neither_the_shop_s_nor_the_cart_s_nor_the_brand_s() -> None:
    tile = (
        "<li><h3 class=brand><a href=/b/kf>开丰农业科技集团</a></h3><p class=name><a href=/p/{0}>{1}</a></p><b>￥{0}.00</b>"
        "<a href=/wishlist/add/{0}>加入我的收藏清单</a><a href=/cart/add?p={0}>立即购买 包邮</a>"
        "<a href=/shops/home/7>开丰农业科技旗舰店</a></li>"
    )
    first = listed(tile)[0]
    assert (first.title, first.url) == ("有机复合肥", "https://nongzi.example.cn/p/30")
    assert first.shop_url == "https://nongzi.example.cn/shops/home/7"


@pytest.mark.parametrize(
    "shown",
    [
        "<p class=price-unit>10 kg <i>(￥3.05 / 1 kg)</i></p><p class=price>￥30.50 <s>￥40.00</s></p>",
        "<p class=price><b>￥30.50</b><span class=list-price>￥40.00 <i class=percentage>(25% 折扣)</i></span></p>",
        "<p class=price><span class=price-crossed><b>￥40.00</b></span><b>￥30.50</b></p>",
        "<p class=price><i data-hook=price-before-discount>￥40.00</i><b data-hook=price-to-pay>￥30.50</b></p>",
    ],
    ids=["of one kilogram", "share", "crossed", "named for tests"],
)
def test_other_sums_of_a_card_are_not_its_price(shown: str) -> None:
    first = listed(f"<li><a href=/p/{{0}}>{{1}}</a>{shown}</li>")[0]
    assert (str(first.price), str(first.original_price)) == ("30.50", "40.00")


def test_a_sum_of_one_unit_is_a_card_s_price_where_it_shows_no_other() -> None:
    assert str(listed("<li><a href=/p/{0}>{1}</a><i class=unit-price>￥3.05/kg</i></li>")[0].price) == "3.05"


def test_cards_without_a_price_or_alone_in_a_row_are_cards_in_page_order() -> None:
    tile = "<li class=box><a href=/p/{0}><img src={0}.jpg></a><a href=/p/{0}>{1}</a>{2}</li>"
    shown = [
        tile.format(at, name, "" if at == 31 else f"<b>￥{at}.00</b>")
        for at, name in enumerate(NAMES[:4], 30)
    ]
    banner = "<li class=ad><a href=/hd><img src=hd.jpg alt=春耕节></a></li>"
    found = cards(f"<ul>{''.join(shown[:2])}{banner}{''.join(shown[2:])}</ul>")
    assert found == list(zip(NAMES[:4], ("30.00", "None", "32.00", "33.00"), strict=True))
    cells = [f"<td><a href=/p/{at}>{name}</a><b>￥{at}.00</b></td>" for at, name in enumerate(NAMES[:4], 30)]
    assert len(cards(f"<table><tr>{''.join(cells[:3])}</tr><tr>{cells[3]}<td></td></tr></table>")) == 4


def test_other_blocks_of_a_front_page_are_read_where_they_look_like_goods() -> None:
    floor = "".join(box(number, name) for number, name in enumerate(NAMES[:4], 30))
    sale = "".join(
        f"<div class=sk><a href=/p/{at}><img src={at}.jpg><p>{name} 秒杀</p></a><b>￥{at}.00</b></div>"
        for at, name in enumerate(NAMES[:3], 60)
    )
    banners = "".join(
        f"<p class=ad><a href=/hd/{at}><img src={at}.jpg>全场￥{at}.00起抢</a></p>" for at in range(3)
    )
    found = cards(f"<div>{sale}</div><div>{banners}</div><ul>{floor}</ul>", "https://nongzi.example.cn/")
    assert {title for title, _ in found} == {*NAMES[:4], *(f"{name} 秒杀" for name in NAMES[:3])}


def test_marks_in_a_heading_are_no_part_of_the_title() -> None:
    tile = "<li><p class=name><i class=tag>自营</i><a href=/p/{0}>{1}<i class=promo-words>限时直降</i></a></p><b>￥{0}</b></li>"
    assert listed(tile)[0].title == "有机复合肥"


def test_a_sum_in_an_element_called_after_taxes_is_the_price() -> None:
    shown = "<div class=price-tax><div class=price><s>￥40.00</s><br>现仅 ￥30.50</div></div>"
    first = listed(f"<li><a href=/p/{{0}}>{{1}}</a>{shown}</li>")[0]
    assert (str(first.price), str(first.original_price)) == ("30.50", "40.00")


def test_the_price_that_is_called_final_replaces_a_dearer_one_before_it() -> None:
    shown = (
        "<div class=prices><div class=price-standard>￥40.00</div><div class=price-final>￥30.50</div></div>"
    )
    first = listed(f"<li><a href=/p/{{0}}>{{1}}</a>{shown}</li>")[0]
    assert (str(first.price), str(first.original_price)) == ("30.50", "40.00")
