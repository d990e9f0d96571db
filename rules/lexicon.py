"""The words and patterns of all packs, compiled: one pass finds the rare ones, a second only where one was met."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from rules.commonness import expected
from rules.disguise import disguises
from rules.folding import Folded, tight
from rules.language import Vocabulary
from rules.patterns import LONGEST
from rules.phrases import Slot
from rules.reading import Reading, Tables
from rules.starting import Starters
from rules.symbols import Span, Symbol

Use = Literal["claim", "spare", "around"]

_COMMON: Final = 20.0  # what an author marks as common is so many times more frequent than its length says
_PATTERN: Final = 0.3  # what a pattern adds


class Lexicon:
    """All symbols of all packs, compiled: `symbol()` while packs are read, `freeze()` once, then the readings.

    What a symbol is used for decides where it is looked for: `claim`, near what woke a rule; `spare`, in the
    text where a rule has matched; `around`, in what stands around that text.
    """

    def __init__(
        self, vocabularies: Mapping[str, Vocabulary], stand_ins: Mapping[str, Sequence[str]]
    ) -> None:
        self.vocabularies = vocabularies
        self._stand_ins = stand_ins
        self._symbols: dict[tuple[object, ...], Symbol] = {}
        self._used: defaultdict[Use, set[int]] = defaultdict(set)
        self._known_disguises: dict[tuple[str, bool], set[str]] = {}
        self._reach: dict[int, Span] = {}

    def symbol(self, slot: Slot, use: Use, disguise: bool = False) -> int:
        """The number of what `slot` accepts; equal slots share it."""
        key = (slot.words, slot.vocabularies, slot.pattern, disguise)
        if key not in self._symbols:
            self._symbols[key] = self._gathered(slot, disguise)
        symbol = self._symbols[key]
        self._used[use].add(symbol.number)
        return symbol.number

    def starts_search(self, symbol: int, before: int, after: int) -> None:
        """Meeting `symbol` is worth a closer look, at so many characters before and after it."""
        known = self._reach.get(symbol, (0, 0))
        self._reach[symbol] = max(before, known[0]), max(after, known[1])

    def longest(self, slot: Slot, disguise: bool = False) -> int:
        """The most characters that `slot`, already a symbol, may take."""
        symbol = self._symbols[slot.words, slot.vocabularies, slot.pattern, disguise]
        return max(symbol.longest(), LONGEST if symbol.patterns else 0)

    def frequency(self, slot: Slot) -> float:
        """How often `slot` may be expected to stand in a text, roughly: short words are frequent."""
        if slot.pattern is not None:
            return _PATTERN
        total = sum(map(expected, slot.words))
        for name in slot.vocabularies:
            vocabulary = self.vocabularies[name]
            share = sum(map(expected, vocabulary.words))
            total += share * (_COMMON if vocabulary.common else 1) + (_PATTERN if vocabulary.patterns else 0)
        return total

    def freeze(self) -> None:
        """Build the automata; no symbol can be added afterwards."""
        by_number = {symbol.number: symbol for symbol in self._symbols.values()}
        self._claims, self._spares, self._around = (
            Tables([by_number[number] for number in sorted(self._used[use])])
            for use in ("claim", "spare", "around")
        )
        self._starters = Starters([by_number[number] for number in sorted(self._reach)], self._reach)

    def of_words_alone(self, symbol: int) -> bool:
        """Has `symbol`, a part of a claim, no pattern?"""
        return symbol not in self._claims.with_patterns

    def starters(self, folded: Folded) -> tuple[set[int], list[Span]]:
        """The symbols worth a closer look that `folded` seems to carry, and where to look."""
        return self._starters.met(folded)

    def claims(self, folded: Folded, windows: Sequence[Span]) -> Reading:
        """What rules look for, within `windows` of the tight view."""
        return Reading(folded, self._claims, windows)

    def spares(self, folded: Folded) -> Reading:
        """What may spare a match in the same text."""
        return Reading(folded, self._spares)

    def around(self, folded: Folded) -> Reading:
        """What the goods are, in a text that stands around."""
        return Reading(folded, self._around)

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
