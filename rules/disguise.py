"""How sellers write a word past a word list: pinyin for a character, a homophone, a look-alike, a split one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from pypinyin import lazy_pinyin

from rules.folding import tight

_FREE_HOMOPHONES = 4  # characters from which any homophone of one of them is taken for the word


@cache
def _common_characters_by_sound() -> Mapping[str, str]:
    """The 3,755 characters of GB 2312-1980 level 1, by toneless pinyin."""
    sounds: defaultdict[str, str] = defaultdict(str)
    for row in range(0xB0, 0xD8):
        cells = bytes(byte for cell in range(0xA1, 0xFF) for byte in (row, cell))
        for char in cells.decode("gb2312", "ignore"):
            sounds[lazy_pinyin(char)[0]] += char
    return sounds


def disguises(word: str, stand_ins: Mapping[str, Iterable[str]]) -> set[str]:
    """Tight spellings of `word` with a character or two disguised; the word itself not among them.

    `stand_ins`: what is written for a character: look-alikes, homophones, its parts side by side.
    """
    if len(word) < 2 or word.isascii():
        return set()
    sounds = lazy_pinyin(list(word)) if len(word) == 2 else lazy_pinyin(word)
    if len(sounds) != len(word):
        sounds = [lazy_pinyin(char)[0] for char in word]
    spelt = {tight(variant) for variant in _variants(word, sounds, stand_ins)}
    return spelt - {tight(word), ""}


def _variants(word: str, sounds: list[str], stand_ins: Mapping[str, Iterable[str]]) -> Iterator[str]:
    for at, char in enumerate(word):
        before, after = word[:at], word[at + 1 :]
        if char.isascii():
            continue
        if len(sounds[at]) > 1:
            yield before + sounds[at] + after
            if at + 1 < len(word) and len(word) > 2:
                yield before + sounds[at] + sounds[at + 1] + word[at + 2 :]
        if len(word) >= _FREE_HOMOPHONES:
            yield before + sounds[at][0] + after
            yield from (before + other + after for other in _common_characters_by_sound()[sounds[at]])
        for other in stand_ins.get(char, ()):
            yield before + other + after
            if len(word) >= _FREE_HOMOPHONES:
                yield from (before + other + more for more in _stood_in(after, stand_ins))
    if len(word) > 2:
        yield "".join(sounds)


def _stood_in(rest: str, stand_ins: Mapping[str, Iterable[str]]) -> Iterator[str]:
    for at, char in enumerate(rest):
        yield from (rest[:at] + other + rest[at + 1 :] for other in stand_ins.get(char, ()))
