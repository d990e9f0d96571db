"""What stays of a text once case, width, traditional forms and separators are taken away, and where each sign came from."""

import unicodedata
from dataclasses import dataclass
from functools import cache

import opencc

SIGNS = frozenset("&+#")  # written inside of marks: H&M, C&A
LIGATURES = frozenset("の")


class _Table(dict[int, str]):
    """A translation table that learns each character when it first meets it."""

    def __init__(self) -> None:
        super().__init__()
        self._simplify = opencc.OpenCC("t2s").convert

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if 0xD800 <= code < 0xE000 or code == 0:
            folded = ""
        else:
            folded = unicodedata.normalize("NFKD", char).casefold()
            folded = "".join(c for c in folded if unicodedata.category(c)[0] not in "MC")
            folded = unicodedata.normalize("NFKC", folded)
            if any(c >= "㐀" for c in folded):
                folded = self._simplify(folded)
        self[code] = folded
        return folded


@cache
def _table() -> _Table:
    return _Table()


def fold(text: str) -> str:
    """The text in lower case, full-width and traditional forms made plain, accents and invisible signs dropped."""
    return text.translate(_table())


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text without separators; `at[i]` is the offset in the original of its i-th character.

    `gaps` holds the positions (in `text`) before which a separator stood.
    """

    text: str
    at: tuple[int, ...]
    gaps: frozenset[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's offsets of `text[start:end]` (not empty)."""
        return self.at[start], self.at[end - 1] + 1


def squeeze(text: str) -> Folded:
    """Fold, and drop whatever is no letter, digit or sign of marks, in linear time."""
    table = _table()
    chars: list[str] = []
    at: list[int] = []
    gaps: list[int] = []
    for offset, char in enumerate(text):
        for folded in table[ord(char)]:
            if folded.isalnum() or folded in SIGNS or folded in LIGATURES:
                chars.append(folded)
                at.append(offset)
            elif not gaps or gaps[-1] != len(chars):
                gaps.append(len(chars))
    return Folded("".join(chars), tuple(at), frozenset(gaps))


def key(text: str) -> str:
    """A name's identity: equal for all ways to write it with case, width, script variant or separators."""
    return squeeze(text).text


def hanzi(char: str) -> bool:
    """Is this a Chinese character (or の, which Chinese brands use as one)?"""
    return "㐀" <= char <= "鿿" or char in LIGATURES or "\U00020000" <= char <= "\U000323af"
