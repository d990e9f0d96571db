"""What a text says where its words are disguised: 池名商标 reads 驰名商标 before any rule looks at it."""

from collections.abc import Iterable, Iterator

from rules.engine.disguise import Mask
from rules.engine.folding import TIGHT, Folded, Put
from rules.engine.joining import free_edges, stand_alone
from rules.engine.segments import Segments
from rules.engine.spellings import Spellings
from rules.engine.symbols import Match


class Unmasking:
    """What the disguised spellings of words read as; a spelling is told by its number."""

    def __init__(self, disguised: Spellings) -> None:
        self._mask = disguised.mask

    def unmasked(self, folded: Folded, found: Iterable[Match]) -> Folded:
        """The text with the words in plain that were `found` disguised: start, end and spelling."""
        puts = _apart(self._puts(folded, found))
        return Folded(folded.text, puts) if puts else folded

    def _puts(self, folded: Folded, found: Iterable[Match]) -> Iterator[Put]:
        by_chance: dict[str, Mask] = {}
        for start, end, index in found:
            mask = self._mask(index)
            if not mask.certain:
                by_chance[folded.tight[start:end]] = mask
            elif _stands(folded, start, end):
                yield Put(*folded.span(start, end), mask.word)
        if by_chance:
            segments = Segments(folded.text)
            for spelling, mask in by_chance.items():
                for first, last in folded.unbroken(spelling):
                    if _meant(folded.text, segments, first, last, mask):
                        yield Put(first, last, mask.word)


def _stands(folded: Folded, start: int, end: int) -> bool:
    edged = folded.tight[start].isascii() or folded.tight[end - 1].isascii()
    return bool(stand_alone(folded, [(start, end)], edged))


def _meant(text: str, segments: Segments, first: int, last: int, mask: Mask) -> bool:
    """Is `text[first:last]` a word by itself, and are its strange characters no part of another word?"""
    if not free_edges(text, first, last):
        return False
    if not all(TIGHT[ord(char)].isascii() for char in text[first + mask.start : first + mask.end]):
        return segments.whole(first, last) and segments.odd(first + mask.start, first + mask.end)
    if mask.end - mask.start > 1:
        return True
    return not _follows_code(text, first) and segments.odd(first + 1, last)


def _follows_code(text: str, at: int) -> bool:
    """Does a letter at `at` end a model's number (红米3s手机) rather than begin a word (j仿)?"""
    before = text[at - 1 : at]
    return before != "" and before.isascii() and (before.isalnum() or before in "-_./")


def _apart(puts: Iterable[Put]) -> list[Put]:
    """Those that overlap no earlier one, in order; the longest of one start."""
    kept: list[Put] = []
    for one in sorted(puts, key=lambda one: (one.start, -one.end)):
        if not kept or kept[-1].end <= one.start:
            kept.append(one)
    return kept
