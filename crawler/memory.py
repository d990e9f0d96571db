"""What was worked out before, by a digest of everything that it was worked out from: a file that may be thrown away."""

import logging
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from isal import isal_zlib
from isal.igzip_lib import IsalError

from crawler.cached import folder

logger = logging.getLogger(__name__)

LARGEST = 1_000_000_000
"""Bytes of contents above which all is forgotten."""
PATIENCE = 10.0
"""Seconds to wait while another process writes."""


def place(configured: str | None) -> Path:
    """The file in which readings of pages are remembered; `configured` is what a crawl's WANGXUN_CACHE says."""
    return folder(configured) / "readings.sqlite"


class Memory:
    """The file as one process has it open; where it cannot be used, it knows nothing and keeps nothing."""

    def __init__(self, path: Path, largest: int = LARGEST) -> None:
        self.path = path
        self.file: sqlite3.Connection | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.file = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            self.file.execute("pragma journal_mode = wal")
            self.file.execute("pragma synchronous = off")
            self.file.execute(
                "create table if not exists known (key blob primary key, said blob) without rowid"
            )
            if self._size() > largest:  # emptied, not unlinked: another process may have it open
                self.file.execute("delete from known")
        except (OSError, sqlite3.Error) as error:
            self.give_up(error)

    def _size(self) -> int:
        """Bytes that its contents take."""
        assert self.file is not None
        pages, free, each = (
            self.file.execute(f"pragma {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * each)

    def get(self, key: bytes) -> bytes | None:
        """What was put under this key; None where nothing was."""
        if self.file is None:
            return None
        try:
            found = self.file.execute("select said from known where key = ?", [key]).fetchone()
            return isal_zlib.decompress(found[0]) if found else None
        except (sqlite3.Error, IsalError) as error:  # type: ignore[misc]  # its stub forgets a base
            self.give_up(error)
            return None

    def put(self, key: bytes, said: bytes) -> None:
        """Remember it."""
        self.put_all([(key, said)])

    def put_all(self, entries: Sequence[tuple[bytes, bytes]]) -> None:
        """Remember many in one go."""
        if self.file is None or not entries:
            return
        rows = [(key, isal_zlib.compress(said)) for key, said in entries]
        try:
            with self.file:
                self.file.execute("begin immediate")
                self.file.executemany("insert or replace into known values (?, ?)", rows)
        except sqlite3.Error as error:
            self.give_up(error)

    def give_up(self, error: Exception) -> None:
        """Do without from here on."""
        logger.warning("缓存不可用，改为逐次重算：%s（%s）", self.path, error)
        self.file = None
