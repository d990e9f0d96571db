"""What the words around a mark say: a shop's form, a firm's, a place, goods and their class, honours, fillers."""

from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

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
    automaton, words = _words()
    found: list[Piece] = []
    at = start  # from there on nothing was known
    for index, first, last in automaton.find_matches_as_indexes(text[start:end]):
        what, classes = words[index]
        begin = start + first
        if at < begin:
            found.append(Piece("unknown", at, begin))
        elif found and found[-1].what == what and what in RIDING:
            begin, classes = found.pop().start, frozenset()  # one affix of two characters
        at = start + last
        found.append(Piece(what, begin, at, classes))
    return [*found, Piece("unknown", at, end)] if at < end else found


@cache
def _words() -> tuple[ahocorasick_rs.AhoCorasick, list[Known]]:
    """Finds the words, the longest first at a place; and what each is, by its number."""
    words: dict[str, Known] = {}
    for word in (*frames(), *goods()):
        what, classes = frames().get(word), goods().get(word)
        named = what is not None and (classes is None or what in PLAIN)
        words[word] = (what if named and what else "goods", classes or frozenset())
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(words), matchkind=longest), list(words.values())
