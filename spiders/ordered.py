"""What all spiders share: they are ordered with arguments, which are checked before anything is visited or read."""

from typing import Any, ClassVar, Self

from scrapy import Spider
from scrapy.crawler import Crawler

from spiders.arguments import Arguments


class Tally:
    """A count that an interrupted crawl goes on with: in `state`, which Scrapy keeps beside the queue."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, spider: "OrderedSpider", owner: type) -> int:
        return int(spider.state.get(self._name, 0))

    def __set__(self, spider: "OrderedSpider", count: int) -> None:
        spider.state[self._name] = count


class OrderedSpider(Spider):
    """A spider whose `-a NAME=VALUE` arguments are one checked model."""

    arguments_model: ClassVar[type[Arguments]]

    def __init__(self, arguments: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.arguments = arguments
        self.state: dict[str, Any] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Scrapy's way to make it; ArgumentError where an argument does not fit."""
        spider = cls(cls.arguments_model.parse(cls.name, kwargs))
        spider._set_crawler(crawler)
        return spider
