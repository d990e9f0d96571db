"""Which foreign names of a register may be written in hanzi by ear, and which Chinese names do their owners use?"""

from collections.abc import Iterator, Mapping
from functools import cache

from rapidfuzz.distance.Indel import normalized_similarity

from rules.lookalike.folding import key
from rules.lookalike.sound import pinyin
from rules.marks import Mark, Marks

SHORTEST = 4  # letters
HEARD = (
    0.93  # likeness of letters and pinyin from which the foreign name is no more than its Chinese one spelt
)


@cache
def _shipped() -> dict[str, Mark]:
    """The marks that ship with Wangxun, for registers that list the names of one owner apart."""
    return Marks.load().by_name


def chinese_names(name: str, mark: Mark) -> frozenset[str]:
    """The names in hanzi, folded, that the register or the one that ships gives for a foreign name."""
    listed = [*mark.names, *(shipped.names if (shipped := _shipped().get(name)) else ())]
    return frozenset(folded for folded in map(key, listed) if folded and not folded.isascii())


def foreign_names(known: Mapping[str, Mark]) -> Iterator[tuple[str, str]]:
    """Folded, and as written; left out where it only spells a registered Chinese name, which is compared anyway."""
    for name, mark in known.items():
        if mark.kind in ("ordinary", "gi") or len(name) < SHORTEST or not (name.isascii() and name.isalpha()):
            continue
        spoken = (pinyin(other) for other in chinese_names(name, mark) if other in known)
        if not any(normalized_similarity(said, name) >= HEARD for said in spoken):
            yield name, next((written for written in mark.names if key(written) == name), name)
