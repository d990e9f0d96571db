"""A name laid out for judging: its folded text, what stands around its core, and where its parts may begin and end."""

from dataclasses import dataclass
from functools import cached_property

from rules.lookalike.folding import LETTERS, Folded, squeeze
from rules.lookalike.surroundings import PLAIN, Piece, pieces

READ = 120  # characters of a name that are read; the rest of a longer one is no name
LONGEST_CORE, LONGEST_LATIN = 14, 24
OUTSIDE = {
    "house": 0.5,
    "honour": 0.5,
    "renewal": 0.5,
    "sound": 1.6,
    "trait": 0.8,
    "goods": 0.4,
    "country": 1.0,
    "legal": 2.0,
}
UNKNOWN, KNOWN = 3.5, 0.3  # nats that an unknown character, and a known word, cost beside a stretch


@dataclass(eq=False)
class Name:
    """A text that is a name, or the slot of a title that may hold one; `whole`: folded, without separators."""

    text: str
    folded: Folded
    whole: str

    @classmethod
    def of(cls, text: str) -> "Name":
        """The name as given; only its first READ characters count."""
        folded = squeeze(text[:READ])
        return cls(text, folded, folded.text)

    @cached_property
    def laid(self) -> list[Piece]:
        """The whole laid out in known words and unknown stretches."""
        return pieces(self.whole)

    @cached_property
    def core(self) -> tuple[int, int]:
        """The stretch without leading places and trailing words for shop, firm and goods."""
        left = list(self.laid)
        start, end = 0, len(self.whole)
        while len(left) > 1 and left[-1].what in PLAIN:
            end = left.pop().start
        while len(left) > 1 and left[0].what in ("place", "country"):
            start = left.pop(0).end
        return start, end

    @cached_property
    def word_edges(self) -> frozenset[int]:
        """Where known words begin and end."""
        known = (piece for piece in self.laid if piece.what != "unknown")
        return frozenset(edge for piece in known for edge in (piece.start, piece.end))

    @cached_property
    def breaks(self) -> frozenset[int]:
        """Where a word may begin or end: at separators, around hanzi and known words, at a change of case."""
        inside = {
            place
            for run in LETTERS.finditer(self.whole)
            for place in range(run.start() + 1, run.end())
            if not self._begins(place)
        }
        found = frozenset(range(len(self.whole) + 1))
        return found - (inside - self.folded.gaps - self.word_edges) if inside else found

    def _begins(self, place: int) -> bool:
        """Does a model begin between two letters, or is there a change of case?"""
        whole, text, at = self.whole, self.text, self.folded.at
        if not (whole[place - 1].isascii() and whole[place].isascii()):
            return False
        if whole[place].isdigit() and not whole[place - 1].isdigit():
            return True
        upper = text[at[place]].isupper()
        return text[at[place - 1]].isupper() != upper and (
            upper or (place > 1 and text[at[place - 2]].isupper())
        )

    def windows(self) -> list[tuple[int, list[int]]]:
        """The whole, the core, and the stretches that begin or end the core, at breaks only: each start, its ends."""
        start, end = self.core
        ends = {start: {end}}
        if end - start <= LONGEST_CORE:
            ends[start].update(stop for stop in range(start + 2, end) if stop in self.breaks)
            ends |= {begin: {end} for begin in range(start + 1, end - 1) if begin in self.breaks}
        if len(self.whole) <= (LONGEST_LATIN if self.whole.isascii() else LONGEST_CORE):
            ends.setdefault(0, set()).add(len(self.whole))
        return [(begin, sorted(stops)) for begin, stops in sorted(ends.items())]


@dataclass(eq=False, slots=True)
class Stretch:
    """`name.whole[start:end]`, not empty."""

    name: Name
    start: int
    end: int

    @property
    def part(self) -> str:
        """Its folded text."""
        return self.name.whole[self.start : self.end]

    @property
    def span(self) -> tuple[int, int]:
        """Its offsets in the text as given."""
        return self.name.folded.span(self.start, self.end)

    @property
    def shown(self) -> str:
        """Its text as given."""
        start, end = self.span
        return self.name.text[start:end]

    @property
    def gaps(self) -> frozenset[int]:
        """Where separators stand inside it."""
        gaps = self.name.folded.gaps
        return frozenset(filter(gaps.__contains__, range(self.start + 1, self.end))) if gaps else gaps

    def overlaps(self, other: "Stretch") -> bool:
        """Do the two share a character?"""
        return self.start < other.end and other.start < self.end

    def company(self) -> float:
        """Nats that the words around it cost: the more that is unknown, the less it is the name."""
        cost = 0.0
        for piece in self.name.laid:
            outside = max(0, min(piece.end, self.start) - piece.start) + max(
                0, piece.end - max(piece.start, self.end)
            )
            if outside and piece.what == "unknown":
                cost += UNKNOWN * (1 if self.name.whole[piece.start : piece.end].isascii() else outside)
            elif outside:
                cost += OUTSIDE.get(piece.what, KNOWN)
        return cost
