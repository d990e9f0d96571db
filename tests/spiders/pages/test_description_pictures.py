"""Which pictures of a page may describe its article, and from where a platform's script fetches the rest."""

import pytest

from crawler.items import Listing
from spiders.pages.description import fetched_words
from spiders.pages.description_pictures import fetched, pictures
from spiders.pages.description_url import description_url
from spiders.pages.document import Document
from spiders.pages.read import read

URL = "https://shop.example.cn/p/1.html"


def page(body: str) -> Document:
    return Document(f"<html><body>{body}</body></html>".encode(), url=URL)


def shown(body: str, *gallery: str) -> list[tuple[str, int | None, int | None]]:
    found = pictures(page(body), gallery)
    return [(one.url.removeprefix("https://shop.example.cn"), one.width, one.height) for one in found]


@pytest.mark.parametrize(
    "lazy",
    [
        "data-src",
        "data-original",
        "data-lazyload",
        "data-ks-lazyload",
        "data-lazy-src",
        "data-lazy-img",
        "src2",
    ],
)
def test_what_a_script_loads_later_comes_before_what_it_shows_meanwhile(lazy: str) -> None:
    found = shown(f'<div id="description"><img src="/loading.gif" {lazy}="/u/1.jpg"></div>')
    assert found == [("/u/1.jpg", None, None)]


def test_sizes_are_those_of_attributes_or_style() -> None:
    images = (
        '<img src="/u/1.jpg" width="750" height="900px"><img src="/u/2.jpg" style="width:790px;height:auto">'
    )
    found = shown(f'<div class="detail-content">{images}</div>')
    assert found == [("/u/1.jpg", 750, 900), ("/u/2.jpg", 790, None)]


@pytest.mark.parametrize(
    "image",
    [
        '<img src="/u/a.jpg" width="1" height="1">',
        '<img src="/u/a.jpg" width="750" height="4">',
        '<img src="/u/a.jpg" width="120" height="120">',
        '<img src="/u/a.jpg_80x80.jpg">',
        '<img src="/u/TB1-16-16.png">',
        '<img src="/i/spacer.gif">',
        '<img src="/i/s.gif">',
        '<img src="/i/sprite.png">',
        '<img src="/i/cart-icon.png">',
        '<img src="/i/logo.svg">',
        '<img src="data:image/gif;base64,R0lGODlh">',
        "<img>",
        '<img data-src="1" src="javascript:void(0)">',
    ],
)
def test_icons_spacers_sprites_and_counters_are_left_out(image: str) -> None:
    assert shown(f'<div id="description">{image}<img src="/u/grey-coat.jpg"></div>') == [
        ("/u/grey-coat.jpg", None, None)
    ]


def test_the_description_comes_before_the_gallery_and_each_address_once() -> None:
    body = '<div id="description"><img src="/u/1.jpg"><p><img src="/u/2.jpg"></p></div>'
    found = shown(body, "https://shop.example.cn/u/2.jpg", "https://shop.example.cn/g/1.jpg")
    assert [path for path, _, _ in found] == ["/u/1.jpg", "/u/2.jpg", "/g/1.jpg"]


def test_a_part_with_prices_is_no_description() -> None:
    related = '<div class="detail"><img src="/r/1.jpg">另一款 ¥35.00</div>'
    assert shown(f'{related}<div class="intro"><img src="/u/1.jpg">采用整块竹材</div>') == [
        ("/u/1.jpg", None, None)
    ]


def test_without_a_named_part_the_heading_says_where_the_description_is() -> None:
    body = """<img src="/head.jpg"><h3>商品详情</h3><div><img src="/u/1.jpg"></div><div><img src="/u/2.jpg"></div>
    <h3>看了又看</h3><img src="/r/1.jpg">"""
    assert [path for path, _, _ in shown(body)] == ["/u/1.jpg", "/u/2.jpg"]


def test_backgrounds_that_the_description_s_own_styles_draw_are_pictures_too() -> None:
    body = """<div id="J-detail-content"><style>.M1{width:750px;background-image:url(//img30.example.cn/1.jpg)}</style>
    <div style="background: #fff url('/u/2.jpg') no-repeat"></div></div>"""
    assert [path for path, _, _ in shown(body)] == ["https://img30.example.cn/1.jpg", "/u/2.jpg"]


def test_a_listing_carries_its_pictures() -> None:
    body = """<html><head><title>竹木拼图</title></head><body><h1>竹木拼图</h1><p>价格：<b>35.00元</b></p>
    <div id="description"><img data-src="/u/1.jpg" width="750"></div></body></html>"""
    item = read(body.encode(), url=URL)
    assert isinstance(item, Listing)
    assert item.document()["pictures"] == [{"url": "https://shop.example.cn/u/1.jpg", "width": 750}]


@pytest.mark.parametrize(
    "body",
    [
        """var desc='<p><img src="//img.example.cn/1.jpg"></p>';""",
        r"""showdesc({"content":"<div><img data-lazyload=\"//img.example.cn/1.jpg\" src=\"/blank.gif\"></div>"})""",
        r"""var offer_details={"offerId":1,"content":"<p><img src=\"https://img.example.cn/1.jpg\"/></p>"};""",
        """{"content":"<style>.M1{background-image:url(//img.example.cn/1.jpg)}</style><div class='M1'></div>"}""",
        """<p><img src="//img.example.cn/1.jpg"></p>""",
    ],
    ids=["variable", "jsonp", "object", "style", "markup"],
)
def test_a_description_that_came_by_itself_gives_its_pictures(body: str) -> None:
    found = fetched(Document(body.encode(), url="https://desc.example.cn/1"))
    assert [one.url for one in found] == ["https://img.example.cn/1.jpg"]


@pytest.mark.parametrize(
    ("script", "url"),
    [
        ("desc: '//cd.jd.com/description/channel?skuId=1',", "https://cd.jd.com/description/channel?skuId=1"),
        (
            "descUrl : location.protocol==='http:' ? '//dscnew.taobao.com/i1/1.desc%7C' : '//desc.alicdn.com/i1/1',",
            "https://dscnew.taobao.com/i1/1.desc%7C",
        ),
        (
            r'"api":{"descUrl":"\/\/dsc.example.cn\/1.desc","httpsDescUrl":"\/\/desc.example.cn\/1.desc"}',
            "https://desc.example.cn/1.desc",
        ),
        ("desc: '一段说明', url: '//shop.example.cn/desc/1'", None),
        ('{"detailUrl":"//detail.example.cn/offer/1.html"}', None),
    ],
    ids=["jd", "taobao", "tmall", "words", "another-page"],
)
def test_where_a_script_fetches_the_description_is_read_off_the_page(script: str, url: str | None) -> None:
    assert description_url(page(f"<script>var config = {{{script}}};</script>")) == url


@pytest.mark.parametrize(
    "body",
    [
        "<div><p>整块竹材</p><p>手工打磨</p></div>",
        "var desc='<p>整块竹材</p><p>手工打磨</p>';",
        'cb({"code": 0, "content": {"html": "<p>整块竹材</p><p>手工打磨</p>", "id": "整块"}})',
    ],
    ids=["markup", "variable", "answer"],
)
def test_the_words_of_a_description_are_read_in_every_form_in_which_it_comes(body: str) -> None:
    assert fetched_words(Document(body.encode(), url="https://desc.example.cn/1")) == "整块竹材\n手工打磨"


def test_a_description_of_pictures_alone_has_no_words() -> None:
    document = Document(b"var desc='<img src=\"//img.example.cn/1.jpg\">';", url="https://desc.example.cn/1")
    assert fetched_words(document) is None
