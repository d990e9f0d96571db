"""Pages in a WARC file, or in the WARC files of a WACZ: every response record that holds a document."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.timeutils import iso_date_to_datetime

from evidence.capture import Capture, EvidenceRef
from spiders.stored.media import PAGES, Sort, expanded
from spiders.stored.page import LARGEST, StoredPage, StoredPageError


def read_warc(path: Path, sort: Sort = PAGES) -> Iterator[StoredPage | StoredPageError]:
    """The documents (or pictures) of one WARC, in file order; a damaged record ends the file with an error in its place."""
    with path.open("rb") as stream:
        yield from _records(stream, path.name, sort)


def read_wacz(path: Path, sort: Sort = PAGES) -> Iterator[StoredPage | StoredPageError]:
    """The documents (or pictures) of every WARC under archive/ of a WACZ; its index is not needed and not trusted."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.startswith("archive/") and ".warc" in name]
            if not names:
                yield StoredPageError(f"{path}：没有 archive/*.warc.gz，不是 WACZ 文件")
            for name in names:
                with archive.open(name) as stream:
                    yield from _records(stream, f"{path.name}!{name}", sort)
    except (zipfile.BadZipFile, OSError) as error:
        yield StoredPageError(f"{path}：WACZ 打不开（{error}），请重新导出")


def _records(stream: IO[bytes], name: str, sort: Sort) -> Iterator[StoredPage | StoredPageError]:
    offset = 0
    try:
        with closing(ArchiveIterator(stream, arc2warc=True)) as records:
            for record in records:
                offset = records.offset  # get_record_offset() would read the record to its end
                if record.rec_type in ("response", "resource"):
                    page = _page(record, name, sort)
                    if page is not None:
                        yield page
    except (ArchiveLoadFailed, OSError, ValueError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        yield StoredPageError(f"{name}：偏移 {offset} 之后的记录读不出（{error}），之前的已读")


def _page(record: ArcWarcRecord, name: str, sort: Sort) -> StoredPage | StoredPageError | None:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    http = record.http_headers
    content_type = http.get_header("Content-Type") if http else record.rec_headers.get_header("Content-Type")
    if not sort.may_be(content_type):
        return None
    raw = record.raw_stream.read(LARGEST + 1)
    if len(raw) > LARGEST:
        return StoredPageError(f"{name}：{url} 超过单页上限 {LARGEST} 字节，已跳过")
    body = _decoded(raw, record)
    if len(body) > LARGEST:
        return StoredPageError(f"{name}：{url} 解压后超过单页上限 {LARGEST} 字节，已跳过")
    if not sort.is_one(content_type, body):
        return None
    try:
        at = iso_date_to_datetime(record.rec_headers.get_header("WARC-Date") or "", tz_aware=True)
    except (ValueError, TypeError, AttributeError):
        return StoredPageError(f"{name}：{url[:200]} 的记录没有可读的 WARC-Date，无从知道采集时间，已跳过")
    status = int(http.get_statuscode()) if http and http.get_statuscode().isdigit() else None
    capture = Capture(
        url=url,
        body=raw,
        at=at,
        status=status,
        headers=tuple((key.encode("utf-8"), value.encode("utf-8")) for key, value in http.headers)
        if http
        else (),
        peer=record.rec_headers.get_header("WARC-IP-Address"),
        notes={"source": name},
    )
    identifier = record.rec_headers.get_header("WARC-Record-ID")
    if identifier:
        stored = EvidenceRef(name, identifier, capture.sha256)
        capture = replace(capture, stored=stored)
    return StoredPage(capture=capture, body=body, url=url, content_type=content_type)


def _decoded(raw: bytes, record: ArcWarcRecord) -> bytes:
    """The payload without transfer and content encoding."""
    http = record.http_headers
    if http is None:
        return raw
    chunked = (http.get_header("Transfer-Encoding") or "").lower() == "chunked"
    return expanded(raw, http.get_header("Content-Encoding"), chunked=chunked)
