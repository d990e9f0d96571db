"""Pages in a HAR file, as a browser's developer tools save a visit: every response that holds a document."""

import base64
import binascii
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

import ijson
from pydantic import BaseModel, ConfigDict, ValidationError

from crawler.days import SHANGHAI
from evidence.capture import Capture, Headers
from spiders.stored.media import PAGES, Sort, expanded
from spiders.stored.page import LARGEST, StoredPage, StoredPageError
from spiders.stored.short_strings import ShortStrings
from spiders.stored.source import Source

LONGEST_STRING = 2 * LARGEST
"""Bytes of one JSON string that are taken in: a page of LARGEST bytes in base64, or with its escapes."""

BODILESS = frozenset({0, 101, 204, 205, 304})


class _Loose(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)


class _Request(_Loose):
    url: str
    method: str = "GET"


class _Content(_Loose):
    mimeType: str | None = None  # noqa: N815  HAR's own names
    text: str | None = None
    encoding: str | None = None
    size: float | None = None


class _Response(_Loose):
    status: int = 0
    headers: list[Any] = []
    content: _Content = _Content()


class _Entry(_Loose):
    request: _Request
    response: _Response
    startedDateTime: str | None = None  # noqa: N815
    time: float | None = None  # milliseconds
    serverIPAddress: str | None = None  # noqa: N815


def read_har(path: Path, sort: Sort = PAGES) -> Iterator[StoredPage | StoredPageError]:
    """The documents (or pictures) of a HAR file, in its order, an entry at a time: its size does not matter."""
    source = Source.of(path)
    with path.open("rb") as stream:
        yield from har_pages(stream, source, sort)


def har_pages(
    stream: IO[bytes], source: Source, sort: Sort = PAGES
) -> Iterator[StoredPage | StoredPageError]:
    """The same from an open file; a fault of the JSON itself ends it with an error that says where."""
    short = ShortStrings(stream, LONGEST_STRING)
    number = -1
    try:
        for number, entry in enumerate(ijson.items(short, "log.entries.item", use_float=True)):
            page = _page(entry, f"log.entries[{number}]", source, short, sort)
            if page is not None:
                yield page
    except (ijson.JSONError, ValueError, OverflowError) as error:
        why = " ".join(str(error).split())[:200]
        yield StoredPageError(
            f"{source.name}：log.entries[{number + 1}] 起不是完整的 JSON（{why}），之前的已读；请重新导出"
        )
        return
    if number < 0:
        yield StoredPageError(f"{source.name}：没有 log.entries，不是 HAR 文件或其中没有请求")


def _page(
    data: object, place: str, source: Source, short: ShortStrings, sort: Sort
) -> StoredPage | StoredPageError | None:
    try:
        entry = _Entry.model_validate(data)
    except ValidationError as invalid:
        first = invalid.errors()[0]
        where = ".".join([place, *map(str, first["loc"])])
        return StoredPageError(f"{source.name}：{where} 不对（{first['msg']}），已跳过这一条")
    content, url = entry.response.content, entry.request.url
    if not url.lower().startswith(("http:", "https:")) or not sort.may_be(content.mimeType):
        return None
    if not content.text:
        return _without_body(entry, place, source)
    if short.was_cut(content.text):
        return StoredPageError(f"{source.name}：{place} {url[:200]} 超过单页上限 {LARGEST} 字节，已跳过")
    try:
        served = _bytes(content)
    except (binascii.Error, ValueError) as error:
        return StoredPageError(
            f"{source.name}：{place} {url[:200]} 的正文不是有效的 base64（{error}），已跳过"
        )
    return _stored(entry, served, place, source, sort)


def _stored(
    entry: _Entry, served: bytes, place: str, source: Source, sort: Sort
) -> StoredPage | StoredPageError | None:
    content, url = entry.response.content, entry.request.url.partition("#")[0]
    headers = _headers(entry.response.headers)
    encoding = _value(headers, b"content-encoding")
    # Browsers save the body decompressed and keep the header; some proxies save it as it came.
    body = expanded(served, encoding) if content.encoding and not sort.is_one(None, served) else served
    if max(len(served), len(body)) > LARGEST:
        return StoredPageError(f"{source.name}：{place} {url[:200]} 超过单页上限 {LARGEST} 字节，已跳过")
    if not sort.is_one(content.mimeType, body):
        return None
    at = _moment(entry)
    capture = Capture(
        url=url,
        body=served,
        at=at or source.saved,
        headers=headers,
        method=entry.request.method,
        peer=(entry.serverIPAddress or "").strip("[]") or None,
        notes=source.notes(
            place,
            kind="HAR: the body as the browser's developer tools saved it, not the bytes on the wire",
            http_status=str(entry.response.status),
            time=None if at else "the entry tells no time: that of the file",
        ),
    )
    return StoredPage(
        capture=capture,
        body=body,
        url=url,
        content_type=content.mimeType,
        encoding=None if content.encoding else "utf-8",
        http_status=entry.response.status or None,
    )


def _without_body(entry: _Entry, place: str, source: Source) -> StoredPageError | None:
    """A redirect has none; a page that should have one was exported without contents."""
    response = entry.response
    expected = (response.content.size or 0) > 0 and response.content.mimeType
    if not expected or response.status in BODILESS or 300 <= response.status < 400:
        return None
    return StoredPageError(
        f"{source.name}：{place} {entry.request.url[:200]} 没有正文；导出时请选“保存全部为 HAR（含内容）”"
    )


def _bytes(content: _Content) -> bytes:
    text = content.text or ""
    if (content.encoding or "").lower() == "base64":
        return base64.b64decode("".join(text.split()), validate=True)
    return text.encode("utf-8", "replace")


def _headers(given: list[Any]) -> Headers:
    named = [(one.get("name"), one.get("value")) for one in given if isinstance(one, dict)]
    return tuple(
        (str(name).encode("utf-8", "replace"), str(value).encode("utf-8", "replace"))
        for name, value in named
        if name and not str(name).startswith(":")  # HTTP/2's own
    )


def _value(headers: Headers, wanted: bytes) -> str | None:
    return next((value.decode("latin-1") for name, value in headers if name.lower() == wanted), None)


def _moment(entry: _Entry) -> datetime | None:
    """When the last byte had come: the start and how long it took; a time without zone is Shanghai's."""
    try:
        began = datetime.fromisoformat((entry.startedDateTime or "").strip())
        took = timedelta(milliseconds=max(0.0, min(entry.time or 0.0, 86_400_000.0)))
        aware = began if began.tzinfo else began.replace(tzinfo=SHANGHAI)
        return (aware + took).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
