"""What the words around a mark say: a shop's form, a firm's, a place, goods and their class, honours, fillers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rules.lookalike import shipped
from rules.lookalike.folding import key
from rules.lookalike.places import full_names

RIDING = frozenset({"house", "honour", "renewal", "sound", "trait"})  # what makes another name of a mark
PLAIN = frozenset({"shop", "firm", "legal", "goods"})  # what may follow a mark in its plain use


Known = tuple[str, frozenset[int]]
"""What a known word is (see `Piece`), and the Nice classes of the goods that it names."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a folded name and what it is; `what` is a set of data/frames.tsv, `goods`, or `unknown`."""

    what: str
    start: int
    end: int
    classes: frozenset[int] = frozenset()


@cache
def goods() -> dict[str, frozenset[int]]:
    """Words for goods, and their Nice classes."""
    known: dict[str, frozenset[int]] = {}
    for number, listed in shipped.rows("goods.tsv"):
        for word in listed.split(" "):
            folded = key(word)
            known[folded] = known.get(folded, frozenset()) | {int(number)}
    return known


@cache
def frames() -> dict[str, str]:
    """Words around names, and what they are; the first set that lists a word has it."""
    known: dict[str, str] = {}
    for what, listed in shipped.rows("frames.tsv"):
        for word in listed.split(" "):
            known.setdefault(key(word), what)
    known |= {name: "place" for name in full_names() if name not in known}
    return known


def pieces(text: str, start: int = 0, end: int | None = None) -> list[Piece]:
    """The stretch laid out left to right, the longest known word first; what is unknown comes in one piece a run."""
    end = len(text) if end is None else end
    lengths, words = _words()
    found: list[Piece] = []
    at = unknown = start  # from `unknown` on nothing was known
    while at < end:
        here = lengths.get(text[at])
        piece = _known(text, at, end, here, words) if here else None
        if piece is None:
            at += 1
            continue
        if unknown < at:
            found.append(Piece("unknown", unknown, at))
        if found and found[-1].what == piece.what and piece.what in RIDING:
            piece = Piece(piece.what, found.pop().start, piece.end)  # one affix of two characters
        found.append(piece)
        at = unknown = piece.end
    return [*found, Piece("unknown", unknown, end)] if unknown < end else found


def _known(text: str, at: int, end: int, lengths: Iterable[int], words: dict[str, Known]) -> Piece | None:
    for length in lengths:
        stop = at + length
        if stop <= end and (known := words.get(text[at:stop])) is not None:
            return Piece(known[0], at, stop, known[1])
    return None


@cache
def _words() -> tuple[dict[str, list[int]], dict[str, Known]]:
    """For each first character how long its words are, the longest first; and what every word is."""
    words: dict[str, Known] = {}
    for word in (*frames(), *goods()):
        what, classes = frames().get(word), goods().get(word)
        named = what is not None and (classes is None or what in PLAIN)
        words[word] = (what if named and what else "goods", classes or frozenset())
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in words:
        lengths[word[0]].add(len(word))
    return {char: sorted(found, reverse=True) for char, found in lengths.items()}, words
