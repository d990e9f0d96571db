"""A table from keys to the names that share them: a dictionary while it is small, packed numbers when it is large.

Packed, an entry is one 64-bit number: 40 bits of the key's hash, 24 of the name's number; a register of a million
marks takes some 40 MB. Two keys may fall together there: what is found is weighed afterwards anyway.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

SMALL = 400_000  # entries
BITS = 24
MOST_NAMES = 1 << BITS
HASHED = (1 << 40) - 1
CROWDED = 64  # a key that more names share says nothing


class Keys:
    """Filled once, then asked."""

    def __init__(self) -> None:
        self._table: dict[str, list[int]] = defaultdict(list)
        self._count = 0
        self._packed = array("Q")
        self._loose: list[int] = []
        self._seen = bytearray()  # for each residue of an entry's hash: is there any? Most questions end here

    def add(self, keys: Iterable[str], number: int) -> None:
        """Put a name under its keys; ValueError when there are too many names."""
        if number >= MOST_NAMES:
            raise ValueError(
                f"a register holds at most {MOST_NAMES:,} names, found more; split it by class or office"
            )
        if self._count < SMALL:
            for key in keys:
                self._table[key].append(number)
                self._count += 1
            return
        if self._table:
            self._loose = [_entry(key, known) for key, numbers in self._table.items() for known in numbers]
            self._table.clear()
        self._loose.extend(_entry(key, number) for key in keys)

    def freeze(self) -> None:
        """No more names come."""
        if self._loose:
            self._loose.sort()
            self._packed = array("Q", self._loose)
            self._seen = bytearray(MOST_NAMES)
            for entry in self._loose:
                self._seen[entry >> BITS & (MOST_NAMES - 1)] = 1
            self._loose = []
        else:
            self._table = {key: numbers for key, numbers in self._table.items() if len(numbers) <= CROWDED}

    def numbers(self, keys: Iterable[str]) -> set[int]:
        """The names under any of the keys, those that stand under crowded ones left out."""
        found: set[int] = set()
        if not self._packed:
            table = self._table
            for key in keys:
                if key in table:
                    found.update(table[key])
            return found
        packed, seen = self._packed, self._seen
        for key in keys:
            hashed = hash(key)
            if not seen[hashed & (MOST_NAMES - 1)]:
                continue
            low = (hashed & HASHED) << BITS
            first = bisect_left(packed, low)
            if first < len(packed) and packed[first] >> BITS == low >> BITS:
                last = bisect_left(packed, low + MOST_NAMES, first, min(len(packed), first + CROWDED + 1))
                if last - first <= CROWDED:
                    found.update(entry & (MOST_NAMES - 1) for entry in packed[first:last])
        return found


def _entry(key: str, number: int) -> int:
    return (hash(key) & HASHED) << BITS | number
