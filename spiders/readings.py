"""What did the same readers say of this very page before? So that under new rules no page is read again.

An item is remembered under the digest of everything that it was read from and by: the page's bytes and
circumstances, the readers' code, the versions of what they parse with. Whatever changes, the page is read anew.
"""

import hashlib
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from crawler.items import ITEM, AnyItem, ListingPicture, Status
from crawler.memory import Memory
from evidence.capture import SHOWN_ON
from evidence.origin import digest, release
from spiders.stored.page import StoredPage

CODE = (
    "spiders",
    "crawler/days.py",
    "crawler/items.py",
    "rules/complaints.py",
    "rules/filings.py",
    "rules/finding.py",
    "rules/identifiers.py",
    "rules/names.py",
)
"""What reading a page runs of ours."""
PARSERS = (
    "cchardet", "chompjs", "daachorse", "lxml", "price-parser", "pydantic", "python-stdnum", "selectolax",
    "tldextract", "w3lib", "web-poet", "rapidocr", "onnxruntime",
)  # fmt: skip
"""The distributions whose version may change what is read."""


@lru_cache(maxsize=1)
def readers() -> str:
    """Digest of the readers as they were when this process first read a page."""
    roof = Path(__file__).resolve().parent.parent
    versions = " ".join(f"{name}/{release(name)}" for name in PARSERS)
    return f"{digest([roof / name for name in CODE], '*.py')} {versions}"


def key_of(page: StoredPage) -> bytes:
    """All that the item on a page depends on, but for the moment of its capture, which it only repeats."""
    status, shown_on = page.capture.status or page.http_status, page.capture.notes.get(SHOWN_ON)
    told = (page.encoding, page.platform, page.path, page.pictured, shown_on)
    return reading_key(page.body, page.url, page.content_type, status, *told)


def reading_key(
    body: bytes, url: str | None, content_type: str | None, status: int | None, *told: str | None
) -> bytes:
    """The same for a page that was just fetched; `told` is what a manifest may say besides, None where it does not."""
    given = (*told, *[None] * (5 - len(told)))
    read = (readers(), hashlib.sha256(body).hexdigest(), url, content_type or None, status, *given)
    return hashlib.sha256(repr(read).encode("utf-8", "replace")).digest()


class Readings:
    """The items that a memory holds."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def get(self, key: bytes, captured_at: datetime | None) -> AnyItem | None:
        """The item as it was read, of a capture at that moment; None where this page was not read by these readers."""
        if (said := self.memory.get(key)) is None:
            return None
        try:
            item = ITEM.validate_json(said)
        except ValidationError as error:
            self.memory.give_up(error)
            return None
        item.captured_at = captured_at
        return item

    def put(self, key: bytes, item: AnyItem) -> None:
        """Remember what was read; a picture that could not be read is tried again."""
        if isinstance(item, ListingPicture) and item.status is not Status.OK:
            return
        self.memory.put(key, ITEM.dump_json(item))
