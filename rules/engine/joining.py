"""Is a word that was found without its separators truly one word in the text as given?"""

import unicodedata
from collections.abc import Sequence
from typing import Final

from rules.engine.folding import TIGHT, Folded

Span = tuple[int, int]

_SENTENCE_ENDS: Final = frozenset("。！？!?；;\n\r")
_LIST_SIGNS: Final = frozenset("，,、:：()（）[]【】{}<>《》「」“”\"'‘’")
_MOST_BETWEEN = 4  # drawn separators between two characters of a word


def stand_alone(folded: Folded, spans: Sequence[Span], edged: bool) -> list[Span]:
    """Those of `spans` of the tight view that count as words: their separators are no syntax.

    `edged`: the word begins or ends in a letter or digit, which must not run on.
    """
    if not edged and spans[0][1] - spans[0][0] == 1:  # a single character has neither
        return list(spans)
    offsets, text = folded.offsets, folded.text
    alone = []
    for start, end in spans:
        first, last = offsets[start], offsets[end - 1] + 1
        if edged and not free_edges(text, first, last):
            continue
        if last - first == end - start or _joined(folded, start, end, first, last):
            alone.append((start, end))
    return alone


def free_edges(text: str, first: int, last: int) -> bool:
    """Does no letter or digit at an edge of `text[first:last]` run on?"""
    before = text[first - 1] if first else ""
    after = text[last] if last < len(text) else ""
    return not (_runs_on(before, text[first]) or _runs_on(after, text[last - 1]))


def _runs_on(neighbour: str, edge: str) -> bool:
    """Do two adjacent characters of the text as given belong to one Latin word, number or model?"""
    if not _is_latin(neighbour) or not _is_latin(edge):
        return False
    return neighbour.isalnum() if edge.isdigit() else neighbour.isalpha()


def _is_latin(char: str) -> bool:
    """ASCII, or a letter with an accent: the nol of español is no word."""
    return char.isascii() or "\u00c0" <= char <= "\u024f"


def _joined(folded: Folded, start: int, end: int, first: int, last: int) -> bool:
    runs = _between(folded.text[first:last])
    drawn = [run for run in runs if run]
    if any(len(run) > _MOST_BETWEEN for run in drawn):
        return False
    if folded.tight[start:end].isascii() and any("/" in run for run in drawn):
        return False
    uniform = len(drawn) >= end - start - 1 > 1
    if not uniform and any(
        not _SENTENCE_ENDS.isdisjoint(run) or not _LIST_SIGNS.isdisjoint(run) for run in drawn
    ):
        return False
    if end - start > 2 or not drawn:
        return True
    return len(drawn[0]) <= 2 and (not drawn[0].isspace() or _isolated(folded, first, last))


def _between(raw: str) -> list[str]:
    """What is drawn between each two characters that count; invisible characters are not drawn."""
    runs: list[str] = []
    run = ""
    for char in raw[1:]:
        if TIGHT[ord(char)]:
            runs.append(run)
            run = ""
        elif unicodedata.category(char) not in {"Cf", "Mn", "Me"}:
            run += char
    return runs


def _isolated(folded: Folded, first: int, last: int) -> bool:
    """Two characters with a space between are a word only where one of them touches nothing else."""
    text = folded.text
    left_free = first == 0 or not TIGHT[ord(text[first - 1])]
    right_free = last == len(text) or not TIGHT[ord(text[last])]
    return left_free or right_free
