"""Every spelling of the packs' words that is not their own, and what it reads as."""

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from rules.engine.disguise import Mask, Masks, disguises
from rules.engine.folding import tight
from rules.kept import kept
from rules.lookalike import shipped


class Worded(NamedTuple):
    """The words of some packs by how they may be disguised."""

    marked: Mapping[str, bool]
    """Those which an author says to be disguised: with homophones?"""
    claimed: Iterable[str]
    """Those by which rules speak: other spellings may come about by chance."""
    plain: Iterable[str]
    """The tight spellings of all words: none of them is a disguise."""
    stand_ins: Mapping[str, Sequence[str]]
    """What is written for a character, tight."""


class Spellings:
    """Tight spellings, told by their number, and what each reads as: compact, there are some hundred thousand."""

    def __init__(
        self, listed: list[str], words: list[str], word_of: list[int], starts: list[int], ends: list[int]
    ) -> None:
        self.listed = listed
        self._words = words
        self._word_of = array("I", word_of)
        self._starts = bytes(starts)
        self._ends = bytes(ends)

    def mask(self, number: int) -> Mask:
        """What the spelling of this number reads as."""
        return Mask(self._words[self._word_of[number]], self._starts[number], self._ends[number])


def spellings(words: Worded) -> Spellings:
    """Those of `words`, made once for the same words, the same confusion data and the same code."""
    made = kept("spellings", _made_of(words), lambda: json.dumps(_made(words)).encode())
    return Spellings(*json.loads(made))


def _made(words: Worded) -> tuple[list[str], list[str], list[int], list[int], list[int]]:
    found = _found(words)
    masks = found.values()
    places = {word: place for place, word in enumerate(dict.fromkeys(mask.word for mask in masks))}
    word_of = [places[mask.word] for mask in masks]
    return list(found), list(places), word_of, [mask.start for mask in masks], [mask.end for mask in masks]


def _found(words: Worded) -> dict[str, Mask]:
    """What may read as several words reads as the most frequent one: zui好 is 最好."""
    found: dict[str, Mask] = {}
    for word, homophones in sorted(words.marked.items()):
        mask = Mask(tight(word))
        for spelling in disguises(word, words.stand_ins, homophones):
            found.setdefault(spelling, mask)
    possible = Masks(words.stand_ins)
    counted = shipped.words()
    for word in sorted(words.claimed, key=lambda word: (-counted.get(word, 0), word)):
        for spelling, mask in possible.of(word, word in words.marked):
            found.setdefault(spelling, mask)
    for word in words.plain:
        found.pop(word, None)
    return found


def _made_of(words: Worded) -> Iterable[str]:
    """All that the spellings depend on, code and data included."""
    yield from (version("pypinyin"), version("opencc"))
    code = map(Path(__file__).with_name, ("spellings.py", "disguise.py", "folding.py"))
    for source in (*code, *sorted(shipped.DATA.glob("*.txt"))):
        yield source.read_text("utf-8")
    for word, homophones in sorted(words.marked.items()):
        yield f"{word}{homophones:d}"
    for listed in (words.claimed, words.plain):
        yield from ("", *sorted(set(listed)))
    for char, forms in sorted(words.stand_ins.items()):
        yield from ("", char, *forms)
