"""Where lies what may be thrown away and spares work as long as it is there?"""

import os
from pathlib import Path


def folder(configured: str | None = None) -> Path:
    """`configured` or WANGXUN_CACHE, else where this system keeps its caches; it need not exist yet."""
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    chosen = configured or os.environ.get("WANGXUN_CACHE")
    return Path(chosen) if chosen else Path(home).expanduser() / "wangxun"
