"""Which famous names could the beginning of a text be made from? Sets of names as bits, one set a character and place.

Every name lies under each character that could stand for one of its own (same sound, like shape, same kind). One
pass over the text keeps the names that still fit: plainly, with one character that fits nothing, or with one or two
characters too many.
"""

from collections.abc import Iterator
from functools import cache

from rules.lookalike import shipped, sound

SHORTEST, LONGEST = 2, 12  # characters of a name
ODD_ONE, ONE_MORE, TWO_MORE = 3, 3, 4  # shortest names in which one may fit nothing, one or two be too many
READ = LONGEST + 2  # characters of a text; past a name's end nothing fits it
NOWHERE = [0] * READ


class Masks:
    """Names of hanzi by what could stand for them."""

    def __init__(self) -> None:
        self._bits: dict[str, list[int]] = {}  # by character: the names it fits, by place
        self._numbers: list[int] = []  # of each bit the name's number
        self._long = [0] * (READ + 1)  # by length: the names of so many characters

    def add(self, number: int, name: str) -> None:
        """Put a name of SHORTEST to LONGEST characters in."""
        bit = 1 << len(self._numbers)
        self._numbers.append(number)
        self._long[len(name)] |= bit
        for place, meant in enumerate(name):
            for written in stand_ins(meant):
                self._bits.setdefault(written, [0] * READ)[place] |= bit

    def beginnings(self, text: str) -> dict[int, set[int]]:
        """For some lengths of a beginning of `text` the numbers of the names that it may be made from."""
        found: dict[int, set[int]] = {}
        long, bits_of = self._long, self._bits.get
        fits, odd, one_more, two_more = (1 << len(self._numbers)) - 1, 0, 0, 0
        for place, char in enumerate(text[:READ]):
            here = bits_of(char, NOWHERE)
            two_more = (two_more & here[place - 2]) | one_more
            one_more = (one_more & here[place - 1]) | fits
            odd = (odd & here[place]) | fits
            fits &= here[place]
            if not (odd or one_more or two_more):
                break
            stop = place + 1
            bits = (odd if stop >= ODD_ONE else fits) & long[stop]
            if stop > ONE_MORE:
                bits |= one_more & long[stop - 1]
                if stop > TWO_MORE + 1:
                    bits |= two_more & long[stop - 2]
            if bits:
                found[stop] = set(self._chosen(bits))
        return found

    def _chosen(self, bits: int) -> Iterator[int]:
        while bits:
            low = bits & -bits
            yield self._numbers[low.bit_length() - 1]
            bits ^= low


@cache
def stand_ins(meant: str) -> frozenset[str]:
    """The characters that could stand for one: of its sound, of its shape, of its kind, its first letter."""
    found = {meant, *shipped.shapes().get(meant, ())}
    for reading in sound.readings(meant):
        found |= sound.sounding(reading, levelled=True)
        found.add(reading[0])
    for _, members in shipped.kin():
        if meant in members:
            found |= members
    return frozenset(found)
