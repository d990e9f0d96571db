"""A marketplace's page about one shop's licence: rows on one line or two, a picture, an API body."""

import pytest

from crawler.items import Licence
from spiders.pages.read import read
from spiders.pages.shop_licence import shop_display

URL = "https://mall.jd.com/showLicence-60001.html"


def licence(html: str) -> Licence:
    item = read(f"<html><head><title>营业执照信息</title></head><body>{html}</body></html>".encode(), url=URL)
    assert isinstance(item, Licence)
    return item


@pytest.mark.parametrize(
    "rows",
    [
        "<p>企业名称：青溪市晴山纺织有限公司</p><p>统一社会信用代码：91110105721471662U</p>",
        "<dl><dt>企业名称</dt><dd>青溪市晴山纺织有限公司</dd><dt>统一社会信用代码</dt><dd>91110105721471662U</dd></dl>",
        "<li><label>企业名称：</label><i>青溪市晴山纺织有限公司</i></li><li><label>注册号：</label><i>91110105721471662U</i></li>",
    ],
    ids=["one-line", "two-elements", "label-with-colon"],
)
def test_rows_are_read_whatever_elements_hold_them(rows: str) -> None:
    item = licence(rows)
    assert item.operator == "青溪市晴山纺织有限公司"
    (shown,) = item.licences
    assert (shown.owner, shown.number, shown.valid) == ("shop", "91110105721471662U", True)


def test_a_malformed_number_is_kept_and_called_invalid() -> None:
    (shown,) = licence(
        "<p>企业名称：青溪市晴山纺织有限公司</p><p>统一社会信用代码：91110105721471662X</p>"
    ).licences
    assert (shown.number, shown.valid) == ("91110105721471662X", False)


def test_a_label_without_a_value_is_no_operator() -> None:
    assert licence("<p>企业名称：</p><p>注册号：</p>").operator is None


def test_a_captcha_in_front_of_the_rows_shows_no_licence() -> None:
    item = licence('<p>请输入图片中的验证码</p><img id="verifyCodeImg" src="/sys/vc/a.jpg">')
    assert not any(shown.number for shown in item.licences)


def test_neither_number_nor_name_makes_a_display() -> None:
    assert shop_display(None, None) == []
    assert shop_display(None, "晴山")[0].valid is None
