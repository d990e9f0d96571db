"""The main job from end to end: a crawl of the demo marketplace finds each planted breach, and nothing else."""

import csv
from pathlib import Path

from tests.wangxun import Wangxun


def test_the_demo_finds_what_was_planted_and_nothing_else(wangxun: Wangxun, tmp_path: Path) -> None:
    done = wangxun("demo", "--out", "found", timeout=900)
    assert done.returncode == 0, done.stderr[-2000:]
    *_, last = done.stdout.splitlines()
    assert last == "found 65 of 65 planted, 0 false"

    database = f"sqlite:///{tmp_path / 'found' / 'wangxun.db'}"
    leads = wangxun("leads", "list", "--db", database, "--json").stdout.splitlines()
    with (tmp_path / "found" / "leads.csv").open(encoding="utf-8-sig", newline="") as listed:
        assert len(list(csv.DictReader(listed))) == len(leads)
    verified = wangxun("evidence", "verify", str(tmp_path / "found" / "evidence"))
    assert verified.returncode == 0, verified.stdout
