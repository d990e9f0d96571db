"""Reading never raises, whatever the bytes, and one field's fault never loses the page."""

import gc
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web_poet import field

from crawler.items import Listing, Status
from spiders.pages.document import Document
from spiders.pages.page import Page
from spiders.pages.read import build, read

PAGE = """<html><head><title>枣木擀面杖 - 集市</title><script type="application/ld+json">{"@type":"Product","name":"枣木擀面杖",
"offers":{"price":"18.5","priceCurrency":"CNY"}}</script></head><body><h1>枣木擀面杖</h1><p class=price>￥18.50</p>
<dl><dt>品牌</dt><dd>木匠记</dd></dl><ul><li><a href=/item/1>案板</a>￥20</li></ul></body></html>""".encode()
URLS = st.sampled_from(
    [None, "https://jishi.example.cn/item/1.html", "https://item.jd.com/100.html", "http://[", "x"]
)


@given(st.binary(max_size=3000), URLS)
@settings(deadline=None)
def test_no_bytes_raise(body: bytes, url: str | None) -> None:
    read(body, url=url)


@given(st.integers(0, len(PAGE)), st.binary(max_size=30), URLS)
@settings(max_examples=60, deadline=None)
def test_a_page_cut_or_spoilt_anywhere_is_read_as_far_as_it_goes(
    at: int, noise: bytes, url: str | None
) -> None:
    read(PAGE[:at], url=url)
    read(PAGE[:at] + noise + PAGE[at:], url=url)


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 60_000,
        b"<table><tr><td>" * 20_000,
        b'{"a":' * 50_000,
        b"[" * 200_000,
        b'<script type="application/ld+json">' + b'{"@graph":[' * 20_000,
        b"<div itemscope itemtype=Product><div itemprop=offers>" * 8_000,
        b"\x00" * 5_000,
        ("<p>" + "价" * 400_000).encode(),
        b"<a href='http://[::1'>x</a><base href='http://['>",
        b"<title>" + b"(" * 100_000,
    ],
    ids=["divs", "tables", "json", "arrays", "json-ld", "microdata", "nul", "one-word", "addresses", "title"],
)
def test_hostile_shapes_end_in_an_item(body: bytes) -> None:
    assert read(body, url="https://jishi.example.cn/item/1.html").status in set(Status)


def test_nul_and_lone_surrogates_do_not_travel() -> None:
    item = read("<title>枣木\\ud83d擀\x00面杖</title><h1>枣木\\ud83d擀\x00面杖</h1>".encode(), url=None)
    assert "\0" not in item.json_line()
    item.json_line().encode("utf-8")


def test_what_the_caller_knows_stands_on_the_item() -> None:
    at = datetime(2026, 6, 18, 4, tzinfo=UTC)
    item = read(
        PAGE, url="https://jishi.example.cn/item/1.html", captured_at=at, path="a/b.html", platform="jishi"
    )
    assert (item.captured_at, item.path, item.platform) == (at, "a/b.html", "jishi")


def test_a_stranger_has_no_platform() -> None:
    assert read(PAGE, url="https://jishi.example.cn/item/1.html").platform is None


def test_an_archived_page_is_read_as_its_original() -> None:
    url = "https://web.archive.org/web/20170913045814/https://item.jd.com/1234567.html"
    assert read(PAGE, url=url).platform == "jd"


class BrokenPage(Page[Listing]):
    """A reader with two faults."""

    layouts: ClassVar[str] = "2026"

    @field
    def title(self) -> str:
        return "枣木擀面杖"

    @field
    def brand(self) -> str:
        raise KeyError("brand")

    @field
    def category(self) -> int:
        return 7


def test_a_field_that_fails_is_noted_and_the_rest_is_kept() -> None:
    item = build(BrokenPage, Document(PAGE))
    assert isinstance(item, Listing)
    assert (item.title, item.brand, item.category) == ("枣木擀面杖", None, [])
    assert item.notes == ["field not read: brand: KeyError", "field not read: category: unfit"]


def test_a_page_that_was_read_leaves_nothing_to_the_garbage_collector() -> None:
    page = """<title>枣木擀面杖 - 木匠记</title><h1>枣木擀面杖</h1><p>￥25.50</p><button>加入购物车</button>
        <a href="/licence"><img src="zz.jpg" alt="营业执照"></a>""".encode()
    read(page, url="https://jishi.example.cn/item/7")
    gc.collect()
    gc.disable()
    try:
        read(page, url="https://jishi.example.cn/item/7")
        assert gc.collect() == 0
    finally:
        gc.enable()
