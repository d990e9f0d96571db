"""A stored page read by the very readers that a crawl uses."""

from crawler.items import AnyItem, Licence
from spiders.pages.read import read
from spiders.pictures.licence_item import is_picture, licence_of
from spiders.stored.page import StoredPage


def read_stored(page: StoredPage) -> AnyItem:
    """The item on a stored page, with its status; never raises on what the page holds."""
    if is_picture(page.body):
        return _picture(page)
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


def _picture(page: StoredPage) -> Licence:
    """A picture that was filed among the pages shows a licence."""
    item = licence_of(page.body, url=page.url, path=page.path, owner="shop" if page.platform else "website")
    item.platform = page.platform
    item.seller_name = None
    item.captured_at = page.capture.at
    return item
