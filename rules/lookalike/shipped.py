"""The confusion data that ship with Wangxun, read once when first needed."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


def rows(name: str) -> Iterator[list[str]]:
    """The tab-separated fields of each line that is no remark."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def shapes() -> dict[str, dict[str, int]]:
    """For each hanzi those that look like it, with their likeness in hundredths (both ways)."""
    alike: dict[str, dict[str, int]] = {}
    for char, packed in rows("shapes.txt"):
        for at in range(0, len(packed), 3):
            other, likeness = packed[at], int(packed[at + 1 : at + 3])
            alike.setdefault(char, {})[other] = likeness
            mirrored = alike.setdefault(other, {})
            mirrored[char] = max(likeness, mirrored.get(char, 0))
    return alike


@cache
def parts() -> dict[str, list[str]]:
    """For each hanzi the pairs of hanzi that it splits into."""
    split: dict[str, list[str]] = {}
    for char, pair in rows("parts.txt"):
        split.setdefault(char, []).append(pair)
    return split


@cache
def words() -> dict[str, int]:
    """Everyday Chinese words, with the binary logarithm of how often they were counted."""
    known: dict[str, int] = {}
    for (row,) in rows("words.txt"):
        bucket, *listed = row.split(" ")
        known.update(dict.fromkeys(listed, int(bucket)))
    return known


@cache
def english() -> frozenset[str]:
    """Everyday English words of three to nine letters."""
    return frozenset(word for (row,) in rows("english.txt") for word in row.split(" "))


@cache
def confusables() -> dict[str, str]:
    """Characters of other scripts and the ASCII letters that they look like (UTS #39)."""
    return {char: target for target, chars in rows("confusables.txt") for char in chars}


@cache
def kin() -> list[tuple[str, frozenset[str]]]:
    """Hanzi that stand for each other by meaning: the name of the set, and its members."""
    return [(name, frozenset(members)) for name, members in rows("meanings.tsv")]
