"""Sites judged outside of a crawl: the pages given are all, unless one of them leads on to a licence page."""

from crawler.items import Licence, Website
from crawler.judging import sites_of
from spiders.pages.read import read

HOME, LICENCE = "https://www.chunye.example/", "https://www.chunye.example/help/qualification.html"


def page(url: str, body: str) -> Website | Licence:
    shop = f"<title>春野户外</title><h1>春野户外</h1><ul><li>折叠椅 ¥79.00</li><li>天幕 ¥199</li></ul>{body}"
    item = read(shop.encode(), url=url)
    assert isinstance(item, Website | Licence)
    return item


def verdict(*pages: Website | Licence) -> str:
    ((_, found),) = sites_of((page, None) for page in pages)
    return found.verdict


def test_absence_waits_for_the_page_that_is_called_credentials() -> None:
    home = page(HOME, f"<footer>© 春野户外 <a href='{LICENCE}'>经营资质</a></footer>")
    assert verdict(home) == "undetermined"
    assert verdict(home, page(LICENCE, "<p>我们的荣誉墙，感谢一路相伴。</p>")) == "not_displayed"


def test_a_page_about_the_site_need_not_be_among_those_given() -> None:
    home = page(HOME, "<footer>© 春野户外 <a href='/about.html'>关于我们</a></footer>")
    assert verdict(home) == "not_displayed"
