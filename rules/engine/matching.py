"""Where a composed phrase stands in a text: its parts in order, each gap within its bound, one sentence."""

from bisect import bisect_left
from dataclasses import dataclass

from rules.engine.lexicon import Lexicon, Use
from rules.engine.phrases import Phrase, parse
from rules.engine.reading import Reading
from rules.engine.symbols import Span

_SLACK = 8  # separators that a gap may hold besides twice its characters


@dataclass(frozen=True)
class Part:
    """A symbol and how many characters may precede it since the part before."""

    symbol: int
    gap: int


@dataclass(frozen=True, eq=False)
class Chain:
    """A phrase in symbols of a lexicon; `words`: those that stand for words alone."""

    parts: tuple[Part, ...]
    words: frozenset[int]

    def find(self, reading: Reading) -> list[Span]:
        """The spans of the phrase, one for each start, in order; linear in the places of its symbols.

        From the last part backwards: each place keeps the end that is reached through its nearest follower.
        """
        if not all(reading.possible(part.symbol) for part in self.parts):
            return []
        reached: dict[Span, int] = {span: span[1] for span in reading.places(self.parts[-1].symbol)}
        for at in range(len(self.parts) - 2, -1, -1):
            if not reached:
                return []
            followers = sorted(reached)
            reached = {
                span: reached[follower]
                for span in reading.places(self.parts[at].symbol)
                if (follower := _follower(span, followers, self.parts[at + 1].gap, reading)) is not None
            }
        longest: dict[int, int] = {}
        for (start, _), end in reached.items():
            longest[start] = max(end, longest.get(start, 0))
        return sorted(longest.items())


def chains(text: str, lexicon: Lexicon, use: Use) -> list[Chain]:
    """The phrases of the notation `text`, their slots turned into symbols of `lexicon`."""
    return [chain(phrase, lexicon, use) for phrase in parse(text)]


def chain(phrase: Phrase, lexicon: Lexicon, use: Use, disguise: bool = False) -> Chain:
    """One phrase in symbols."""
    parts = tuple(Part(lexicon.symbol(slot, use, disguise), slot.gap) for slot in phrase)
    return Chain(parts, frozenset(part.symbol for part in parts if not lexicon.has_patterns(part.symbol)))


def _follower(span: Span, followers: list[Span], gap: int, reading: Reading) -> Span | None:
    """The nearest of `followers` that starts within `gap` after `span` in its sentence; its longest form."""
    end = span[1]
    at = bisect_left(followers, (end, 0))
    if at == len(followers) or followers[at][0] > end + gap:
        return None
    start = followers[at][0]
    if reading.given_length(end, start) > 2 * gap + _SLACK:
        return None
    if reading.sentence(end - 1) != reading.sentence(start):
        return None
    while at + 1 < len(followers) and followers[at + 1][0] == start:
        at += 1
    return followers[at]
