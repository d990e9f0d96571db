"""The table of what can be read, and how a page tells whose it is."""

from rules.licence import LICENCE_PAGE_OF_ITS_OWN
from spiders.pages.document import Document
from spiders.pages.platforms import by_content, by_host, known, platforms
from spiders.pages.read import read


def test_every_reader_declares_its_layouts_and_whether_they_are_proven() -> None:
    rows = platforms()
    assert {row.platform for row in rows} >= {"generic", *known()}
    assert all(row.layouts for row in rows if row.proven)
    assert all(row.note for row in rows if not row.proven)


def test_no_two_platforms_own_one_host() -> None:
    hosts = [host for platform in known().values() for host in platform.hosts]
    assert len(hosts) == len(set(hosts))


def test_a_platform_owns_its_subdomains_and_nothing_that_only_ends_alike() -> None:
    assert by_host("item.jd.com") is known()["jd"]
    assert by_host("notjd.com") is None


def test_a_page_without_an_address_is_told_by_its_canonical_link() -> None:
    html = b'<link rel="canonical" href="//item.jd.com/100012043978.html"><title>x</title>'
    assert by_content(Document(html)) is known()["jd"]


def test_a_stranger_s_page_is_nobody_s() -> None:
    assert by_content(Document("<title>木匠记</title><p>￥18</p>".encode())) is None


def test_a_marketplace_without_a_reader_is_known_by_address_and_read_as_any_shop() -> None:
    page = """<title>羊毛大衣 - 唯品会</title><h1>羊毛大衣</h1><p class=price>￥459</p><button>加入购物车</button>
    <footer><a href=/licence.html>营业执照</a> 粤ICP备12345678号</footer>"""
    item = read(page.encode(), url="https://detail.vip.com/detail-1-691912.html")
    assert (item.kind, item.platform, item.title) == ("listing", "vip", "羊毛大衣")
    assert {display.owner for display in item.licences} == {"platform"}


def test_every_platform_is_known_to_show_licences_on_a_page_of_their_own() -> None:
    assert set(known()) == LICENCE_PAGE_OF_ITS_OWN  # no shop page of theirs proves absence
