"""Values out of JavaScript text: object literals, call arguments and JSON(P) bodies, read and never run."""

import json
import re
from typing import Any

import chompjs

LITERAL_CHARS = 3_000_000  # the longest literal that is read
OCCURRENCES = 12  # how many places that mention a name are tried
OPEN = "{["
_DECODER = json.JSONDecoder(strict=False)
# What may stand before the value in a body that is nothing but a value. Linear: no nested repeats.
_PREFIX = re.compile(
    r"(?:export default|module\.exports ?=|(?:export )?(?:var|let|const) [\w$.]{1,80} ?=|[\w$.]{1,200} ?[(=])"
)


def literal(text: str, start: int = 0) -> Any:
    """The object or array literal that opens at or after `start`; None when none can be read."""
    opening = _opening(text, start)
    if opening is None:
        return None
    try:
        return _DECODER.raw_decode(text, opening)[0]
    except (ValueError, RecursionError):
        pass
    try:
        return chompjs.parse_js_object(text[opening : opening + LITERAL_CHARS])
    except (ValueError, RecursionError, MemoryError):
        return None


def assigned(text: str, name: str) -> Any:
    """The object that `name = {...}` or `name: {...}` gives, or `var b = {...}; name = b`; None without one."""
    if (found := _after(text, name, "=:")) is not None:
        return found
    given = re.search(
        rf"{re.escape(name)}\s{{0,3}}=\s{{0,3}}([A-Za-z_$][\w$]{{0,30}})\s{{0,3}}[;,)}}\n]", text
    )
    return _after(text, f"var {given.group(1)}", "=") if given is not None else None


def called(text: str, name: str) -> Any:
    """The first object argument of `name({...})`; None when there is none."""
    return _after(text, name, "(")


def body_value(text: str) -> Any:
    """The value that a whole body is: JSON, JSONP, `var x = {...}`, `var x = '<p>…'`, a module; None for anything else."""
    stripped = text.lstrip("\ufeff \t\r\n;/*")
    if not stripped or stripped[0] == "<":
        return None
    if stripped[0] in OPEN:
        return literal(stripped)
    prefix = _PREFIX.match(stripped)
    if prefix is None:
        return None
    rest = stripped[prefix.end() :].strip()
    return _markup(rest) if rest[:1] in {"'", '"'} else literal(rest)


def _markup(text: str) -> str | None:
    """The string literal that `text` is, if it holds markup."""
    held = literal(f"[{text.rstrip('; ')}]") if "<" in text else None
    return held[0] if held and isinstance(held[0], str) and len(held) == 1 else None


def _after(text: str, name: str, signs: str) -> Any:
    """The literal behind the first readable `name`, optional closing quote, one of `signs`."""
    at = 0
    for _ in range(OCCURRENCES):
        at = text.find(name, at)
        if at < 0:
            return None
        at += len(name)
        rest = text[at : at + 200].lstrip("\"'] \t\r\n")
        if rest and rest[0] in signs:
            start = at + text[at : at + 200].index(rest[0]) + 1
            if _opening(text, start) is not None and (value := literal(text, start)) is not None:
                return value
    return None


def _opening(text: str, start: int) -> int | None:
    """Where the literal opens: the first non-blank character after `start` (brackets and `(` skipped)."""
    end = min(len(text), start + 400)
    while start < end and text[start] in " \t\r\n(":
        start += 1
    return start if start < end and text[start] in OPEN else None
