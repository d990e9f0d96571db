"""Joins each item with the capture it was read from, so that no spider can yield one without its proof."""

from typing import Any, cast

from scrapy.http import Response
from scrapy.spidermiddlewares.base import BaseSpiderMiddleware

from crawler.items import AnyItem, Item
from crawler.observation import Observation
from evidence.capture import Capture

page_read = object()
"""Signal: a page was read, sent with its `item` and the `url` of the response (cards are not pages)."""


class ObserverMiddleware(BaseSpiderMiddleware):
    """Wrap every item that a callback yields into an Observation with the response's capture."""

    def get_processed_item(self, item: Any, response: Response | None) -> Any:
        """An Observation passes as it is (the archive spider makes its own); other types are left alone."""
        if response is None or not isinstance(item, Item):
            return item
        capture = response.meta.get("capture")
        if not isinstance(capture, Capture):
            raise TypeError(f"{response.url} 没有取证记录：RecorderMiddleware 未启用，条目不予采用")
        item.captured_at = item.captured_at or capture.at
        if not getattr(item, "card", False):
            self.crawler.signals.send_catch_log(page_read, item=item, url=response.url)
        return Observation(item=cast("AnyItem", item), capture=capture)
