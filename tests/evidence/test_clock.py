"""The clock's offset is measured by SNTP, lies are refused, jumps are noticed."""

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from evidence.clock import EPOCH_1900, JumpWatch, measured


@contextmanager
def ntp_server(answer: Callable[[bytes], bytes]) -> Iterator[str]:
    """One question, one answer, on loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))

        def serve() -> None:
            question, client = server.recvfrom(512)
            server.sendto(answer(question), client)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        thread.join()


def packet(question: bytes, ahead: float, origin: bytes | None = None) -> bytes:
    stamp = int((time.time() + ahead + EPOCH_1900) * 2**32)
    head = struct.pack("!BB22x", 0x24, 2)
    return head + (origin or question[40:48]) + struct.pack("!QQ", stamp, stamp)


@pytest.mark.parametrize("ahead", [0.0, 7.5, -3600.0])
def test_the_offset_of_the_clock_is_measured(ahead: float) -> None:
    with ntp_server(lambda question: packet(question, ahead)) as server:
        found = measured(server)
    assert found["offset_seconds"] == pytest.approx(ahead, abs=0.5)


def test_an_answer_to_another_question_is_refused() -> None:
    with ntp_server(lambda question: packet(question, 0, origin=bytes(8))) as server:
        assert measured(server) == {"server": server, "error": "an answer to another question"}


def test_what_is_no_answer_is_refused() -> None:
    with ntp_server(lambda question: b"hello") as server:
        assert measured(server)["error"] == "not an NTP answer"


@pytest.mark.parametrize("server", ["127.0.0.1:1", "127.0.0.1:x"])
def test_a_server_that_does_not_answer_is_noted(server: str) -> None:
    assert "error" in measured(server, timeout=0.2)


def test_a_jump_of_the_wall_clock_is_noticed_once() -> None:
    wall, steady = [1000.0], [50.0]
    watch = JumpWatch(lambda: wall[0], lambda: steady[0])
    wall[0] += 10
    steady[0] += 10
    assert watch.jump() is None
    wall[0] -= 3600
    assert watch.jump() == -3600
    assert watch.jump() is None
