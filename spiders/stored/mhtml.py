"""Pages in an MHTML file (.mht, .mhtml), as Chrome, Edge and the old Internet Explorer save one page whole."""

import email
from collections.abc import Iterator
from datetime import UTC, datetime
from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from evidence.capture import Capture
from spiders.stored.page import LARGEST, StoredPage, StoredPageError
from spiders.stored.source import Source

LARGEST_FILE = 128 * 1024 * 1024
"""Bytes of one MHTML file at most: it is parsed in memory, and holds one page with its pictures."""

PAGES = frozenset({"text/html", "application/xhtml+xml"})


def read_mhtml(path: Path) -> Iterator[StoredPage | StoredPageError]:
    """The page in an MHTML file, then the frames saved with it; what is missing is said."""
    if (size := path.stat().st_size) > LARGEST_FILE:
        yield StoredPageError(f"{path}：{size} 字节，超过 MHTML 上限 {LARGEST_FILE} 字节，已跳过")
        return
    yield from mhtml_pages(path.read_bytes(), Source.of(path))


def mhtml_pages(content: bytes, source: Source) -> Iterator[StoredPage | StoredPageError]:
    """The same from bytes."""
    message = email.message_from_bytes(content)
    parts = [part for part in message.walk() if not part.is_multipart()]
    pages = [(number, part) for number, part in enumerate(parts, 1) if part.get_content_type() in PAGES]
    if "Content-Type" not in message or not pages:
        yield StoredPageError(
            f"{source.name}：其中没有网页部分（text/html），不是完整的 MHTML 文件，请重新保存"
        )
        return
    for order, (number, part) in enumerate(pages):
        main = order == 0
        url = _address(part, "Content-Location") or (_opened_at(message) if main else None)
        if not main and url is None:
            continue  # about:blank and the frames of advertisements: no address, no document of its own
        yield _page(part, f"第 {number} 部分", url, _saved(message), source)
    yield from _missing(message, parts, pages[0][1], source)


def _page(
    part: Message, place: str, url: str | None, at: datetime | None, source: Source
) -> StoredPage | StoredPageError:
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes) or not body.strip():
        return StoredPageError(f"{source.name}：{place}（{url or '无网址'}）没有内容，请重新保存该页")
    if len(body) > LARGEST:
        return StoredPageError(f"{source.name}：{place} {len(body)} 字节，超过单页上限 {LARGEST}，已跳过")
    kind = part.get_content_type()
    capture = Capture(
        url=url or source.uri,
        body=body,
        at=at or source.saved,
        headers=((b"Content-Type", _one_line(part.get("Content-Type", kind)).encode("utf-8", "replace")),),
        notes=source.notes(
            place,
            kind="MHTML: the document after the browser ran its scripts, not the bytes as served",
            transfer_encoding=part.get("Content-Transfer-Encoding"),
            time=None if at else "the file tells no time: that of its last change",
        ),
    )
    charset = part.get_content_charset()
    return StoredPage(capture=capture, body=body, url=url, content_type=kind, encoding=charset)


def _missing(
    message: Message, parts: list[Message], main: Message, source: Source
) -> Iterator[StoredPageError]:
    """What should have been in the file: its end, and the frames that the page shows."""
    torn = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)
    if any(isinstance(defect, torn) for defect in message.defects):
        yield StoredPageError(f"{source.name}：结尾不完整（缺少结束边界），已读出现有部分，请重新保存该页")
    known = {(part.get("Content-ID") or "").strip("<> ") for part in parts}
    body = main.get_payload(decode=True)
    if isinstance(body, bytes) and len(body) <= LARGEST and b"cid:" in body:
        for frame in LexborHTMLParser(body).css('iframe[src^="cid:"], frame[src^="cid:"]'):
            name = (frame.attributes.get("src") or "").removeprefix("cid:")
            if name not in known:
                yield StoredPageError(f"{source.name}：页面中的框架 cid:{name[:100]} 缺失，其内容未读到")


def _opened_at(message: Message) -> str | None:
    return _address(message, "Snapshot-Content-Location") or _address(message, "Content-Location")


def _address(part: Message, header: str) -> str | None:
    url = "".join(str(part.get(header) or "").split()).partition("#")[0]
    return url if url.lower().startswith(("http://", "https://")) else None


def _saved(message: Message) -> datetime | None:
    """The `Date` header, aware; Chrome writes its zone as -0000, which means UTC (RFC 5322, 3.3)."""
    try:
        date = parsedate_to_datetime(str(make_header(decode_header(message.get("Date") or ""))))
    except (ValueError, TypeError, LookupError):
        return None
    return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)


def _one_line(text: object) -> str:
    return " ".join(str(text).split())
