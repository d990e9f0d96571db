"""Where the words of all packs stand in a text: one pass for the rare ones, a second only when one was met."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

import ahocorasick_rs

from rules.disguise import disguises
from rules.folding import Folded, tight
from rules.joining import stands_alone
from rules.language import Vocabulary
from rules.patterns import Patterns
from rules.phrases import Slot
from rules.segments import Segments

Span = tuple[int, int]
"""Start and end in the tight view."""

_LETTERS: Final = 30.0  # a word one character longer is so many times rarer
_COMMON: Final = 20.0  # what an author marks as common is so many times more frequent than its length says
_PATTERN: Final = 0.3  # what a pattern adds
_NO_INDICES: Final[frozenset[int]] = frozenset()
_SENTENCE_ENDS: Final = frozenset("。！？!?；;\n\r")


class Symbol:
    """One idea that may stand in a text: an own set of words, vocabularies and patterns."""

    __slots__ = ("disguised", "number", "patterns", "segmented", "words")

    def __init__(self, number: int) -> None:
        self.number = number
        self.words: set[str] = set()  # tight spellings
        self.patterns: set[str] = set()
        self.disguised: set[str] = set()
        self.segmented: dict[str, bool] = {}  # word → is its end enough


class Lexicon:
    """All symbols of all packs, compiled: `symbol()` while packs are read, `freeze()` once, then `read()`."""

    def __init__(
        self, vocabularies: Mapping[str, Vocabulary], stand_ins: Mapping[str, Sequence[str]]
    ) -> None:
        self.vocabularies = vocabularies
        self._stand_ins = stand_ins
        self._symbols: dict[tuple[object, ...], Symbol] = {}
        self._known_disguises: dict[tuple[str, bool], set[str]] = {}
        self._starters: set[int] = set()
        self._parts: set[int] = set()

    def symbol(self, slot: Slot, disguise: bool = False) -> int:
        """The number of what `slot` accepts; equal slots share it."""
        key = (slot.words, slot.vocabularies, slot.pattern, disguise)
        if key not in self._symbols:
            self._symbols[key] = self._gathered(slot, disguise)
        return self._symbols[key].number

    def starts_search(self, symbol: int) -> None:
        """Meeting `symbol` is worth a closer look."""
        self._starters.add(symbol)

    def is_part(self, symbol: int) -> None:
        """`symbol` is a part of a phrase that rules look for."""
        self._parts.add(symbol)

    def of_words_alone(self, symbol: int) -> bool:
        """Has `symbol` no pattern?"""
        return symbol not in self._needs.with_patterns

    def frequency(self, slot: Slot) -> float:
        """How often `slot` may be expected to stand in a text, roughly: short words are frequent."""
        if slot.pattern is not None:
            return _PATTERN
        total = sum(_LETTERS ** -len(tight(word)) for word in slot.words)
        for name in slot.vocabularies:
            vocabulary = self.vocabularies[name]
            share = sum(_LETTERS ** -len(tight(word)) for word in vocabulary.words)
            total += share * (_COMMON if vocabulary.common else 1) + (_PATTERN if vocabulary.patterns else 0)
        return total

    def freeze(self) -> None:
        """Build the automata; no symbol can be added afterwards."""
        symbols = list(self._symbols.values())
        first = [symbol for symbol in symbols if symbol.number in self._starters]
        self._rare = Words(first)
        self._part_words = Words([symbol for symbol in symbols if symbol.number in self._parts])
        self._needs = Needs({symbol.number for symbol in symbols if symbol.patterns})
        self._all = Words(symbols)
        self._rare_patterns = PatternSet(first)
        self._all_patterns = PatternSet(symbols)

    def starters(self, folded: Folded) -> set[int]:
        """The symbols worth a closer look that `folded` seems to carry (edges not yet checked)."""
        met = self._rare.seen(folded.tight)
        if self._rare_patterns:
            met |= self._rare_patterns.seen(folded.plain)
        return met

    def parts(self, folded: Folded) -> set[int]:
        """The parts of phrases that `folded` seems to carry, those of words alone."""
        return self._part_words.seen(folded.tight)

    def read(self, folded: Folded) -> "Reading":
        """Every symbol of the text, found on demand."""
        return Reading(folded, self._all, self._all_patterns, self._needs)

    def _gathered(self, slot: Slot, disguise: bool) -> Symbol:
        symbol = Symbol(len(self._symbols))
        if slot.pattern is not None:
            symbol.patterns.add(slot.pattern)
        self._add_words(symbol, Vocabulary(words=slot.words, disguise=disguise))
        for name in slot.vocabularies:
            vocabulary = self.vocabularies[name]
            self._add_words(symbol, vocabulary)
            symbol.patterns |= set(vocabulary.patterns)
        symbol.disguised -= symbol.words
        return symbol

    def _add_words(self, symbol: Symbol, vocabulary: Vocabulary) -> None:
        for word in vocabulary.words:
            symbol.words.add(tight(word))
            if vocabulary.disguise:
                symbol.disguised |= self._disguises(word, vocabulary.homophones)
        if vocabulary.segment != "no":
            words = {tight(word) for word in vocabulary.words} | symbol.disguised
            symbol.segmented |= dict.fromkeys(words, vocabulary.segment == "end")

    def _disguises(self, word: str, homophones: bool) -> set[str]:
        key = word, homophones
        if key not in self._known_disguises:
            self._known_disguises[key] = disguises(word, self._stand_ins, homophones)
        return self._known_disguises[key]


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

    def __bool__(self) -> bool:
        return bool(self._meanings)

    def seen(self, plain: str) -> set[int]:
        """The numbers of all symbols one of whose patterns matches in `plain`."""
        return {number for index in self._patterns.seen(plain) for number in self._meanings[index]}

    def stand(self, folded: Folded) -> dict[int, list[Span]]:
        """Where each symbol stands, in coordinates of the tight view."""
        found: defaultdict[int, list[Span]] = defaultdict(list)
        for index, start, end in self._patterns.find(folded.plain):
            given = folded.plain_offsets[start], folded.plain_offsets[end - 1] + 1
            span = bisect_left(folded.offsets, given[0]), bisect_left(folded.offsets, given[1])
            if span[0] < span[1]:
                for number in self._meanings[index]:
                    found[number].append(span)
        return found


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
            there = self._needs.of(phrase) <= self._present
            self._spans[key] = find(phrase, self) if there else []
        return self._spans[key]

    @cached_property
    def _present(self) -> set[int]:
        """The symbols one of whose words occurs, edges not yet checked."""
        return self._all_words.symbols(self._hits.found)

    @cached_property
    def _hits(self) -> WordHits:
        return WordHits(self.folded, self._all_words.hits(self.folded.tight))

    @cached_property
    def _by_patterns(self) -> dict[int, list[Span]]:
        return self._all_patterns.stand(self.folded)

    def places(self, symbol: int) -> list[Span]:
        """Every span of `symbol`, in order of start, the longest of one start last."""
        if symbol not in self._places:
            spans = self._all_words.stand(symbol, self._hits)
            if symbol in self._needs.with_patterns:
                spans = spans + self._by_patterns.get(symbol, [])
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
