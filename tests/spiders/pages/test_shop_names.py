"""What a shop is called: where its pages say it twice, where links lead to it, where data names the seller."""

import pytest

from spiders.pages.read import read

GOODS = "<h1>竹编提篮</h1><p class=price>￥39.90</p><button>加入购物车</button>"


def shop(page: str, path: str = "/goods-7.html") -> str | None:
    name: str | None = getattr(read(page.encode(), url=f"https://mall.example.cn{path}"), "shop_name", None)
    return name


@pytest.mark.parametrize(
    "page",
    [
        "<title>竹编提篮_篮子_竹乡人家 - Powered by ECShop</title>{}<p>© 2013 竹乡人家 版权所有</p>",
        "<title>竹编提篮_篮子_竹乡人家</title><a href=/><img src=l.gif alt=竹乡人家></a>{}",
        "<title>竹编提篮</title><a href=index.php><img src=l.gif title=竹乡人家></a>{}<p>竹乡人家 © 2017</p>",
    ],
    ids=["title and copyright", "title and logo", "logo and copyright"],
)
def test_a_site_s_name_stands_in_two_places(page: str) -> None:
    assert shop(page.format(GOODS)) == "竹乡人家"


def test_a_front_page_names_its_shop() -> None:
    page = "<title>竹乡人家_竹编专卖</title><a href=/index.php>竹乡人家</a><p>手工竹编</p><p>© 竹乡人家</p>"
    assert shop(page, "/") == "竹乡人家"


def test_a_word_of_the_title_that_stands_in_one_place_names_nobody() -> None:
    assert shop(f"<title>竹编提篮 - 篮子 - 厨具</title><a href=/c/3>厨具</a>{GOODS}") is None


def test_the_shop_behind_links_goes_before_the_mall() -> None:
    link = "<a href=/shop-8.html>竹乡人家</a>"
    page = f"<title>竹编提篮 - 山货商城</title><a href=/>山货商城</a>{link}{GOODS}<p>由{link}发货</p><p>© 山货商城</p>"
    assert shop(page) == "竹乡人家"


def test_links_that_all_carry_a_shop_s_number_name_no_shop() -> None:
    menu = "".join(f"<a href=/c{at}?shop_id=10151>菜单{at}</a>" * 2 for at in range(6))
    assert shop(f"<title>竹编提篮</title>{menu}{GOODS}") is None


def test_a_seller_of_microdata_is_found_though_the_offer_has_no_type() -> None:
    page = f"""<title>竹编提篮</title><div itemscope itemtype="http://schema.org/Product"><meta itemprop=name content=竹编提篮>
    {GOODS}<div itemprop=offers itemscope><meta itemprop=price content=39.9><div itemprop=seller itemscope
    itemtype="http://schema.org/Organization"><meta itemprop=name content=竹乡人家></div></div></div>"""
    assert shop(page) == "竹乡人家"


def test_state_in_an_attribute_gives_article_and_shop() -> None:
    padding = ",".join(f'"k{at}":"v"' for at in range(60))
    state = f"""{{"result":{{"item_info":{{"item_id":"4403","item_name":"竹编提篮 大号","origin_price":"58.00",
    "flags":{{{padding}}}}},"shop_info":{{"shopName":"竹乡人家"}}}}}}"""
    page = f"<title>竹编提篮 大号</title><script data-obj='{state}'></script><div id=app></div>"
    item = read(page.encode(), url="https://mall.example.cn/item.html?itemID=4403")
    shown = (item.kind, item.status, getattr(item, "shop_name", None), str(getattr(item, "price", None)))
    assert shown == ("listing", "ok", "竹乡人家", "58.00")


@pytest.mark.parametrize(
    "words",
    ["<p>服务：由<a href=/s/8>竹乡人家</a>配送，并提供售后服务</p>", "<p>由 竹乡人家 直接销售和发货。</p>"],
    ids=["in an element of its own", "in one text"],
)
def test_who_sells_and_sends_is_told(words: str) -> None:
    item = read(f"<title>竹编提篮</title>{GOODS}{words}".encode(), url="https://mall.example.cn/goods-7.html")
    assert getattr(item, "seller_name", None) == "竹乡人家"


def test_a_shop_is_named_beside_the_invitation_into_it_and_not_by_its_company() -> None:
    block = (
        "<div><div><h4>竹乡坊</h4></div><div><dl><dt>公司名称：</dt><dd>安吉县竹乡工艺品有限公司</dd></dl>"
        "<p><a href=/store-6.html>进入商家店铺</a><a href=#>收藏店铺</a></p></div></div>"
    )
    assert shop(f"<title>竹编提篮 - 集市</title>{GOODS}{block}") == "竹乡坊"


def test_a_name_with_a_slogan_behind_it_is_the_logo_s() -> None:
    logo = "<a href=/><img src=l.gif alt='Bamboo House'></a>"
    page = f"<title>竹编提篮 [ZB-1] - $36.00 : Bamboo House, Handmade</title>{logo}{GOODS}"
    assert shop(page) == "Bamboo House"


def test_the_route_of_a_front_page_is_its_address() -> None:
    logo = "<div id=logo><h1><a href='/index.php?route=common/home'>Bamboo House</a></h1></div>"
    page = f"<title>竹编提篮</title>{logo}{GOODS}<p>Bamboo House &copy; 2021</p>"
    assert shop(page, "/index.php?route=product/product&product_id=42") == "Bamboo House"
