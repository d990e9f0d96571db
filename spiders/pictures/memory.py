"""What did this picture say before? Sellers use the same ones again and again, and every night shows them anew."""

import hashlib
import json
import logging
import sqlite3
from dataclasses import astuple
from functools import cache
from pathlib import Path
from threading import Lock

from crawler.days import now
from evidence.origin import digest, release
from spiders.pictures.picture import Line, Picture
from spiders.pictures.reader import read_description

logger = logging.getLogger(__name__)

MOST = 100_000
"""Pictures remembered, a kilobyte or two each; those not met for the longest time go first."""

PATIENCE = 10.0
"""Seconds to wait while another process writes."""


class PictureMemory:
    """Readings by the SHA-256 of a picture's bytes, in a file; where that cannot be used, each picture is read."""

    def __init__(self, folder: Path) -> None:
        self._readers = readers()
        self._lock = Lock()
        self._file: sqlite3.Connection | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = sqlite3.connect(
                folder / "pictures.sqlite", timeout=PATIENCE, isolation_level=None, check_same_thread=False
            )
            self._file.execute("pragma journal_mode = wal")
            self._file.execute("pragma synchronous = off")
            self._file.execute(
                "create table if not exists picture (key blob primary key, said text, met text) without rowid"
            )
            self._file.execute(
                "delete from picture where met < (select met from picture order by met desc limit 1 offset ?)",
                [MOST],
            )
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def read(self, body: bytes) -> tuple[Picture, bool]:
        """What the picture says, and was that remembered? Blocks; what could not be read is tried again."""
        key = hashlib.sha256(self._readers + hashlib.sha256(body).digest()).digest()
        if (known := self._known(key)) is not None:
            return known, True
        picture = read_description(body)
        if picture.reason is None:
            self._keep(key, picture)
        return picture, False

    def _known(self, key: bytes) -> Picture | None:
        with self._lock:
            if self._file is None:
                return None
            try:
                found = self._file.execute("select said from picture where key = ?", [key]).fetchone()
                if not found:
                    return None
                self._file.execute("update picture set met = ? where key = ?", [_today(), key])
                return _picture(found[0])
            except (sqlite3.Error, ValueError, TypeError) as error:
                self._give_up(error)
                return None

    def _keep(self, key: bytes, picture: Picture) -> None:
        with self._lock:
            if self._file is None:
                return
            try:
                self._file.execute(
                    "insert or replace into picture values (?, ?, ?)", [key, _json(picture), _today()]
                )
            except sqlite3.Error as error:
                self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        logger.warning("图片识读缓存不可用（%s），图片逐一重新识读", error)
        self._file = None


@cache
def memory_in(folder: Path) -> PictureMemory:
    """The memory of this process in `folder`."""
    return PictureMemory(folder)


@cache
def readers() -> bytes:
    """Digest of what reads pictures today: when it changes, they are read anew."""
    ours = digest([Path(__file__).parent], "*.py")
    theirs = " ".join(f"{name}/{release(name)}" for name in ("rapidocr", "onnxruntime"))
    return hashlib.sha256(f"{ours} {theirs}".encode()).digest()


def _today() -> str:
    return f"{now():%Y-%m-%d}"


def _json(picture: Picture) -> str:
    lines = [astuple(line) for line in picture.lines]
    return json.dumps([picture.width, picture.height, picture.read_to, lines], ensure_ascii=False)


def _picture(said: str) -> Picture:
    width, height, read_to, lines = json.loads(said)
    read = tuple(
        Line(text, confidence, tuple(box), tuple(place), tilt, watermark)
        for text, confidence, box, place, tilt, watermark in lines
    )
    return Picture(width, height, read, read_to=read_to)
