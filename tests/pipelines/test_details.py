"""Which cards are opened."""

from datetime import UTC, datetime
from typing import Any

import pytest
from scrapy import Request
from scrapy.utils.test import get_crawler

from crawler.items import Listing
from crawler.observation import Observation
from evidence.capture import Capture
from pipelines.details import DetailsPipeline
from rules.finding import Finding

SUSPICION = Finding(rule="r", group="g", severity=2, title="t", explanation="e")


class Opened:
    """Stands for the spider and the engine: what was asked for, what was scheduled."""

    arguments = None

    def __init__(self) -> None:
        self.urls: list[str] = []

    def detail(self, card: Listing) -> Request:
        return Request(card.url or "")

    def crawl(self, request: Request) -> None:
        self.urls.append(request.url)


def opened(policy: str, cards: list[tuple[Listing, list[Finding]]]) -> list[str]:
    crawler = get_crawler(settings_dict={"WANGXUN_DETAILS": policy})
    double: Any = Opened()
    crawler.spider = crawler.engine = double
    pipeline = DetailsPipeline.from_crawler(crawler)
    for card, findings in cards:
        capture = Capture(url="https://a.example/", body=b"", at=datetime.now(UTC))
        pipeline.process_item(Observation(item=card, capture=capture, findings=findings))
    return list(double.urls)


def card(number: int) -> Listing:
    return Listing(card=True, url=f"https://a.example/{number}")


def test_only_suspects_are_opened() -> None:
    assert opened("suspects", [(card(1), []), (card(2), [SUSPICION])]) == ["https://a.example/2"]


def test_always_opens_every_card_and_no_full_listing() -> None:
    whole = Listing(url="https://a.example/3")
    assert opened("always", [(card(1), []), (card(2), []), (whole, [SUSPICION])]) == [
        "https://a.example/1",
        "https://a.example/2",
    ]


@pytest.mark.parametrize("share", [0.05, 0.5])
def test_a_sample_is_about_its_share_and_the_same_every_time(share: float) -> None:
    cards: list[tuple[Listing, list[Finding]]] = [(card(number), []) for number in range(2000)]
    first = opened(f"sample:{share}", cards)
    assert first == opened(f"sample:{share}", cards)
    assert abs(len(first) / 2000 - share) < 0.03


def test_a_suspect_outside_of_the_sample_is_opened_too() -> None:
    cards = [(card(number), [SUSPICION]) for number in range(50)]
    assert len(opened("sample:0.05", cards)) == 50
