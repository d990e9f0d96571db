"""Many patterns over one text in linear time: hyperscan, or `regex` with a timeout where it has no wheel."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import accumulate
from re import _parser  # type: ignore[attr-defined]  # nothing public tells how much a pattern may span
from typing import Any

import regex

from rules.kept import kept

hyperscan: Any
try:
    import hyperscan
except ImportError:  # no wheel for this machine
    hyperscan = None

_STARTS = bytes(int(byte & 0xC0 != 0x80) for byte in range(256))  # 1 where a UTF-8 character starts
LONGEST = 200
"""Characters that one match may span."""
_PROPERTY = regex.compile(r"\\[pP]\{[^}]*\}")  # which `re` does not know
_WINDOW = 4_000
_TIMEOUT = 0.5  # seconds a window and pattern


class PatternError(ValueError):
    """A pattern that cannot be used; the message says which and why."""


@cache  # asked when a pack is read and for each symbol that the pattern is part of
def check(pattern: str) -> None:
    """PatternError unless `pattern` compiles, is bounded, and matches no empty string."""
    try:
        compiled = regex.compile(pattern)
    except regex.error as wrong:
        raise PatternError(f"pattern /{pattern}/ does not compile: {wrong}") from wrong
    if not pattern or compiled.search("") or compiled.fullmatch(""):
        raise PatternError(f"pattern /{pattern}/ matches the empty string; expected at least one character")
    bare = regex.sub(r"\\.|\[[^\]]*\]", "x", pattern)
    if regex.search(r"[*+]|\{\d*,\}", bare):
        raise PatternError(f"pattern /{pattern}/ is unbounded; expected {{m,n}} in place of * and +")
    if "(?" in bare.replace("(?:", "") or regex.search(r"\\\d", pattern):
        raise PatternError(f"pattern /{pattern}/ looks around or refers back; the linear engine cannot")


def tells(pattern: str) -> bool:
    """Does a match of `pattern` say more than that a number or a hanzi stands somewhere? They stand everywhere."""
    return regex.search(pattern, "123456，某某某某某某，") is None


@cache
def width(pattern: str) -> int:
    """The most characters that a match of `pattern` may span: LONGEST where `re` cannot read what the engine can."""
    try:
        widest: int = _parser.parse(_PROPERTY.sub("x", pattern)).getwidth()[1]
    except re.error:
        return LONGEST
    return min(widest, LONGEST)


class Patterns:
    """A set of patterns, compiled once; `find` gives (pattern's number, start, end) in characters."""

    def __init__(self, patterns: Sequence[str]) -> None:
        for pattern in patterns:
            check(pattern)
        self._texts = tuple(patterns)
        self._database: Any = _compiled(self._texts) if patterns and hyperscan is not None else None
        self._fallback = (
            [regex.compile(pattern, regex.ASCII) for pattern in patterns] if self._database is None else []
        )

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """The longest match at each start, for each pattern."""
        if not self._texts or not text:
            return []
        return self._scan(text) if self._database is not None else self._search(text)

    def _scan(self, text: str) -> list[tuple[int, int, int]]:
        data = text.encode()
        longest: dict[tuple[int, int], int] = {}

        def seen(number: int, start: int, end: int, _flags: int, _context: Any) -> None:
            if end > longest.get((number, start), 0):
                longest[number, start] = end

        self._database.scan(data, match_event_handler=seen)
        if not longest:
            return []
        if len(data) == len(text):
            return [(number, start, end) for (number, start), end in longest.items()]
        at = _characters(data)
        return [(number, at[start], at[end]) for (number, start), end in longest.items()]

    def _search(self, text: str) -> list[tuple[int, int, int]]:
        found: set[tuple[int, int, int]] = set()
        for first in range(0, len(text), _WINDOW):
            window = text[first : first + _WINDOW + LONGEST]
            for number, pattern in enumerate(self._fallback):
                for match in pattern.finditer(window, timeout=_TIMEOUT):
                    found.add((number, first + match.start(), first + match.end()))
        return sorted(found)


class Alarm:
    """A set of patterns of which only is asked which of them match somewhere."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._spans = Patterns(patterns) if hyperscan is None else None
        self._database: Any = _compiled(tuple(patterns), once=True) if patterns and hyperscan else None

    def seen(self, text: str) -> set[int]:
        """The numbers of the patterns that match."""
        if self._spans is not None:
            return {number for number, _, _ in self._spans.find(text)}
        met: set[int] = set()
        if self._database is None or not text:
            return met
        self._database.scan(text.encode(), match_event_handler=_note, context=met)
        return met


def _note(number: int, _start: int, _end: int, _flags: int, met: set[int]) -> None:
    met.add(number)


def _compiled(patterns: Sequence[str], once: bool = False) -> Any:
    """One database; `once`: each pattern is reported once, without its place."""
    made = kept(f"{_engine()}, {once=}", patterns, lambda: bytes(hyperscan.dumpb(_database(patterns, once))))
    database = hyperscan.loadb(made, hyperscan.HS_MODE_BLOCK)
    database.scratch = hyperscan.Scratch(database)
    return database


@cache
def _engine() -> str:
    """Which engine a database is compiled for, and what it needs of a processor."""
    database = hyperscan.Database()
    database.compile(expressions=[b"a"])
    return f"hyperscan {version('hyperscan')} {database.info()}"


def _database(patterns: Sequence[str], once: bool) -> Any:
    database = hyperscan.Database()
    how = hyperscan.HS_FLAG_SINGLEMATCH if once else hyperscan.HS_FLAG_SOM_LEFTMOST
    flags = hyperscan.HS_FLAG_UTF8 | how
    try:
        database.compile(
            expressions=[pattern.encode() for pattern in patterns],
            ids=list(range(len(patterns))),
            flags=[flags] * len(patterns),
        )
    except hyperscan.error as wrong:
        for pattern in patterns if len(patterns) > 1 else ():
            _database([pattern], once)
        raise PatternError(f"the linear engine refuses /{patterns[0]}/: {wrong}") from wrong
    return database


@lru_cache(maxsize=2)  # the symbols of a text are asked one after the other
def _characters(data: bytes) -> list[int]:
    """For each byte offset at which a character starts (or the data ends), how many characters precede it."""
    return list(accumulate(data.translate(_STARTS), initial=0))
