"""Values out of embedded page state: a place in nested data, or a scalar of a literal too odd to parse."""

import html
import re
from collections.abc import Iterator
from typing import Any

TAG = re.compile(r"<[^<>]{0,300}>")
ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "\0"}
STRING = re.compile(
    r'"((?:[^"\\\n]|\\.){0,4000})"|\'((?:[^\'\\\n]|\\.){0,4000})\'|(-?\d[\d.]{0,30}|true|false)\b'
)
PLACES = 40  # how many places that mention a key are looked at
WALKED = 200_000  # how many values of a nested structure are looked at


def at(value: Any, *path: str | int) -> Any:
    """The value at a path of keys and positions; None where the path ends early."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step) if isinstance(step, str) else None
        elif isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def dicts(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; an empty list for anything else."""
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def words(value: Any) -> str | None:
    """Text of a string or number, highlighting tags and entities undone, blanks folded; None for no text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value)
    if "<" in text:
        text = TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    text = " ".join(text.split())
    return None if not text or unfilled(text) else text


def first_words(*values: Any) -> str | None:
    """The first of several values that has text."""
    return next((text for value in values if (text := words(value))), None)


def identity(value: Any) -> str | None:
    """An id as text; None for the 0 and -1 that platforms write where there is none."""
    text = words(value)
    return None if text in {None, "0", "-1", "null", "undefined"} else text


def unfilled(text: str) -> bool:
    """Is it a template that nobody filled in (`{{title}}`, `${name}`, `<%= x %>`)?"""
    return "{{" in text or "${" in text or "<%" in text


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a nested structure, outermost first, without recursion and up to a bound."""
    queue = [value]
    for position in range(WALKED):
        if position >= len(queue):
            return
        part = queue[position]
        if isinstance(part, dict):
            yield part
            queue.extend(inner for inner in part.values() if isinstance(inner, dict | list))
        elif isinstance(part, list):
            queue.extend(inner for inner in part if isinstance(inner, dict | list))


def having(value: Any, *keys: str) -> dict[str, Any] | None:
    """The outermost object of a nested structure that has all of `keys`."""
    return next((part for part in walk(value) if all(key in part for key in keys)), None)


def listed(value: Any, *keys: str) -> list[dict[str, Any]]:
    """The first non-empty list of objects that stands under one of `keys`, the outermost one."""
    for part in walk(value):
        for key in keys:
            if key in part and (found := dicts(part[key])):
                return found
    return []


def scalar(text: str, *keys: str) -> str | None:
    """The first non-empty string, number or truth value that `key: …` or `key = …` gives, as text."""
    for key in keys:
        start = 0
        for _ in range(PLACES):
            start = text.find(key, start)
            if start < 0:
                break
            before = text[start - 1] if start else " "
            start += len(key)
            if before.isalnum() or before in "_$":
                continue
            if value := _value_behind(text, start):
                return value
    return None


def _value_behind(text: str, start: int) -> str | None:
    rest = text[start : start + 60]
    body = rest.lstrip("\"' \t\r\n")
    if not body or body[0] not in ":=" or body[1:2] == "=":
        return None
    begin = start + rest.index(body[0]) + 1
    while begin < len(text) and begin < start + 120 and text[begin] in " \t\r\n":
        begin += 1
    match = STRING.match(text, begin)
    if match is None:
        return None
    quoted = match.group(1) if match.group(1) is not None else match.group(2)
    return words(match.group(3) if quoted is None else unescaped(quoted))


def unescaped(text: str) -> str:
    r"""A JavaScript string's content with \uXXXX, \xXX and \/ undone."""
    return ESCAPE.sub(_letter, text) if "\\" in text else text


def _letter(match: re.Match[str]) -> str:
    escape = match.group(1)
    if len(escape) > 1:
        return chr(int(escape[1:], 16))
    return PLAIN_ESCAPES.get(escape, escape)
