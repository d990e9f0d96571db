"""How sellers write a word past a word list: pinyin for a character, a homophone, a look-alike, a split one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from pypinyin import Style, pinyin

from rules.engine.folding import tight
from rules.lookalike import shipped

_LONG = 4  # characters from which any homophone will do, and one's initial
_LETTERED = frozenset("版码弹级型款号杯罩形字牌板卡口")  # Q版 and S码 are no initials of 枪版 and 接码
_LIKE_AND_HEARD = 79  # hundredths that will do where it sounds alike, too
_LIKE = 96  # hundredths of likeness from which a character is taken for another in a word of three and more


class Mask(NamedTuple):
    """What a spelling reads as, and which of its characters are not the word's own: none where that is certain.

    It is certain where a packs' author says that the word is disguised; other spellings may come about by chance.
    """

    word: str
    start: int = 0
    end: int = 0

    @property
    def certain(self) -> bool:
        """Can the spelling be nothing else?"""
        return self.end == 0


class Masks:
    """Spellings that words may have beside those that are certain.

    `stand_ins`: what is written for a character, tight.
    """

    def __init__(self, stand_ins: Mapping[str, Iterable[str]]) -> None:
        self._stand_ins = stand_ins
        self._known: dict[tuple[str, bool, bool], list[tuple[int, list[str]]]] = {}

    def of(self, word: str, marked: bool) -> Iterator[tuple[str, Mask]]:
        """Tight spellings of `word` with one of its characters in pinyin, split, or like another.

        `marked`: a pack says that it is disguised, so that one which looks and sounds like it will do, and in a
        word of two the first's initial (j仿).
        """
        if len(word) < 2 or word.isascii():
            return
        spelt = _Spelt(word)
        whole = spelt.heads[-1]
        for char, head, tail in zip(word, spelt.heads, spelt.tails[1:], strict=False):
            for length, others in self._strange(char, len(word) > 2, marked):
                mask = Mask(whole, len(head), len(head) + length)
                for other in others:
                    spelling = head + other + tail
                    if not spelling.isascii():
                        yield spelling, mask
        if (
            marked
            and len(word) == 2
            and whole.isalpha()
            and not whole[1].isascii()
            and whole[1] not in _LETTERED
        ):
            for sound in _sounds(word[0]):
                yield sound[0] + whole[1], Mask(whole, 0, 1)

    def _strange(self, char: str, long: bool, marked: bool) -> list[tuple[int, list[str]]]:
        """What may be written for `char`, by its length; in a short word no other character for its shape alone."""
        key = char, long, marked
        if key not in self._known:
            written = {sound for sound in _sounds(char) if len(sound) > 1}
            written |= {*self._stand_ins.get(char, ()), *_parts(char)}
            written |= {*(_twins(char) if long else ()), *(_like_in_sound_and_shape(char) if marked else ())}
            by_length: defaultdict[int, list[str]] = defaultdict(list)
            for other in sorted(written):
                by_length[len(other)].append(other)
            self._known[key] = list(by_length.items())
        return self._known[key]


def _parts(char: str) -> Iterator[str]:
    """The pairs of characters that `char` splits into; not 1/2, which 三 does, nor a stroke, which is not read."""
    return (pair for pair in map(tight, shipped.parts().get(char, ())) if len(pair) == 2 and pair.isalpha())


def _twins(char: str) -> Iterator[str]:
    return (tight(other) for other, like in shipped.shapes().get(char, {}).items() if like >= _LIKE)


def _like_in_sound_and_shape(char: str) -> Iterator[str]:
    heard = _usual_sound(char)
    for other, like in shipped.shapes().get(char, {}).items():
        if like >= _LIKE_AND_HEARD and _usual_sound(other) == heard:
            yield tight(other)


@cache
def _usual_sound(char: str) -> str:
    """The reading of `char` with its tone that it has most often."""
    return str(pinyin(char, style=Style.TONE3)[0][0])


@cache
def _sounds(char: str) -> tuple[str, ...]:
    """The toneless readings of `char` in Latin letters, tight; none for what is no Chinese character."""
    readings = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(map(tight, readings[0]))) if readings else ()


@cache
def _common_characters_by_sound() -> Mapping[str, list[str]]:
    """The 3,755 characters of GB 2312-1980 level 1, tight, by their first toneless reading."""
    sounds: defaultdict[str, list[str]] = defaultdict(list)
    for row in range(0xB0, 0xD8):
        cells = bytes(byte for cell in range(0xA1, 0xFF) for byte in (row, cell))
        for char in cells.decode("gb2312", "ignore"):
            sounds[_sounds(char)[0]].append(tight(char))
    return sounds


def disguises(word: str, stand_ins: Mapping[str, Iterable[str]], homophones: bool = False) -> set[str]:
    """Tight spellings of `word` with a character or two disguised; the word itself not among them.

    `stand_ins`: what is written for a character, tight: look-alikes, homophones, its parts side by side.
    `homophones`: any common character of the same sound too, for words of four characters and more.
    """
    if len(word) < 2 or word.isascii():
        return set()
    spelt = _Spelt(word)
    variants = set(_by_pinyin(spelt)) | set(_by_stand_ins(spelt, stand_ins))
    if homophones and len(word) >= _LONG:
        variants |= set(_by_homophones(spelt))
    return variants - {spelt.heads[-1], ""}


class _Spelt:
    """A word, what each of its characters reads as, and what stands before and from each of them on."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.letters = [tight(char) for char in word]
        self.heads = list(accumulate(self.letters, initial=""))
        self.tails = ["".join(self.letters[at:]) for at in range(len(word) + 1)]


def _by_pinyin(spelt: _Spelt) -> Iterator[str]:
    """驰ming商标, chiming商标, c名商标 (long words alone), chimingshangbiao."""
    word, heads, tails = spelt.word, spelt.heads, spelt.tails
    for at, char in enumerate(word):
        for sound in _sounds(char):
            if len(sound) > 1:
                yield heads[at] + sound + tails[at + 1]
            if len(word) >= _LONG:
                yield heads[at] + sound[0] + tails[at + 1]
    firsts = [
        _sounds(char)[0] if _sounds(char) else letter
        for char, letter in zip(word, spelt.letters, strict=True)
    ]
    if len(word) > 2:
        yield "".join(firsts)
        for at in range(len(word) - 1):
            yield heads[at] + firsts[at] + firsts[at + 1] + tails[at + 2]


def _by_stand_ins(spelt: _Spelt, stand_ins: Mapping[str, Iterable[str]]) -> Iterator[str]:
    word, heads, tails = spelt.word, spelt.heads, spelt.tails
    for at, char in enumerate(word):
        for other in stand_ins.get(char, ()):
            changed = heads[at] + other
            yield changed + tails[at + 1]
            for later in range(at + 1, len(word)) if len(word) > 2 else ():
                between = "".join(spelt.letters[at + 1 : later])
                yield from (
                    changed + between + more + tails[later + 1] for more in stand_ins.get(word[later], ())
                )


def _by_homophones(spelt: _Spelt) -> Iterator[str]:
    for at, char in enumerate(spelt.word):
        for sound in _sounds(char):
            for other in _common_characters_by_sound()[sound]:
                yield spelt.heads[at] + other + spelt.tails[at + 1]
