"""How sellers write a word past a word list: pinyin for a character, a homophone, a look-alike, a split one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from pypinyin import Style, pinyin

from rules.folding import tight

_LONG = 4  # characters from which two may be disguised, or one given by its initial


@cache
def _sounds(char: str) -> tuple[str, ...]:
    """The toneless readings of `char` in Latin letters; none for what is no Chinese character."""
    readings = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(readings[0])) if readings else ()


@cache
def _common_characters_by_sound() -> Mapping[str, str]:
    """The 3,755 characters of GB 2312-1980 level 1, by their first toneless reading."""
    sounds: defaultdict[str, str] = defaultdict(str)
    for row in range(0xB0, 0xD8):
        cells = bytes(byte for cell in range(0xA1, 0xFF) for byte in (row, cell))
        for char in cells.decode("gb2312", "ignore"):
            sounds[_sounds(char)[0]] += char
    return sounds


def disguises(word: str, stand_ins: Mapping[str, Iterable[str]], homophones: bool = False) -> set[str]:
    """Tight spellings of `word` with a character or two disguised; the word itself not among them.

    `stand_ins`: what is written for a character: look-alikes, homophones, its parts side by side.
    `homophones`: any common character of the same sound too, for words of four characters and more.
    """
    if len(word) < 2 or word.isascii():
        return set()
    variants = set(_by_pinyin(word)) | set(_by_stand_ins(word, stand_ins))
    if homophones and len(word) >= _LONG:
        variants |= set(_by_homophones(word))
    return {tight(variant) for variant in variants} - {tight(word), ""}


def _by_pinyin(word: str) -> Iterator[str]:
    """驰ming商标, chiming商标, c名商标 (long words alone), chimingshangbiao."""
    for at, char in enumerate(word):
        for sound in _sounds(char):
            if len(sound) > 1:
                yield word[:at] + sound + word[at + 1 :]
            if len(word) >= _LONG:
                yield word[:at] + sound[0] + word[at + 1 :]
    firsts = [_sounds(char)[0] if _sounds(char) else char for char in word]
    if len(word) > 2:
        yield "".join(firsts)
        for at in range(len(word) - 1):
            yield word[:at] + firsts[at] + firsts[at + 1] + word[at + 2 :]


def _by_stand_ins(word: str, stand_ins: Mapping[str, Iterable[str]]) -> Iterator[str]:
    for at, char in enumerate(word):
        for other in stand_ins.get(char, ()):
            changed = word[:at] + other
            yield changed + word[at + 1 :]
            if len(word) >= _LONG:
                for later in range(at + 1, len(word)):
                    yield from (
                        changed + word[at + 1 : later] + more + word[later + 1 :]
                        for more in stand_ins.get(word[later], ())
                    )


def _by_homophones(word: str) -> Iterator[str]:
    for at, char in enumerate(word):
        for sound in _sounds(char):
            yield from (word[:at] + other + word[at + 1 :] for other in _common_characters_by_sound()[sound])
