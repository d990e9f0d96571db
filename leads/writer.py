"""Writes what was seen in a thread of its own, in batches, and gives up in order when the database does."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError

from leads.seen import Seen
from leads.spill import spill
from leads.store import Store

logger = logging.getLogger(__name__)

BATCH = 200
WAITING = 400
"""Items that wait at most; whoever brings more waits."""

FLUSH_SECONDS = 1.0

PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds between tries while the database is away, locked or full: half a minute in all."""

PATIENCE = 60.0
"""Seconds after which no further try begins; one may itself wait for a lock (leads.engine.WAIT_SECONDS)."""

REFUSALS = 50
"""Items refused in a row before the database, rather than the items, is held to be at fault."""


@dataclass
class Totals:
    """What a writer did so far. Written by its thread alone; others read."""

    items: int = 0
    leads: int = 0
    sightings: int = 0
    batches: int = 0
    retries: int = 0
    spilled: int = 0
    seconds: float = 0.0


class StoreWriter:
    """A bounded queue and the thread behind it. After `close` everything is stored or spilled."""

    def __init__(
        self,
        store: Store,
        places: Sequence[Path],
        on_failure: Callable[[str], None],
        pauses: Sequence[float] | None = None,
    ) -> None:
        """`places` are where items go that cannot be stored; `on_failure` is called once, in the thread.

        `pauses` are seconds between tries, PAUSES by default.
        """
        self.totals = Totals()
        self._store = store
        self._places = places
        self._on_failure = on_failure
        self._pauses = PAUSES if pauses is None else pauses
        self._failed = False
        self._refused_in_a_row = 0
        self._told: set[Path] = set()
        self._queue: queue.Queue[Seen | None] = queue.Queue(WAITING)
        self._thread = threading.Thread(target=self._run, name="leads-writer", daemon=True)
        self._thread.start()

    def offer(self, seen: Seen) -> bool:
        """Take it if there is room, at once."""
        try:
            self._queue.put_nowait(seen)
        except queue.Full:
            return False
        return True

    def put(self, seen: Seen) -> None:
        """Take it, waiting for room: not for the event loop's thread."""
        self._queue.put(seen)

    def close(self) -> None:
        """Write what waits and end the thread; blocks until it is done."""
        self._queue.put(None)
        self._thread.join()
        self._store.close()

    def _run(self) -> None:
        open_ = True
        while open_:
            batch, open_ = self._collect()
            if batch:
                self._write(batch)

    def _collect(self) -> tuple[list[Seen], bool]:
        """Up to BATCH items within FLUSH_SECONDS of the first; False with the last of all."""
        first = self._queue.get()
        if first is None:
            return [], False
        batch, deadline = [first], time.monotonic() + FLUSH_SECONDS
        while len(batch) < BATCH and (left := deadline - time.monotonic()) > 0:
            try:
                seen = self._queue.get(timeout=left)
            except queue.Empty:
                break
            if seen is None:
                return batch, False
            batch.append(seen)
        return batch, True

    def _write(self, batch: list[Seen]) -> None:
        began = time.monotonic()
        try:
            if self._failed:
                self._spill(batch)
            else:
                self._try(batch)
        except Exception as error:  # noqa: BLE001 - the thread must not die with items waiting
            self._give_up(batch, error)
        finally:
            self.totals.seconds += time.monotonic() - began

    def _try(self, batch: list[Seen]) -> None:
        """Again and again while the database is away; one by one when it refuses what is in the batch."""
        end = time.monotonic() + PATIENCE
        for pause in (*self._pauses, None):
            try:
                self._store_batch(batch)
            except (OperationalError, InterfaceError) as error:
                if pause is None or time.monotonic() > end:
                    raise
                self.totals.retries += 1
                logger.warning("写入线索库失败，%.1f 秒后重试：%s", pause, _words(error))
                time.sleep(pause)
            except SQLAlchemyError:
                self._one_by_one(batch)
                return
            else:
                return

    def _one_by_one(self, batch: list[Seen]) -> None:
        """Keep one item that cannot be stored from taking the others with it."""
        refused: list[Seen] = []
        for seen in batch:
            try:
                self._store_batch([seen])
                self._refused_in_a_row = 0
            except (OperationalError, InterfaceError):
                raise
            except SQLAlchemyError as error:
                self._refused_in_a_row += 1
                if self._refused_in_a_row > REFUSALS:
                    raise
                logger.warning("线索库不接受 %s 的条目：%s", seen.url, _words(error))
                refused.append(seen)
        self._spill(refused)

    def _store_batch(self, batch: list[Seen]) -> None:
        written = self._store.write(batch)
        self.totals.items += written.items
        self.totals.leads += written.leads
        self.totals.sightings += written.sightings
        self.totals.batches += 1

    def _give_up(self, batch: list[Seen], error: Exception) -> None:
        """From here on everything goes to the file; whoever runs the crawl is told to end it."""
        self._spill(batch)
        if not self._failed:
            self._failed = True
            self._on_failure(_words(error))

    def _spill(self, batch: list[Seen]) -> None:
        if not batch:
            return
        self.totals.spilled += len(batch)
        try:
            place = spill(batch, self._places)
        except OSError as error:
            logger.critical("%d 条条目既未入库也未能存为文件：%s", len(batch), error)
            return
        if place not in self._told:
            self._told.add(place)
            logger.error("未入库的条目存入 %s；修复后运行 wangxun db load %s", place, place)


def _words(error: Exception) -> str:
    """The driver's own words, without statement and parameters."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return " ".join(str(cause).split())[:300]
