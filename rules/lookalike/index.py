"""Which marks could a string be made from? Keys that an imitation shares with its original, looked up in a table.

Every name of the register lies under keys for its sound, its letters and each of its characters left open. The
names that are worth imitating (famous, foreign, indications) also lie under all that could stand for them.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, groupby, islice, permutations

from rapidfuzz.distance.Indel import normalized_similarity
from rapidfuzz.process import extract

from rules.lookalike import sound
from rules.lookalike.folding import HANZI
from rules.lookalike.keys import Keys
from rules.lookalike.masks import LONGEST, SHORTEST, Masks
from rules.lookalike.skeleton import levelled, skeleton

logger = logging.getLogger(__name__)

TOLD = 100_000  # names between two words of progress
MASKED = 4096  # names that are worth their bits; beyond, a register is searched by keys alone
LONGEST_LETTERS, NEAREST, ALIKE = 24, 8, 0.57
ORDINARY_HANZI, ORDINARY_LETTERS = 3, 7  # shorter ordinary names are near too much to be looked for
LEVELS = {"a": "aeiouy", "p": "pb", "t": "td", "k": "kgqc", "s": "szxj", "f": "fvw", "m": "mn", "r": "rl"}
PHONES = str.maketrans({letter: level for level, letters in LEVELS.items() for letter in letters})


def phones(letters: str) -> str:
    """Letters levelled to how they sound, repeats drawn together: velnora and felnura are one."""
    return "".join(level for level, _ in groupby(letters.translate(PHONES)))


def deletions(text: str, count: int) -> set[str]:
    """The text with exactly `count` of its characters left out."""
    return set(map("".join, combinations(text, len(text) - count))) if len(text) > count else set()


def turned(letters: str) -> str:
    """The same for all rotations of a word (rawindow, windowra)."""
    twice, length = letters + letters, len(letters)
    return min([twice[at : at + length] for at in range(length)])


def latin(text: str) -> bool:
    """Is the folded name free of hanzi?"""
    return text.isascii() or HANZI.search(text) is None


def letter_keys(name: str, all_of_them: bool = True) -> set[str]:
    """What a Latin name shares with its imitations; only how it looks unless all are wanted."""
    bones = levelled(skeleton(name))[:LONGEST_LETTERS]
    keys = {"L" + bones}
    if not all_of_them:
        return keys
    if len(bones) >= 3:
        keys |= {"E" + short for short in deletions(bones, 1)}
    if 4 <= len(bones) <= 8:
        keys.add("A" + "".join(sorted(bones)))
    if len(bones) >= 6:
        keys |= {"P" + phones(name[:LONGEST_LETTERS]), "R" + turned(bones)}
    return keys


class Index:
    """Names under all of their keys; `famous` says which are worth imitating."""

    def __init__(self, names: Iterable[tuple[str, bool]]) -> None:
        self._keys = Keys()
        self._masks = Masks()
        self._famous: dict[str, int] = {}
        self._begun: set[str] = set()  # how the keys of names in hanzi begin: most texts begin otherwise
        masked = 0
        for number, (name, famous) in enumerate(names):
            if latin(name):
                if famous and len(self._famous) < MASKED:
                    self._famous[name] = number
                keys = letter_keys(name, famous or len(name) >= ORDINARY_LETTERS)
            elif famous and masked < MASKED and SHORTEST <= len(name) <= LONGEST:
                self._masks.add(number, name)
                masked += 1
                keys = _famous_keys(name)
            else:
                keys = _famous_keys(name) | _plain_keys(name) if famous else _plain_keys(name)
            self._begun.update(begin for key in keys if key[0] in "SDBW" for begin in _begins(key))
            self._keys.add(keys, number)
            if number and number % TOLD == 0:
                logger.info("商标索引：已编入 %s 个名称", f"{number:,}")
        self._keys.freeze()

    def beginnings(self, text: str, stops: Sequence[int]) -> dict[int, set[int]]:
        """For stops the numbers of names that `text[:stop]` may imitate (itself included), where there are any.

        A stop is the end of the text, or two or more; the nearest stands first.
        """
        first = HANZI.search(text)
        letters = len(text) if first is None else first.start()
        found = {}
        for stop in stops:
            if stop <= letters:
                part = text[:stop]
                found[stop] = {*self._likest(part), *self._keys.numbers(_letter_probes(part))}
        later = [stop for stop in stops if stop > letters]
        if later:
            fits, probes = self._masks.beginnings(text), self._hanzi_probes(text, later)
            for stop in later:
                if stop in fits or stop in probes:
                    found[stop] = fits.get(stop, set()) | self._keys.numbers(probes.get(stop, ()))
        return {stop: numbers for stop, numbers in found.items() if numbers}

    def _hanzi_probes(self, text: str, stops: list[int]) -> dict[int, list[str]]:
        """The keys to ask for at each stop, but for those with which no name's keys begin."""
        pair = text[:2]
        lettered = text[0].isascii() or pair[-1].isascii()
        syllables = list(islice(sound.units(text), 2)) if lettered else pair
        said = "S" + " ".join(map(sound.code, syllables)) in self._begun
        one_short, reordered = "D" + pair in self._begun, "B" + pair in self._begun
        opened = self._openable(text) if stops[-1] > ORDINARY_HANZI else ()
        complete = len("".join(syllables))  # from there on they are not cut short
        if not (said or one_short or reordered or opened) and stops[0] >= complete:
            return {}
        probes: dict[int, list[str]] = {}
        for stop in stops:
            part = text[:stop]
            asked = ["D" + part] if one_short else []
            if said or stop < complete:
                asked.append("S" + sound.spoken(part))
            if ORDINARY_HANZI <= stop <= LONGEST and reordered:
                asked.append("B" + "".join(sorted(part)))
            if ORDINARY_HANZI < stop <= LONGEST:
                asked += [f"W{part[:at]}*{part[at + 1 :]}" for at in opened if at < stop]
            if asked:
                probes[stop] = asked
        return probes

    def _openable(self, text: str) -> list[int]:
        """The places of `text` that can be left open: with none of the others does any name begin."""
        first, second = text[:1], text[1:2]
        opened = [at for at, begin in enumerate((f"W*{second}", f"W{first}*")) if begin in self._begun]
        return [*opened, *range(2, LONGEST)] if f"W{first}{second}" in self._begun else opened

    def _likest(self, text: str) -> Iterator[int]:
        """Famous Latin names of mostly the same letters."""
        if 3 <= len(text) <= LONGEST_LETTERS:
            names = self._famous
            for name, _, _ in extract(
                text, names.keys(), scorer=normalized_similarity, score_cutoff=ALIKE, limit=NEAREST
            ):
                yield names[name]


def _famous_keys(name: str) -> set[str]:
    """What the masks do not see: a name a character short, in another order, spelt in letters."""
    keys = {"S" + code for code in sound.codes(name)} | {"Y" + sound.pinyin(name)}
    if len(name) >= 3:
        keys |= {"D" + short for short in deletions(name, 1)}
        keys.add("B" + "".join(sorted(name)))
    return keys


def _plain_keys(name: str) -> set[str]:
    """What an ordinary name shares with imitations near enough to speak of."""
    if not ORDINARY_HANZI <= len(name) <= LONGEST:
        return {"S" + sound.spoken(name)}
    keys = {"S" + code for code in sound.codes(name)}
    if len(name) > ORDINARY_HANZI:
        keys |= {f"W{name[:at]}*{name[at + 1 :]}" for at in range(len(name))}
    return keys


def _begins(key: str) -> Iterator[str]:
    """How texts begin that may have such a key: its kind, and its first two characters or syllables."""
    if key[0] == "S":
        yield " ".join(key.split(" ", 2)[:2])
    elif key[0] == "B":
        yield from ("B" + "".join(pair) for pair in permutations(key[1:], 2))
    else:
        yield key[:3]


def _letter_probes(text: str) -> set[str]:
    bones = levelled(skeleton(text))[:LONGEST_LETTERS]
    probes = letter_keys(text) | {"E" + bones, "Y" + text}
    if len(bones) > 3:
        probes |= {"L" + short for short in deletions(bones, 1)}
    return probes
