"""A process of its own for work on hostile bytes: the event loop goes on, and what brings it down takes no crawl along."""

import asyncio
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.util import Finalize
from typing import Any, TypeVar

Result = TypeVar("Result")
SELDOM = 10_000
"""Objects made and not yet let go of, after which the collector looks for cycles; one page has some thousands."""

SECONDS = 60.0
"""CPU time that one piece of work may take; thousands of times what a page takes."""
GRACE = 5.0
"""What is given to work that hears of no exception, in a library's own code, before the system ends its process."""


class Overdue(BaseException):
    """Work took longer than it may. No Exception: what catches a field's fault must not go on with the next one."""


def timed(work: Callable[..., Result], *args: object) -> Result:
    """Do it in this process, in its main thread, within SECONDS; Overdue after that."""
    signal.signal(signal.SIGPROF, _overdue)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS + GRACE)  # its signal ends the process
    try:
        return work(*args)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _overdue(*_: object) -> None:
    raise Overdue(f"{SECONDS:.0f} s")


class Apart:
    """The process, started with the first work and anew after it was given up; `prepare` runs in it first."""

    def __init__(self, prepare: Callable[[], None] | None = None) -> None:
        self._prepare = prepare
        self._pool: ProcessPoolExecutor | None = None

    def pool(self) -> ProcessPoolExecutor:
        """The executor to submit to; it raises BrokenProcessPool when its process was brought down."""
        if self._pool is None:
            context = multiprocessing.get_context("spawn")  # a fork would copy the event loop and its threads
            self._pool = ProcessPoolExecutor(
                1, mp_context=context, initializer=_begin, initargs=(self._prepare,)
            )
            with _without_main():
                self._pool.submit(os.getpid)  # starts it
            # Not atexit: a process that multiprocessing started ends without it, and would wait for this one for ever.
            # First of all that is done at the end, while there still is a way to tell it.
            Finalize(None, self._pool.shutdown, kwargs={"cancel_futures": True}, exitpriority=100)
        return self._pool

    async def run(self, work: Callable[..., Result], *args: object) -> Result:
        """What `work` returns or raises there; BrokenProcessPool when it brought the process down.

        It is tried twice: what was brought down may only have stood beside the work that was fatal.
        """
        try:
            return await self._once(work, *args)
        except BrokenProcessPool:
            return await self._once(work, *args)

    async def _once(self, work: Callable[..., Result], *args: object) -> Result:
        pool = self.pool()
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, work, *args)
        except BrokenProcessPool:
            self.give_up(pool)
            raise

    def give_up(self, broken: ProcessPoolExecutor) -> None:
        """Start anew with the next work, unless that was done already."""
        if self._pool is broken:
            self._pool = None


class Crew:
    """Several such processes: work goes to the one with the least to do, and a further one starts when all are busy."""

    def __init__(self, most: int, prepare: Callable[[], None] | None = None) -> None:
        self._members = [Apart(prepare) for _ in range(most)]
        self._busy = [0] * most

    async def run(self, work: Callable[..., Result], *args: object) -> Result:
        """As `Apart.run`."""
        chosen = min(range(len(self._busy)), key=self._busy.__getitem__)
        self._busy[chosen] += 1
        try:
            return await self._members[chosen].run(work, *args)
        finally:
            self._busy[chosen] -= 1


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0))


def settle() -> None:
    """What is loaded by now stays: the collector passes over it, and looks seldom at what comes, which has few cycles."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM)


@contextmanager
def _without_main() -> Iterator[None]:
    """A new process would first run the script that started this one, a crawl and all, to know its functions.

    It needs none of them, and few scripts that start a crawl are written to be run twice.
    """
    main = sys.modules["__main__"]
    hidden: dict[str, Any] = {
        name: main.__dict__.pop(name) for name in ("__spec__", "__file__") if name in main.__dict__
    }
    main.__spec__ = None
    try:
        yield
    finally:
        main.__dict__.update(hidden)


def _begin(prepare: Callable[[], None] | None) -> None:
    serve_parent()
    if prepare:
        prepare()


def serve_parent() -> None:
    """For a process that works for another: it leaves Ctrl-C to the one that ends in order, and does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
