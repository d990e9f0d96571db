"""A run that is over is sealed: a tree over all records and files, chained to the run before, and stamped.

In the run's folder: `leaves.tsv` (the leaves, one a line), `seal.json` (the tree's root and the seal before),
`stamp-1.tsr` with its roots `stamp-1.pem`; later `stamp-2.txt` (digests of seal and stamps so far),
`stamp-2.tsr`... `chain.jsonl` above all runs lists their seals in order.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from isal import isal_zlib

from crawler.days import now
from evidence import custody, ledger, merkle
from evidence.errors import EvidenceError, unwritable
from evidence.verify import VerificationError, check_record, leaf_of_file, leaf_of_record, read_records
from evidence.warc import mend

if TYPE_CHECKING:
    from evidence.stamp import Authority

CHAIN = "chain.jsonl"
ACTOR = "wangxun"
RENEW = timedelta(days=90)
"""How long before its certificate ends a stamp is covered by the next one."""

State = Literal["unsealed", "sealed", "stamped"]


def state(directory: Path, run: str) -> State:
    """How far the evidence of a run is secured."""
    folder = directory / run
    if not (folder / "seal.json").exists():
        return "unsealed"
    return "stamped" if (folder / "stamp-1.tsr").exists() else "sealed"


def runs(directory: Path) -> list[str]:
    """The runs that have evidence, in order of name."""
    return sorted({path.parent.name for path in directory.glob("*/*.warc.gz")})


def settle(directory: Path, authority: "Authority | None" = None, *, sm3: bool = False) -> list[str]:
    """Seal every run that is over, stamp every seal that lacks a lasting stamp; what failed, in words.

    May be called at any time and any number of times: what could not be done today is done by a later call.
    """
    said = []
    for run in runs(directory):
        try:
            seal(directory, run, sm3=sm3)
            if authority and _wants_stamp(directory / run):
                add_stamp(directory, run, authority)
        except EvidenceError as error:
            said.append(f"{run}：{error}")
    return said


def seal(directory: Path, run: str, *, sm3: bool = False) -> bool:
    """Seal one run unless it is sealed or still being written; True when it is sealed afterwards.

    Raises EvidenceError when a record does not hold: what is broken is never sealed.
    """
    folder = directory / run
    with _one_at_a_time(directory):
        if (folder / "seal.json").exists() or _finish_interrupted(directory, folder):
            _log_what_a_crash_left_out(directory, folder)
            return True
        files = sorted(folder.glob("*.warc.gz"))
        if not files or any(_is_being_written(path) for path in files):
            return False
        leaves = _leaves(files)
        chain = ledger.read(directory / CHAIN)
        document = _document(run, leaves, chain, ledger.head(directory / custody.LOG), sm3)
        _write(folder / "leaves.tsv", "".join(leaf + "\n" for leaf in leaves).encode())
        _write(folder / "seal.tmp", document)
        digest = hashlib.sha256(document).hexdigest()
        ledger.append(directory / CHAIN, {"run": run, "seal_sha256": digest})
        (folder / "seal.tmp").replace(folder / "seal.json")
        _log_seal(directory, folder)
    return True


def add_stamp(directory: Path, run: str, authority: "Authority") -> Path:
    """Stamp the seal, or, where it has a stamp, the seal and its stamps so far. Raises EvidenceError."""
    from evidence.stamp import stamp

    folder = directory / run
    earlier = _stamps(folder)
    number = len(earlier) + 1
    data = folder / "seal.json"
    covered = data.read_bytes()
    if earlier:
        names = [data, *earlier]
        lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in names]
        covered = "".join(lines).encode()
    answer = stamp(authority, covered)
    _write(folder / f"stamp-{number}.pem", authority.roots.read_bytes())
    if earlier:
        _write(folder / f"stamp-{number}.txt", covered)
    path = folder / f"stamp-{number}.tsr"
    _write(path, answer)
    _log_stamp(directory, path, authority.url)
    return path


def proof(directory: Path, run: str, records: list[str]) -> dict[str, dict[str, Any]]:
    """For each WARC-Record-ID, its line in the tree, its index and the path up to the sealed root.

    Raises EvidenceError when the run is not sealed or a record is not in it.
    """
    folder = directory / run
    if state(directory, run) == "unsealed":
        raise EvidenceError(f"{folder}：批次尚未封存，不能出具证明；请先封存")
    lines = (folder / "leaves.tsv").read_text("utf-8").splitlines()
    leaves = [line.encode() for line in lines]
    place = {line.split("\t")[3]: index for index, line in enumerate(lines)}
    if missing := [record for record in records if record not in place]:
        raise EvidenceError(f"{folder}：封存清单中没有记录 {missing[0]}")
    levels = merkle.levels(leaves)
    return {
        record: {
            "line": lines[place[record]],
            "index": place[record],
            "path": [step.hex() for step in merkle.path(levels, place[record])],
        }
        for record in records
    }


def _leaves(files: list[Path]) -> list[str]:
    """The lines of all records and files, each record checked as it goes in."""
    lines, seen = [], set[str]()
    try:
        for path in files:
            mend(path)
            for record in read_records(path, codec=isal_zlib):
                check_record(record, f"{path}：{record.id}", seen)
                lines.append(leaf_of_record(path.name, record))
            lines.append(leaf_of_file(path))
    except VerificationError as error:
        raise EvidenceError(f"{error}；批次不予封存，请保留原件并查明原因") from error
    return lines


def _document(
    run: str, leaves: list[str], chain: list[dict[str, Any]], logged: dict[str, Any], sm3: bool
) -> bytes:
    """What is stamped: the tree's root, the seal before, and how far the custody log had come."""
    data = [leaf.encode() for leaf in leaves]
    tree: dict[str, Any] = {"size": len(leaves), "sha256": merkle.root(data).hex()}
    if sm3:
        if "sm3" not in hashlib.algorithms_available:
            raise EvidenceError("本机的 OpenSSL 不支持 SM3；请换用支持国密的版本，或关闭 SM3 选项")
        tree["sm3"] = merkle.root(data, "sm3").hex()
    last = chain[-1] if chain else None
    previous = {"run": last["run"], "sha256": last["seal_sha256"]} if last else None
    document = {
        "format": "wangxun-seal/1",
        "run": run,
        "sealed_at_utc": now().isoformat(),
        "tree": tree,
        "previous": previous,
        "custody": logged,
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _finish_interrupted(directory: Path, folder: Path) -> bool:
    """After a crash between the chain's line and the seal's last step, only that step is left."""
    waiting = folder / "seal.tmp"
    chain = ledger.read(directory / CHAIN)
    if not waiting.exists() or not any(entry["run"] == folder.name for entry in chain):
        return False
    waiting.replace(folder / "seal.json")
    return True


def _log_what_a_crash_left_out(directory: Path, folder: Path) -> None:
    """A seal or stamp whose line in the custody log is missing gets it now."""
    entries = [entry for entry in custody.entries(directory) if entry.get("run") == folder.name]
    if not any(entry["action"] == "seal" for entry in entries):
        _log_seal(directory, folder)
    logged = {entry["file"] for entry in entries if entry["action"] == "stamp"}
    for path in _stamps(folder):
        if path.name not in logged:
            _log_stamp(directory, path, "")


def _log_seal(directory: Path, folder: Path) -> None:
    digest = hashlib.sha256((folder / "seal.json").read_bytes()).hexdigest()
    custody.log(directory, "seal", actor=ACTOR, run=folder.name, seal_sha256=digest)


def _log_stamp(directory: Path, path: Path, authority: str) -> None:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    run = path.parent.name
    custody.log(directory, "stamp", actor=ACTOR, run=run, file=path.name, sha256=digest, by=authority)


def _wants_stamp(folder: Path) -> bool:
    """A seal without stamp, or one whose last stamp ends soon."""
    if not (folder / "seal.json").exists():
        return False
    stamps = _stamps(folder)
    return not stamps or _ends(stamps[-1]) - now() < RENEW


def _ends(path: Path) -> datetime:
    from evidence.stamp import valid_until

    return valid_until(path.read_bytes())


def _stamps(folder: Path) -> list[Path]:
    return sorted(folder.glob("stamp-*.tsr"), key=lambda path: int(path.stem.partition("-")[2]))


def _is_being_written(path: Path) -> bool:
    """A crawl holds a lock on each of its files until it closes them."""
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextmanager
def _one_at_a_time(directory: Path) -> Iterator[None]:
    """Two crawls that end together take their places in the chain one after the other."""
    try:
        lock = os.open(directory, os.O_RDONLY)
    except OSError as error:
        raise unwritable(directory, error) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _write(path: Path, data: bytes) -> None:
    """The whole file or none of it, on disk when this returns."""
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise unwritable(path, error) from error
