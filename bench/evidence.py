"""What preserving costs, how fast it verifies, whether forgeries are named and crashes survived.

python -m bench.evidence throughput 3   pages/s with none, flagged and all, in one run
python -m bench.evidence cost           CPU a page of writing, sealing, verifying
python -m bench.evidence verify         MB/s of verification
python -m bench.evidence forgeries 10000
python -m bench.evidence kills 200
python -m bench.evidence recheck        pages/s judged anew, beside pages/s of a crawl of the same pages
"""

import argparse
import gzip
import hashlib
import json
import multiprocessing
import os
import random
import re
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.throughput import pages, serve
from bench.throughput import run as contender
from crawler.days import now
from evidence import merkle
from evidence.archive import RunArchive, identity, mend_all
from evidence.capture import Capture, EvidenceRef
from evidence.seal import settle
from evidence.verify import leaf_of_file, leaf_of_record, read_records, verify
from tests.evidence.conftest import local_authority

ROOT = Path(__file__).resolve().parents[1]
POLICIES = ("none", "flagged", "all")
Members = list[bytes]


# --- forgeries --------------------------------------------------------------------------------------------


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


# --- measurements -----------------------------------------------------------------------------------------


@contextmanager
def served(bodies: list[bytes]) -> Iterator[str]:
    """The host that serves these pages, each with other bytes at each turn."""
    ready: Any = multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(bodies, ready, True), daemon=True)
    server.start()
    yield f"127.0.0.1:{ready.get()}"
    server.terminate()


def throughput(rounds: int) -> int:
    """Pages/s and CPU of the full pipeline with each policy, taking turns; then bytes a page.

    Every page has bytes of its own: none is a mere revisit record. CPU is that of all processes of the crawl,
    sealing included. The ratios are medians over rounds, each policy beside `none` of the same round.
    """
    bodies = pages()
    found: dict[str, list[dict[str, Any]]] = {policy: [] for policy in POLICIES}
    with served(bodies) as host:
        for number in range(rounds):
            for policy in (*POLICIES[number % 3 :], *POLICIES[: number % 3]):
                os.environ["WANGXUN_EVIDENCE"] = policy
                found[policy].append(contender("full", host, len(bodies)))
    print(f"{len(bodies)} pages, {rounds} rounds, medians; ratios are to none in the same round")
    print(f"{'':8}{'pages/s':>9}{'ratio':>7}{'CPU ms/page':>13}{'ratio':>7}{'lag max ms':>12}")
    speed = {policy: [one["pages"] / one["seconds"] for one in runs] for policy, runs in found.items()}
    cpu = {policy: [one["cpu_ms"] for one in runs] for policy, runs in found.items()}
    for policy, runs in found.items():
        columns = [statistics.median(speed[policy]), beside(speed[policy], speed["none"])]
        columns += [statistics.median(cpu[policy]), beside(cpu[policy], cpu["none"])]
        lag = max(one["lag_max_ms"] for one in runs)
        print("{:8}{:>9.1f}{:>7.2f}{:>13.1f}{:>7.2f}{:>12.0f}".format(policy, *columns, lag))
    with tempfile.TemporaryDirectory() as folder:
        make_run(Path(folder), "night-1", bodies)
        kept = sum(path.stat().st_size for path in Path(folder).rglob("*.gz")) / len(bodies)
    print(f"{kept / 1024:.0f} KB kept a page of {statistics.mean(map(len, bodies)) / 1024:.0f} KB")
    return 0


def beside(figures: list[float], others: list[float]) -> float:
    """The median ratio of pairs."""
    return statistics.median(one / other for one, other in zip(figures, others, strict=True))


def cost(turns: int) -> int:
    """CPU and wall time a page of writing, sealing and verifying alone: what a busy machine cannot blur."""
    bodies = [body + f"<!-- {turn} -->".encode() for turn in range(turns) for body in pages()]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        steps: list[tuple[str, Callable[[], object]]] = [
            ("written", lambda: make_run(folder, "night-1", bodies)),
            ("sealed", lambda: settle(folder)),
            ("verified", lambda: verify(folder)),
        ]
        print(f"{len(bodies)} pages of {statistics.mean(map(len, bodies)) / 1024:.0f} KB")
        for word, step in steps:
            began, cpu = time.perf_counter(), time.process_time()
            step()
            spent = 1000 * (time.process_time() - cpu) / len(bodies)
            print(
                f"{word:9}{spent:6.2f} ms CPU a page, {1000 * (time.perf_counter() - began) / len(bodies):.2f} ms"
            )
    return 0


def forgeries(count: int) -> int:
    """Forge a stamped directory `count` times; 1 when one goes unnoticed."""
    with tempfile.TemporaryDirectory() as scratch, local_authority(Path(scratch)) as tsa:
        folder = Path(scratch) / "evidence"
        for run in ("night-1", "night-2", "night-3"):
            make_run(folder, run, [os.urandom(400) for _ in range(4)])
            settle(folder, tsa.authority)
        began = time.perf_counter()
        made, missed = forge(folder, count, 1, tsa.authority.roots)
        seconds = time.perf_counter() - began
    for kind, number in made.items():
        print(f"{kind:32} {number:6}")
    print(f"{sum(made.values())} forgeries, {len(missed)} unnoticed, {seconds:.0f} s {missed[:5]}")
    return 1 if missed else 0


def verification(count: int) -> int:
    """MB/s of records checked (uncompressed), a sealed run of so many pages, no stamp."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        words = ["驰名商标", "牙膏", "<div class=item>", "price", "</div>", "12.80", "店铺"]
        dice = random.Random(1)
        bodies = ["".join(dice.choices(words, k=20_000)).encode() for _ in range(count)]
        make_run(folder, "night-1", bodies)
        settle(folder)
        began = time.perf_counter()
        report = verify(folder)
        seconds = time.perf_counter() - began
    print(
        f"verify {report.bytes_read / 1e6:.0f} MB in {seconds:.2f} s: {report.bytes_read / 1e6 / seconds:.0f} MB/s"
    )
    return 0 if report.ok else 1


def make_run(folder: Path, run: str, bodies: list[bytes]) -> list[EvidenceRef]:
    """A run of so many pages."""
    archive = RunArchive(folder, run, {"software": "bench"})
    archive.open()
    kind = ((b"Content-Type", b"text/html"),)
    captures = [Capture(f"http://shop.example/{n}", page, now(), 200, kind) for n, page in enumerate(bodies)]
    places = archive.commit(captures)
    archive.close()
    return [places[identity(capture)] for capture in captures]


CHILD = """
import asyncio, os, random, sqlite3, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from crawler.days import now
from evidence.archive import RunArchive
from evidence.capture import Capture
from evidence.seal import settle
from evidence.writer import EvidenceWriter

folder = Path(sys.argv[2])

async def crawl(run):
    archive = RunArchive(folder, run, {}, max_file=200_000)
    archive.open()
    writer = EvidenceWriter(archive)
    leads = sqlite3.connect(folder / "leads.db", isolation_level=None)
    async def page(n):
        capture = Capture(f"http://shop.example/{n}", os.urandom(random.randint(100, 20_000)), now(), 200)
        (ref,) = await writer.preserve([capture])
        leads.execute("insert into leads values (?, ?, ?)", (ref.file, ref.record, ref.sha256))
    for start in range(0, 60, 8):
        await asyncio.gather(*(page(start + n) for n in range(8)))
    await writer.close()
    settle(folder)

print("ready", flush=True)
run = 0
while True:
    asyncio.run(crawl(f"{os.getpid()}-{run}"))
    run += 1
"""


def kills(count: int) -> int:
    """SIGKILL a crawl at `count` random moments; then every committed lead's record must verify."""
    dice = random.Random(1)
    torn = leads = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        with sqlite3.connect(folder / "leads.db") as database:
            database.execute("create table leads (file text, record text, sha256 text)")
        for _ in range(count):
            child = subprocess.Popen(
                [sys.executable, "-c", CHILD, str(ROOT), scratch], stdout=subprocess.PIPE
            )
            assert child.stdout
            child.stdout.readline()
            time.sleep(dice.random() * 0.4)
            child.send_signal(signal.SIGKILL)
            child.wait()
            child.stdout.close()
            torn += len(mend_all(folder))
            problem = check_leads(folder)
            if problem:
                print(problem)
                return 1
            with sqlite3.connect(folder / "leads.db") as database:
                leads += database.execute("select count(*) from leads").fetchone()[0]
                database.execute("delete from leads")
        failed = settle(folder)
        report = verify(folder)
    print(
        f"{count} kills: {leads} committed leads, all verify; {torn} torn records mended; at the end {failed or 'sealed'}"
    )
    print(report.failure or "the whole directory verifies")
    return 0 if report.ok and not failed else 1


def check_leads(folder: Path) -> str | None:
    """The first committed lead whose record is not there or has another payload."""
    with sqlite3.connect(folder / "leads.db") as database:
        rows = database.execute("select file, record, sha256 from leads").fetchall()
    payloads = {}
    for file in {row[0] for row in rows}:
        for record in read_records(folder / file):
            payloads[file, record.id] = hashlib.sha256(record.payload).hexdigest()
    lost = [row for row in rows if payloads.get((row[0], row[1])) != row[2]]
    return f"lost: {lost[0]}" if lost else None


def recheck(turns: int) -> int:
    """Pages/s of `wangxun recheck` beside those of a crawl of the same pages, both without their start.

    The crawl is the full pipeline without any delay, as in `throughput`. A polite one, as shipped, reads at
    most one page a second of a site. The first time every page is read, then only judged.
    """
    bodies = pages()
    stored = [body + f"<!-- {turn} -->".encode() for turn in range(turns) for body in bodies]
    with tempfile.TemporaryDirectory() as scratch, served(bodies) as host:
        took = {}
        for count in (1, len(stored)):
            folder = Path(scratch) / str(count)
            make_run(folder, "night-1", stored[:count])
            command = ["-m", "crawler.cli.main", "recheck", "--since", "2020-01-01"]
            places = ["--evidence", str(folder), "--db", f"sqlite:///{folder}/leads.db"]
            for again in (False, True):
                began = time.perf_counter()
                subprocess.run(
                    [sys.executable, *command, *places],
                    cwd=ROOT,
                    env=os.environ | {"WANGXUN_CACHE": str(folder / "cache")},
                    capture_output=True,
                    check=True,
                )
                took[count, again] = time.perf_counter() - began
        crawl = contender("full", host, len(bodies))
    speed = crawl["pages"] / crawl["seconds"]
    print(f"crawl without delay: {speed:.0f} pages/s")
    for again, words in ((False, "first time"), (True, "again")):
        start, whole = took[1, again], took[len(stored), again]
        anew = len(stored) / (whole - start)
        print(
            f"judged anew, {words}: {len(stored)} pages in {whole:.1f} s, {start:.1f} s of them to start: "
            f"{anew:.0f} pages/s, {anew / speed:.1f} times the crawl"
        )
    return 0


MEASURES: dict[str, tuple[Callable[[int], int], int]] = {
    "throughput": (throughput, 3),
    "cost": (cost, 6),
    "verify": (verification, 200),
    "forgeries": (forgeries, 10_000),
    "kills": (kills, 200),
    "recheck": (recheck, 6),
}
"""What can be measured → how, and how often unless told."""


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=MEASURES)
    parser.add_argument("count", type=int, nargs="?", help="rounds, forgeries, kills, pages or turns")
    given = parser.parse_args()
    measure, usual = MEASURES[given.what]
    return measure(given.count or usual)


if __name__ == "__main__":
    sys.exit(main())
