"""One HTML file saved from a browser: what its own comment says of where and when (SingleFile, "Save as", HTTrack)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawler.days import SHANGHAI
from evidence.capture import Capture
from spiders.stored.page import LARGEST, StoredPage, StoredPageError
from spiders.stored.source import Source

HEAD = 64 * 1024
"""Bytes at the start in which the comment of whoever saved the page stands."""

_URL = r"(https?://[^\s<>\"]{1,4096})"
_SAVED_WITH = re.compile(r"Page saved with SingleFile[^\n]{0,80}\n\s{0,20}url:\s{0,8}" + _URL)
_SAVED_DATE = re.compile(r"\n\s{0,20}saved date:\s{0,8}([^\n]{1,100})")
_SAVED_FROM = re.compile(r"<!--\s{0,8}saved from url=\(\d{1,6}\)" + _URL)
_MIRRORED = re.compile(
    r"<!--\s{0,8}Mirrored from ([^\s<>]{1,4096}) by HTTrack[^,<>]{0,200}, ([^<>]{10,60}?) ?-->"
)
_JAVASCRIPT_DATE = "%a %b %d %Y %H:%M:%S GMT%z"
_HTTRACK_DATE = "%a, %d %b %Y %H:%M:%S GMT"


@dataclass(frozen=True)
class Claim:
    """What the file says of itself: who saved it, from which address, when (aware)."""

    tool: str
    url: str
    at: datetime | None = None


def read_saved(path: Path) -> StoredPage | StoredPageError:
    """One file, taken as a page."""
    if (size := path.stat().st_size) > LARGEST:
        return StoredPageError(f"{path}：{size} 字节，超过单页上限 {LARGEST} 字节，已跳过")
    return saved_page(path.read_bytes(), Source.of(path), place="整个文件", path=path.name)


def saved_page(
    body: bytes, source: Source, *, place: str, url: str | None = None, path: str | None = None
) -> StoredPage | StoredPageError:
    """A page of these bytes; its own comment about its address goes before `url`, a guess from its folder."""
    if not body.strip():
        return StoredPageError(f"{source.name}：{place}是空文件，请重新保存该页")
    said = claim(body)
    address = said.url if said else url
    at = (said.at if said else None) or source.saved
    capture = Capture(
        url=address or source.uri,
        body=body,
        at=at,
        notes=source.notes(
            place,
            kind=f"saved page ({said.tool}), not the bytes as served" if said else "saved page",
            url="none was kept" if address is None else None if said else "after the names of the folders",
            time=None if said and said.at else "that of the file's last change",
        ),
    )
    return StoredPage(capture=capture, body=body, url=address, path=path)


def claim(body: bytes) -> Claim | None:
    """What the comment at the start says; None without one."""
    head = body[:HEAD].decode("utf-8", "replace").replace("\r\n", "\n")
    if match := _SAVED_WITH.search(head):
        date = _SAVED_DATE.search(head, match.end())
        return Claim("SingleFile", _plain(match[1]), _moment(date[1], _JAVASCRIPT_DATE) if date else None)
    if match := _SAVED_FROM.search(head):
        return Claim("browser", _plain(match[1]))
    if match := _MIRRORED.search(head):
        url = match[1] if "://" in match[1] else f"http://{match[1]}"
        return Claim("HTTrack", _plain(url), _moment(match[2], _HTTRACK_DATE))
    return None


def _plain(url: str) -> str:
    """Without fragment, and without the escape that keeps `--` out of a comment."""
    return url.partition("#")[0].replace("%2D%2D", "--")


def _moment(text: str, form: str) -> datetime | None:
    """`Tue Jun 09 2026 10:00:00 GMT+0800 (中国标准时间)`, or whatever `form` says; None for anything else."""
    try:
        read = datetime.strptime(text.partition(" (")[0].strip(), form)  # noqa: DTZ007
    except ValueError:
        return None
    if read.tzinfo is None:
        read = read.replace(tzinfo=UTC if "GMT" in text else SHANGHAI)
    return read.astimezone(UTC)
