"""Where Chinese words begin and end: is a found string a word, or part of its neighbours (刷单 in 牙刷单支)?"""

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
        first = max(0, start - _MARGIN)
        window = self._text[first : end + _MARGIN]
        edges = {first}
        at = first
        for word in _segmenter().cut(window, False):
            at += len(word)
            edges.add(at)
        return end in edges and (end_only or start in edges)
