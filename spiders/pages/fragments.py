"""The pieces of markup that an answer in JSON, or a script's variable, carries."""

from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

STRINGS = 20_000  # of one answer that are looked through
FRAGMENT = 400_000  # characters of one piece


def fragments(value: Any) -> Iterator[LexborNode]:
    """Each string of `value` that holds markup, parsed, in order."""
    waiting, looked = [value], 0
    while waiting and looked < STRINGS:
        one = waiting.pop()
        looked += 1
        if isinstance(one, dict):
            waiting += reversed(one.values())
        elif isinstance(one, list):
            waiting += reversed(one)
        elif isinstance(one, str) and "<" in one and ">" in one:
            root = LexborHTMLParser(one[:FRAGMENT]).root
            if root is not None:
                yield root
