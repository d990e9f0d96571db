"""The command line as tests call it: a process of its own, and what it needs to find the checkout."""

import subprocess
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

Wangxun = Callable[..., "subprocess.CompletedProcess[str]"]
"""`wangxun("crawl", "website", …)` runs to its end and gives the finished process."""
