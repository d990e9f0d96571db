"""Pictures are read in a process of their own: bounded in memory and time, and the event loop goes on meanwhile."""

import contextlib
import resource
import signal
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from importlib.util import find_spec
from threading import Lock

from crawler.apart import Apart
from spiders.pictures.picture import Picture

SECONDS = 120
"""Time for one picture; the process that overruns it is ended by the system and started anew for the next."""

MEMORY = 3 * 1024**3
"""Bytes of data that the process may hold."""

MISSING = "没有安装图片识读组件（pip install 'wangxun[ocr]'），图片未识读"
FATAL = f"图片使识读程序中断（超过 {SECONDS} 秒或内存上限），未识读"


@cache
def available() -> bool:
    """Is the extra `ocr` installed?"""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "zxingcpp", "cv2"))


def _bounded() -> None:
    """Memory ends in an error, not in the machine's."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def _any_way_up(body: bytes) -> Picture:
    from spiders.pictures.ocr import read_lines

    return _read(read_lines, body)


def _upright(body: bytes) -> Picture:
    from spiders.pictures.ocr import read_strip

    return _read(read_strip, body)


def _read(reading: Callable[[bytes], Picture], body: bytes) -> Picture:
    signal.alarm(SECONDS)  # its default action ends the process, native code or not
    try:
        return reading(body)
    except MemoryError:
        return Picture(reason="图片所需内存超过上限，未识读")
    except Exception as error:  # noqa: BLE001  a library's fault with one picture must not lose the page
        return Picture(reason=f"图片识读失败（{type(error).__name__}），未识读")
    finally:
        signal.alarm(0)


_apart = Apart(_bounded)
_one_at_a_time = Lock()  # so that only a fatal picture loses its reading


def read_picture(body: bytes) -> Picture:
    """What a picture says whichever way it is turned, or why it was not read.

    Blocks, never raises on what the bytes hold.
    """
    return _asked(_any_way_up, body)


def read_description(body: bytes) -> Picture:
    """What a description's picture says, which stands upright and may be long; otherwise as `read_picture`."""
    return _asked(_upright, body)


def _asked(reading: Callable[[bytes], Picture], body: bytes) -> Picture:
    if not available():
        return Picture(reason=MISSING)
    with _one_at_a_time:
        pool = _apart.pool()
        try:
            return pool.submit(reading, body).result()
        except BrokenProcessPool:
            _apart.give_up(pool)
            return Picture(reason=FATAL)
