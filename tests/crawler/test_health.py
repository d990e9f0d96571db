"""Was the run a healthy one?"""

from typing import Any

import pytest

from crawler.health import faults

HEALTHY: dict[str, Any] = {
    "wangxun/pages": 40,
    "wangxun/pages_read": 40,
    "wangxun/by/jd/listings": 100,
    "wangxun/by/jd/fields": 500,
}


def test_a_healthy_run_has_no_faults() -> None:
    assert faults(HEALTHY) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"wangxun/pages": 0}, "没有读到任何页面"),
        ({"wangxun/pages": 0, "wangxun/resumed": True}, "没有可续抓的页面"),
        ({"wangxun/pages": 0, "wangxun/resumed": True, "downloader/request_count": 3}, "没有读到任何页面"),
        ({"wangxun/pages": 0, "robotstxt/forbidden": 1}, "robots.txt 不允许"),
        ({"wangxun/pages": 0, "wangxun/refused_addresses": 1}, "内网"),
        ({"wangxun/blocked/pages": 20}, "20/40 页被拦截"),
        ({"wangxun/by/jd/fields": 100}, "jd（17%）"),
        ({"wangxun/item_errors": 2}, "2 处程序错误"),
        ({"wangxun/unreadable_pages": 3}, "3 个存档页读不出"),
        ({"wangxun/feed/rejected": 3}, "3 行数据未能读入"),
        ({"wangxun/evidence/unpreserved": 1}, "证据未能留存"),
        ({"wangxun/store/spilled": 5}, "未能写入线索库"),
    ],
)
def test_each_fault_is_named(change: dict[str, Any], words: str) -> None:
    (fault,) = faults(HEALTHY | change)
    assert words in fault


def test_a_few_blocked_pages_and_a_few_listings_are_no_fault() -> None:
    assert (
        faults(HEALTHY | {"wangxun/blocked/pages": 5, "wangxun/by/x/listings": 3, "wangxun/by/x/fields": 0})
        == []
    )
