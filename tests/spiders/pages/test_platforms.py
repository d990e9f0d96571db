"""The table of what can be read, and how a page tells whose it is."""

from spiders.pages.document import Document
from spiders.pages.platforms import by_content, by_host, known, platforms


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
