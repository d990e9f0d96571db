"""One text and where every symbol and phrase stands in it, found when it is asked for."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from rules.engine.folding import Folded
from rules.engine.symbols import Found, Match, Sought, Span, WordHits, Words

if TYPE_CHECKING:
    from rules.engine.matching import Chain


class Reading:
    """One text with the places of every symbol in it; `windows`: words are looked for there alone."""

    def __init__(self, folded: Folded, sought: Sought, windows: Sequence[Span] | None = None) -> None:
        self.folded = folded
        self._sought = sought
        self._windows = windows
        self._places: dict[int, list[Span]] = {}
        self._stands: dict[int, bool] = {}
        self._spans: dict[Chain, list[Span]] = {}
        self._found: dict[int, Found] = {}
        self._matches: dict[int, list[Span]] = {}

    def spans(self, phrase: "Chain") -> list[Span]:
        """The spans of `phrase`, one for each start, in order."""
        if phrase not in self._spans:
            self._spans[phrase] = phrase.find(self)
        return self._spans[phrase]

    def possible(self, symbol: int) -> bool:
        """May `symbol` stand somewhere: does a word or pattern of it occur, edges and joints not yet checked?"""
        return bool(self.folded.tight and (self._worded(symbol) or self._patterned(symbol)))

    def stands(self, symbol: int) -> bool:
        """Does `symbol` stand somewhere?"""
        if symbol not in self._stands:
            self._stands[symbol] = self.possible(symbol) and (
                next(self._standing(symbol), None) is not None
                or bool(self._patterned(symbol) and self.places(symbol))
            )
        return self._stands[symbol]

    def places(self, symbol: int) -> list[Span]:
        """Every span of `symbol`, in order of start, the longest of one start last."""
        if symbol not in self._places:
            spans = list(self._standing(symbol))
            patterned = self._patterned(symbol)
            if patterned:
                spans = spans + self._sought.patterns[symbol].stand(self.folded, patterned)
            self._places[symbol] = sorted(set(spans)) if len(spans) > 1 else spans
        return self._places[symbol]

    def sentence(self, at: int) -> int:
        """The number of the sentence in which the tight position lies."""
        return self.folded.sentence(at)

    def given_length(self, start: int, end: int) -> int:
        """How many characters of the text as given lie between two tight positions."""
        offsets = self.folded.offsets
        return 0 if end >= len(offsets) else offsets[end] - offsets[start - 1] - 1

    def _worded(self, symbol: int) -> Found:
        if symbol not in self._found:
            self._found[symbol] = self._sought.words[symbol].hits(self.folded.tight, self._windows)
        return self._found[symbol]

    def _patterned(self, symbol: int) -> list[Span]:
        if symbol not in self._matches:
            patterns = self._sought.patterns.get(symbol)
            self._matches[symbol] = patterns.find(self.folded) if patterns else []
        return self._matches[symbol]

    def _standing(self, symbol: int) -> Iterator[Span]:
        found = self._worded(symbol)
        return self._sought.words[symbol].standing(symbol, found, WordHits(self.folded, found))


class Survey(Reading):
    """A text read in one pass for the words of many symbols, when most that is asked for will not be there."""

    def __init__(self, folded: Folded, sought: Sought, words: Words) -> None:
        super().__init__(folded, sought)
        self._words = words

    @cached_property
    def present(self) -> frozenset[int]:
        """The symbols one of whose words occurs, edges not yet checked."""
        return self._words.meant({index for *_, index in self._matches_of_words}.union(self._singles))

    @cached_property
    def _matches_of_words(self) -> list[Match]:
        return self._words.matches(self.folded.tight)

    @cached_property
    def _singles(self) -> list[int]:
        return self._words.singles(self.folded.tight)

    @cached_property
    def _hits(self) -> WordHits:
        return WordHits(self.folded, self._words.by_index(self._matches_of_words, self._singles))

    def possible(self, symbol: int) -> bool:
        """The same."""
        return symbol in self.present or bool(self._patterned(symbol))

    def _standing(self, symbol: int) -> Iterator[Span]:
        found = self._words.of(symbol, self._hits.found) if symbol in self.present else ()
        return self._words.standing(symbol, found, self._hits)
