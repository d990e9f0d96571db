"""Pictures are read in a process of their own: bounded in memory and time, and the event loop goes on meanwhile."""

import asyncio
import atexit
import contextlib
import multiprocessing
import resource
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from importlib.util import find_spec
from threading import Lock

from spiders.pictures.picture import Picture

SECONDS = 40
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
    """Ctrl-C is the crawl's to take; memory ends in an error, not in the machine's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def _read(body: bytes) -> Picture:
    from spiders.pictures.ocr import read_lines

    signal.alarm(SECONDS)  # its default action ends the process, native code or not
    try:
        return read_lines(body)
    except MemoryError:
        return Picture(reason="图片所需内存超过上限，未识读")
    except Exception as error:  # noqa: BLE001  a library's fault with one picture must not lose the page
        return Picture(reason=f"图片识读失败（{type(error).__name__}），未识读")
    finally:
        signal.alarm(0)


class _Reader:
    """One process, started with the first picture."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._lock = Lock()

    def read(self, body: bytes) -> Picture:
        """Blocks until the picture is read; one picture at a time, so that only a fatal one loses its reading."""
        with self._lock:
            if self._pool is None:
                context = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_bounded)
                atexit.register(self._pool.shutdown, wait=False, cancel_futures=True)
            try:
                return self._pool.submit(_read, body).result()
            except BrokenProcessPool:
                self._pool = None
                return Picture(reason=FATAL)


_reader = _Reader()


def read_picture(body: bytes) -> Picture:
    """What the picture says, or why it was not read; blocks, never raises on what the bytes hold."""
    return _reader.read(body) if available() else Picture(reason=MISSING)


async def picture_read(body: bytes) -> Picture:
    """The same, off the event loop."""
    return await asyncio.to_thread(read_picture, body)
