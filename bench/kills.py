"""A crawl that is killed at any moment: are the records of its committed leads whole, and torn ends mended?"""

import hashlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from evidence.archive import mend_all
from evidence.seal import settle
from evidence.verify import read_records, verify

ROOT = Path(__file__).resolve().parents[1]

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
