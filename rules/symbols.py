"""Where the ideas of all packs occur in a text: their words in one automaton, their patterns in one database."""

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


class Words:
    """The literals of some symbols in one automaton."""

    def __init__(self, symbols: Sequence[Symbol]) -> None:
        meanings: defaultdict[str, list[int]] = defaultdict(list)
        for symbol in symbols:
            for word in symbol.words | symbol.disguised:
                meanings[word].append(symbol.number)
        self._words = list(meanings)
        self._meanings = [tuple(meanings[word]) for word in self._words]
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

    def seen(self, text: str) -> set[int]:
        """The numbers of all symbols one of whose words occurs in `text`."""
        met: set[int] = set()
        for index, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            met.update(self._meanings[index])
        return met

    def symbols(self, indices: Iterable[int]) -> set[int]:
        """The numbers of the symbols to which these words belong."""
        met: set[int] = set()
        for index in indices:
            met.update(self._meanings[index])
        return met

    def hits(self, text: str) -> dict[int, list[Span]]:
        """Where each word occurs in `text`, by the word's index; edges and joints not yet checked."""
        found: dict[int, list[Span]] = {}
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            found.setdefault(index, []).append((start, end))
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
    """The patterns of some symbols."""

    def __init__(self, symbols: Sequence[Symbol]) -> None:
        meanings: defaultdict[str, list[int]] = defaultdict(list)
        for symbol in symbols:
            for pattern in symbol.patterns:
                meanings[pattern].append(symbol.number)
        self._patterns = Patterns(list(meanings))
        self._meanings = list(meanings.values())
        places = {pattern: index for index, pattern in enumerate(meanings)}
        self._indices = {
            symbol.number: [places[pattern] for pattern in symbol.patterns] for symbol in symbols
        }

    def __bool__(self) -> bool:
        return bool(self._meanings)

    def seen(self, plain: str) -> set[int]:
        """The numbers of all symbols one of whose patterns matches in `plain`."""
        return {number for index in self._patterns.seen(plain) for number in self._meanings[index]}

    def hits(self, folded: Folded) -> "PatternHits":
        """Where each pattern matches in a text."""
        found: dict[int, list[Span]] = {}
        for index, start, end in self._patterns.find(folded.plain):
            found.setdefault(index, []).append((start, end))
        return PatternHits(folded, found)

    def stand(self, number: int, hits: "PatternHits") -> list[Span]:
        """Where the symbol `number` stands."""
        return [span for index in self._indices.get(number, ()) for span in hits.spans(index)]


class PatternHits:
    """Where patterns match in one text, brought into the tight view when they are asked for."""

    def __init__(self, folded: Folded, found: dict[int, list[Span]]) -> None:
        self._folded = folded
        self._found = found

    def spans(self, index: int) -> list[Span]:
        """The spans of one pattern in the tight view, those of separators alone left out."""
        given, tight = self._folded.plain_offsets, self._folded.offsets
        spans = [
            (bisect_left(tight, given[start]), bisect_left(tight, given[end - 1] + 1))
            for start, end in self._found.get(index, ())
        ]
        return [span for span in spans if span[0] < span[1]]
