"""The words and patterns of all packs, compiled: one pass finds the rare ones, the others are sought around them."""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from typing import Final, Literal

from rules.engine.commonness import expected
from rules.engine.folding import Folded, tight
from rules.engine.patterns import tells, width
from rules.engine.phrases import Phrase, Slot
from rules.engine.reading import Reading, Survey
from rules.engine.spellings import Worded, spellings
from rules.engine.starting import Awaited, Companion, Met, Starters
from rules.engine.symbols import Sought, Span, Symbol, Words
from rules.language import Vocabulary

Use = Literal["claim", "spare", "around"]

_COMMON: Final = 20.0  # what an author marks as common is so many times more frequent than its length says
_PATTERN: Final = 1.0  # what a pattern adds
_NUMBER: Final = 50.0  # and one that any number fits


class Lexicon:
    """All symbols of all packs, compiled: `symbol()` while packs are read, `freeze()` once, then the readings.

    What a symbol is used for decides where it is looked for: `claim`, near what woke a rule; `spare`, in the
    text where a rule has matched; `around`, in what stands around that text.
    """

    def __init__(
        self, vocabularies: Mapping[str, Vocabulary], stand_ins: Mapping[str, Sequence[str]]
    ) -> None:
        self.vocabularies = vocabularies
        self._stand_ins = {char: [tight(form) for form in forms] for char, forms in stand_ins.items()}
        self._symbols: dict[tuple[object, ...], Symbol] = {}
        self._by_number: list[Symbol] = []
        self._used: defaultdict[Use, set[int]] = defaultdict(set)
        self._disguised: dict[str, bool] = {}  # word: with homophones?
        self._claimed: set[str] = set()
        self._awaited: list[Awaited] = []

    def symbol(self, slot: Slot, use: Use, disguise: bool = False) -> int:
        """The number of what `slot` accepts; equal slots share it."""
        key = (slot.words, slot.vocabularies, slot.pattern)
        if key not in self._symbols:
            self._symbols[key] = self._gathered(slot)
            self._by_number.append(self._symbols[key])
        self._note(slot, use, disguise)
        symbol = self._symbols[key]
        self._used[use].add(symbol.number)
        return symbol.number

    def await_phrase(self, phrase: Phrase, disguise: bool = False) -> int:
        """The number, counted from 0, under which `starters()` tells that `phrase` may stand in a text."""
        symbols = [self.symbol(slot, "claim", disguise) for slot in phrase]
        longest = [self._longest(symbol) for symbol in symbols]
        gaps = [slot.gap for slot in phrase]
        frequency = [self.frequency(slot) for slot in phrase]
        by_rarity = sorted(range(len(phrase)), key=frequency.__getitem__)
        rarest = by_rarity[0]
        reach = [
            sum(longest[at:rarest]) + sum(gaps[at + 1 : rarest + 1])
            if at < rarest
            else sum(longest[rarest + 1 : at + 1]) + sum(gaps[rarest + 1 : at + 1])
            for at in range(len(phrase))
        ]
        companions = [
            Companion(symbols[at], reach[at], before=at < rarest)
            for at in by_rarity[1:]
            if all(map(tells, self._by_number[symbols[at]].patterns))
        ]
        self._awaited.append(
            Awaited(len(self._awaited), symbols[rarest], (reach[0], reach[-1]), tuple(companions))
        )
        return self._awaited[-1].number

    def _longest(self, symbol: int) -> int:
        """The most characters that the symbol may take."""
        known = self._by_number[symbol]
        return max(known.longest(), *map(width, known.patterns)) if known.patterns else known.longest()

    def frequency(self, slot: Slot) -> float:
        """How often `slot` may be expected to stand in a text, roughly: short words are frequent."""
        if slot.pattern is not None:
            return _frequency([slot.pattern])
        total = sum(map(expected, slot.words))
        for name in slot.vocabularies:
            vocabulary = self.vocabularies[name]
            share = sum(map(expected, vocabulary.words))
            total += share * (_COMMON if vocabulary.common else 1) + _frequency(vocabulary.patterns)
        return total

    def freeze(self) -> None:
        """Build the automata; no symbol can be added afterwards."""
        self._sought = Sought(self._by_number)
        self._spares = Words([self._by_number[number] for number in sorted(self._used["spare"])], many=True)
        disguised = spellings(
            Worded(
                marked=self._disguised,
                claimed=self._claimed,
                plain=[word for symbol in self._by_number for word in symbol.words],
                stand_ins=self._stand_ins,
            )
        )
        self._starters = Starters(self._awaited, self._by_number, disguised)

    def has_patterns(self, symbol: int) -> bool:
        """Does `symbol` stand for more than words?"""
        return bool(self._by_number[symbol].patterns)

    def starters(self, text: str, asked: Container[int]) -> Met:
        """The awaited phrases among `asked` that may stand in `text`, and where to look for them."""
        return self._starters.met(text, asked)

    def claims(self, folded: Folded, windows: Sequence[Span]) -> Reading:
        """What rules look for, within `windows` of the tight view."""
        return Reading(folded, self._sought, windows)

    def spares(self, folded: Folded) -> Survey:
        """What may spare a match in the same text."""
        return Survey(folded, self._sought, self._spares)

    def around(self, folded: Folded) -> Reading:
        """What the goods are, in a text that stands around."""
        return Reading(folded, self._sought)

    def _gathered(self, slot: Slot) -> Symbol:
        symbol = Symbol(len(self._symbols))
        if slot.pattern is not None:
            symbol.patterns.add(slot.pattern)
        symbol.words |= set(map(tight, slot.words))
        for name in slot.vocabularies:
            vocabulary = self.vocabularies[name]
            words = set(map(tight, vocabulary.words))
            symbol.words |= words
            symbol.patterns |= set(vocabulary.patterns)
            if vocabulary.segment != "no":
                symbol.segmented |= dict.fromkeys(words, vocabulary.segment == "end")
        return symbol

    def _note(self, slot: Slot, use: Use, disguise: bool) -> None:
        """Keep in mind which words may be disguised."""
        if disguise:
            self._disguised |= dict.fromkeys(slot.words, False) | self._disguised
        if use == "claim":
            self._claimed |= set(slot.words)
        for name in slot.vocabularies:
            vocabulary = self.vocabularies[name]
            if vocabulary.disguise:
                for word in vocabulary.words:
                    self._disguised[word] = vocabulary.homophones or self._disguised.get(word, False)
            if use == "claim":
                self._claimed |= set(vocabulary.words)


def _frequency(patterns: Sequence[str]) -> float:
    """How often any of some patterns may be expected to match."""
    if not patterns:
        return 0.0
    return _PATTERN if all(map(tells, patterns)) else _NUMBER
