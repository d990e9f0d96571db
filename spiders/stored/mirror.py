"""A folder of saved pages, as `wget --mirror` leaves it: the names of its folders and files are the addresses."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from spiders.stored.media import looks_like_document
from spiders.stored.page import LARGEST, StoredPage, StoredPageError
from spiders.stored.saved import saved_page
from spiders.stored.source import Source

PAGES = (".html", ".htm", ".xhtml", ".shtml")
NEVER = frozenset({
    ".css", ".js", ".mjs", ".map", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".ico", ".svg",
    ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp4", ".webm", ".mp3", ".pdf", ".zip", ".rar", ".7z", ".gz",
    ".xml", ".rss", ".txt", ".tmp", ".orig", ".exe", ".apk", ".swf", ".csv", ".xlsx", ".docx", ".parquet",
})  # fmt: skip
INDEX = frozenset({"index.html", "index.htm"})
PLAIN = "/?&=%:@!$'()*+,;~.-_[]"
"""Characters that an address holds as they are."""

_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.I)
_PORT = re.compile(r"[:+](\d{1,5})$")
_ADDED_HTML = re.compile(r"\.(?:php|phtml|asp|aspx|jsp|do|action|cgi|htm)\.html$", re.I)


def read_folder(folder: Path) -> Iterator[StoredPage | StoredPageError]:
    """Every page below `folder`, in order of name; archives that lie in it (HAR, MHTML, WARC) are read too."""
    from spiders.stored.formats import reader_of

    found = 0
    for path in _files(folder):
        reader = reader_of(path)
        if reader is not None and not path.name.lower().endswith(PAGES):
            yield from reader(path)
            found += 1
        elif (page := _page(path, folder)) is not None:
            yield page
            found += 1
    if not found:
        yield StoredPageError(f"{folder}：目录中没有网页文件，应为 wget 镜像或存有网页的目录")


def _files(folder: Path) -> Iterator[Path]:
    """Regular files, sorted; links are not followed: they may lead out of the folder."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(place, name)
            if path.is_file() and not path.is_symlink():
                yield path


def _page(path: Path, folder: Path) -> StoredPage | StoredPageError | None:
    inside = path.relative_to(folder)
    try:
        with path.open("rb") as stream:
            if not is_page(path.name, stream.read(512)):
                return None
        if (size := path.stat().st_size) > LARGEST:
            return StoredPageError(f"{path}：{size} 字节，超过单页上限 {LARGEST} 字节，已跳过")
        body, source = path.read_bytes(), Source.of(path)
    except OSError as error:
        return StoredPageError(f"{path}：读不出（{error.strerror}），已跳过")
    parts = (
        inside.parts if any(map(is_host, inside.parts[:-1][:2])) else (folder.resolve().name, *inside.parts)
    )
    return saved_page(body, source, place=inside.as_posix(), url=address_of(parts), path=inside.as_posix())


def is_page(name: str, head: bytes) -> bool:
    """By its ending, or where that says nothing (goods.php?id=3) by its first bytes."""
    lower = name.lower()
    if lower.endswith(PAGES):
        return True
    bare = lower.partition("?")[0]
    return PurePosixPath(bare).suffix not in NEVER and looks_like_document(head)


def is_host(name: str) -> bool:
    """Can a folder of this name be a host's: `www.shop.example`, `shop.example:8080`, `10.0.0.7`, `localhost`?"""
    host = _PORT.sub("", name)
    labels = host.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        return False
    numeric = len(labels) == 4 and all(label.isdigit() for label in labels)
    return (
        host == "localhost" or numeric or (len(labels) > 1 and labels[-1].isalpha() and len(labels[-1]) > 1)
    )


def address_of(parts: Sequence[str]) -> str | None:
    """The address of a file by its folders: `[scheme/]host/path`; None when no folder is a host's.

    wget keeps no scheme unless told (`--protocol-directories`): https is taken, as nearly every shop has it.
    """
    scheme = "https"
    if len(parts) > 2 and parts[0] in ("http", "https"):
        scheme, parts = parts[0], parts[1:]
    if len(parts) < 2 or not is_host(parts[0]):
        return None
    host = _PORT.sub(r":\1", parts[0]).lower()
    *folders, name = parts[1:]
    path = "/".join([*folders, "" if name.lower() in INDEX else _as_served(name)])
    return f"{scheme}://{host}/{quote(path, safe=PLAIN)}"


def _as_served(name: str) -> str:
    """The name without what wget put there: `.html` after a query (-E), `@` for `?` (names for Windows)."""
    stem, mark, query = name.partition("@")
    if mark and "=" in query and "?" not in name:
        name = f"{stem}?{query}"
    if ("?" in name and name.lower().endswith(".html")) or _ADDED_HTML.search(name):
        name = name[: -len(".html")]
    return name
