"""Forgeries of a sealed evidence directory, from a flipped bit to a rewritten history: which does the verifier miss?"""

import gzip
import hashlib
import json
import random
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from evidence import merkle
from evidence.verify import leaf_of_file, leaf_of_record, read_records, verify

Members = list[bytes]


def flip(folder: Path, dice: random.Random) -> None:
    """One bit of one file."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".pem"]
    path = dice.choice(files)
    data = bytearray(path.read_bytes())
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    path.write_bytes(data)


def swap(folder: Path, dice: random.Random) -> None:
    """Two records of one file change places."""
    path, members = _pick(folder, dice)
    one, other = dice.sample(range(len(members)), 2)
    members[one], members[other] = members[other], members[one]
    path.write_bytes(b"".join(members))


def drop_record(folder: Path, dice: random.Random) -> None:
    """One record is taken out."""
    path, members = _pick(folder, dice)
    del members[dice.randrange(len(members))]
    path.write_bytes(b"".join(members))


def double_record(folder: Path, dice: random.Random) -> None:
    """One record stands there twice."""
    path, members = _pick(folder, dice)
    members.append(dice.choice(members))
    path.write_bytes(b"".join(members))


def drop_line(folder: Path, dice: random.Random) -> None:
    """One line of the leaves, the chain or the custody log is taken out."""
    path = dice.choice(sorted([*folder.rglob("leaves.tsv"), *folder.glob("*.jsonl")]))
    lines = path.read_bytes().splitlines(keepends=True)
    del lines[dice.randrange(len(lines))]
    path.write_bytes(b"".join(lines))


def add_to_list(folder: Path, dice: random.Random) -> None:
    """Something is added to the leaves, the chain or the custody log, with or without a line's end."""
    path = dice.choice(sorted([*folder.rglob("leaves.tsv"), *folder.glob("*.jsonl")]))
    more = dice.choice([b"\n", b" ", b"x", b"\r\n", path.read_bytes().splitlines(keepends=True)[-1]])
    path.write_bytes(path.read_bytes() + more)


def swap_lines(folder: Path, dice: random.Random) -> None:
    """Two lines of the leaves, the chain or the custody log change places."""
    path = dice.choice(sorted([*folder.rglob("leaves.tsv"), *folder.glob("*.jsonl")]))
    lines = path.read_bytes().splitlines(keepends=True)
    one, other = dice.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    path.write_bytes(b"".join(lines))


def swap_files(folder: Path, dice: random.Random) -> None:
    """Two runs exchange their WARC files, seals or leaves."""
    one, other = dice.sample(_runs(folder), 2)
    kind = dice.choice(["*.warc.gz", "seal.json", "leaves.tsv"])
    mine, theirs = next(one.glob(kind)), next(other.glob(kind))
    data = mine.read_bytes()
    mine.write_bytes(theirs.read_bytes())
    theirs.write_bytes(data)


def rename_run(folder: Path, dice: random.Random) -> None:
    """A run takes another name."""
    run = dice.choice(_runs(folder))
    run.rename(run.with_name(f"{run.name}x"))


def change_time(folder: Path, dice: random.Random) -> None:
    """A record gets another time, its gzip member is made anew."""
    path, members = _pick(folder, dice)
    index = dice.randrange(len(members))
    members[index] = _with_other_time(members[index], dice)
    path.write_bytes(b"".join(members))


def change_time_and_leaves(folder: Path, dice: random.Random) -> None:
    """...and the leaves are made to agree."""
    change_time(folder, dice)
    for run in _runs(folder):
        _write_leaves(run)


def change_time_and_seal(folder: Path, dice: random.Random) -> None:
    """...and the seal's root, too."""
    change_time(folder, dice)
    for run in _runs(folder):
        _write_seal(run)


def change_time_and_chain(folder: Path, dice: random.Random) -> None:
    """...and every seal and line of the chain after it: only the stamp and the custody log are left."""
    change_time(folder, dice)
    _write_chain(folder)


def change_everything_but_the_stamp(folder: Path, dice: random.Random) -> None:
    """...and the custody log as well: only the stamp is left."""
    change_time(folder, dice)
    _write_chain(folder)
    seals = {run.name: hashlib.sha256((run / "seal.json").read_bytes()).hexdigest() for run in _runs(folder)}
    path = folder / "custody.jsonl"
    entries = [json.loads(line) for line in path.read_bytes().splitlines()]
    for entry in entries:
        if entry["action"] == "seal":
            entry["seal_sha256"] = seals[entry["run"]]
    _write_ledger(path, entries)


def change_body(folder: Path, dice: random.Random) -> None:
    """A page's words are changed, its digests, leaves, seals and chain made to agree."""
    path, members = _pick(folder, dice)
    places = [n for n, member in enumerate(members) if b"WARC-Type: response" in gzip.decompress(member)]
    index = dice.choice(places)
    members[index] = _with_other_body(members[index])
    path.write_bytes(b"".join(members))
    if dice.random() < 0.5:
        _write_chain(folder)


def other_stamp(folder: Path, dice: random.Random) -> None:
    """A run gets another run's stamp."""
    one, other = dice.sample(_runs(folder), 2)
    shutil.copy(one / "stamp-1.tsr", other / "stamp-1.tsr")


def drop_file(folder: Path, dice: random.Random) -> None:
    """A file is taken away."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".pem"]
    dice.choice(files).unlink()


def add_file(folder: Path, dice: random.Random) -> None:
    """A WARC file is put among those of a sealed run."""
    one, other = dice.sample(_runs(folder), 2)
    shutil.copy(next(one.glob("*.warc.gz")), other / f"wangxun-{dice.randrange(99999)}.warc.gz")


def cut(folder: Path, dice: random.Random) -> None:
    """A file loses its end."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".pem"]
    path = dice.choice(files)
    path.write_bytes(path.read_bytes()[: -dice.randint(1, max(1, path.stat().st_size // 2))])


def drop_run(folder: Path, dice: random.Random) -> None:
    """A whole run disappears."""
    shutil.rmtree(dice.choice(_runs(folder)))


FORGERIES: list[Callable[[Path, random.Random], None]] = [
    flip,
    swap,
    drop_record,
    double_record,
    drop_line,
    add_to_list,
    swap_lines,
    swap_files,
    rename_run,
    change_time,
    change_time_and_leaves,
    change_time_and_seal,
    change_time_and_chain,
    change_everything_but_the_stamp,
    change_body,
    other_stamp,
    drop_file,
    add_file,
    cut,
    drop_run,
]


def forge(sealed: Path, count: int, seed: int, ca: Path | None = None) -> tuple[Counter[str], list[str]]:
    """Make `count` forgeries of a sealed directory; how many of each kind were made, and the unnoticed ones."""
    made: Counter[str] = Counter()
    missed = []
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(count):
            kind = FORGERIES[number % len(FORGERIES)]
            copy = Path(scratch) / "copy"
            shutil.copytree(sealed, copy)
            kind(copy, dice)
            made[kind.__name__] += 1
            if _same(sealed, copy):
                made[kind.__name__] -= 1  # a flipped coin that landed where it was
            elif verify(copy, ca).ok:
                missed.append(f"{kind.__name__} (seed {seed}, number {number})")
            shutil.rmtree(copy)
    return made, missed


def _runs(folder: Path) -> list[Path]:
    return sorted(path.parent for path in folder.glob("*/seal.json"))


def _pick(folder: Path, dice: random.Random) -> tuple[Path, Members]:
    path = dice.choice(sorted(folder.glob("*/*.warc.gz")))
    data = path.read_bytes()
    starts = [record.offset for record in read_records(path)]
    return path, [data[a:b] for a, b in zip(starts, [*starts[1:], len(data)], strict=True)]


def _with_other_time(member: bytes, dice: random.Random) -> bytes:
    raw = gzip.decompress(member)
    later = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=dice.randrange(10**7))
    text = f"WARC-Date: {later:%Y-%m-%dT%H:%M:%S}.000001Z".encode()
    return gzip.compress(re.sub(rb"WARC-Date: [^\r]+", text, raw, count=1), 1)


def _with_other_body(member: bytes) -> bytes:
    raw = gzip.decompress(member)
    head, block = raw.split(b"\r\n\r\n", 1)
    http, body = block[:-4].split(b"\r\n\r\n", 1)
    body = b"forged" + body[6:]
    whole = http + b"\r\n\r\n" + body
    for name, data in ((b"Payload", body), (b"Block", whole)):
        digest = hashlib.sha256(data).hexdigest().encode()
        head = re.sub(
            rb"WARC-" + name + rb"-Digest: [^\r]+", b"WARC-" + name + b"-Digest: sha256:" + digest, head
        )
    return gzip.compress(head + b"\r\n\r\n" + whole + b"\r\n\r\n", 1)


def _write_leaves(run: Path) -> list[str]:
    lines = []
    for path in sorted(run.glob("*.warc.gz")):
        lines += [leaf_of_record(path.name, record) for record in read_records(path)]
        lines.append(leaf_of_file(path))
    (run / "leaves.tsv").write_text("".join(f"{line}\n" for line in lines))
    return lines


def _write_seal(run: Path, previous: dict[str, str] | None = None, keep: bool = True) -> str:
    lines = [line.encode() for line in _write_leaves(run)]
    path = run / "seal.json"
    seal = json.loads(path.read_text())
    seal["tree"]["sha256"] = merkle.root(lines).hex()
    if not keep:
        seal["previous"] = previous
    path.write_text(json.dumps(seal, ensure_ascii=False, indent=1))
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_chain(folder: Path) -> None:
    path = folder / "chain.jsonl"
    entries = [json.loads(line) for line in path.read_bytes().splitlines()]
    previous = None
    for entry in entries:
        entry["seal_sha256"] = _write_seal(folder / entry["run"], previous, keep=False)
        previous = {"run": entry["run"], "sha256": entry["seal_sha256"]}
    _write_ledger(path, entries)


def _write_ledger(path: Path, entries: list[dict[str, Any]]) -> None:
    data, previous = b"", "0" * 64
    for entry in entries:
        entry.pop("self")
        body = json.dumps(entry | {"previous": previous}, ensure_ascii=False).encode()[:-1]
        line = body + b', "self": "' + hashlib.sha256(body).hexdigest().encode() + b'"}'
        previous = hashlib.sha256(line).hexdigest()
        data += line + b"\n"
    path.write_bytes(data)


def _same(one: Path, other: Path) -> bool:
    names = {path.relative_to(one) for path in one.rglob("*") if path.is_file()}
    if names != {path.relative_to(other) for path in other.rglob("*") if path.is_file()}:
        return False
    return all((one / name).read_bytes() == (other / name).read_bytes() for name in names)
