"""Keeping captures without stopping the crawl: one thread writes, and all who wait share one fsync."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

from evidence.archive import Key, RunArchive, identity
from evidence.capture import Capture, EvidenceRef

MAX_WAITING = 256
"""Callers that may wait at once; the next ones wait before their captures are queued."""


class EvidenceWriter:
    """Group commit over a `RunArchive`: while one batch is written, the next one gathers."""

    def __init__(self, archive: RunArchive) -> None:
        self.archive = archive
        self.seconds = 0.0  # spent writing, in the thread
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="evidence")
        self._gathering: list[Capture] = []
        self._next: asyncio.Task[dict[Key, EvidenceRef]] | None = None
        self._turn = asyncio.Lock()
        self._slots = asyncio.Semaphore(MAX_WAITING)

    async def preserve(self, captures: Sequence[Capture]) -> list[EvidenceRef]:
        """Where each capture lies, once all are on disk; EvidenceError when they cannot be kept."""
        async with self._slots:
            if self._next is None:
                self._next = asyncio.create_task(self._commit())
            self._gathering += captures
            places = await asyncio.shield(self._next)
        return [places[identity(capture)] for capture in captures]

    async def close(self) -> None:
        """Wait for what is being written, then close the files."""
        if self._next is not None:
            await asyncio.wait([self._next])
        await asyncio.get_running_loop().run_in_executor(self._thread, self.archive.close)
        self._thread.shutdown()

    async def _commit(self) -> dict[Key, EvidenceRef]:
        async with self._turn:
            batch, self._gathering, self._next = self._gathering, [], None
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._write, batch)

    def _write(self, batch: list[Capture]) -> dict[Key, EvidenceRef]:
        began = perf_counter()
        try:
            return self.archive.commit(batch)
        finally:
            self.seconds += perf_counter() - began
