"""Does a text hold one of many phrases? Literals joined into one linear search, case aside."""

import re


class Phrases:
    """A set of literal phrases; Latin letters match in either case."""

    def __init__(self, *phrases: str) -> None:
        self.phrases = phrases
        longest_first = sorted(phrases, key=len, reverse=True)
        self._pattern = re.compile("|".join(re.escape(phrase.lower()) for phrase in longest_first))
        self._search, self._all = self._pattern.search, self._pattern.findall

    def within(self, text: str) -> bool:
        """Does any phrase stand in the text?"""
        return self._search(text.lower()) is not None

    def within_lower(self, text: str) -> bool:
        """As `within`, for a text that is in lower case already."""
        return self._search(text) is not None

    def count(self, text: str) -> int:
        """How often phrases stand in the text, without overlaps."""
        return len(self._all(text.lower()))

    def different(self, text: str) -> int:
        """How many different phrases stand in the text."""
        return len(set(self._all(text.lower())))

    def lines(self, text: str) -> list[int]:
        """Numbers (from 0) of the lines that hold a phrase, in order, each once."""
        return lines_of(self._pattern, text.lower())


def lines_of(pattern: re.Pattern[str], text: str) -> list[int]:
    """Numbers (from 0) of the lines in which the pattern is found, in order, each once: one search for all."""
    found: list[int] = []
    line = at = 0
    for match in pattern.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        if not found or found[-1] != line:
            found.append(line)
    return found
