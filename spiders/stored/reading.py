"""A stored page read by the very readers that a crawl uses."""

from crawler.items import AnyItem
from spiders.pages.read import read
from spiders.stored.page import StoredPage


def read_stored(page: StoredPage) -> AnyItem:
    """The item on a stored page, with its status; never raises on what the page holds."""
    return read(
        page.body,
        url=page.url,
        content_type=page.content_type,
        encoding=page.encoding,
        platform=page.platform,
        http_status=page.capture.status or page.http_status,
        captured_at=page.capture.at,
        path=page.path,
    )
