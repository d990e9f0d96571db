"""Where the ideas of some packs occur in a text: their words in one automaton, their patterns one by one."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import ahocorasick_rs

from rules.folding import Folded
from rules.joining import stands_alone
from rules.patterns import Patterns
from rules.segments import Segments

Span = tuple[int, int]
"""Start and end in the tight view."""

_NO_INDICES: Final[frozenset[int]] = frozenset()


class Symbol:
    """One idea that may stand in a text: an own set of words, vocabularies and patterns."""

    __slots__ = ("disguised", "number", "patterns", "segmented", "words")

    def __init__(self, number: int) -> None:
        self.number = number
        self.words: set[str] = set()  # tight spellings
        self.patterns: set[str] = set()
        self.disguised: set[str] = set()
        self.segmented: dict[str, bool] = {}  # word → is its end enough

    def longest(self) -> int:
        """Characters of its longest word; 0 without words."""
        return max(map(len, self.words | self.disguised), default=0)


class Words:
    """The literals of some symbols in one automaton."""

    def __init__(self, symbols: Sequence[Symbol]) -> None:
        meanings: defaultdict[str, list[int]] = defaultdict(list)
        for symbol in symbols:
            for word in symbol.words | symbol.disguised:
                meanings[word].append(symbol.number)
        self._words = list(meanings)
        self.meanings = [tuple(meanings[word]) for word in self._words]
        """The numbers of the symbols to which each word belongs."""
        places = {word: index for index, word in enumerate(self._words)}
        self._indices = {
            symbol.number: frozenset(places[word] for word in symbol.words | symbol.disguised)
            for symbol in symbols
        }
        self._segmented = {
            (places[word], symbol.number): end_only
            for symbol in symbols
            for word, end_only in symbol.segmented.items()
        }
        self._edged = [word[0].isascii() or word[-1].isascii() for word in self._words]
        self._automaton = ahocorasick_rs.AhoCorasick(self._words)

    def matches(self, text: str) -> list[tuple[int, int, int]]:
        """Each occurrence of each word: its index, start and end; edges and joints not yet checked."""
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return found

    def symbols(self, indices: Iterable[int]) -> set[int]:
        """The numbers of the symbols to which these words belong."""
        return set().union(*map(self.meanings.__getitem__, indices))

    def hits(self, text: str, windows: Sequence[Span] | None = None) -> dict[int, list[Span]]:
        """Where each word occurs in `text` (or in these stretches of it alone), by the word's index."""
        found: dict[int, list[Span]] = {}
        for first, last in windows if windows is not None else ((0, len(text)),):
            for index, start, end in self.matches(text[first:last]):
                if index in found:
                    found[index].append((first + start, first + end))
                else:
                    found[index] = [(first + start, first + end)]
        return found

    def stand(self, number: int, hits: "WordHits") -> list[Span]:
        """Where the symbol `number` stands, words with wrong edges or joints left out."""
        places: list[Span] = []
        for index in hits.found.keys() & self._indices.get(number, _NO_INDICES):
            spans = hits.alone(index, self._edged[index])
            end_only = self._segmented.get((index, number))
            if end_only is not None:
                spans = [span for span in spans if hits.whole(span, end_only)]
            places += spans
        return places


class WordHits:
    """The words that occur in one text, checked when they are asked for."""

    def __init__(self, folded: Folded, found: dict[int, list[Span]]) -> None:
        self.found = found
        self._folded = folded
        self._segments = Segments(folded.text)
        self._alone: dict[int, list[Span]] = {}

    def alone(self, index: int, edged: bool) -> list[Span]:
        """The places of a word that are words in the text as given."""
        if index not in self._alone:
            self._alone[index] = [
                (start, end)
                for start, end in self.found[index]
                if stands_alone(self._folded, start, end, edged)
            ]
        return self._alone[index]

    def whole(self, span: Span, end_only: bool) -> bool:
        """Does the segmenter see the span's edges, or its end?"""
        return self._segments.whole(*self._folded.span(*span), end_only)


class PatternSet:
    """The patterns of some symbols, each symbol's by themselves: a text is asked for few of them."""

    def __init__(self, symbols: Sequence[Symbol]) -> None:
        self._of = {symbol.number: Patterns(sorted(symbol.patterns)) for symbol in symbols if symbol.patterns}

    def stand(self, number: int, folded: Folded) -> list[Span]:
        """Where the symbol `number` stands in the tight view; matches of separators alone are left out."""
        found = self._of[number].find(folded.plain) if number in self._of else []
        if not found:
            return []
        given, tight = folded.plain_offsets, folded.offsets
        spans = [
            (bisect_left(tight, given[start]), bisect_left(tight, given[end - 1] + 1))
            for _, start, end in found
        ]
        return [span for span in spans if span[0] < span[1]]
