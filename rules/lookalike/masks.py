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
        self._rows: dict[int, list[dict[str, int]]] = {}
        self._numbers: dict[int, list[int]] = defaultdict(list)  # by length: of each bit, the name's number

    def add(self, number: int, name: str) -> None:
        """Put a name of SHORTEST to LONGEST characters in."""
        numbers = self._numbers[len(name)]
        bit = 1 << len(numbers)
        numbers.append(number)
        rows = self._rows.setdefault(len(name), [defaultdict(int) for _ in name])
        for row, meant in zip(rows, name, strict=True):
            for written in stand_ins(meant):
                row[written] |= bit

    def beginnings(self, text: str) -> dict[int, set[int]]:
        """For each length of a beginning of `text` the numbers of the names that it may be made from."""
        found: dict[int, set[int]] = defaultdict(set)
        for length, rows in self._rows.items():
            if length <= len(text) + 1:
                numbers = self._numbers[length]
                for stop, bits in self._scan(text, length, rows, (1 << len(numbers)) - 1):
                    found[stop].update(_chosen(numbers, bits))
        return found

    @staticmethod
    def _scan(
        text: str, length: int, rows: list[dict[str, int]], everything: int
    ) -> Iterator[tuple[int, int]]:
        fits, odd, one_more, two_more = everything, 0, 0, 0
        for at, char in enumerate(text[: length + 2], start=1):
            if two_more:
                two_more &= rows[at - 3].get(char, 0)
            two_more |= one_more
            if one_more:
                one_more &= rows[at - 2].get(char, 0) if at <= length + 1 else 0
            one_more |= fits
            here = rows[at - 1].get(char, 0) if at <= length else 0
            odd = (odd & here) | fits
            fits &= here
            if not (fits or odd or one_more or two_more):
                return
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
