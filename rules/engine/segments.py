"""Where Chinese words begin and end: is a found string a word, or part of its neighbours (刷单 in 牙刷单支)?"""

from collections.abc import Iterator
from functools import cache

import rjieba

_MARGIN = 12  # characters on each side that the segmenter sees


@cache
def _segmenter() -> rjieba.Jieba:
    return rjieba.Jieba()


class Segments:
    """The word edges of one text as given, looked up around a place."""

    def __init__(self, text: str) -> None:
        self._text = text

    def whole(self, start: int, end: int, end_only: bool = False) -> bool:
        """Does no word of the segmenter reach across either edge of `text[start:end]`? Text as given.

        `end_only`: a kind of goods stands at the end of its word (花茶 is tea, 茶具 is none).
        """
        edges = {edge for word in self._around(start, end) for edge in word}
        return end in edges and (end_only or start in edges)

    def odd(self, start: int, end: int) -> bool:
        """Does the segmenter see no word in which a character of `text[start:end]` stands with another?"""
        return not any(
            last - first > 1 and first < end and start < last for first, last in self._around(start, end)
        )

    def _around(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        at = max(0, start - _MARGIN)
        for word in _segmenter().cut(self._text[at : end + _MARGIN], False):
            yield at, at + len(word)
            at += len(word)
