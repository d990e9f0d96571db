"""Hanzi taken apart or put together (拆字): 女子 for 好, 木又寸 for 树, 好 for 女子."""

from collections.abc import Iterator
from functools import cache
from itertools import combinations, product

from rules.lookalike import shipped


@cache
def _merged() -> dict[str, str]:
    """For each pair of hanzi the one that they make."""
    return {pair: char for char, pairs in shipped.parts().items() for pair in pairs}


def _apart(char: str) -> Iterator[str]:
    """The ways to take one hanzi apart: in two, and where a part comes apart again in three."""
    parts = shipped.parts()
    for pair in parts.get(char, ()):
        yield pair
        for further in parts.get(pair[0], ()):
            yield further + pair[1]
        for further in parts.get(pair[1], ()):
            yield pair[0] + further


def recomposed(name: str) -> Iterator[str]:
    """The ways to write a name with one hanzi taken apart, two put together, or two or all taken apart."""
    merged, parts = _merged(), shipped.parts()
    for at, char in enumerate(name):
        for written in _apart(char):
            yield name[:at] + written + name[at + 1 :]
        one = merged.get(name[at : at + 2])
        if one is not None:
            yield name[:at] + one + name[at + 2 :]
    divisible = [at for at, char in enumerate(name) if char in parts]
    for i, j in combinations(divisible, 2):
        for first, second in product(parts[name[i]], parts[name[j]]):
            yield name[:i] + first + name[i + 1 : j] + second + name[j + 1 :]
    if len(divisible) > 2:
        yield "".join(parts.get(char, [char])[0] for char in name)
