"""Which lines of a picture are its watermark: the same words again and again, in pieces as well?"""

import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz.fuzz import partial_ratio

PIECE = 4  # characters that a watermark's repetitions share at least
TIMES = 3
LIKE = 66  # percent of a fragment's characters that agree with the watermark's words
_CHINESE = re.compile("[一-鿿]+")


def watermark(texts: Sequence[str]) -> frozenset[int]:
    """Positions of the lines that repeat each other, and of the fragments of what they say.

    A licence repeats no four characters three times; digits and letters, which dates and numbers share, count for nothing.
    """
    pieces = Counter(piece for text in texts for piece in _pieces(text))
    repeated = {piece for piece, times in pieces.items() if times >= TIMES}
    marked = {at for at, text in enumerate(texts) if repeated & _pieces(text)}
    if not marked:
        return frozenset()
    words = max((texts[at] for at in marked), key=lambda text: sum(pieces[piece] for piece in _pieces(text)))
    fragments = {at for at, text in enumerate(texts) if at not in marked and _of(text, words)}
    return frozenset(marked | fragments)


def _pieces(text: str) -> set[str]:
    runs = _CHINESE.findall(text)
    return {run[at : at + PIECE] for run in runs for at in range(len(run) - PIECE + 1)}


def _of(text: str, words: str) -> bool:
    """Is it a piece of the watermark's words, perhaps with a character misread?"""
    if text in words:
        return True
    return 3 <= len(text) <= len(words) and partial_ratio(text, words) >= LIKE
