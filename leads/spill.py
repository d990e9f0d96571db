"""Nothing found is lost: what a database would not take goes to a JSON Lines file, and back from it later."""

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from leads.engine import address
from leads.seen import Seen
from leads.store import Store, Written

BATCH = 200


class SpillError(ValueError):
    """One sentence: which file and line, what is wrong with it."""


def spill_places(url: str, run: str) -> list[Path]:
    """Where a run's unwritten items may go: beside an SQLite file, else here; else the system's folder."""
    where = address(url)
    name = f"wangxun-unwritten-{run}.jsonl"
    beside = (
        Path(where.database).parent if where.get_backend_name() == "sqlite" and where.database else Path()
    )
    return [beside / name, Path(tempfile.gettempdir()) / name]


def spill(batch: Sequence[Seen], places: Sequence[Path]) -> Path:
    """Append the batch to the first of `places` that takes it and return that; OSError when none does."""
    lines = "".join(json.dumps(seen.model_dump(mode="json", by_alias=True)) + "\n" for seen in batch)
    for place in places[:-1]:
        try:
            _append(place, lines)
        except OSError:
            continue
        return place
    _append(places[-1], lines)
    return places[-1]


def load(store: Store, path: Path) -> Written:
    """Write a spilled file to the database, once or again; SpillError, OSError, SQLAlchemyError."""
    items = leads = sightings = 0
    for some in _batches(read_spilled(path)):
        written = store.write(some)
        items += written.items
        leads += written.leads
        sightings += written.sightings
    return Written(items, leads, sightings)


def read_spilled(path: Path) -> Iterator[Seen]:
    """The items of a spilled file in order; a last line cut short by a full disk is a SpillError too."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield Seen.model_validate(json.loads(line))
            except (ValidationError, json.JSONDecodeError) as error:
                reason = str(error).splitlines()[0]
                raise SpillError(
                    f"{path} 第 {number} 行不是未入库的条目（{reason}）；请删去该行后再试"
                ) from error


def _batches(items: Iterable[Seen]) -> Iterator[list[Seen]]:
    iterator = iter(items)
    while some := list(islice(iterator, BATCH)):
        yield some


def _append(place: Path, lines: str) -> None:
    """All of the lines or none: what a full disk cut short is taken back."""
    size = place.stat().st_size if place.exists() else 0
    try:
        with place.open("a", encoding="utf-8") as file:
            file.write(lines)
    except OSError:
        if size:
            os.truncate(place, size)
        else:
            place.unlink(missing_ok=True)
        raise
