"""The command line as tests call it: a process of its own, and what it needs to find the checkout."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from crawler import cached

ROOT = Path(__file__).resolve().parent.parent

Wangxun = Callable[..., "subprocess.CompletedProcess[str]"]
"""`wangxun("crawl", "website", …)` runs to its end and gives the finished process."""


def running_in(folder: Path) -> Wangxun:
    """The command line with `folder` as its working directory and home; only what the law is compiled into is shared."""
    cache = folder / ".cache" / "wangxun"
    cache.mkdir(parents=True, exist_ok=True)
    (cache / "law.sqlite").symlink_to(cached.folder() / "law.sqlite")

    def run(
        *arguments: str, given: str | None = None, timeout: float = 120
    ) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "crawler.cli.main", *arguments]
        environment = {
            "PYTHONPATH": str(ROOT),
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "HOME": str(folder),
        }
        return subprocess.run(
            command,
            cwd=folder,
            env=environment,
            input=given,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    return run
