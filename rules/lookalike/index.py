"""Which marks could a string be made from? Keys that an imitation shares with its original, looked up in a table.

Every name of the register lies under keys for its sound, its letters and each of its characters left open.
The names that are worth imitating (famous, foreign, indications) also lie under every character that could stand
for one of theirs, place by place, as sets of bits: a look-up a place and their intersection give all candidates.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import combinations
from operator import and_, or_

from rules.lookalike import shipped, sound
from rules.lookalike.folding import hanzi
from rules.lookalike.skeleton import levelled, skeleton

CROWDED = 64  # a key that more names share says nothing
MASKED = 4096  # names that are worth their bits; beyond, a register is searched by keys alone
SHORTEST, LONGEST = 2, 12  # characters of a name with hanzi
LEVELS = {"a": "aeiouy", "p": "pb", "t": "td", "k": "kgqc", "s": "szxj", "f": "fvw", "m": "mn", "r": "rl"}
PHONES = str.maketrans({letter: level for level, letters in LEVELS.items() for letter in letters})


def phones(letters: str) -> str:
    """Letters levelled to how they sound, repeats drawn together: panasonic and penesamig are one."""
    levels = letters.translate(PHONES)
    return "".join(c for at, c in enumerate(levels) if at == 0 or levels[at - 1] != c)


def deletions(text: str, count: int) -> set[str]:
    """The text with exactly `count` of its characters left out."""
    return set(map("".join, combinations(text, len(text) - count))) if len(text) > count else set()


def turned(letters: str) -> str:
    """The same for all rotations of a word (bucksstar, starbucks)."""
    return min(letters[at:] + letters[:at] for at in range(len(letters)))


def latin(text: str) -> bool:
    """Is the folded name free of hanzi?"""
    return text.isascii() or not any(map(hanzi, text))


def letter_keys(name: str) -> set[str]:
    """What a Latin name shares with its imitations."""
    bones = levelled(skeleton(name))[:24]
    keys = {"L" + bones}
    if len(bones) >= 3:
        for count in range(1, 3 if 5 <= len(bones) <= 14 else 2):
            keys |= {"E" + short for short in deletions(bones, count)}
    if len(bones) >= 6:
        keys |= {"P" + phones(name[:24]), "R" + turned(bones)}
    return keys


def hanzi_keys(name: str) -> set[str]:
    """What a name with hanzi shares with its imitations."""
    keys = {"S" + code for code in sound.codes(name)}
    if 3 <= len(name) <= LONGEST:
        keys |= {f"W{name[:at]}*{name[at + 1 :]}" for at in range(len(name))}
        keys |= {"D" + short for short in deletions(name, 1)}
        keys.add("B" + "".join(sorted(name)))
    return keys


class Index:
    """Names under all of their keys; `famous` says which are worth imitating."""

    def __init__(self, names: Iterable[tuple[str, bool]]) -> None:
        table: dict[str, list[int]] = defaultdict(list)
        self._masks: dict[tuple[int, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        masked = 0
        for number, (name, famous) in enumerate(names):
            if latin(name):
                for key in letter_keys(name):
                    table[key].append(number)
                continue
            for key in hanzi_keys(name):
                table[key].append(number)
            if len(name) <= LONGEST:
                table["Y" + sound.pinyin(name)].append(number)
            if famous and masked < MASKED and SHORTEST <= len(name) <= LONGEST:
                self._mask(number, name)
                masked += 1
        self._table = {key: tuple(numbers) for key, numbers in table.items() if len(numbers) <= CROWDED}

    def _mask(self, number: int, name: str) -> None:
        bit = 1 << number
        for place, meant in enumerate(name):
            chars = self._masks[len(name), place]
            for written in stand_ins(meant):
                chars[written] |= bit

    def near(self, text: str) -> set[int]:
        """The numbers of names that the whole of `text` may imitate (itself included)."""
        found: set[int] = set()
        table = self._table
        for key in _probes(text):
            found.update(table.get(key, ()))
        if not latin(text) and len(text) <= LONGEST + 2:
            found.update(_numbers(self._alike(text)))
        return found

    def _alike(self, text: str) -> int:
        length = len(text)
        rows = [self._masks.get((length, at), {}).get(char, 0) for at, char in enumerate(text)]
        found = reduce(and_, rows)
        if length >= 3:
            for at in range(length):
                found |= reduce(and_, rows[:at] + rows[at + 1 :])
        if length >= 4:
            found |= reduce(or_, map(self._spelt, deletions(text, 1)))
        if length >= 6:
            found |= reduce(or_, map(self._spelt, deletions(text, 2)))
        return found

    def _spelt(self, text: str) -> int:
        return reduce(and_, (self._masks.get((len(text), at), {}).get(char, 0) for at, char in enumerate(text)))


def stand_ins(meant: str) -> set[str]:
    """The characters that could stand for one: of its sound, of its shape, of its kind."""
    found = {meant, *shipped.shapes().get(meant, ())}
    for reading in sound.readings(meant):
        found |= _sounding().get(sound.merged(reading), frozenset())
    for _, members in shipped.kin():
        if meant in members:
            found |= members
    return found


_HEARD: dict[str, frozenset[str]] = {}


def _sounding() -> dict[str, frozenset[str]]:
    """The everyday hanzi of each merged syllable."""
    if not _HEARD:
        groups: dict[str, set[str]] = defaultdict(set)
        for char in shipped.shapes():
            for reading in sound.readings(char):
                groups[sound.merged(reading)].add(char)
        _HEARD.update({code: frozenset(chars) for code, chars in groups.items()})
    return _HEARD


def _numbers(bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def _probes(text: str) -> set[str]:
    if not latin(text):
        return hanzi_keys(text) | {"D" + text}
    bones = levelled(skeleton(text))[:24]
    probes = letter_keys(text) | {"E" + bones, "Y" + text}
    if len(bones) > 3:
        for count in (1, 2) if len(bones) > 5 else (1,):
            probes |= {"L" + short for short in deletions(bones, count)}
    return probes
