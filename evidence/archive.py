"""The WARC files of one run: what is kept, where it lies, and that it is on disk before it is relied on."""

import os
import tempfile
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.days import now
from evidence.capture import SHOWN_ON, Capture, EvidenceRef
from evidence.clock import JumpWatch
from evidence.errors import EvidenceError, unwritable
from evidence.records import Record, Twin, metadata, new_id, pictures_of, records_of
from evidence.warc import WarcFile, mend

MAX_FILE = 1_000_000_000
"""Bytes after which a new file is begun."""
REMEMBERED = 100_000
"""Captures whose place is remembered; an older one that comes again is written again, which harms nothing."""

Key = tuple[str, str, datetime, str | None]


def identity(capture: Capture) -> Key:
    """What makes a capture the same one within a run: its bytes, its address, its moment, whose picture it is."""
    return capture.sha256, capture.url, capture.at, capture.notes.get(SHOWN_ON)


class RunArchive:
    """Writes `DIRECTORY/RUN/wangxun-RUN-00000.warc.gz` and its followers; one thread at a time may use it.

    `info` goes into each file's warcinfo record, `context` into the metadata record of every capture,
    `circumstances` (the state of host and clock) into one metadata record a file.
    """

    def __init__(
        self,
        directory: Path,
        run: str,
        info: dict[str, str],
        *,
        context: dict[str, Any] | None = None,
        circumstances: dict[str, Any] | None = None,
        max_file: int = MAX_FILE,
    ) -> None:
        self.folder = directory / run
        self.run = run
        self.info = info
        self.context = context or {}
        self.circumstances = circumstances or {}
        self.max_file = max_file
        self.bytes_written = 0
        self.captures_written = 0
        self._file: WarcFile | None = None
        self._number = 0
        self._places: OrderedDict[Key, EvidenceRef] = OrderedDict()
        self._twins: OrderedDict[str, Twin] = OrderedDict()
        self._pictured: set[str] = set()  # records whose pictures lie here
        self._broken: EvidenceError | None = None
        self.clock = JumpWatch()
        self.jumps: list[float] = []  # seconds that the clock jumped while the run was on

    def open(self) -> list[str]:
        """Make the folder, prove that it can be written, mend what earlier crashes tore; say what was mended.

        Raises EvidenceError when the directory cannot be used.
        """
        self._avoid_sealed()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            mended = mend_all(self.folder.parent)
            self._begin_file()
        except OSError as error:
            raise unwritable(self.folder, error) from error
        return mended

    def commit(self, captures: Sequence[Capture]) -> dict[Key, EvidenceRef]:
        """Write what is not there yet and return, once all of it is on disk, where each capture lies.

        Raises EvidenceError when it cannot be written; then nothing of this call counts, and the archive
        takes nothing more.
        """
        if self._broken:
            raise self._broken
        try:
            self._note_jump()
            places = {identity(capture): self._place(capture) for capture in captures}
            self._sync()
        except OSError as error:
            self._broken = unwritable(self.folder, error)
            self._roll_back()
            raise self._broken from error
        return places

    def close(self) -> None:
        """Close the last file."""
        if self._file:
            self._file.close()
            self._file = None

    def _note_jump(self) -> None:
        """A clock that was set in mid-crawl makes times doubtful: say so beside the records."""
        jumped = self.clock.jump()
        if jumped is not None and self._file:
            self.jumps.append(jumped)
            said = {"clock_jumped_seconds": jumped, "noticed_at_utc": now().isoformat()}
            self._file.write(metadata(said, self._file.info_id, f"urn:wangxun:run:{self.run}", now()))

    def _avoid_sealed(self) -> None:
        """A run that goes on after its seal goes on in a folder of its own: what is sealed stays as it is."""
        base, part = self.run, 2
        while (self.folder / "seal.json").exists() or (self.folder / "seal.tmp").exists():
            self.run = f"{base}.{part}"
            self.folder = self.folder.parent / self.run
            part += 1

    def _place(self, capture: Capture) -> EvidenceRef:
        """Write the capture and what led to it, unless they lie in this run already."""
        key = identity(capture)
        if known := self._places.get(key):
            self._places.move_to_end(key)
            self._add_pictures(known, capture)
            return known
        robots = (capture.robots,) if capture.robots else ()
        for step in (*capture.redirected_from, *robots, *capture.resources):
            self._place(step)
        self._places[key] = place = self._write(capture)
        if capture.pictures:
            self._pictured.add(place.record)
        if len(self._places) > REMEMBERED:
            self._pictured.discard(self._places.popitem(last=False)[1].record)
        return place

    def _add_pictures(self, place: EvidenceRef, capture: Capture) -> None:
        """What the browser showed of a page that lies here without it: another item on it was graver."""
        if not capture.pictures or place.record in self._pictured:
            return
        for step in capture.resources:
            self._place(step)
        self._append(pictures_of(capture, place.record))
        self._pictured.add(place.record)

    def _append(self, records: Iterable[Record]) -> WarcFile:
        """Write the records into one file, which is returned."""
        if self._file is None or self._file.size >= self.max_file:
            self._begin_file()
        file = self._file
        assert file is not None
        before = file.size
        for written in records:
            file.write(written.having(("WARC-Warcinfo-ID", f"<{file.info_id}>")))
        self.bytes_written += file.size - before
        return file

    def _write(self, capture: Capture) -> EvidenceRef:
        record = new_id()
        file = self._append(records_of(capture, record, self._twin(capture), self.context))
        self.captures_written += 1
        self._twins.setdefault(capture.sha256, Twin(record, capture.url, capture.at))
        if len(self._twins) > REMEMBERED:
            self._twins.popitem(last=False)
        return EvidenceRef(f"{self.run}/{file.path.name}", record, capture.sha256)

    def _twin(self, capture: Capture) -> Twin | None:
        """An earlier record of the same payload; only what was served over HTTP may refer to it."""
        served = capture.status is not None and "rendered" not in capture.notes
        return self._twins.get(capture.sha256) if served and capture.body else None

    def _begin_file(self) -> None:
        """Close the file that is full and start the next; its name is on disk before it is used."""
        self._sync()
        self.close()
        path = self.folder / f"wangxun-{self.run}-{self._number:05}.warc.gz"
        while path.exists():  # a run that goes on after an interruption
            self._number += 1
            path = self.folder / f"wangxun-{self.run}-{self._number:05}.warc.gz"
        self._file = WarcFile(path, self.info)
        if self.circumstances:
            target = f"urn:wangxun:run:{self.run}"
            self._file.write(metadata(self.circumstances, self._file.info_id, target, now()))
        self._sync()
        _sync_folder(self.folder)

    def _sync(self) -> None:
        if self._file and self._file.size != self._file.synced:
            self._file.sync()

    def _roll_back(self) -> None:
        """Best effort: the next start mends what cannot be cut now."""
        if self._file:
            try:
                self._file.roll_back()
            except OSError:
                self.close()


def prove_writable(directory: Path) -> None:
    """Make the directory and write into it, before anything relies on it. Raises EvidenceError."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=directory) as file:
            file.write(b"0")
            os.fsync(file.fileno())
    except OSError as error:
        raise unwritable(directory, error) from error


def mend_all(directory: Path) -> list[str]:
    """Mend every unsealed WARC file below `directory`; one sentence for each that was torn."""
    said = []
    for path in sorted(directory.glob("*/*.warc.gz")):
        if (path.parent / "seal.json").exists():
            continue
        if cut := mend(path):
            said.append(f"{path}：上次写入中断，已截去末尾未完成的 {cut} 字节；已入库线索不受影响")
    return said


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
