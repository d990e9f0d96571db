"""Where in running text does an unmistakable imitation stand? One pass over titles and descriptions, in linear time.

Three cues are strict enough outside of a brand's place: a famous mark of three or more hanzi with one swapped for
its like in sound or shape, a mark's characters kept apart by separators, and letters of other scripts in a Latin one.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import ahocorasick_rs

from rules.lookalike import shipped, sound
from rules.lookalike.folding import squeeze
from rules.lookalike.index import latin
from rules.lookalike.matches import Considered
from rules.lookalike.naming import Name, Stretch
from rules.lookalike.scales import Classes, Scales
from rules.lookalike.skeleton import levelled, skeleton
from rules.lookalike.slots import for_others
from rules.lookalike.writing import cuts, measure
from rules.marks import Mark

SHORTEST, SHORTEST_LETTERS, LONGEST = 3, 4, 12  # characters of a mark that is looked for
LIKEST = 8  # glyphs nearest to a character that may stand for it
PATTERNS = 400_000  # beyond, a register's further names are looked for in the brand's place only
DEARER = 4.0  # nats more than a name needs
WORD = re.compile(r"[^\s㐀-鿿,，。、/|()（）【】]{4,24}")


class Cues:
    """Finds the strict cues of one register."""

    def __init__(self, scales: Scales) -> None:
        self._scales = scales
        patterns: dict[str, int] = {}
        for number, name in enumerate(scales.names):
            if scales.known[name].kind in ("ordinary", "gi") or len(name) > LONGEST:
                continue
            if not latin(name) and len(patterns) < PATTERNS:
                patterns[name] = number
                for variant in _variants(name) if len(name) >= SHORTEST else ():
                    patterns.setdefault(variant, number)
        self._numbers = list(patterns.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            list(patterns), implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )
        self._met = lru_cache(maxsize=2)(self._read)  # a title is asked for its cues, then for genuine names

    def _read(self, text: str) -> tuple[Name, list[tuple[int, int, int]]]:
        """A text, and where famous names and their like stand in it: number, start and end."""
        folded = squeeze(text)
        name = Name(text, folded, folded.text)
        return name, self._automaton.find_matches_as_indexes(name.whole, overlapping=True)

    def find(self, text: str, classes: Classes) -> Iterator[Considered]:
        """Every strict cue in a text, in order of place."""
        name, met = self._met(text)
        for index, start, end in met:
            stretch = Stretch(name, start, end)
            number = self._numbers[index]
            if stretch.part in self._scales.known:
                if stretch.gaps and _bound(stretch):
                    yield self._scales.own(stretch)
            elif not stretch.gaps and not cuts(name.whole, start) and not cuts(name.whole, end):
                for one in self._scales.near(stretch, (number,), classes, least=DEARER, alone=True):
                    if one.evidence >= DEARER and not for_others(text, one.match.start):
                        yield one.moved(0, DEARER)
        yield from self._letters(text)

    def genuine(self, text: str) -> Iterator[tuple[Mark, int, int]]:
        """The famous marks that a text names plainly, longest first at a place, not as what an accessory fits."""
        name, met = self._met(text)
        spans = [Stretch(name, start, end) for _, start, end in met]
        if latin_words := list(_latin_words(name)):
            read = Name.of(text)
            spans += [Stretch(read, *span) for span in latin_words]
        taken: list[Stretch] = []
        for stretch in sorted(spans, key=lambda one: (one.start - one.end, one.start)):
            mark = self._scales.known.get(stretch.part)
            if mark is None or mark.kind in ("ordinary", "gi") or stretch.gaps:
                continue
            if (
                any(stretch.overlaps(one) for one in taken)
                or cuts(name.whole, stretch.start)
                or cuts(name.whole, stretch.end)
            ):
                continue
            taken.append(stretch)
            if not for_others(text, stretch.span[0]):
                yield mark, *stretch.span

    def _letters(self, text: str) -> Iterator[Considered]:
        for found in WORD.finditer(text):
            word = found.group()
            other = self._scales.bones.get(levelled(skeleton(word)))
            if (
                other is None
                or not SHORTEST_LETTERS <= len(other) <= LONGEST
                or word.casefold() in shipped.english()
                or measure(word)
                or for_others(text, found.start())
            ):
                continue
            stretch = Stretch(Name.of(word), 0, len(squeeze(word).text))
            if stretch.part and stretch.part not in self._scales.known:
                yield self._scales.disguised(stretch, other, "homoglyph").moved(found.start())


def _latin_words(name: Name) -> Iterator[tuple[int, int]]:
    """The runs of letters and digits of a text, to their ends at hanzi and separators."""
    start = 0
    for at in range(len(name.whole) + 1):
        ended = at == len(name.whole) or not name.whole[at].isascii() or at in name.folded.gaps
        if ended and at - start >= SHORTEST:
            yield start, at
        if ended:
            start = at if at < len(name.whole) and name.whole[at].isascii() else at + 1


def _bound(stretch: Stretch) -> bool:
    """Do separators, not spaces alone, keep the characters apart?"""
    return not any(char.isspace() for char in stretch.shown)


def _variants(name: str) -> Iterator[str]:
    """The name with one character swapped for its like."""
    for at, meant in enumerate(name):
        ranked = sorted(shipped.shapes().get(meant, {}).items(), key=lambda pair: -pair[1])
        alike = {char for char, _ in ranked[:LIKEST]}
        alike.update(char for reading in sound.readings(meant) for char in sound.sounding(reading))
        for written in alike - {meant}:
            yield name[:at] + written + name[at + 1 :]
