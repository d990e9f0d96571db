"""How may a foreign name be said in Mandarin syllables? Its letters laid out in units, each the letters of one syllable.

A consonant before a vowel begins a syllable; one without a vowel gets a syllable of its own (s: 斯), closes the last
one (n, ng), or is left out. Every way has a cost, in nats; only the cheapest are kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from rules.lookalike import shipped

KEPT = 32  # ways to say a word that are kept
LONGEST_GRAPHEME = 3
CLOSED, SAME_NASAL = "closed", "either"
SILENT = {"r": 0.2, "h": 0.1, "gh": 0.2, "w": 0.2, "l": 0.9, "n": 2.0, "m": 2.0, "ng": 2.0}
"""What it costs to leave a consonant out after a vowel; another costs more, most of all inside a word."""
LAST, INSIDE = 1.4, 2.4
PARTED, OWN, NASAL_OWN = 0.9, 0.3, 1.2  # two vowels said apart; a consonant with a syllable of its own
TRANSLATED = 0.7
MOST_UNITS = 8


@dataclass(frozen=True, slots=True)
class Unit:
    """The letters of one syllable; `meaning`: the hanzi that translates a word instead."""

    onset: str
    vowel: str
    nasal: str = ""  # does n or m close it, surely or by the next consonant?
    shown: str = ""
    meaning: str = ""


Way = tuple[float, tuple[Unit, ...]]
"""Its cost, and its units."""


@cache
def table(what: str) -> dict[str, tuple[str, ...]]:
    """One part of data/transliteration.tsv: `onset`, `vowel`, `alone`, `meaning`."""
    rows = shipped.rows("transliteration.tsv")
    return {letters: tuple(said.split(" ")) for part, letters, said in rows if part == what}


def ways(words: list[str]) -> list[Way]:
    """The cheapest ways to say a name of several words, cheapest first."""
    found: list[Way] = [(0.0, ())]
    for word in words:
        said = _word(word)
        joined = [(a + b, (*head, *tail)) for a, head in found for b, tail in said]
        found = sorted((way for way in joined if len(way[1]) <= MOST_UNITS), key=lambda way: way[0])[:KEPT]
    return found


def _word(word: str) -> list[Way]:
    found = list(_said(word))
    if len(word) > 3 and word.endswith("e") and word[-2] not in "aeiouy":
        found += _said(word[:-1])
    for other, meanings in table("meaning").items():
        if word == other:
            found += [(TRANSLATED, (Unit("", "", "", word, meaning),)) for meaning in meanings]
        elif word.startswith(other) and len(other) > 3 and len(word) - len(other) > 3:
            head = Unit("", "", "", other, table("meaning")[other][0])
            found += [(cost + TRANSLATED, (head, *units)) for cost, units in _said(word[len(other) :])]
    return sorted(found, key=lambda way: way[0])[:KEPT]


def _said(word: str) -> Iterator[Way]:
    states: list[Way] = [(0.0, ())]
    letters = graphemes(word)
    for at, (letter, vowel) in enumerate(letters):
        if vowel:
            states = [new for state in states for new in _vowel(state, letter)]
        else:
            last = at + 1 == len(letters)
            before_vowel = not last and letters[at + 1][1]
            step = _begin if before_vowel else _alone
            states = [new for state in states for new in step(state, letter, last)]
        states = sorted(dict.fromkeys(states), key=lambda way: way[0])[:KEPT]
    yield from ((cost, units) for cost, units in states if units and all(u.vowel or u.onset for u in units))


def graphemes(word: str) -> list[tuple[str, bool]]:
    """A word cut into consonants and vowels (True), the longest first; doubled consonants count once, x is ks."""
    found: list[tuple[str, bool]] = []
    at = 0
    while at < len(word):
        vowel = _vowel_at(word, at)
        known = table("vowel") if vowel else table("onset")
        stop = next((end for end in range(at + LONGEST_GRAPHEME, at, -1) if word[at:end] in known), at + 1)
        letter = word[at:stop]
        if letter == "x" and found:
            found += [("k", False), ("s", False)]
        elif vowel or not found or letter != found[-1][0]:
            found.append((letter, vowel))
        at = stop
    return found


def _vowel_at(word: str, at: int) -> bool:
    """Does a vowel stand there (y counts where no vowel follows)?"""
    letter = word[at : at + 1]
    following = word[at + 1 : at + 2]
    return letter in set("aeiou") or (letter == "y" and (not following or following not in "aeiou"))


def _begin(state: Way, letter: str, last: bool) -> Iterator[Way]:
    """A consonant before a vowel begins a syllable; n and m may close the one before it too."""
    cost, units = state
    end = units[-1] if units else None
    begun = Unit(letter, "", "", letter)
    if end and end.vowel and not end.nasal and letter[-1] in "nm":
        units = (*units[:-1], replace(end, nasal=SAME_NASAL))
    yield cost, (*units, begun)
    if letter == "h" and end:
        yield cost + SILENT["h"], units


def _alone(state: Way, letter: str, last: bool) -> Iterator[Way]:
    """A consonant without a vowel closes a syllable, has one of its own, or is left out."""
    cost, units = state
    before, end = units[:-1], units[-1] if units else None
    if letter in ("n", "m", "ng") and end and end.vowel and not end.nasal:
        yield cost, (*before, replace(end, nasal=CLOSED, shown=end.shown + letter))
    if letter in table("alone"):
        own = NASAL_OWN if letter in ("n", "ng") else OWN
        yield cost + own, (*units, Unit(letter, "", "", letter))
    if end:
        silent = SILENT.get(letter) if end.vowel else None
        silent = (LAST if last else INSIDE) if silent is None else silent
        yield cost + silent, (*before, replace(end, shown=end.shown + letter))


def _vowel(state: Way, letter: str) -> Iterator[Way]:
    cost, units = state
    end = units[-1] if units else None
    if end and not end.vowel and end.onset and end.shown == end.onset:
        open_, before = end, units[:-1]
    else:
        open_, before = Unit("", ""), units
    yield cost, (*before, replace(open_, vowel=letter, shown=open_.shown + letter))
    if len(letter) == 2 and letter[0] != letter[1] and letter[1] in table("vowel"):
        first = replace(open_, vowel=letter[0], shown=open_.shown + letter[0])
        yield cost + PARTED, (*before, first, Unit("", letter[1], "", letter[1]))
