"""What takes seconds to make and depends on nothing but what it is made of is kept from one run to the next."""

import hashlib
import threading
from collections.abc import Callable, Iterable

from crawler.cached import folder
from crawler.memory import Memory

LARGEST = 200_000_000
"""Bytes above which all is forgotten: some ten sets of packs."""


class _Opened(threading.local):
    """The file as each thread has it open."""

    memory: Memory | None = None


_opened = _Opened()


def kept(kind: str, given: Iterable[str], make: Callable[[], bytes]) -> bytes:
    """What `make` makes of `given`, made once on this machine: `law.sqlite` among what may be thrown away.

    `kind` tells apart what is made of the same and names the version of what makes it.
    """
    path = folder() / "law.sqlite"
    memory = _opened.memory
    if memory is None or memory.path != path:
        memory = _opened.memory = Memory(path, LARGEST)
    key = hashlib.sha256("\0".join((kind, *given)).encode("utf-8", "surrogatepass")).digest()
    known = memory.get(key)
    if known is None:
        known = make()
        memory.put(key, known)
    return known
