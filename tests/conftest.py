"""What tests of several folders need: a shop on loopback, and the command line as a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.loopback import Site, serving
from tests.wangxun import ROOT, Wangxun

SHARED = ROOT.parent / "shared"


@pytest.fixture
def site() -> Iterator[Site]:
    """A site on a free port of loopback, empty but for a robots.txt that allows all."""
    with serving() as served:
        yield served


@pytest.fixture
def wangxun(tmp_path: Path) -> Wangxun:
    """Runs the command line in `tmp_path`: `wangxun("crawl", "website", …)` gives the finished process."""

    def run(
        *arguments: str, given: str | None = None, timeout: float = 120
    ) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "crawler.cli.main", *arguments]
        environment = {
            "PYTHONPATH": str(ROOT),
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "HOME": str(tmp_path),
        }
        return subprocess.run(
            command,
            cwd=tmp_path,
            env=environment,
            input=given,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    return run


@pytest.fixture
def campaign(tmp_path: Path, site: Site) -> None:
    """Loopback needs no delay: a campaign file says so under a name, as anybody's override must."""
    (tmp_path / "campaign.yaml").write_text(
        f"name: test\nauthority: 测试\nwebsites: ['{site.url}/']\npoliteness: {{delay: 0, concurrency: 8}}\n"
        f"allow_private: ['{site.host}']\n",
        "utf-8",
    )


@pytest.fixture
def shared() -> Path:
    """The folder of third-party test data beside the checkout; tests that need it skip where it is not."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not beside this checkout: no third-party test data")
    return SHARED
