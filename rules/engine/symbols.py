"""Where the ideas of some packs occur in a text: their words in one automaton, their patterns one by one."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Final

from ahocorasick_rs import AhoCorasick
from daachorse import CharwiseDoubleArrayAhoCorasick

from rules.engine.folding import Folded
from rules.engine.joining import stand_alone
from rules.engine.patterns import Patterns
from rules.engine.segments import Segments
from rules.kept import kept

Span = tuple[int, int]
"""Start and end in the tight view."""

Found = dict[int, list[Span]]
"""The places of words by their index, edges and joints not yet checked."""

Match = tuple[int, int, int]
"""Start and end of a word, and its index."""

Occurs = Callable[[str, int, int], object]
"""Does something stand in a text, from one place to another, outside of it or not?"""

_MANY: Final = 50  # words from which an automaton by character pays: it has a table of all characters
_NONE: Final[frozenset[int]] = frozenset()
_SLOW: Final = 5_000  # words from which it takes a while to build
_MADE_BY: Final = f"daachorse {version('daachorse')}"
_FEW: Final = 100  # words up to which an alternation is quicker than any automaton


class Symbol:
    """One idea that may stand in a text: an own set of words, vocabularies and patterns."""

    __slots__ = ("number", "patterns", "segmented", "words")

    def __init__(self, number: int) -> None:
        self.number = number
        self.words: set[str] = set()  # tight spellings
        self.patterns: set[str] = set()
        self.segmented: dict[str, bool] = {}  # word → is its end enough

    def longest(self) -> int:
        """Characters of its longest word; 0 without words."""
        return max(map(len, self.words), default=0)


class Words:
    """The literals of some symbols in one automaton.

    `many`: so many symbols that most of what occurs will not be asked for. Single characters, which make up
    most of it, are then only known to occur, and located when they are asked for.
    """

    def __init__(self, symbols: Sequence[Symbol], many: bool = False, more: Sequence[str] = ()) -> None:
        meanings: defaultdict[str, list[int]] = defaultdict(list)
        for symbol in symbols:
            for word in symbol.words:
                meanings[word].append(symbol.number)
        self.words = sorted(meanings)
        if many:
            self.words.sort(key=len, reverse=True)
        shared = {numbers: frozenset(numbers) for numbers in map(tuple, meanings.values())}
        self.meanings = [shared[tuple(meanings[word])] for word in self.words]
        """The numbers of the symbols to which each word belongs."""
        places = {word: index for index, word in enumerate(self.words)}
        self._segmented = {
            (places[word], symbol.number): end_only
            for symbol in symbols
            for word, end_only in symbol.segmented.items()
        }
        self._edged = [word[0].isascii() or word[-1].isascii() for word in self.words]
        self._singles = {word: places[word] for word in self.words if many and len(word) == 1}
        self.matches = _finder([*self.words[: len(self.words) - len(self._singles)], *more])
        """Each occurrence of each word in a text; edges and joints not yet checked."""

    def meant(self, indices: Iterable[int]) -> frozenset[int]:
        """The numbers of the symbols to which any of these words belongs."""
        return _NONE.union(*map(self.meanings.__getitem__, indices))

    def of(self, number: int, indices: Iterable[int]) -> list[int]:
        """Those of these words that belong to the symbol `number`."""
        return [index for index in indices if number in self.meanings[index]]

    def hits(self, text: str, windows: Sequence[Span] | None = None) -> Found:
        """Where each word occurs in `text` (or in these stretches of it alone), by the word's index."""
        if windows is None:
            return self.by_index(self.matches(text))
        return self.by_index(
            (first + start, first + end, index)
            for first, last in windows
            for start, end, index in self.matches(text[first:last])
        )

    def singles(self, text: str) -> list[int]:
        """The indices of the single characters that stand in `text`, where there are many symbols."""
        return [self._singles[char] for char in set(text) if char in self._singles]

    def by_index(self, matches: Iterable[Match], singles: Iterable[int] = ()) -> Found:
        """The places of each word; none for single characters, which are only known to occur."""
        found: Found = {index: [] for index in singles}
        for start, end, index in matches:
            if index in found:
                found[index].append((start, end))
            else:
                found[index] = [(start, end)]
        return found

    def standing(self, number: int, indices: Iterable[int], hits: "WordHits") -> Iterator[Span]:
        """Where these words of the symbol `number` stand, those with wrong edges or joints left out."""
        for index in indices:
            if not hits.found[index]:
                hits.locate(index, self.words[index])
            spans = hits.alone(index, self._edged[index])
            end_only = self._segmented.get((index, number))
            yield from spans if end_only is None else (span for span in spans if hits.whole(span, end_only))


def occurrence(words: Collection[str]) -> Occurs:
    """Tells whether any of `words` occurs, edges and joints not checked."""
    if 0 < len(words) <= _FEW:
        return re.compile("|".join(map(re.escape, sorted(words)))).search
    automaton = AhoCorasick(sorted(words))
    return lambda text, start, end: automaton.find_matches_as_indexes(
        text[max(0, start) : max(0, end)], overlapping=True
    )


def _finder(words: list[str]) -> Callable[[str], list[Match]]:
    if len(words) < _MANY:
        by_byte = AhoCorasick(words)
        return lambda text: [
            (start, end, index)
            for index, start, end in by_byte.find_matches_as_indexes(text, overlapping=True)
        ]
    by_character = (
        CharwiseDoubleArrayAhoCorasick(words)
        if len(words) < _SLOW
        else CharwiseDoubleArrayAhoCorasick.deserialize(kept(_MADE_BY, words, lambda: _serialized(words)))
    )
    found: Callable[[str], list[Match]] = by_character.find_overlapping
    return found


def _serialized(words: list[str]) -> bytes:
    made: bytes = CharwiseDoubleArrayAhoCorasick(words).serialize()
    return made


class WordHits:
    """The words that occur in one text, checked when they are asked for."""

    def __init__(self, folded: Folded, found: Found) -> None:
        self.found = found
        self._folded = folded
        self._segments = Segments(folded.text)
        self._alone: dict[int, list[Span]] = {}

    def locate(self, index: int, word: str) -> None:
        """Fill in the places of a word that is only known to occur."""
        text, places = self._folded.tight, self.found[index]
        at = text.find(word)
        while at >= 0:
            places.append((at, at + len(word)))
            at = text.find(word, at + 1)

    def alone(self, index: int, edged: bool) -> list[Span]:
        """The places of a word that are words in the text as given."""
        if index not in self._alone:
            self._alone[index] = stand_alone(self._folded, self.found[index], edged)
        return self._alone[index]

    def whole(self, span: Span, end_only: bool) -> bool:
        """Does the segmenter see the span's edges, or its end?"""
        return self._segments.whole(*self._folded.span(*span), end_only)


class SymbolPatterns:
    """The patterns of one symbol."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = Patterns(sorted(patterns))

    def find(self, folded: Folded) -> list[Span]:
        """Where they match in the plain view."""
        return [(start, end) for _, start, end in self._patterns.find(folded.plain)]

    def stand(self, folded: Folded, found: Sequence[Span]) -> list[Span]:
        """The places in the tight view of what was found; matches of separators alone are left out."""
        given, tight = folded.plain_offsets, folded.offsets
        spans = [
            (bisect_left(tight, given[start]), bisect_left(tight, given[end - 1] + 1)) for start, end in found
        ]
        return [span for span in spans if span[0] < span[1]]


class Sought:
    """Each symbol by itself."""

    def __init__(self, symbols: Sequence[Symbol]) -> None:
        self.words = _WordsOf({symbol.number: symbol for symbol in symbols})
        """By the number of the symbol, its words."""
        self.patterns = {
            symbol.number: SymbolPatterns(symbol.patterns) for symbol in symbols if symbol.patterns
        }
        """By the number of the symbol, its patterns if it has any."""


class _WordsOf(dict[int, Words]):
    """Compiled when they are first looked for: most never are."""

    def __init__(self, symbols: Mapping[int, Symbol]) -> None:
        super().__init__()
        self._symbols = symbols

    def __missing__(self, number: int) -> Words:
        self[number] = Words([self._symbols[number]])
        return self[number]
