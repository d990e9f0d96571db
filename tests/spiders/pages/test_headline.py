"""Which words are an article's name: not the site's, not a mark put behind it, not what data for sharing adds."""

import pytest

from spiders.pages.read import read

BUY = "<p class=price>￥39.90</p><button>加入购物车</button>"
SHARED = '<meta property="og:type" content="product"><meta property="og:title" content="{}">'

JSON_LD = """<script type="application/ld+json">{"@type":"Product","name":"Oat soap &mdash; Soap and such",
"offers":{"price":"9","priceCurrency":"USD"}}</script>"""


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "竹编提篮 大号 - 竹乡人家 - 山货商城",
            "<h1><a href=index.php>山货商城</a></h1><h2>竹编提篮 大号</h2>",
        ),
        ("竹编提篮 大号 - 山货商城", "<h1>竹编提篮 大号 <span>热卖</span></h1>"),
        (
            "竹编提篮 大号 - 山货商城",
            "<h1>竹编提篮 大号<br><small>2019-04-02 来源：本站 点击：88</small></h1>",
        ),
        ("竹编提篮 大号 - 山货商城", "<h1><i>自营</i><strong>竹编提篮 大号</strong></h1>"),
        ("山货电商", "<p>打开App，查看更多优惠</p><b class=price>￥9.90</b><h1>竹编提篮 大号</h1>"),
    ],
    ids=[
        "the logo's heading",
        "a mark behind the name",
        "a date behind the name",
        "a mark before the name",
        "the only heading stands below the price",
    ],
)
def test_a_heading_is_read_for_the_article_alone(title: str, body: str) -> None:
    assert read(f"<title>{title}</title>{body}{BUY}".encode()).title == "竹编提篮 大号"


def test_the_heading_above_all_is_no_article_where_the_title_says_nothing() -> None:
    page = f"<title>商品详情</title><h1>竹乡人家</h1>{'<div>' * 6}<p>竹编提篮 大号</p>{BUY}"
    assert read(page.encode()).title == "竹编提篮 大号"


def test_a_name_that_begins_the_description_is_what_the_title_says() -> None:
    page = (
        "<title>九成新竹编提篮大号_山货</title><p>山里来的风</p><b class=price>￥39.90</b>"
        f"<div>九成新竹编提篮大号<br>自家用的，没有破损，上门自取。</div>{BUY}"
    )
    assert read(page.encode()).title == "九成新竹编提篮大号"


def test_a_heading_that_the_title_repeats_is_kept_whole() -> None:
    page = f"<title>竹编提篮 大号 - 山货商城</title><h1><b>竹编提篮</b> <span>大号</span></h1>{BUY}"
    assert read(page.encode()).title == "竹编提篮 大号"


@pytest.mark.parametrize(
    "head",
    [
        SHARED.format("Oat soap | Soap and such") + '<meta property="og:site_name" content="Soap and such">',
        SHARED.format("Oat soap – Soap and such")
        + "<title>Oat soap – Soap and such</title><h1>Oat soap</h1>",
        JSON_LD + "<title>Oat soap</title><h1>Oat soap</h1>",
    ],
    ids=["og:site_name", "as the heading has it", "entities in JSON-LD"],
)
def test_the_site_s_name_is_left_off_what_is_shared(head: str) -> None:
    assert read(f"<html lang=en>{head}<button>Add to cart</button></html>".encode()).title == "Oat soap"


def test_the_site_s_name_in_its_logo_is_no_title() -> None:
    logo = "<h1 class=logo><a href=/><span>Plot Garden</span></a></h1>"
    page = f"<title>Rake - Plot Garden</title>{logo}<h1>Rake</h1>{BUY}"
    assert read(page.encode(), url="https://garden.example.com/goods/7").title == "Rake"


def test_letters_that_a_name_shares_with_the_title_by_chance_are_no_agreement() -> None:
    names = "".join(f"<p class=product-title>Lino Print {name}</p>" for name in ("Fox", "Hare"))
    page = f"<title>Shop - Inkyard Press</title><h1>Cork Mat</h1>{BUY}{names}"
    assert read(page.encode(), url="https://press.example.com/goods/7").title == "Cork Mat"
