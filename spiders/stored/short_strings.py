"""A JSON file as a stream in which no string is longer than a bound, so that a parser's memory has one too."""

import codecs
import secrets
from typing import IO

CHUNK = 1 << 18  # bytes read at once


class ShortStrings:
    """A file object for a JSON parser: sound UTF-8, and what exceeds `limit` bytes of a string becomes `mark`.

    Bytes that are no UTF-8 become U+FFFD: a parser would refuse the rest of the file for one of them.
    """

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self.stream = stream
        self.limit = limit
        self.mark = f"cut-{secrets.token_hex(16)}"  # nobody can write it into a page beforehand
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._inside = False  # of a string
        self._length = 0  # of that string, so far
        self._escaped = False  # the last byte was a backslash that escapes the next one

    def read(self, size: int = CHUNK) -> bytes:
        """The next bytes; empty at the end. A parser's probe of 0 bytes gets none."""
        while size:
            raw = self.stream.read(CHUNK)
            kept = self._kept(self._decoder.decode(raw, final=not raw).encode("utf-8"))
            if kept or not raw:
                return kept
        return b""

    def was_cut(self, text: str) -> bool:
        """Is this a string that was too long?"""
        return text.endswith(self.mark)

    def _kept(self, chunk: bytes) -> bytes:
        kept: list[bytes] = []
        at = 0
        while at < len(chunk):
            if not self._inside:
                opening = chunk.find(b'"', at)
                end = len(chunk) if opening < 0 else opening + 1
                kept.append(chunk[at:end])
                self._inside, self._length, at = opening >= 0, 0, end
                continue
            closing = self._closing(chunk, at)
            end = len(chunk) if closing < 0 else closing
            kept.append(self._short(chunk[at:end]))
            if closing >= 0:
                kept.append(b'"')
                self._inside = False
                end += 1
            at = end
        return b"".join(kept)

    def _closing(self, chunk: bytes, start: int) -> int:
        """Where the string ends that `start` lies in; -1 when that is in a later chunk."""
        floor = start + 1 if self._escaped else start
        self._escaped = False
        at = floor
        while (quote := chunk.find(b'"', at)) >= 0:
            if not _backslashes(chunk, floor, quote) % 2:
                return quote
            at = quote + 1
        self._escaped = bool(_backslashes(chunk, floor, len(chunk)) % 2)
        return -1

    def _short(self, piece: bytes) -> bytes:
        room = self.limit - self._length
        self._length += len(piece)
        if len(piece) <= room:
            return piece
        return _whole_characters(piece[:room]) + self.mark.encode() if room >= 0 else b""


def _backslashes(chunk: bytes, floor: int, end: int) -> int:
    """How many backslashes stand directly before `end`."""
    at = end
    while at > floor and chunk[at - 1] == 0x5C:
        at -= 1
    return end - at


def _whole_characters(piece: bytes) -> bytes:
    """Without a character or escape sequence that was torn at the end."""
    tail = piece[-12:]
    if b"\\" in tail:
        return piece[: len(piece) - len(tail) + tail.index(b"\\")].rstrip(b"\\")
    end = len(piece)
    while end and piece[end - 1] & 0xC0 == 0x80:
        end -= 1
    return piece[: end - 1] if end and piece[end - 1] >= 0xC0 else piece[:end]
