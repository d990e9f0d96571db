"""Words of complaint come from reviews alone, without the review."""

from crawler.items import Listing
from spiders.pages.read import read

PAGE = """<html><meta charset=utf-8><title>禾苗积木</title><body><h1>禾苗积木</h1><p>￥20.00</p>
<button>加入购物车</button><p>假一赔十，绝非假货，投诉电话见页脚</p>
<div class="comment-list">
<div class=c1><b>买***家</b><p>收到就是假货，找客服也不退</p><p>商家回复：不是假货哦，欢迎投诉</p></div>
<div class=c1><b>m***3</b><p>没有过敏，孩子喜欢</p></div>
<div class=c1><b>k***9</b><p>用了两天就过敏</p><a href=/report>投诉</a></div>
</div></body></html>"""


def test_each_complaining_review_gives_its_words() -> None:
    item = read(PAGE.encode(), url="https://shop.example.cn/p/3.html")
    assert isinstance(item, Listing)
    assert item.complaints == ["假货、不退", "过敏"]


def test_a_page_without_reviews_has_none() -> None:
    plain = PAGE.replace("comment-list", "details")
    assert getattr(read(plain.encode(), url="https://shop.example.cn/p/3.html"), "complaints", None) == []
