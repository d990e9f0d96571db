"""Generated shops on loopback, crawled as any campaign would: the benchmark's own few, by a fixed seed."""

import json
import subprocess
import sys

import pytest

from tests.wangxun import ROOT


@pytest.mark.parametrize("seed", [3, 11])
def test_no_generated_shop_is_accused_without_ground_and_no_proven_absence_is_missed(seed: int) -> None:
    asked = [sys.executable, "-m", "bench.shop_fuzz", "50", "--seed", str(seed), "--slow", "0", "--json"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, timeout=240, check=True)
    said = json.loads(done.stdout.splitlines()[-1])
    assert (said["shops"], said["false"], said["missed"]) == (50, [], [])
    assert said["found"] >= 10
