"""How is a name written: plainly, kept apart by separators, as a plain word, as a measure?"""

from itertools import pairwise

from rules.lookalike import shipped
from rules.lookalike.folding import squeeze
from rules.lookalike.surroundings import frames, goods
from rules.marks import Mark

SEPARATORS = frozenset("·.-_*~^=+|/•●○◦‧・。'`")


def plain(text: str, mark: Mark) -> bool:
    """Is a mark written as it is registered, or with no more than spaces and commas between its words?"""
    folded = squeeze(text)
    inner = folded.gaps - {0, len(folded.text)}
    if not inner or any(
        inner <= squeeze(name).gaps for name in mark.names if squeeze(name).text == folded.text
    ):
        return True
    signs = {char for char in text if not char.isalnum()}
    if signs - SEPARATORS and not all(char.isspace() for char in signs - SEPARATORS):
        return True  # brackets and commas part phrases
    if signs & SEPARATORS:
        return False
    edges = [0, *sorted(inner), len(folded.text)]
    return len(folded.text) < 3 or any(stop - start > 1 for start, stop in pairwise(edges))


def doubled(part: str, other: str) -> bool:
    """Is the part the name with its first or last character said twice?"""
    return part in (other[0] + other, other + other[-1])


def tailed(other: str, part: str) -> bool:
    """Is the registered name no more than the part and a word for goods or business after it?"""
    rest = other[len(part) :]
    return other.startswith(part) and (rest in goods() or rest in frames())


def english(text: str, end: int, word: str) -> bool:
    """Is `word`, which ends at `text[:end]`, an English word in small letters, or before more English?"""
    if word not in shipped.english():
        return False
    return text[:end].lstrip()[:1].islower() or text[end:].lstrip()[:1].isascii()


def measure(text: str) -> bool:
    """Is this a number with its unit or a model (9cm, 13.3, 6s) rather than a name?"""
    return text[0].isdigit() and not (text[0] in "01" and text[1:].isalpha() and len(text) > 3)


def cuts(text: str, edge: int) -> bool:
    """Does the edge fall inside an everyday word of two characters?"""
    return 0 < edge < len(text) and text[edge - 1 : edge + 1] in shipped.words()
