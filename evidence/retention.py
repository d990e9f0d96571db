"""Which evidence may go: sealed, past its term, needed by no lead; its removal is logged before it happens."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from crawler.days import now
from evidence import custody
from evidence.errors import EvidenceError, unwritable
from evidence.seal import runs, state
from evidence.verify import leaf_of_file


@dataclass
class Pruned:
    """What went and what stayed: runs removed, runs kept with the reason, bytes freed."""

    removed: list[str] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    freed: int = 0


def prune(
    directory: Path, keep: timedelta, needed: Collection[str], *, actor: str, why: str, dry_run: bool = False
) -> Pruned:
    """Remove the WARC files of runs that were sealed longer than `keep` ago and that no lead needs.

    `needed` are the files (as in a lead's `evidence.file`) of every lead that is open or whose own term has
    not ended; a run of which one file is needed stays whole, since its records refer to each other. Seals,
    leaves and stamps always stay, so that the chain of runs can still be checked. Raises EvidenceError;
    what was removed until then is logged.
    """
    if keep < timedelta(0):
        raise EvidenceError(f"保留期限不能为负：{keep.days} 天")
    result = Pruned()
    needed_runs = {file.partition("/")[0] for file in needed}
    for run in runs(directory):
        if reason := _reason_to_keep(directory, run, keep, needed_runs):
            result.kept[run] = reason
            continue
        files = sorted((directory / run).glob("*.warc.gz"))
        result.freed += sum(path.stat().st_size for path in files)
        result.removed.append(run)
        if not dry_run:
            _remove(directory, run, files, actor, why)
    return result


def _reason_to_keep(directory: Path, run: str, keep: timedelta, needed: Collection[str]) -> str | None:
    if run in needed:
        return "有未办结或未到期的线索以它为证据"
    if state(directory, run) == "unsealed":
        return "尚未封存"
    sealed = json.loads((directory / run / "seal.json").read_text("utf-8"))["sealed_at_utc"]
    if now() - datetime.fromisoformat(sealed) < keep:
        return "未满保留期限"
    return None


def _remove(directory: Path, run: str, files: list[Path], actor: str, why: str) -> None:
    """Log, then delete: a crash in between leaves files whose removal is announced, never silent gaps."""
    names = [f"{run}/{path.name}" for path in files]
    logged = {name for entry in custody.entries(directory) for name in entry.get("files", [])}
    if not logged.issuperset(names):
        digests = [leaf_of_file(path).rpartition("\t")[2] for path in files]
        custody.log(directory, "delete", actor=actor, why=why, run=run, files=names, sha256=digests)
    try:
        for path in files:
            path.unlink()
    except OSError as error:
        raise unwritable(directory / run, error) from error
