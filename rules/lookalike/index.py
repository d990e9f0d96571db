"""Which marks could a string be made from: keys that an imitation shares with its original, looked up in a table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from rules.lookalike import shipped, sound
from rules.lookalike.folding import hanzi
from rules.lookalike.skeleton import levelled, skeleton

CROWDED = 64  # a key that more names share says nothing
NEIGHBOUR = 70  # likeness from which a hanzi is tried in place of another
LATIN_PHONES = str.maketrans(
    {
        letter: level
        for level, letters in {
            "a": "aeiouy",
            "p": "pb",
            "t": "td",
            "k": "kgqc",
            "s": "szxj",
            "f": "fvw",
            "m": "mn",
            "r": "rl",
        }.items()
        for letter in letters
    }
)


def phones(letters: str) -> str:
    """Letters levelled to how they sound, repeats drawn together: panasonic and penesamig are one."""
    levels = letters.translate(LATIN_PHONES)
    return "".join(c for at, c in enumerate(levels) if at == 0 or levels[at - 1] != c)


def deletions(text: str, count: int) -> set[str]:
    """The text with exactly `count` of its characters left out."""
    return {"".join(kept) for kept in combinations(text, len(text) - count)} if len(text) > count else set()


def wildcards(text: str) -> Iterator[str]:
    """The text with each character in turn left open."""
    return (f"{text[:at]}*{text[at + 1 :]}" for at in range(len(text)))


def turned(letters: str) -> str:
    """The same for all rotations of a word (bucksstar, starbucks)."""
    return min(letters[at:] + letters[:at] for at in range(len(letters)))


def latin(text: str) -> bool:
    """Is the folded name free of hanzi?"""
    return not any(map(hanzi, text))


def letter_keys(name: str) -> set[str]:
    """What a Latin name shares with its imitations."""
    bones = levelled(skeleton(name))
    keys = {"L" + bones}
    for count in range(1, 3 if 5 <= len(bones) <= 14 else 2):
        keys |= {"E" + short for short in deletions(bones, count)} if 3 <= len(bones) <= 24 else set()
    if len(bones) >= 6:
        keys |= {"P" + phones(name), "R" + turned(bones[:24])}
    return keys


def hanzi_keys(name: str) -> set[str]:
    """What a name with hanzi shares with its imitations."""
    keys = {"S" + code for code in sound.codes(name)}
    if 3 <= len(name) <= 12:
        keys |= {"W" + key for key in wildcards(name)} | {"B" + "".join(sorted(name))}
        keys |= {"D" + short for short in deletions(name, 1)}
    return keys


class Index:
    """Names under all of their keys."""

    def __init__(self, names: Iterable[str]) -> None:
        table: dict[str, list[int]] = defaultdict(list)
        self._exact: dict[str, int] = {}
        for number, name in enumerate(names):
            self._exact.setdefault(name, number)
            for key in letter_keys(name) if latin(name) else hanzi_keys(name):
                table[key].append(number)
        self._table = {key: tuple(numbers) for key, numbers in table.items() if len(numbers) <= CROWDED}

    def near(self, text: str) -> set[int]:
        """The numbers of names that the whole of `text` may imitate (itself included)."""
        found: set[int] = set()
        for key in self._probes(text):
            found.update(self._table.get(key, ()))
        return found

    def _probes(self, text: str) -> set[str]:
        if latin(text):
            bones = levelled(skeleton(text))
            return (
                letter_keys(text)
                | {"E" + bones, "L" + bones}
                | {"L" + short for short in deletions(bones, 1)}
            )
        probes = hanzi_keys(text) | {"D" + text}
        if len(text) >= 4:
            for short in deletions(text, 1):
                probes |= {"S" + code for code in sound.codes(short, 1)}
        for at, char in enumerate(text):
            for other, likeness in shipped.shapes().get(char, {}).items():
                if likeness >= NEIGHBOUR:
                    probes.update("S" + code for code in sound.codes(text[:at] + other + text[at + 1 :], 2))
                    if text.count(char) > 1:
                        probes.update("S" + code for code in sound.codes(text.replace(char, other), 1))
        return probes
