"""What the words around a mark say: a shop's form, a firm's, a place, goods and their class, honours, fillers."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from rules.lookalike import shipped
from rules.lookalike.folding import key
from rules.lookalike.places import full_names

RIDING = frozenset({"house", "honour", "renewal", "sound", "trait"})  # what makes another name of a mark
PLAIN = frozenset({"shop", "firm", "legal", "goods"})  # what may follow a mark in its plain use


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
    found: list[Piece] = []
    at = start
    while at < end:
        piece = _known(text, at, end)
        if piece is None:
            if found and found[-1].what == "unknown":
                found[-1] = Piece("unknown", found[-1].start, at + 1)
            else:
                found.append(Piece("unknown", at, at + 1))
            at += 1
            continue
        if found and found[-1].what == piece.what and piece.what in RIDING:
            piece = Piece(piece.what, found.pop().start, piece.end)  # one affix of two characters
        found.append(piece)
        at = piece.end
    return found


def _known(text: str, at: int, end: int) -> Piece | None:
    for length in _lengths().get(text[at], ()):
        stop = at + length
        if stop > end:
            continue
        word = text[at:stop]
        what = frames().get(word)
        classes = goods().get(word)
        if what is not None and (classes is None or what in ("firm", "shop", "legal")):
            return Piece(what, at, stop, classes or frozenset())
        if classes is not None:
            return Piece("goods", at, stop, classes)
    return None


@cache
def _lengths() -> dict[str, list[int]]:
    """For each first character how long its words are, the longest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for word in (*frames(), *goods()):
        found[word[0]].add(len(word))
    return {char: sorted(lengths, reverse=True) for char, lengths in found.items()}
