"""Work in a process of its own: what it returns and raises comes back, what brings it down harms nobody."""

import asyncio
import hashlib
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from crawler import apart
from crawler.apart import Apart, Crew, Overdue

ROOT = Path(__file__).resolve().parents[2]
UNGUARDED = """
import asyncio, os
from crawler.apart import Apart
print("once")
print(asyncio.run(Apart().run(os.getpid)) != os.getpid())
"""
WAITING = """
import asyncio, os, sys
from crawler.apart import Apart
print(asyncio.run(Apart().run(os.getpid)), flush=True)
sys.stdin.read()
"""


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _in_no_time(work: Callable[[], object]) -> None:
    apart.SECONDS = apart.GRACE = 0.05
    apart.timed(work)


def _loop() -> None:
    while True:
        pass


def _in_a_library() -> None:
    hashlib.pbkdf2_hmac("sha256", b"", b"", 2**31 - 1)  # hears of no exception before it is done


@pytest.mark.parametrize(
    ("work", "end"), [(_loop, Overdue), (_in_a_library, BrokenProcessPool)], ids=["ours", "a-library-s"]
)
def test_work_that_does_not_end_is_ended(work: Callable[[], object], end: type[BaseException]) -> None:
    with pytest.raises(end):
        asyncio.run(Apart().run(_in_no_time, work))


def test_work_in_time_gives_what_it_gives() -> None:
    assert apart.timed(divmod, 7, 3) == (2, 1)


def test_a_script_without_a_guard_is_not_run_twice(tmp_path: Path) -> None:
    script = tmp_path / "crawl.py"
    script.write_text(UNGUARDED, "utf-8")
    done = subprocess.run(
        [sys.executable, script],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == ["once", "True"]


def test_what_the_work_raises_comes_back() -> None:
    with pytest.raises(FileNotFoundError, match="no-such-place"):
        asyncio.run(Apart().run(os.listdir, "no-such-place"))


def test_fatal_work_is_given_up_after_a_second_try_and_the_next_goes_on() -> None:
    async def go() -> int:
        apart = Apart()
        with pytest.raises(BrokenProcessPool):
            await apart.run(_die)
        return await apart.run(os.getpid)

    assert asyncio.run(go()) != os.getpid()


def test_a_crew_uses_a_second_process_only_when_the_first_is_busy() -> None:
    async def go() -> tuple[set[int], set[int]]:
        crew = Crew(2)
        one_after_another = {await crew.run(os.getpid) for _ in range(3)}
        at_once = set(await asyncio.gather(*(crew.run(os.getpid) for _ in range(3))))
        return one_after_another, at_once

    one_after_another, at_once = asyncio.run(go())
    assert len(one_after_another) == 1
    assert len(at_once) == 2


def test_the_process_ends_with_the_one_that_it_works_for() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WAITING],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as parent:
        assert parent.stdout
        child = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()
        ended, _, _ = select.select([child], [], [], 60)
    os.close(child)
    assert ended
