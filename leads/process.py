"""Is the process that started a run still alive? Known for this machine only."""

import os
import socket
from pathlib import Path


def this_process() -> str:
    """Host, process id and start: a process id alone is soon given to another."""
    return f"{socket.gethostname()}:{os.getpid()}:{_start(os.getpid())}"


def is_alive(process: str) -> bool | None:
    """Does the process named by `this_process` still run? None when it ran on another machine."""
    host, pid, start = process.rsplit(":", 2)
    if host != socket.gethostname():
        return None
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # another user's, and there
    return start in {"", _start(int(pid))}


def _start(pid: int) -> str:
    """Clock ticks since boot at which it started (proc(5), field 22); "" where the system has no /proc."""
    try:
        facts = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return facts.rpartition(")")[2].split()[19]
