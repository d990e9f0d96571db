"""How far is this computer's clock from the true time, and did it jump while we watched?"""

import socket
import struct
import time
from collections.abc import Callable
from typing import Any

EPOCH_1900 = 2_208_988_800
"""Seconds between the epochs of NTP (1900) and Unix (1970)."""
NOTABLE = 1.0
"""Seconds of disagreement between wall clock and steady clock that count as a jump."""


def measured(server: str, timeout: float = 2.0) -> dict[str, Any]:
    """Offset of an NTP server's clock from ours in seconds (positive: ours is late), by one SNTP question.

    `server` is HOST or HOST:PORT. A server that does not answer gives `error` instead: a crawl does not
    wait for it. RFC 4330, §5.
    """
    host, _, port = server.partition(":")
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
            line.settimeout(timeout)
            sent = time.time()
            line.sendto(_question(sent), (host, int(port or 123)))
            answer, _ = line.recvfrom(512)
            came = time.time()
        received, transmitted = _times(answer, sent)
    except (OSError, ValueError) as error:
        return {"server": server, "error": str(error) or type(error).__name__}
    offset = ((received - sent) + (transmitted - came)) / 2
    return {
        "server": server,
        "offset_seconds": round(offset, 6),
        "round_trip_seconds": round((came - sent) - (transmitted - received), 6),
    }


class JumpWatch:
    """Notices when the wall clock moves otherwise than time itself: set by hand, or set right in one step."""

    def __init__(
        self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self.wall = wall
        self.steady = steady
        self._difference = wall() - steady()

    def jump(self) -> float | None:
        """Seconds that the wall clock jumped since the last question (negative: back); None when it did not."""
        difference = self.wall() - self.steady()
        jumped = difference - self._difference
        if abs(jumped) < NOTABLE:
            return None
        self._difference = difference
        return round(jumped, 3)


def _question(moment: float) -> bytes:
    """A client's packet (version 4, mode 3) with our time in its transmit field."""
    return struct.pack("!B39xQ", 0x23, _ntp(moment))


def _times(answer: bytes, sent: float) -> tuple[float, float]:
    """When the server received and answered, in Unix seconds. ValueError when it is no answer to our packet."""
    if len(answer) < 48 or answer[0] & 7 != 4 or answer[1] == 0:
        raise ValueError("not an NTP answer")
    origin, received, transmitted = struct.unpack("!24xQQQ", answer[:48])
    if origin != _ntp(sent):
        raise ValueError("an answer to another question")
    return _unix(received), _unix(transmitted)


def _ntp(moment: float) -> int:
    return int((moment + EPOCH_1900) * 2**32)


def _unix(stamp: int) -> float:
    return stamp / 2**32 - EPOCH_1900
