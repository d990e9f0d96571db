"""How well does the syllable of a hanzi say the letters of a foreign name? In nats that it costs."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from rules.lookalike import sound
from rules.lookalike.saying import CLOSED, Unit, table

RANKED = (0.4, 1.1, 1.6, 2.0, 2.3, 2.6, 2.8, 3.0)  # the likeliest sound, the next…
UNLIKE = 3.5  # a vowel that none of the tables gives
UNHEARD, UNWRITTEN = 1.5, 1.3  # n or m that is not heard; that is heard where none is written
KINDS = {"P": "b p", "T": "d t", "K": "g k", "F": "f w", "S": "z c s zh ch sh j q x", "L": "l r", "_": "y"}
KIND = {initial: kind for kind, initials in KINDS.items() for initial in initials.split(" ")} | {"": "_"}
NASALS = {
    "an": "a",
    "ang": "a",
    "en": "e",
    "eng": "e",
    "in": "i",
    "ing": "i",
    "un": "u",
    "ong": "o",
    "ian": "ie",
    "iang": "ia",
    "uan": "ua",
    "uang": "ua",
    "van": "ie",
    "vn": "v",
    "iong": "iu",
}
"""Closed finals and their vowels."""
WEAK = {"un": "aeiou", "en": "aeiou", "an": "aeou", "ong": "ou", "in": "eiy"}
"""Vowels that a closed syllable stands for where they are not stressed: 伦 for lan, len, lin, lon."""


@dataclass(frozen=True, slots=True)
class Syllable:
    """A hanzi's sound: initial, final, the vowels of its final, and whether n or ng closes it."""

    whole: str
    initial: str
    final: str
    vowel: str
    closed: bool


@cache
def syllable(char: str) -> Syllable | None:
    """A hanzi's commonest sound; None when it has none."""
    readings = sound.readings(char)
    if not readings:
        return None
    initial, final = sound.parted(readings[0])
    if initial in ("j", "q", "x", "y") and final.startswith("u"):
        final = "v" + final[1:]  # written u, said ü
    elif initial == "y" and not final.startswith("i"):
        final = {"e": "ie", "ou": "iu", "an": "ian"}.get(final, "i" + final)
    return Syllable(readings[0], initial, final, NASALS.get(final, final), final in NASALS)


@cache
def begins(char: str) -> str:
    """The kinds of initial, one letter each, with which a hanzi may be said to begin; none when it has no sound."""
    said = syllable(char)
    if said is None:
        return ""
    if said.whole == "er":
        return "R"
    return "F_" if said.initial == "w" else KIND.get(said.initial, said.initial)


@cache
def may_begin(unit: Unit) -> frozenset[str]:
    """The kinds of initial with which the syllable of a unit may begin."""
    if unit.meaning:
        return frozenset(begins(unit.meaning))
    if unit.vowel:
        initials = table("onset")[unit.onset] if unit.onset else ("",)
        return frozenset(KIND.get(initial, initial) for initial in initials)
    said = table("alone")[unit.onset]
    return frozenset(
        "R" if one == "er" else KIND.get(sound.parted(one)[0], sound.parted(one)[0]) for one in said
    )


class Costs(dict[str, float | None]):
    """What each hanzi costs for the letters of a unit, reckoned when it first meets them."""

    def __init__(self, unit: Unit) -> None:
        super().__init__()
        self._unit = unit

    def __missing__(self, char: str) -> float | None:
        self[char] = found = cost(self._unit, char)
        return found


@cache
def costs_of(unit: Unit) -> Costs:
    """The costs of a unit, shared by all that say it."""
    return Costs(unit)


def cost(unit: Unit, char: str) -> float | None:
    """How unlikely a hanzi is heard for a unit's letters; None when it cannot be."""
    said = syllable(char)
    if said is None or (unit.meaning and unit.meaning != char):
        return None
    if unit.meaning:
        return 0.0
    if not unit.vowel:
        alone = table("alone")[unit.onset]
        return RANKED[alone.index(said.whole)] if said.whole in alone else None
    begun = _initial(unit, said)
    return None if begun is None else begun + _final(unit, said)


def _initial(unit: Unit, said: Syllable) -> float | None:
    if not unit.onset:
        return 0.0 if said.initial in ("", "y", "w") else None
    initials = table("onset")[unit.onset]
    return RANKED[initials.index(said.initial)] - RANKED[0] if said.initial in initials else None


def _final(unit: Unit, said: Syllable) -> float:
    vowels = table("vowel")[unit.vowel]
    heard = RANKED[vowels.index(said.vowel)] if said.vowel in vowels else UNLIKE
    if unit.nasal and unit.vowel[-1] in WEAK.get(said.final, ""):
        heard = min(heard, RANKED[1])
    if unit.nasal == CLOSED and not said.closed:
        return heard + UNHEARD
    return heard + (UNWRITTEN if said.closed and not unit.nasal else 0.0)


@cache
def customary() -> dict[str, str]:
    """The hanzi that tables of transliterations use, by syllable."""
    found: dict[str, str] = defaultdict(str)
    for char in table("char")[""][0]:
        found[sound.readings(char)[0]] += char
    return dict(found)
