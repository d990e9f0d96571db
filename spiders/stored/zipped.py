"""A ZIP of saved pages, as people send them: HTML, MHTML and HAR inside are read, a WACZ is recognised."""

import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from crawler.days import SHANGHAI
from spiders.stored.har import har_pages
from spiders.stored.mhtml import LARGEST_FILE, mhtml_pages
from spiders.stored.mirror import address_of, is_page
from spiders.stored.page import LARGEST, StoredPage, StoredPageError
from spiders.stored.saved import saved_page
from spiders.stored.source import Source
from spiders.stored.warc import read_wacz

Pages = Iterator[StoredPage | StoredPageError]
UTF8_NAME = 0x800  # the flag of a member whose name is UTF-8
BROKEN = (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, zlib.error)


def read_zip(path: Path) -> Pages:
    """The pages of a ZIP, in its order; a member that cannot be read comes as an error in its place."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if any(member.filename.startswith("archive/") for member in members):
                yield from read_wacz(path)
                return
            source, found = Source.of(path), 0
            for member in members:
                for page in _member(archive, member, source):
                    found += 1
                    yield page
            if not found:
                yield StoredPageError(f"{path}：压缩包中没有网页文件（HTML、MHTML、HAR）")
    except (zipfile.BadZipFile, OSError) as error:
        yield StoredPageError(f"{path}：压缩包打不开（{error}），请重新打包")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source) -> Pages:
    if member.is_dir():
        return
    name = _name(member)
    inside = source.part(name, _saved(member))
    try:
        with archive.open(member) as stream:
            if name.lower().endswith(".har"):
                yield from har_pages(stream, inside)
            elif name.lower().endswith((".mht", ".mhtml")):
                yield from _whole(stream.read(LARGEST_FILE + 1), inside)
            elif is_page(PurePosixPath(name).name, head := stream.read(512)):
                body = head + stream.read(LARGEST + 1 - len(head))
                yield _page(body, name, inside)
    except BROKEN as error:
        yield StoredPageError(f"{source.name}：其中的 {name} 读不出（{error}），已跳过")


def _whole(content: bytes, source: Source) -> Pages:
    if len(content) > LARGEST_FILE:
        yield StoredPageError(f"{source.name}：超过 MHTML 上限 {LARGEST_FILE} 字节，已跳过")
    else:
        yield from mhtml_pages(content, source)


def _page(body: bytes, name: str, source: Source) -> StoredPage | StoredPageError:
    if len(body) > LARGEST:
        return StoredPageError(f"{source.name}：超过单页上限 {LARGEST} 字节，已跳过")
    parts = PurePosixPath(name).parts
    url = address_of(parts) or address_of(parts[1:])  # most people pack the folder that holds the hosts
    return saved_page(body, source, place=name, url=url, path=name)


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name; Chinese Windows writes it in GBK and does not say so."""
    if member.flag_bits & UTF8_NAME or member.filename.isascii():
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return member.filename


def _saved(member: zipfile.ZipInfo) -> datetime | None:
    """The member's date: local time without a zone, taken as Shanghai's."""
    try:
        return datetime(*member.date_time, tzinfo=SHANGHAI).astimezone(UTC)
    except ValueError:
        return None
