"""Which places and parts of a page may show a licence that its HTML does not."""

import pytest

from crawler.items import AnyItem
from rules.licence import judge_site
from spiders.pages.read import read

URL = "http://127.0.0.1:9000/shop/10001"
PANEL = "<dl class=shop-info><dt>店铺名称</dt><dd>春野</dd><dt>店铺评分</dt><dd>4.8</dd><dt>开店时间</dt><dd>2019年</dd></dl>"
FOOT = """<div class="foot"><div><a href="/rules/service.html">平台服务协议</a>
<a href="/about/licence">平台营业执照</a></div>
<div>杭州谷雨市集网络科技有限公司 版权所有 增值电信业务经营许可证：浙B2-20220917</div></div>"""


def page(body: str, url: str = URL, title: str = "春野 - 谷雨市集") -> AnyItem:
    html = f"<html><head><title>{title}</title></head><body>{body}{FOOT}</body></html>"
    item = read(html.encode(), url=url)
    item.platform = "127.0.0.1:9000"  # as the marketplace spider says of a market that no reader knows
    return item


def front(more: str) -> AnyItem:
    return page(
        f"<div class=shop-head><h1 class=shop-title>春野</h1></div><div class=shop-side>{PANEL}{more}</div>"
    )


def behind(body: str, title: str = "店铺资质 - 春野") -> AnyItem:
    item = page(body, f"{URL}/licence", title)
    item.shop_id = "10001"
    return item


def test_a_shop_that_shows_nothing_is_without_a_licence() -> None:
    assert judge_site([front("<p>欢迎光临本店。</p>")]).verdict == "not_displayed"


@pytest.mark.parametrize(
    "opener",
    [
        pytest.param('<a href="javascript:;" onclick="show()">店铺资质</a>', id="link"),
        pytest.param(
            '<a href="#" id="zz">店铺资质</a><script src="/a.js"></script>', id="bare-link-on-a-scripted-page"
        ),
        pytest.param('<button onclick="show()">查看营业执照</button>', id="button"),
        pytest.param('<div class="tab" data-tab="licence">营业执照</div>', id="tab"),
    ],
)
def test_what_a_click_opens_is_not_proven_absent(opener: str) -> None:
    assert judge_site([front(opener)]).verdict == "undetermined"


@pytest.mark.parametrize(
    "script",
    [
        pytest.param('var s={"licenseNo":"330212600045671"}', id="registration-number-under-a-key"),
        pytest.param('render({"code":"91330106MA2KQX7D14"})', id="sound-code"),
    ],
)
def test_a_number_in_the_page_s_data_may_be_shown_by_its_script(script: str) -> None:
    assert judge_site([front(f"<div id=x></div><script>{script}</script>")]).verdict == "undetermined"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('<iframe src="/shop/10001/inner"></iframe>', id="frame"),
        pytest.param('<div style="background:url(/u/3.jpg);height:400px"></div>', id="picture-behind"),
        pytest.param('<div style="background:url(/u/8RWXBqr.jpg)"></div>', id="picture-behind-named-by-lot"),
        pytest.param("<canvas width=600 height=400></canvas>", id="drawing"),
    ],
)
def test_a_licence_page_of_other_things_than_text_is_not_read(body: str) -> None:
    shop = front(f'<a href="{URL}/licence">店铺资质</a>')
    assert judge_site([shop, behind(body)]).verdict == "undetermined"


def test_a_picture_right_above_the_platform_s_footer_is_the_shop_s() -> None:
    (display,) = [one for one in behind('<img src="/u/yyzz9.jpg">').licences if one.form == "image"]
    assert display.owner == "shop"


def test_a_licence_page_that_says_there_is_none_proves_it() -> None:
    shop = front(f'<a href="{URL}/licence">营业执照</a>')
    assert (
        judge_site([shop, behind("<h2>店铺资质</h2><p>该商家尚未上传资质。</p>")]).verdict == "not_displayed"
    )


def test_a_licence_page_that_says_nothing_leaves_the_verdict_open() -> None:
    shop = front(f'<a href="{URL}/licence">营业执照</a>')
    assert (
        judge_site([shop, behind("<h2>店铺资质</h2><p>以登记机关公示为准，感谢您的关注。</p>")]).verdict
        == "undetermined"
    )


def test_a_declaration_behind_a_licence_link_exempts() -> None:
    words = "自我声明：本店经营者为自然人，从事个人零星小额交易活动，依法不需要办理市场主体登记。"
    shop = front(f'<a href="{URL}/licence">营业执照</a>')
    assert judge_site([shop, behind(f"<p>{words}</p>")]).verdict == "exempt"


def test_pictures_and_government_pages_are_no_places_to_be_read() -> None:
    item = front(
        '<a href="/u/yyzz.jpg">营业执照</a><a href="https://zzlz.gsxt.gov.cn/x?serial=1">营业执照公示</a>'
    )
    assert [url for url in item.licence_urls if "about" not in url] == []


def test_the_platform_s_licence_stays_the_platform_s_in_the_shop_s_own_part() -> None:
    item = front('<a href="/about/licence">平台营业执照</a>')
    assert {display.owner for display in item.licences} == {"platform"}
    assert item.licence_urls == []


def test_a_page_whose_characters_became_question_marks_proves_nothing() -> None:
    item = front("<p>欢迎光临本店，本店已开张六年，全场包邮，七天内可以退换。</p>")
    lost = page("<p>" + "?" * 60 + "</p>", f"{URL}/licence", "????")
    lost.shop_id = "10001"
    assert judge_site([item, lost]).verdict == "undetermined"


def test_a_picture_that_a_lazy_loader_holds_back_is_a_display() -> None:
    item = behind('<img src="/s.gif" data-zz-later="/u/yyzz1.jpg" alt="营业执照">')
    (display,) = [one for one in item.licences if one.form == "image"]
    assert (display.dead, display.href) == (False, "http://127.0.0.1:9000/u/yyzz1.jpg")
