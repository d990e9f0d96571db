"""One text and where every symbol and phrase stands in it, found when it is asked for."""

from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import Any, Final

from rules.folding import Folded
from rules.symbols import PatternHits, PatternSet, Span, WordHits, Words

_SENTENCE_ENDS: Final = frozenset("。！？!?；;\n\r")


class Needs:
    """Which symbols of a phrase are words alone, so that a text without one of them cannot carry it."""

    def __init__(self, with_patterns: set[int]) -> None:
        self.with_patterns = with_patterns
        self._known: dict[int, tuple[Any, frozenset[int]]] = {}

    def of(self, phrase: Any) -> frozenset[int]:
        """The symbols that `phrase` (a sequence of parts) cannot do without."""
        known = self._known.get(id(phrase))
        if known is None:
            symbols = frozenset(part.symbol for part in phrase) - self.with_patterns
            known = self._known[id(phrase)] = phrase, symbols  # kept, so that its id stays its own
        return known[1]


class Reading:
    """One text with the places of every symbol in it."""

    def __init__(self, folded: Folded, words: Words, patterns: PatternSet, needs: "Needs") -> None:
        self.folded = folded
        self._all_words = words
        self._all_patterns = patterns
        self._needs = needs
        self._places: dict[int, list[Span]] = {}
        self._spans: dict[int, list[Span]] = {}

    def spans(self, phrase: Any, find: Callable[[Any, "Reading"], list[Span]]) -> list[Span]:
        """`find(phrase, self)`, once a phrase object, and only when all its words occur somewhere."""
        key = id(phrase)
        if key not in self._spans:
            there = self._needs.of(phrase) <= self.present
            self._spans[key] = find(phrase, self) if there else []
        return self._spans[key]

    @cached_property
    def present(self) -> set[int]:
        """The symbols one of whose words occurs, edges not yet checked."""
        return self._all_words.symbols(self._hits.found)

    @cached_property
    def _hits(self) -> WordHits:
        return WordHits(self.folded, self._all_words.hits(self.folded.tight))

    @cached_property
    def _pattern_hits(self) -> PatternHits:
        return self._all_patterns.hits(self.folded)

    def places(self, symbol: int) -> list[Span]:
        """Every span of `symbol`, in order of start, the longest of one start last."""
        if symbol not in self._places:
            spans = self._all_words.stand(symbol, self._hits)
            if symbol in self._needs.with_patterns:
                spans = spans + self._all_patterns.stand(symbol, self._pattern_hits)
            self._places[symbol] = sorted(set(spans)) if len(spans) > 1 else spans
        return self._places[symbol]

    @cached_property
    def _ends(self) -> list[int]:
        """Tight positions before which a sentence ends."""
        offsets = self.folded.offsets
        return [
            bisect_right(offsets, at) for at, char in enumerate(self.folded.text) if char in _SENTENCE_ENDS
        ]

    def sentence(self, at: int) -> int:
        """The number of the sentence in which the tight position lies."""
        return bisect_right(self._ends, at)

    def given_length(self, start: int, end: int) -> int:
        """How many characters of the text as given lie between two tight positions."""
        offsets = self.folded.offsets
        return 0 if end >= len(offsets) else offsets[end] - offsets[start - 1] - 1
