"""Lists of one or two articles, where nothing repeats, and pages of three that only their cards make a list."""

import pytest

from crawler.items import Search
from spiders.pages.read import read

HOST = "https://yefa.example.cn"
NAMES = ("护发精油", "牛角梳", "蚕丝发圈")
HEAD = "<header><a href=/><img src=l.png alt=叶发堂></a><a href=/cart>购物车 ￥0.00</a></header>"


def box(number: int, name: str) -> str:
    return (
        f"<li class=box><a href=/p/{number}><img src={number}.jpg></a><h3><a href=/p/{number}>{name}</a></h3>"
        f"<s>￥{number}9.00</s> <b>￥{number}.00</b><button title=加入购物车></button></li>"
    )


def page(count: int, path: str, before: str = "", after: str = "") -> object:
    boxes = "".join(box(number, name) for number, name in enumerate(NAMES[:count], 30))
    html = f"<meta charset=utf-8><title>养发</title>{HEAD}<h1>养发</h1>{before}<ul>{boxes}</ul>{after}"
    return read(html.encode(), url=HOST + path)


@pytest.mark.parametrize("count", [1, 2])
def test_a_list_of_one_or_two_is_read(count: int) -> None:
    found = page(count, "/search?q=%E5%8F%91")
    assert isinstance(found, Search)
    assert [(card.title, str(card.price), card.url) for card in found.items] == [
        (name, f"{number}.00", f"{HOST}/p/{number}") for number, name in enumerate(NAMES[:count], 30)
    ]


def test_two_articles_with_their_buttons_are_no_article_s_page() -> None:
    assert isinstance(page(2, "/catalog/yangfa"), Search)


def test_an_article_beside_one_or_two_others_stays_one() -> None:
    own = "<p class=price>￥58.00</p><button>加入购物车</button><p>商品编号：YF-7</p>"
    assert getattr(page(2, "/p/7", own), "kind", None) == "listing"


def test_three_cards_that_make_up_the_page_are_a_list_whatever_its_address() -> None:
    found = page(3, "/yangfa")
    assert isinstance(found, Search)
    assert len(found.items) == 3


@pytest.mark.parametrize(
    ("path", "before"),
    [
        (
            "/2023/05/yangfa",
            "<p>每晚睡前用牛角梳从发际梳到发尾，力度以头皮微热为宜，梳完再抹少许精油，忌当日再洗。</p>" * 9,
        ),
        ("/cart", ""),
    ],
    ids=["story", "cart"],
)
def test_a_story_and_a_cart_are_no_list(path: str, before: str) -> None:
    assert getattr(page(3, path, before), "kind", None) == "website"


def test_posts_are_no_goods() -> None:
    posts = "".join(
        f"<li class=post><a href=/b/{n}><img src={n}.jpg></a><h3><a href=/b/{n}>{name}的用法</a></h3></li>"
        for n, name in enumerate(NAMES)
    )
    html = f"<meta charset=utf-8><title>养发日记</title>{HEAD}<h1>养发日记</h1><ul>{posts}</ul>"
    assert read(html.encode(), url=f"{HOST}/blog/").kind == "website"


@pytest.mark.parametrize(
    ("head", "body", "path"),
    [
        ("<meta property=og:type content=article>", "<p>新店开张。</p>{}", "/xindian"),
        ("", "<p>新店开张。</p>{}", "/news/xindian"),
        ("", "<p>本店歇业三天。</p><div><h3>热销商品</h3>{}</div>", "/xieye"),
        (
            "",
            "<ul>" + "<li class=coupon><b>￥9</b><a href=/lq?id=9>立即领取 满99元可用</a></li>" * 4 + "</ul>",
            "/quan",
        ),
    ],
    ids=["article by its data", "by its address", "goods beside", "coupons"],
)
def test_what_a_page_is_not_about_makes_no_list(head: str, body: str, path: str) -> None:
    boxes = "".join(box(number, name) for number, name in enumerate(NAMES, 30))
    html = f"<meta charset=utf-8><title>叶发堂</title>{head}{HEAD}<h1>叶发堂</h1>{body.format(f'<ul>{boxes}</ul>')}"
    assert read(html.encode(), url=HOST + path).kind == "website"


def test_two_cards_below_a_heading_and_an_order_are_a_list_whatever_its_address() -> None:
    assert isinstance(page(2, "/yangfa", "<p>Sort by: Name</p>"), Search)


def test_two_cards_are_as_wide_as_what_holds_both_lets_them_be() -> None:
    boxes = "".join(
        f"<div class=col><b>{name}</b><div class=pic><a href=/p/{n}><img src={n}.jpg></a>"
        f"<a href=/p/{n}>查看</a>￥{n}.00</div></div>"
        for n, name in enumerate(NAMES[:2], 30)
    )
    html = f"<meta charset=utf-8><title>养发</title>{HEAD}<h1>养发</h1><div>{boxes}</div>"
    found = read(html.encode(), url=f"{HOST}/search?q=1")
    assert isinstance(found, Search)
    assert [card.title for card in found.items] == list(NAMES[:2])
