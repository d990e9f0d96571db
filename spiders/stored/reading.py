"""A stored page read by the very readers that a crawl uses."""

from crawler.cached import folder
from crawler.items import AnyItem, Licence, ListingDescription, ListingPicture
from evidence.capture import SHOWN_ON
from spiders.licence_pictures import read_picture_answer
from spiders.pages.description import fetched_words
from spiders.pages.document import Document
from spiders.pages.read import read
from spiders.pictures.licence_item import is_picture
from spiders.pictures.listing_picture import read_listing_picture
from spiders.stored.page import StoredPage


def read_stored(page: StoredPage) -> AnyItem:
    """The item on a stored page, with its status; never raises on what the page holds."""
    if told := page.capture.notes.get(SHOWN_ON):
        return _picture_of_listing(page, told) if is_picture(page.body) else _description(page, told)
    if page.pictured or is_picture(page.body):
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


def _picture_of_listing(page: StoredPage, told: str) -> ListingPicture:
    """A picture that a crawl kept for what it says on a listing's page."""
    shown = ListingPicture.model_validate_json(told)
    item, _ = read_listing_picture(shown, page.body, folder())
    item.captured_at = page.capture.at
    item.path = page.path
    return item


def _description(page: StoredPage, told: str) -> ListingDescription:
    """A description that a crawl kept for what it says beside a listing's page."""
    document = Document(page.body, url=page.url, content_type=page.content_type)
    item = ListingDescription.model_validate_json(told)
    item.text = fetched_words(document)
    item.captured_at = page.capture.at
    item.path = page.path
    return item


def _picture(page: StoredPage) -> Licence:
    """A picture that was asked for, or filed among the pages, shows a licence."""
    owner = page.pictured or ("shop" if page.platform else "website")
    status = page.capture.status or page.http_status
    item = read_picture_answer(page.body, page.url, status, owner)
    item.platform = page.platform
    item.captured_at = page.capture.at
    item.path = page.path
    return item
