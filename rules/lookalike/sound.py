"""How hanzi sound, and how near two of them are: readings, southern mergers, neighbouring syllables."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import product

from pypinyin.pinyin_dict import pinyin_dict

from rules.lookalike import shipped

INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")
MERGED_INITIALS = {
    "zh": "z",
    "ch": "c",
    "sh": "s",
    "n": "l",
    "r": "l",
}  # southern speakers tell these apart badly
MERGED_FINALS = {"ang": "an", "eng": "en", "ing": "in", "iang": "ian", "uang": "uan"}
NEAR_INITIALS = [
    frozenset(group) for group in ("bp", "dt", "gkh", "jqx", "zcs", "fh", "jz", "qc", "xs", "yw")
]
NEAR_FINALS = [
    frozenset(group.split())
    for group in (
        "e o uo",
        "en un ong",
        "ai ei",
        "ao ou",
        "u v",
        "i ie",
        "ian an",
        "ia a",
        "ua a",
        "uan an",
        "in ian",
    )
]
READINGS = 2  # of a character with many: the commonest come first, the rest are archaic
EXACT, MERGED, NEAR = "音同", "音近（方言）", "音近"


@cache
def readings(char: str) -> tuple[str, ...]:
    """The toneless syllables of a character, commonest first; none for what is no hanzi."""
    if char == "の":
        return ("de", "zhi")
    listed = pinyin_dict.get(ord(char), "") if len(char) == 1 else ""
    return tuple(dict.fromkeys(_toneless(one) for one in listed.split(",") if one))[:READINGS]


def _toneless(syllable: str) -> str:
    plain = unicodedata.normalize("NFD", syllable)
    plain = plain.replace("u\u0308", "v")
    return "".join(c for c in plain if not unicodedata.combining(c))


@cache
def parted(syllable: str) -> tuple[str, str]:
    """Initial and final: zhang is zh + ang."""
    for initial in INITIALS:
        if syllable.startswith(initial) and len(syllable) > len(initial):
            return initial, syllable[len(initial) :]
    return "", syllable


@cache
def merged(syllable: str) -> str:
    """The syllable as southern speech levels it: shi and si, nan and lan, xing and xin are one; hu- and f- too."""
    initial, final = parted(syllable)
    if initial == "h" and final.startswith("u"):
        initial, final = "f", final[1:] or "u"
    final = MERGED_FINALS.get(final, final)
    return MERGED_INITIALS.get(initial, initial) + final


@cache
def nearness(one: str, other: str) -> str | None:
    """How alike two hanzi sound: EXACT, MERGED, NEAR or None."""
    if not set(readings(one)).isdisjoint(readings(other)):
        return EXACT
    first, second = _levelled(one), _levelled(other)
    if not first.isdisjoint(second):
        return MERGED
    return NEAR if any(_near(a, b) for a, b in product(first, second)) else None


@cache
def _levelled(char: str) -> frozenset[str]:
    return frozenset(map(merged, readings(char)))


@cache
def _near(one: str, other: str) -> bool:
    first, last = zip(parted(one), parted(other), strict=True)
    same_first, same_last = first[0] == first[1], last[0] == last[1]
    alike_first = same_first or any(set(first) <= group for group in NEAR_INITIALS)
    alike_last = same_last or any(set(last) <= group for group in NEAR_FINALS)
    return (same_last and alike_first) or (same_first and alike_last)


@cache
def syllables() -> frozenset[str]:
    """Every toneless syllable of Mandarin, with v for ü."""
    return frozenset(
        r for char in pinyin_dict if 0x4E00 <= char < 0xA000 for r in readings(chr(char)) if r.isascii()
    )


def units(text: str) -> Iterator[str]:
    """The text as hanzi, syllables written in letters (the longest first) and single letters: 耐, ke."""
    at = 0
    while at < len(text):
        stop = at + 1
        if text[at].isascii():
            ends = range(min(len(text), at + 6), at + 1, -1)
            stop = next((end for end in ends if text[at:end] in syllables()), stop)
        yield text[at:stop]
        at = stop


@cache
def _options(unit: str) -> tuple[str, ...]:
    if len(unit) > 1:
        return (merged(unit),)
    return tuple(dict.fromkeys(merged(reading) for reading in readings(unit))) or (unit,)


def codes(text: str, limit: int = 4) -> list[str]:
    """The text as merged syllables, one string a combination of readings, at most `limit`."""
    found: list[tuple[str, ...]] = [()]
    for unit in units(text) if not text.isascii() else text:
        choice = _options(unit)
        if len(found) * len(choice) > limit:
            choice = choice[:1]
        found = [(*head, tail) for head in found for tail in choice]
    return [" ".join(one) for one in found]


@cache
def code(unit: str) -> str:
    """The commonest reading of a unit, merged; itself when it is neither hanzi nor syllable."""
    return _options(unit)[0]


def spoken(text: str) -> str:
    """The text as merged syllables in their commonest reading: the first of its codes."""
    lettered = any(map(str.isascii, text)) and not text.isascii()
    return " ".join(map(code, units(text) if lettered else text))


def pinyin(text: str) -> str:
    """The commonest reading of each character, run together, without tones: 耐克 is naike."""
    return "".join((readings(c) or (c,))[0] for c in text)


@cache
def _homophones() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for char in shipped.shapes():
        for reading in readings(char):
            groups[reading].add(char)
            groups["~" + merged(reading)].add(char)
    return {syllable: frozenset(chars) for syllable, chars in groups.items()}


def sounding(syllable: str, *, levelled: bool = False) -> frozenset[str]:
    """The everyday hanzi of a syllable; `levelled`: of all that southern speech makes one with it."""
    return _homophones().get("~" + merged(syllable) if levelled else syllable, frozenset())
