"""What a run was and how it ended: started, kept alive, finished, and found interrupted by the next one."""

import secrets
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Literal

from sqlalchemy import Engine, func, insert, select, update

from crawler.days import SHANGHAI, now
from leads.engine import writing
from leads.models import ItemRow, Run, Sighting
from leads.moment import shown
from leads.process import is_alive, this_process

State = Literal["running", "finished", "degraded", "interrupted", "failed"]

SILENCE = timedelta(minutes=10)
"""A run on another machine that gave no sign of life for so long is over."""


class RunError(LookupError):
    """One sentence: which run, and what to do."""


def start_run(engine: Engine, spider: str, arguments: Mapping[str, Any], **facts: str | None) -> str:
    """Record a run and return its id, which sorts by time; runs left behind by dead processes are closed.

    `facts` are campaign, authority, operator, version, packs and evidence, as far as they are known.
    """
    close_interrupted(engine)
    at = now()
    run = f"{at.astimezone(SHANGHAI):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
    row = {
        "id": run,
        "spider": spider,
        "arguments": {name: str(value) for name, value in arguments.items()},
        "process": this_process(),
        "started": at,
        "seen_alive": at,
        "state": "running",
        "stats": {},
        **facts,
    }
    with writing(engine).begin() as connection:
        connection.execute(insert(Run).values(row))
    return run


def reopen_run(engine: Engine, run: str) -> None:
    """Go on with an interrupted run (`crawl --resume`); raises RunError when the database has none such."""
    again = {
        "process": this_process(),
        "seen_alive": now(),
        "state": "running",
        "finished": None,
        "reason": None,
    }
    _change(engine, run, again)
    close_interrupted(engine)


def finish_run(
    engine: Engine, run: str, state: State, reason: str | None = None, stats: Mapping[str, Any] | None = None
) -> None:
    """Record how a run ended; a second call corrects the first. Numbers and texts of `stats` are kept."""
    values: dict[str, Any] = {"state": state, "reason": reason, "finished": now(), "seen_alive": now()}
    if stats is not None:
        values["stats"] = {name: _plain(value) for name, value in stats.items()}
    _change(engine, run, values)


def keep_alive(engine: Engine, run: str) -> None:
    """A sign of life, for those who look from another machine; give one a minute."""
    _change(engine, run, {"seen_alive": now()})


def close_interrupted(engine: Engine) -> list[str]:
    """Mark runs whose process is gone as interrupted; returns their ids."""
    with writing(engine).begin() as connection:
        running = select(Run.id, Run.process, Run.seen_alive).where(Run.state == "running")
        gone = [
            run
            for run, process, seen in connection.execute(running).all()
            if (alive := is_alive(process)) is False or (alive is None and now() - seen > SILENCE)
        ]
        values = {"state": "interrupted", "reason": "进程已不在运行", "finished": Run.seen_alive}
        connection.execute(update(Run).where(Run.id.in_(gone)).values(values))
    return gone


def list_runs(engine: Engine, limit: int = 50) -> Iterator[dict[str, Any]]:
    """The latest runs, newest first."""
    with engine.connect() as connection:
        for row in connection.execute(select(Run.__table__).order_by(Run.started.desc()).limit(limit)):
            yield _public(dict(row._mapping))


def show_run(engine: Engine, run: str) -> dict[str, Any]:
    """One run with the items and sightings it wrote; raises RunError when there is none such."""
    with engine.connect() as connection:
        row = connection.execute(select(Run.__table__).where(Run.id == run)).one_or_none()
        if row is None:
            raise RunError(f"没有编号为 {run} 的运行记录；请用 wangxun runs list 查看")
        items = connection.scalar(select(func.count()).where(ItemRow.run_id == run))
        leads = connection.scalar(
            select(func.count(Sighting.lead_id.distinct())).where(Sighting.run_id == run)
        )
        return _public(dict(row._mapping)) | {"items": items, "leads": leads}


def _change(engine: Engine, run: str, values: dict[str, Any]) -> None:
    with writing(engine).begin() as connection:
        changed = connection.execute(update(Run).where(Run.id == run).values(values))
        if changed.rowcount != 1:
            raise RunError(f"没有编号为 {run} 的运行记录；请用 wangxun runs list 查看")


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | float | str | bool | None) else str(value)


def _public(row: dict[str, Any]) -> dict[str, Any]:
    """The row as JSON shows it: times in Shanghai, without our mark of the process."""
    times = {name: shown(row[name]) for name in ("started", "seen_alive", "finished")}
    return {name: value for name, value in row.items() if name != "process"} | times
