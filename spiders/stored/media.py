"""Which stored responses are documents or pictures that a reader should see; their bytes without content encoding."""

import zlib
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from typing import NamedTuple

from warcio.bufferedreaders import BufferedReader, ChunkedDataReader

from spiders.pages import javascript
from spiders.pages.encoding import decode
from spiders.pictures.licence_item import is_picture
from spiders.stored.page import LARGEST

DOCUMENTS = ("text/html", "application/xhtml+xml", "application/json", "text/json", "text/plain")
SCRIPTS = ("application/javascript", "text/javascript", "application/x-javascript")
UNKNOWN = ("", "application/octet-stream", "x-unknown")


def may_be_document(content_type: str | None) -> bool:
    """Can a response of this type hold a page or an API's answer? Pictures, styles and fonts cannot."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    return kind in UNKNOWN or kind.startswith((*DOCUMENTS, *SCRIPTS)) or kind.endswith("+json")


def is_document(content_type: str | None, body: bytes) -> bool:
    """Is it one? A script is when it is nothing but a value (JSONP); an unknown type is told by its bytes."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind in UNKNOWN:
        return looks_like_document(body)
    if kind.startswith(SCRIPTS):
        return javascript.body_value(decode(body).text) is not None
    return may_be_document(kind)


def looks_like_document(body: bytes) -> bool:
    """Do the first bytes say markup or JSON?"""
    head = body[:512].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith((b"{", b"[")):
        return True
    return head.startswith(b"<") and not head[:200].lower().startswith((b"<svg", b"<?xml"))


def may_be_picture(content_type: str | None) -> bool:
    """Can a response of this type hold a picture of pixels?"""
    kind = (content_type or "").partition(";")[0].strip().lower()
    return kind in UNKNOWN or (kind.startswith("image/") and kind != "image/svg+xml")


class Sort(NamedTuple):
    """What is wanted of an archive: told by a response's type alone, then by its bytes too."""

    may_be: Callable[[str | None], bool]
    is_one: Callable[[str | None, bytes], bool]


PAGES = Sort(may_be_document, is_document)
PICTURES = Sort(may_be_picture, lambda _, body: is_picture(body))


def expanded(raw: bytes, encoding: str | None, *, chunked: bool = False) -> bytes:
    """The payload without transfer and content encoding, cut at LARGEST + 1 (a bomb expands no further).

    Bytes that are not encoded as they claim come back as far as they can be read, at worst unchanged.
    """
    claimed = (encoding or "").strip().lower() or None
    if claimed in (None, "identity") and not chunked:
        return raw
    reader = ChunkedDataReader if chunked else BufferedReader
    parts: list[bytes] = []
    size = 0
    try:
        with closing(reader(BytesIO(raw), decomp_type=claimed)) as stream:
            while size <= LARGEST and (part := stream.read(65536)):
                parts.append(part)
                size += len(part)
    except (OSError, ValueError, zlib.error):
        return b"".join(parts) or raw
    return b"".join(parts)
