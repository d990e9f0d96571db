"""What spiders may be told, and how a mistake is named."""

from pathlib import Path
from typing import Any

import pytest

from spiders.arguments import ArchiveArguments, ArgumentError, MarketplaceArguments, WebsiteArguments


@pytest.mark.parametrize(
    ("given", "url"),
    [
        (
            {"platform": "jd", "keyword": "儿童 玩具"},
            "https://search.jd.com/Search?keyword=%E5%84%BF%E7%AB%A5%20%E7%8E%A9%E5%85%B7&enc=utf-8",
        ),
        (
            {"platform": "1688", "keyword": "玩具"},
            "https://s.1688.com/selloffer/offer_search.htm?keywords=%CD%E6%BE%DF",
        ),
        ({"platform": "jd", "shop": "1000"}, "https://mall.jd.com/index-1000.html"),
        ({"url": "https://mall.example/list"}, "https://mall.example/list"),
    ],
    ids=["keyword in UTF-8", "keyword in GBK", "shop", "address"],
)
def test_a_journey_begins_where_the_arguments_say(given: dict[str, str], url: str) -> None:
    assert MarketplaceArguments.parse("marketplace", given).start_urls() == [url]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"platfrom": "jd"}, "是否想写 platform"),
        ({"platform": "nowhere", "keyword": "x"}, "未知平台 'nowhere'"),
        ({"platform": "jd"}, "还需要 keyword="),
        ({"platform": "amazon_cn", "shop": "x"}, "不支持 shop="),
        ({}, "请给出 url="),
        ({"url": "ftp://mall.example/"}, "http://"),
        ({"url": "mall.example"}, "完整网址"),
        ({"url": "http://["}, "完整网址"),
        ({"url": "https://a.example/", "max_pages": "0"}, "max_pages"),
        ({"url": "https://a.example/", "max_items": "many"}, "max_items"),
        ({"url": "https://a.example/", "details": "sample:2"}, "sample:0.05"),
    ],
)
def test_a_mistake_is_named(given: dict[str, Any], words: str) -> None:
    with pytest.raises(ArgumentError) as refused:
        MarketplaceArguments.parse("marketplace", given)
    assert words in str(refused.value)


@pytest.mark.parametrize("details", ["always", "suspects", "sample:0.05"])
def test_details_has_three_ways(details: str) -> None:
    assert (
        WebsiteArguments.parse("website", {"url": "https://a.example/", "details": details}).details
        == details
    )


def test_an_archive_needs_one_source(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.jsonl"
    manifest.touch()
    assert ArchiveArguments.parse("archive", {"manifest": str(manifest)}).manifest == manifest
    for given in (
        {},
        {"manifest": str(manifest), "file": str(manifest)},
        {"file": str(tmp_path / "none.warc")},
    ):
        with pytest.raises(ArgumentError):
            ArchiveArguments.parse("archive", given)
