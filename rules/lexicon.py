"""The words and patterns of all packs, compiled: one pass finds the rare ones, a second only where one was met."""

from collections.abc import Mapping, Sequence
from typing import Final

from rules.disguise import disguises
from rules.folding import Folded, tight
from rules.language import Vocabulary
from rules.phrases import Slot
from rules.reading import Needs, Reading
from rules.symbols import PatternSet, Symbol, Words

_LETTERS: Final = 30.0  # a word one character longer is so many times rarer
_SINGLE: Final = 0.5  # but a single character stands in many a word
_COMMON: Final = 20.0  # what an author marks as common is so many times more frequent than its length says
_PATTERN: Final = 0.3  # what a pattern adds


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

    def symbol(self, slot: Slot, disguise: bool = False) -> int:
        """The number of what `slot` accepts; equal slots share it."""
        key = (slot.words, slot.vocabularies, slot.pattern, disguise)
        if key not in self._symbols:
            self._symbols[key] = self._gathered(slot, disguise)
        return self._symbols[key].number

    def starts_search(self, symbol: int) -> None:
        """Meeting `symbol` is worth a closer look."""
        self._starters.add(symbol)

    def of_words_alone(self, symbol: int) -> bool:
        """Has `symbol` no pattern?"""
        return symbol not in self._needs.with_patterns

    def frequency(self, slot: Slot) -> float:
        """How often `slot` may be expected to stand in a text, roughly: short words are frequent."""
        if slot.pattern is not None:
            return _PATTERN
        total = sum(map(_expected, slot.words))
        for name in slot.vocabularies:
            vocabulary = self.vocabularies[name]
            share = sum(map(_expected, vocabulary.words))
            total += share * (_COMMON if vocabulary.common else 1) + (_PATTERN if vocabulary.patterns else 0)
        return total

    def freeze(self) -> None:
        """Build the automata; no symbol can be added afterwards."""
        symbols = list(self._symbols.values())
        first = [symbol for symbol in symbols if symbol.number in self._starters]
        self._rare = Words(first)
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

    def read(self, folded: Folded) -> Reading:
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


def _expected(word: str) -> float:
    """How often a word may be expected to stand in a text, by its length."""
    length = len(tight(word))
    return _SINGLE if length == 1 else _LETTERS**-length
