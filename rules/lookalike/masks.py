"""Which famous names could the beginning of a text be made from? Sets of names as bits, one set a character and place.

Every name lies under each character that could stand for one of its own (same sound, like shape, same kind). One
pass over the text keeps, for each length of name, the names that still fit: plainly, with one character that fits
nothing, or with one or two characters too many.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from rules.lookalike import shipped, sound

SHORTEST, LONGEST = 2, 12  # characters of a name
ODD_ONE, ONE_MORE, TWO_MORE = 3, 3, 4  # shortest names in which one may fit nothing, one or two be too many


class Masks:
    """Names of hanzi by what could stand for them."""

    def __init__(self) -> None:
        self._bits: dict[
            int, dict[str, list[int]]
        ] = {}  # by length and character: the names it fits, by place
        self._numbers: dict[int, list[int]] = defaultdict(list)  # by length: of each bit, the name's number

    def add(self, number: int, name: str) -> None:
        """Put a name of SHORTEST to LONGEST characters in."""
        numbers = self._numbers[len(name)]
        bit = 1 << len(numbers)
        numbers.append(number)
        bits = self._bits.setdefault(len(name), {})
        for place, meant in enumerate(name):
            for written in stand_ins(meant):
                # Two places more than the name has: past its end nothing fits, nor (read from behind) before it.
                bits.setdefault(written, [0] * (len(name) + 2))[place] |= bit

    def beginnings(self, text: str) -> dict[int, set[int]]:
        """For each length of a beginning of `text` the numbers of the names that it may be made from."""
        found: dict[int, set[int]] = defaultdict(set)
        for length, bits in self._bits.items():
            if length <= len(text) + 1:
                numbers = self._numbers[length]
                for stop, fitting in self._scan(text, length, bits, (1 << len(numbers)) - 1):
                    found[stop].update(_chosen(numbers, fitting))
        return found

    @staticmethod
    def _scan(
        text: str, length: int, bits: dict[str, list[int]], everything: int
    ) -> Iterator[tuple[int, int]]:
        fits, odd, one_more, two_more = everything, 0, 0, 0
        nowhere = [0] * (length + 2)
        for place, char in enumerate(text[: length + 2]):
            here = bits.get(char, nowhere)
            if two_more:
                two_more &= here[place - 2]
            two_more |= one_more
            if one_more:
                one_more &= here[place - 1]
            one_more |= fits
            odd = (odd & here[place]) | fits
            fits &= here[place]
            if not (fits or odd or one_more or two_more):
                return
            at = place + 1
            if at == length:
                yield at, fits | (odd if length >= ODD_ONE else 0)
            elif at == length + 1 and length >= ONE_MORE:
                yield at, one_more
            elif at == length + 2 and length >= TWO_MORE:
                yield at, two_more


def _chosen(numbers: list[int], bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        yield numbers[low.bit_length() - 1]
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
