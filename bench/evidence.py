"""What preserving costs, how fast it verifies and is judged anew, whether forgeries are named and crashes survived.

python bench/evidence.py throughput 3   pages/s with none, flagged and all, in one run
python bench/evidence.py cost           CPU a page of writing, sealing, verifying
python bench/evidence.py verify         MB/s of verification
python bench/evidence.py forgeries 10000
python bench/evidence.py kills 200
python bench/evidence.py recheck        pages/s judged anew, beside pages/s of a crawl of the same pages
"""

import argparse
import multiprocessing
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.forging import forge
from bench.kills import kills
from bench.throughput import ROOT, pages, serve
from bench.throughput import run as contender
from crawler.days import now
from evidence.archive import RunArchive, identity
from evidence.capture import Capture, EvidenceRef
from evidence.seal import settle
from evidence.verify import verify
from rules.packs import BUNDLED
from tests.evidence.conftest import local_authority

POLICIES = ("none", "flagged", "all")
TURNS = 6  # through all pages


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
    bodies = [page.body for page in pages()]
    found: dict[str, list[dict[str, Any]]] = {policy: [] for policy in POLICIES}
    with served(bodies) as host:
        for number in range(rounds):
            for policy in (*POLICIES[number % 3 :], *POLICIES[: number % 3]):
                os.environ["WANGXUN_EVIDENCE"] = policy
                found[policy].append(contender("full", host, TURNS))
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
    bodies = [body + f"<!-- {turn} -->".encode() for turn in range(turns) for _, body in pages()]
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
        began, cpu = time.perf_counter(), time.process_time()
        report = verify(folder)
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    read = report.bytes_read / 1e6
    print(
        f"verify {read:.0f} MB: {read / seconds:.0f} MB/s in {seconds:.2f} s, {read / cpu:.0f} MB a second of CPU"
    )
    return 0 if report.ok else 1


def make_run(folder: Path, run: str, bodies: list[bytes], daily: int = 10**9) -> list[EvidenceRef]:
    """A run of so many pages, of which so many were captured on a day."""
    archive = RunArchive(folder, run, {"software": "bench"})
    archive.open()
    kind = ((b"Content-Type", b"text/html"),)
    captures = [
        Capture(f"http://shop.example/{n}", page, now() - timedelta(days=n // daily), 200, kind)
        for n, page in enumerate(bodies)
    ]
    places = archive.commit(captures)
    archive.close()
    return [places[identity(capture)] for capture in captures]


def recheck(turns: int) -> int:
    """Pages/s of `wangxun recheck` beside those of a crawl of the same pages, both without their start.

    The crawl is the full pipeline without any delay, as in `throughput`. A polite one, as shipped, reads at
    most one page a second of a site. First nothing is remembered: every page is read and judged. Then, as after
    a crawl, readings and opinions are: under the same rules, and under a changed rule of wording, by which all
    words are judged anew. Each turn of the pages is of a day of its own, so that no opinion serves twice. CPU is
    that of all processes: on a busy machine its ratio says more than that of pages/s.
    """
    bodies = [page.body for page in pages()]
    stored = [body + f"<!-- {turn} -->".encode() for turn in range(turns) for body in bodies]
    with tempfile.TemporaryDirectory() as scratch, served(bodies) as host:
        took = {
            count: rechecked(Path(scratch) / str(count), stored[:count], len(bodies))
            for count in (1, len(stored))
        }
        crawl = contender("full", host, TURNS)
    speed = crawl["pages"] / crawl["seconds"]
    print(f"crawl without delay: {speed:.0f} pages/s, {crawl['cpu_ms']:.1f} ms CPU a page")
    starts, wholes = took.values()
    for words, start, whole in zip(REMEMBERED, starts, wholes, strict=True):
        seconds, cpu = ((whole[n] - start[n]) / (len(stored) - 1) for n in (0, 1))
        print(
            f"judged anew, {words}: {len(stored)} pages in {whole[0]:.1f} s, {start[0]:.1f} s of them to start: "
            f"{1 / seconds:.0f} pages/s ({1 / seconds / speed:.1f} times the crawl), "
            f"{1000 * cpu:.1f} ms CPU a page ({crawl['cpu_ms'] / 1000 / cpu:.1f} times less)"
        )
    return 0


REMEMBERED = ("nothing remembered", "as after a crawl", "the same, a rule of wording changed")


def rechecked(folder: Path, stored: list[bytes], daily: int) -> list[tuple[float, float]]:
    """Seconds and CPU seconds of a recheck of these pages, of another one, and of one under a changed pack."""
    make_run(folder, "night-1", stored, daily)
    command = [sys.executable, "-m", "crawler.cli.main", "recheck", "--since", "2020-01-01"]
    places = ["--evidence", str(folder), "--db", f"sqlite:///{folder}/leads.db"]
    environment = os.environ | {"WANGXUN_CACHE": str(folder / "cache")}
    changed = folder / "wording.yaml"
    changed.write_text(f"# changed\n{(BUNDLED / changed.name).read_text('utf-8')}", "utf-8")
    figures = []
    for packs in ({}, {}, {"WANGXUN_PACKS": str(changed)}):
        began, cpu = time.perf_counter(), children_cpu()
        subprocess.run(
            [*command, *places], cwd=ROOT, env=environment | packs, capture_output=True, check=True
        )
        figures.append((time.perf_counter() - began, children_cpu() - cpu))
    return figures


def children_cpu() -> float:
    """CPU seconds of all processes that ended below this one."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


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
