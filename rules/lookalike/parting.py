"""Hanzi taken apart or put together (拆字): 女子 for 好, 好 for 女子."""

from collections.abc import Iterator
from functools import cache

from rules.lookalike import shipped


@cache
def _merged() -> dict[str, str]:
    """For each pair of hanzi the one that they make."""
    return {pair: char for char, pairs in shipped.parts().items() for pair in pairs}


def recomposed(name: str) -> Iterator[str]:
    """The ways to write a name with one hanzi taken apart, two put together, or all taken apart that can be."""
    merged, parts = _merged(), shipped.parts()
    for at, char in enumerate(name):
        for pair in parts.get(char, ()):
            yield name[:at] + pair + name[at + 1 :]
        one = merged.get(name[at : at + 2])
        if one is not None:
            yield name[:at] + one + name[at + 2 :]
    if sum(char in parts for char in name) > 1:
        yield "".join(parts.get(char, [char])[0] for char in name)
