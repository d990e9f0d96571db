"""What stays of a text without case, width, traditional forms and separators, and where each sign came from."""

import re
import sys
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate

import opencc

SIGNS = frozenset("&+#")  # written inside of marks: H&M, C&A
LIGATURES = frozenset("の")  # Chinese brands use it as a hanzi
GAP, UNEVEN = "\0", "\1"
HANZI = re.compile("[㐀-鿿の\U00020000-\U000323af]")
LETTERS = re.compile("[^㐀-鿿の\U00020000-\U000323af]{2,}")  # one letter is no word, nor a syllable

_ONE_TO_ONE = array("I", [ord(UNEVEN)]) * (sys.maxunicode + 1)
"""What each character that was met folds to, UNEVEN if not to one sign: compact, for the processor's cache."""


class _Table(dict[int, str]):
    """A translation table that learns each character when it first meets it; separators become GAP."""

    def __init__(self) -> None:
        super().__init__()
        self._simplify = opencc.OpenCC("t2s").convert
        self._from_japanese = opencc.OpenCC("jp2t").convert

    def __missing__(self, code: int) -> str:
        self[code] = folded = self._fold(chr(code))
        if len(folded) == 1:
            _ONE_TO_ONE[code] = ord(folded)
        return folded

    def _fold(self, char: str) -> str:
        if 0xD800 <= ord(char) < 0xE000:
            return GAP
        plain = unicodedata.normalize("NFKD", char).casefold()
        kept = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Me", "Mc", "Cf", "Cs"))
        if plain and not kept:
            return ""  # a combining mark, a zero-width sign: as if it were not there
        folded = unicodedata.normalize("NFKC", kept)
        if any(c >= "㐀" for c in folded):
            folded = self._simplify(folded if _chinese(folded) else self._from_japanese(folded))
        return "".join(c if c.isalnum() or c in SIGNS or c in LIGATURES else GAP for c in folded)


def _chinese(text: str) -> bool:
    """Is it written in simplified Chinese (GB 2312) as it stands? Then no Japanese form is looked for."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _table() -> _Table:
    return _Table()


def fold(text: str) -> str:
    """The text in lower case, full width and traditional forms made plain, accents and invisible signs dropped."""
    folded = text.translate(_ONE_TO_ONE)
    return text.translate(_table()) if UNEVEN in folded else folded


@dataclass(eq=False)  # not frozen: one is made for every text, and freezing takes half of its time
class Folded:
    """A folded text without separators; `gaps` holds the positions in `text` before which a separator stood."""

    original: str
    text: str
    gaps: frozenset[int]

    @cached_property
    def at(self) -> list[int]:
        """The offset in the original of each character: few texts are asked for any."""
        even = self.original.translate(_ONE_TO_ONE)
        if UNEVEN not in even:
            return [offset for offset, sign in enumerate(even) if sign != GAP]
        table = _table()
        return [
            offset for offset, char in enumerate(self.original) for sign in table[ord(char)] if sign != GAP
        ]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's offsets of `text[start:end]` (not empty)."""
        return self.at[start], self.at[end - 1] + 1


def squeeze(text: str) -> Folded:
    """Fold, and drop whatever is no letter, digit or sign of marks, in linear time."""
    folded = fold(text)
    if GAP not in folded:
        return Folded(text, folded, frozenset())
    parts = folded.split(GAP)
    return Folded(text, "".join(parts), frozenset(accumulate(map(len, parts[:-1]))))


def key(text: str) -> str:
    """A name's identity: equal for all ways to write it with case, width, script variant or separators."""
    return fold(text).replace(GAP, "")


def hanzi(char: str) -> bool:
    """Is this a Chinese character (or の, which Chinese brands use as one)?"""
    return "㐀" <= char <= "鿿" or char in LIGATURES or "\U00020000" <= char <= "\U000323af"
