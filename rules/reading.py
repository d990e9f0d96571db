"""One text and where every symbol and phrase stands in it, found when it is asked for."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from rules.folding import Folded
from rules.symbols import PatternSet, Span, Symbol, WordHits, Words


class Tables:
    """Some symbols, compiled: their words, their patterns, and what a phrase of them cannot do without."""

    def __init__(self, symbols: Sequence[Symbol]) -> None:
        self.words = Words(symbols)
        self.patterns = PatternSet(symbols)
        self.with_patterns = {symbol.number for symbol in symbols if symbol.patterns}
        self._needs: dict[int, tuple[Any, frozenset[int]]] = {}

    def needs(self, phrase: Any) -> frozenset[int]:
        """The symbols of words alone that `phrase` (a sequence of parts) cannot do without."""
        known = self._needs.get(id(phrase))
        if known is None:
            symbols = frozenset(part.symbol for part in phrase) - self.with_patterns
            known = self._needs[id(phrase)] = phrase, symbols  # kept, so that its id stays its own
        return known[1]


class Reading:
    """One text with the places of every symbol of `tables` in it; `windows`: words are looked for there alone."""

    def __init__(self, folded: Folded, tables: Tables, windows: Sequence[Span] | None = None) -> None:
        self.folded = folded
        self._tables = tables
        self._windows = windows
        self._places: dict[int, list[Span]] = {}
        self._spans: dict[int, list[Span]] = {}

    def spans(self, phrase: Any, find: Callable[[Any, "Reading"], list[Span]]) -> list[Span]:
        """`find(phrase, self)`, once a phrase object, and only when all its words occur somewhere."""
        key = id(phrase)
        if key not in self._spans:
            there = self._tables.needs(phrase) <= self.present
            self._spans[key] = find(phrase, self) if there else []
        return self._spans[key]

    @cached_property
    def present(self) -> set[int]:
        """The symbols one of whose words occurs, edges not yet checked."""
        return self._tables.words.symbols(self._hits.found)

    @cached_property
    def _hits(self) -> WordHits:
        return WordHits(self.folded, self._tables.words.hits(self.folded.tight, self._windows))

    def places(self, symbol: int) -> list[Span]:
        """Every span of `symbol`, in order of start, the longest of one start last."""
        if symbol not in self._places:
            spans = self._tables.words.stand(symbol, self._hits) if symbol in self.present else []
            if symbol in self._tables.with_patterns:
                spans = spans + self._tables.patterns.stand(symbol, self.folded)
            self._places[symbol] = sorted(set(spans)) if len(spans) > 1 else spans
        return self._places[symbol]

    def sentence(self, at: int) -> int:
        """The number of the sentence in which the tight position lies."""
        return self.folded.sentence(at)

    def given_length(self, start: int, end: int) -> int:
        """How many characters of the text as given lie between two tight positions."""
        offsets = self.folded.offsets
        return 0 if end >= len(offsets) else offsets[end] - offsets[start - 1] - 1
