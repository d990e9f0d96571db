"""What did the same readers say of this very page before? A cache, so that new rules need no page read again.

An item stands here under the digest of everything that it was read from and by: the page's bytes and
circumstances, the readers' code, the versions of what they parse with. Whatever changes, the page is read anew.
"""

import hashlib
import logging
import sqlite3
from pathlib import Path

from isal import isal_zlib
from isal.igzip_lib import IsalError
from pydantic import ValidationError
from scrapy.settings import Settings

from crawler.cached import folder
from crawler.items import ITEM, AnyItem, ListingPicture, Status
from evidence.capture import SHOWN_ON
from evidence.origin import digest, release
from spiders.stored.page import StoredPage

logger = logging.getLogger(__name__)

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
    "ahocorasick-rs", "cchardet", "chompjs", "lxml", "price-parser", "pydantic", "python-stdnum", "selectolax",
    "tldextract", "w3lib", "web-poet", "rapidocr", "onnxruntime",
)  # fmt: skip
"""The distributions whose version may change what is read."""

LARGEST = 1_000_000_000
"""Bytes above which the file is begun anew."""
PATIENCE = 10.0
"""Seconds to wait while another process writes."""


def place(settings: Settings) -> Path:
    """The file: in WANGXUN_CACHE, else where this system keeps what may be thrown away."""
    return folder(settings.get("WANGXUN_CACHE")) / "readings.sqlite"


def readers() -> str:
    """Digest of the readers as they are today."""
    roof = Path(__file__).resolve().parent.parent
    versions = " ".join(f"{name}/{release(name)}" for name in PARSERS)
    return f"{digest([roof / name for name in CODE], '*.py')} {versions}"


class Readings:
    """The cache of one process; where it cannot be used, it knows nothing and keeps nothing."""

    def __init__(self, path: Path) -> None:
        self.readers = readers()
        self.file: sqlite3.Connection | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and path.stat().st_size > LARGEST:
                path.unlink()
            self.file = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            self.file.execute("pragma journal_mode = wal")
            self.file.execute("pragma synchronous = off")
            self.file.execute(
                "create table if not exists reading (page blob primary key, item blob) without rowid"
            )
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def get(self, page: StoredPage) -> AnyItem | None:
        """The item, as it was read; None where this page was not read by these readers."""
        if self.file is None:
            return None
        try:
            found = self.file.execute("select item from reading where page = ?", [self._key(page)]).fetchone()
            return ITEM.validate_json(isal_zlib.decompress(found[0])) if found else None
        except (sqlite3.Error, IsalError, ValidationError) as error:  # type: ignore[misc]  # its stub forgets a base
            self._give_up(error)
            return None

    def put(self, page: StoredPage, item: AnyItem) -> None:
        """Remember what was read; a picture that could not be read is tried again."""
        if self.file is None or (isinstance(item, ListingPicture) and item.status is not Status.OK):
            return
        data = isal_zlib.compress(ITEM.dump_json(item))
        try:
            self.file.execute("insert or replace into reading values (?, ?)", [self._key(page), data])
        except sqlite3.Error as error:
            self._give_up(error)

    def _key(self, page: StoredPage) -> bytes:
        capture = page.capture
        told = (
            page.url,
            page.content_type,
            page.encoding,
            page.platform,
            page.path,
            page.http_status,
            page.pictured,
        )
        read = (
            self.readers,
            capture.sha256,
            hashlib.sha256(page.body).hexdigest(),
            *told,
            capture.status,
            capture.at,
            capture.notes.get(SHOWN_ON),
        )
        return hashlib.sha256(repr(read).encode("utf-8", "replace")).digest()

    def _give_up(self, error: Exception) -> None:
        logger.warning("读取缓存不可用（%s），页面逐一重新读取", error)
        self.file = None
