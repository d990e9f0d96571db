"""An append-only log whose every line carries the digest of the one before: nothing goes out unseen."""

import fcntl
import hashlib
import json
import os
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import Any, BinaryIO

from evidence.errors import EvidenceError, unwritable

START = "0" * 64
"""What the first line names as the digest of the line before it."""


def append(path: Path, entry: dict[str, Any]) -> dict[str, Any]:
    """Add one line and return it as written, with its `number` and `previous`; on disk when this returns.

    Several processes may append at once. Raises EvidenceError when the log cannot be written or its last
    line is torn.
    """
    try:
        with path.open("a+b", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            number, previous = _tail(path, file)
            whole = {"number": number + 1, "previous": previous, **entry}
            _write(file, _line(whole))
    except OSError as error:
        raise unwritable(path, error) from error
    return whole


def read(path: Path) -> list[dict[str, Any]]:
    """All entries, oldest first; empty when there is no log yet. Does not check the chain (`verify` does).

    Raises EvidenceError when a line is no JSON.
    """
    if not path.exists():
        return []
    try:
        return [json.loads(line) for line in path.read_bytes().splitlines()]
    except ValueError as error:
        raise EvidenceError(f"{path}：有不成形的行（{error}）；请用 wangxun evidence verify 核验") from error


def head(path: Path) -> dict[str, Any]:
    """Number and digest of the last line, for a seal to name; 0 and `START` of an empty log."""
    try:
        with path.open("rb") as file:
            number, digest = _tail(path, file)
    except FileNotFoundError:
        number, digest = 0, START
    return {"number": number, "sha256": digest}


def _write(file: FileIO, line: bytes) -> None:
    """The whole line, or, on a full disk, none of it: half a line would block every later one."""
    before, left = file.seek(0, os.SEEK_END), memoryview(line)
    try:
        while left:
            left = left[file.write(left) :]
        os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            file.truncate(before)
        raise


def _line(entry: dict[str, Any]) -> bytes:
    """The entry as JSON that ends with its own digest: the last line, too, can be checked."""
    body = json.dumps(entry, ensure_ascii=False, default=str).encode("utf-8", "replace")[:-1]
    return body + b', "self": "' + hashlib.sha256(body).hexdigest().encode() + b'"}\n'


def _tail(path: Path, file: BinaryIO | FileIO) -> tuple[int, str]:
    """Number and digest of the last line, read from the end."""
    size = file.seek(0, os.SEEK_END)
    if not size:
        return 0, START
    reach = 4096
    while True:
        file.seek(max(0, size - reach))
        data = file.read()
        if not data.endswith(b"\n"):
            raise EvidenceError(f"{path}：末行不完整（写入中断）；请核对后删去末尾未完成的一行，再重新执行")
        _, newline, last = data[:-1].rpartition(b"\n")
        if newline or reach >= size:
            return int(json.loads(last)["number"]), hashlib.sha256(last).hexdigest()
        reach *= 4
