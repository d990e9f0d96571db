"""One page that was stored before: what readers need of it, and the capture that proves it."""

from dataclasses import dataclass

from crawler.items import LicenceOwner
from evidence.capture import Capture

LARGEST = 16 * 1024 * 1024
"""Bytes of one stored page at most; what is longer is no page of a shop."""


class StoredPageError(ValueError):
    """A stored page or archive that cannot be read: the message says where, what and what to do."""


@dataclass(frozen=True)
class StoredPage:
    """`body` is decompressed; `capture.body` are the bytes as they were stored."""

    capture: Capture
    body: bytes
    url: str | None = None  # None where the address was not kept
    content_type: str | None = None
    encoding: str | None = None
    platform: str | None = None
    path: str | None = None  # as the manifest names it
    site: str | None = None  # what the manifest files it under
    http_status: int | None = None  # as told by whoever saved it; a capture's own status goes before
    pictured: LicenceOwner | None = None  # it was asked for as the picture of this owner's licence
