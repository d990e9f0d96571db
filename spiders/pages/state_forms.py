"""How do frameworks write a page's data into it? As a literal, a quoted or encoded text, a function, a table."""

import re
from typing import Any
from urllib.parse import unquote

from spiders.pages import javascript
from spiders.pages.embedded import unescaped

DEPTH = 40  # levels in which names are filled in
ENTRIES = 40_000  # of a table that are looked at
LINES = 400  # of one streamed part
_FUNCTION = re.compile(r"=\s{0,3}\(function\s{0,3}\(([\w$,\s]{0,20000})\)\s{0,3}\{")
_PARSED = re.compile(r"JSON\.parse\(\s{0,3}(decodeURIComponent\(\s{0,3})?([\"'])")
_UP_TO = {quote: re.compile(rf"[^{quote}\\]*(?:\\.[^{quote}\\]*)*", re.DOTALL) for quote in "\"'"}
_WRAPPERS = frozenset({"Reactive", "ShallowReactive", "Ref", "ShallowRef"})


def written_otherwise(script: str, whole: Any) -> Any:
    """What a script holds that is no plain literal; `whole` is its value as one, None for others."""
    if isinstance(whole, list):
        return _from_table(whole) or _streamed(whole)
    if whole is not None:
        return None
    if script.lstrip()[:3] in {"%7B", "%5B"}:
        return javascript.body_value(unquote(script.strip()))
    return _returned(script) or _parsed(script)


def _returned(script: str) -> Any:
    """`__NUXT__=(function(a,b){return {title:a,price:b}}("竹篮",18))`: what it returns, its names filled in."""
    called = _FUNCTION.search(script)
    if called is None:
        return None
    begin, end = script.find("return", called.end()), script.rfind("}(")
    found = javascript.literal(script, begin + len("return")) if 0 <= begin < end else None
    given = javascript.literal(f"[{script[end + 2 : script.rfind('))')]}]")
    if found is None or not isinstance(given, list):
        return found
    names = [name.strip() for name in called.group(1).split(",")]
    return _filled(found, dict(zip(names, given, strict=False)), 0)


def _filled(value: Any, names: dict[str, Any], depth: int) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    if depth >= DEPTH:
        return value
    if isinstance(value, list):
        return [_filled(part, names, depth + 1) for part in value]
    if isinstance(value, dict):
        return {key: _filled(part, names, depth + 1) for key, part in value.items()}
    return value


def _parsed(script: str) -> Any:
    """`window.state = JSON.parse("{\\"title\\": …}")`, percent-encoded or not."""
    call = _PARSED.search(script)
    quoted = _UP_TO[call.group(2)].match(script, call.end()) if call is not None else None
    if call is None or quoted is None:
        return None
    text = unescaped(quoted.group())
    return javascript.body_value(unquote(text) if call.group(1) else text)


def _from_table(table: list[Any]) -> Any:
    """Nuxt's `[{"data": 1}, {"title": 2}, "竹篮"]`, where each number says at which place its value stands.

    What stands before the number is not followed, and an object goes to the first that refers to it: no value holds
    itself, and none is walked twice.
    """
    if len(table) < 3 or not _refers(table[0]):
        return None
    values = table[:ENTRIES]
    owners: dict[int, int] = {}
    for at, entry in enumerate(values):
        for place in entry.values() if isinstance(entry, dict) else entry if isinstance(entry, list) else ():
            if type(place) is int and at < place < len(values):
                owners.setdefault(place, at)
    for at in range(len(values) - 1, -1, -1):
        entry = values[at]
        if _is_wrapped(entry):
            values[at] = _referred(values, entry[1], at, owners)
        elif isinstance(entry, list):
            values[at] = [_referred(values, place, at, owners) for place in entry]
        elif isinstance(entry, dict):
            values[at] = {key: _referred(values, place, at, owners) for key, place in entry.items()}
    return values[0]


def _referred(values: list[Any], place: Any, at: int, owners: dict[int, int]) -> Any:
    """The value at a place behind `at`; None for what refers to none, or to another's object."""
    if type(place) is not int or not at < place < len(values):
        return None
    value = values[place]
    return value if owners[place] == at or not isinstance(value, (dict, list)) else None


def _is_wrapped(entry: Any) -> bool:
    """`["Reactive", 2]`: the value at that place, watched."""
    return isinstance(entry, list) and len(entry) == 2 and isinstance(entry[0], str) and entry[0] in _WRAPPERS


def _refers(entry: Any) -> bool:
    if isinstance(entry, list):
        return _is_wrapped(entry)
    return isinstance(entry, dict) and bool(entry) and all(type(place) is int for place in entry.values())


def _streamed(part: list[Any]) -> Any:
    """Next's `self.__next_f.push([1, "5:{\\"product\\": …}\\n"])`: the values of its lines."""
    text = part[1] if len(part) == 2 and isinstance(part[1], str) else ""
    lines = (line for line in text.split("\n")[:LINES] if ":" in line)
    values = [javascript.literal(line, line.find(":") + 1) for line in lines]
    return [value for value in values if value is not None] or None
