"""Does a text hold one of many phrases? Literals joined into one linear search, case aside."""

import re
from collections.abc import Iterable
from functools import cached_property

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick


class Phrases:
    """A set of literal phrases; Latin letters match in either case, of two at one place the longer."""

    def __init__(self, *phrases: str) -> None:
        self.phrases = phrases

    @cached_property
    def _automaton(self) -> CharwiseDoubleArrayAhoCorasick:
        phrases = [phrase.lower() for phrase in self.phrases]
        return CharwiseDoubleArrayAhoCorasick(phrases, MATCH_KIND_LEFTMOST_LONGEST)

    def within(self, text: str) -> bool:
        """Does any phrase stand in the text?"""
        return self.within_lower(text.lower())

    def within_lower(self, text: str) -> bool:
        """As `within`, for a text that is in lower case already."""
        return bool(self._automaton.find(text))

    def count(self, text: str) -> int:
        """How often phrases stand in the text, without overlaps."""
        return len(self._automaton.find(text.lower()))

    def different(self, text: str) -> int:
        """How many different phrases stand in the text."""
        return len({phrase for _, _, phrase in self._automaton.find(text.lower())})

    def lines(self, text: str) -> list[int]:
        """Numbers (from 0) of the lines that hold a phrase, in order, each once."""
        return self.lines_lower(text.lower())

    def lines_lower(self, text: str) -> list[int]:
        """As `lines`, for a text that is in lower case already."""
        return _lines(text, (start for start, _, _ in self._automaton.find(text)))


def lines_of(pattern: re.Pattern[str], text: str) -> list[int]:
    """Numbers (from 0) of the lines in which the pattern is found, in order, each once: one search for all."""
    return _lines(text, (match.start() for match in pattern.finditer(text)))


def _lines(text: str, starts: Iterable[int]) -> list[int]:
    found: list[int] = []
    line = at = 0
    for start in starts:
        line += text.count("\n", at, start)
        at = start
        if not found or found[-1] != line:
            found.append(line)
    return found
