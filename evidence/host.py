"""In what state the capturing computer was: proxy, hosts file, routes, resolvers, system.

What the practice of internet evidence asks a person to check before a capture (clean hosts file, no proxy,
known route and resolver: 无锡 DB3202/T 1024-2021) is read here by machine and kept with each file.
"""

import hashlib
import os
import platform
import socket
import time
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from crawler.days import SHANGHAI, now
from evidence.clock import measured

HOSTS = Path("/etc/hosts")
RESOLVERS = Path("/etc/resolv.conf")
ROUTES = Path("/proc/net/route")
BOOT = Path("/proc/sys/kernel/random/boot_id")


def state(ntp: str | None = None) -> dict[str, Any]:
    """Everything about the host that could make a page look other than the public sees it.

    With `ntp` (HOST[:PORT]) the clock is compared with that server's; this may take two seconds.
    """
    moment = now()
    return {
        "checked_at_utc": moment.isoformat(),
        "checked_at_shanghai": moment.astimezone(SHANGHAI).isoformat(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "hostname": socket.gethostname(),
        "timezone": list(time.tzname),
        "boot_id": _text(BOOT).strip() or None,
        "proxies": {scheme: without_credentials(url) for scheme, url in urllib.request.getproxies().items()},
        "hosts_file": _lines_and_digest(HOSTS),
        "resolvers": _lines_and_digest(RESOLVERS),
        "routes": routes(_text(ROUTES)),
        "user_id": os.getuid(),
        "clock": measured(ntp) if ntp else {"error": "no time server is configured"},
    }


def routes(table: str) -> list[dict[str, str]]:
    """The kernel's IPv4 routing table (`/proc/net/route`) in readable addresses."""
    found = []
    for line in table.splitlines()[1:]:
        columns = line.split()
        if len(columns) < 8:
            continue
        network, gateway, mask = (_address(columns[index]) for index in (1, 2, 7))
        found.append({"interface": columns[0], "network": network, "mask": mask, "gateway": gateway})
    return found


def without_credentials(url: str) -> str:
    """The URL without the user and password that may stand before its host."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _address(little_endian: str) -> str:
    return socket.inet_ntoa(bytes.fromhex(little_endian)[::-1])


def _lines_and_digest(path: Path) -> dict[str, Any]:
    text = _text(path)
    lines = [line.strip() for line in text.splitlines()]
    return {
        "path": str(path),
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "lines": [line for line in lines if line and not line.startswith("#")],
    }


def _text(path: Path) -> str:
    """The file's text; empty where this system has no such file."""
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""
