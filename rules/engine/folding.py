"""One spelling for the many ways to write a word, with the way back to the text as given.

Two views of a text: `plain` keeps separators (for patterns of numbers and codes), `tight` drops them (so that
驰·名/商 标 reads 驰名商标). Both are lower case, NFKC, simplified, with one spelling for the digits 0 to 9.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import accumulate, compress
from typing import NamedTuple

import opencc

_DIGITS = {
    **dict(zip("〇一二三四五六七八九", "0123456789", strict=True)),
    **dict(zip("零壹贰叁肆伍陆柒捌玖", "0123456789", strict=True)),
    **dict(zip("弌弍弎", "123", strict=True)),
    **dict(zip("➊➋➌➍➎➏➐➑➒", "123456789", strict=True)),
    **dict(zip("➀➁➂➃➄➅➆➇➈", "123456789", strict=True)),
    **dict(zip("❶❷❸❹❺❻❼❽❾", "123456789", strict=True)),
    **dict(zip("⓵⓶⓷⓸⓹⓺⓻⓼⓽", "123456789", strict=True)),
    **dict(zip("ⅠⅡⅢⅣⅤⅥⅦⅧⅨ", "123456789", strict=True)),
    **dict(zip("ⅰⅱⅲⅳⅴⅵⅶⅷⅸ", "123456789", strict=True)),
    **dict(zip("㈠㈡㈢㈣㈤㈥㈦㈧㈨", "123456789", strict=True)),
}
# Letters of other scripts that print like Latin ones (Unicode UTS #39, confusables).
_LATIN_TWINS = dict(
    zip("АВЕКМНОРСТХаеорсухіѕΑΒΕΗΙΚΜΝΟΡΤΧοαν", "abekmhopctxaeopcyxisabehikmnoptxoav", strict=True)
)
_CLAUSE_END = re.compile("[，,]")
_SENTENCE_END = re.compile("[。！？!?；;\n\r]")
_STROKES = "丨丶"  # hanzi of one stroke, drawn like | and ·
# Variants of a character that the conversion to simplified leaves alone.
_VARIANTS = dict(zip("髙囯囻圀眞淸効靑", "高国国国真清效青", strict=True))
_FEW = 6  # where no more than one in so many characters is unusual, those alone are looked up
_KEPT_SIGN = "%"
_DRAWN = re.compile(rf"[^\W_]+|{_KEPT_SIGN}+")  # runs of what the tight view keeps of the plain one
_LETTER_RUNS = (0x1F1E6, 0x1F150, 0x1F170)  # regional indicators, white letters on discs and on squares


@cache
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def _from_japanese() -> opencc.OpenCC:
    return opencc.OpenCC("jp2t")


def _simplified(char: str) -> str:
    """A traditional, variant or Japanese character in its simplified form; others unchanged."""
    if char in _VARIANTS:
        return _VARIANTS[char]
    simple: str = _to_simplified().convert(char)
    if simple != char:
        return simple
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return str(_to_simplified().convert(_from_japanese().convert(char)))
    return char


def _spelling(char: str) -> str:
    """What `char` reads as; "" for what is not drawn (zero-width, combining marks, variation selectors)."""
    if char in _DIGITS:
        return _DIGITS[char]
    if char in _LATIN_TWINS:
        return _LATIN_TWINS[char]
    if char in _STROKES:
        return "|"
    for first in _LETTER_RUNS:
        if first <= ord(char) < first + 26:
            return chr(ord("a") + ord(char) - first)
    if unicodedata.category(char) in {"Cf", "Mn", "Me", "Cs"}:
        return ""
    if "\u328a" <= char <= "\u32b0":  # ㊙ ㊣ and the like: ornaments, not part of a word
        return " "
    read = unicodedata.normalize("NFKC", char).lower()
    return "".join(_one(part) for part in read)


def _one(char: str) -> str:
    if "\u2e80" <= char <= "\U000323af":
        simple = _simplified(char)
        return _DIGITS.get(simple, simple)
    if char < "\u0250" or "\u1e00" <= char <= "\u1eff":  # pinyin with its tone: zuì reads zui
        char = unicodedata.normalize("NFD", char)[0]
    if unicodedata.category(char)[0] == "M":
        return ""
    return " " if char != "\n" and (char.isspace() or unicodedata.category(char) == "Cc") else char


class _Plain(dict[int, str]):
    """What each character reads as with separators kept, filled as characters are met: for str.translate."""

    def __missing__(self, code: int) -> str:
        self[code] = value = _spelling(chr(code))
        return value


class _Tight(dict[int, str]):
    """The same without separators."""

    def __missing__(self, code: int) -> str:
        self[code] = value = "".join(char for char in PLAIN[code] if char.isalnum() or char == _KEPT_SIGN)
        return value


PLAIN = _Plain()
TIGHT = _Tight()


@cache
def _unusual() -> re.Pattern[str]:
    """Any character but those of which most texts consist and which, but for their case, read as themselves.

    ASCII, line ends, and of GB 2312 the hanzi (rows 16 to 87) and the punctuation (row 1): two in three titles
    hold no others, and most texts few.
    """
    rows = ((0xA0 + row, 0xA0 + cell) for row in (1, *range(16, 88)) for cell in range(1, 95))
    chars = ["\n", *map(chr, range(0x20, 0x7F))]
    chars += [char for pair in rows for char in bytes(pair).decode("gb2312", "ignore")]
    usual = "".join(re.escape(char) for char in chars if PLAIN[ord(char)] == char.lower())
    return re.compile(f"[^{usual}]")


def _read(match: re.Match[str]) -> str:
    return PLAIN[ord(match[0])]


class Put(NamedTuple):
    """A place of a text, and what is read in its stead."""

    start: int
    end: int
    words: str


def _replaced(text: str, puts: Iterable[Put]) -> str:
    pieces: list[str] = []
    at = 0
    for put in puts:
        pieces += (text[at : put.start], put.words)
        at = put.end
    return "".join((*pieces, text[at:]))


def tight(text: str) -> str:
    """`text` in the one spelling, without anything between its letters, digits and characters."""
    return text.translate(TIGHT)


class Folded:
    """A text, its tight and plain views, and the offset in the text of each of their characters.

    `puts`: what is read in the stead of places of the text as given, in order.
    """

    def __init__(self, text: str, puts: Sequence[Put] = ()) -> None:
        self._puts = puts
        text = _replaced(text, puts) if puts else text
        self.text = text
        unusual = _unusual().findall(text)
        if len(unusual) * _FEW < len(text):
            self.plain = _unusual().sub(_read, text).lower() if unusual else text.lower()
        else:
            self.plain = text.translate(PLAIN)
        self._one_to_one = all(len(PLAIN[ord(char)]) == 1 for char in unusual)
        self.tight = "".join(_DRAWN.findall(self.plain))

    @cached_property
    def offsets(self) -> Sequence[int]:
        """Offset in `text` of each character of `tight`."""
        drawn = map(str.isalnum, self.plain.replace(_KEPT_SIGN, "0"))
        return list(compress(self.plain_offsets, drawn))

    @cached_property
    def plain_offsets(self) -> Sequence[int]:
        """Offset in `text` of each character of `plain`."""
        if self._one_to_one:
            return range(len(self.text))
        return [index for index, char in enumerate(self.text) for _ in PLAIN[ord(char)]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of `text` that reads as `tight[start:end]`."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def unbroken(self, spelling: str) -> Iterator[tuple[int, int]]:
        """The spans of `text` that read as `spelling`, each character as one, nothing between them."""
        at = self.plain.find(spelling)
        while at >= 0:
            first, last = self.plain_offsets[at], self.plain_offsets[at + len(spelling) - 1] + 1
            if last - first == len(spelling):
                yield first, last
            at = self.plain.find(spelling, at + 1)

    def given(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as given that is read as `text[start:end]`."""
        first, last = self._given(start), self._given(end - 1)
        return first[0], last[1]

    def _given(self, at: int) -> tuple[int, int]:
        """The span of the text as given that is read as the character `text[at]`."""
        number = bisect_right(self._read_at, at) - 1
        if number < 0:
            return at, at + 1
        put = self._puts[number]
        beyond = at - self._read_at[number] - len(put.words)
        return (put.start, put.end) if beyond < 0 else (put.end + beyond, put.end + beyond + 1)

    @cached_property
    def _read_at(self) -> list[int]:
        """Where in `text` the words of each put begin."""
        grown = accumulate((len(put.words) - (put.end - put.start) for put in self._puts), initial=0)
        return [put.start + shift for put, shift in zip(self._puts, grown, strict=False)]

    def sentence(self, at: int) -> int:
        """The number of the sentence in which the position `at` of `tight` lies."""
        return bisect_right(self._sentence_ends, at)

    def parted(self, start: int, end: int) -> bool:
        """Does a clause end between the positions `start` and `end` of `tight`?"""
        return start < end and bool(_CLAUSE_END.search(self.text, self.offsets[start - 1], self.offsets[end]))

    @cached_property
    def _sentence_ends(self) -> list[int]:
        """Positions of `tight` before which a sentence ends."""
        offsets = self.offsets
        return [bisect_right(offsets, end.start()) for end in _SENTENCE_END.finditer(self.text)]
