"""A mark stands whole in a longer name: does the rest make it another's name that rides on it, or its plain use?

Weights are natural logarithms: how much likelier the rest is beside a ridden mark than in an innocent name.
"""

from collections.abc import Iterable

from rules.lookalike import shipped
from rules.lookalike.surroundings import pieces
from rules.marks import Mark

NEVER = -99.0
WEIGHTS = {"place": -2.0, "house": -2.5, "honour": -2.5, "renewal": -3.5, "sound": -3.5, "trait": -3.0}
UNKNOWN_FIRST, UNKNOWN_NEXT = -4.5, -1.5
COMMON = -6.0  # the mark is an everyday word too


def riding(text: str, start: int, end: int, mark: Mark, classes: Iterable[int] = ()) -> tuple[float, str]:
    """Weight of the words around `text[start:end]`, and a sentence: why it rides, or why it does not."""
    name = text[start:end]
    around = [*pieces(text, 0, start), *pieces(text, end, len(text))]
    kinds = {piece.what for piece in around}
    if kinds <= {"shop", "goods", "firm"}:
        return NEVER, f"‘{name}’后仅为商品或店铺用语，属商标的正常使用"
    if "shop" in kinds and kinds <= {"shop", "goods", "firm", "place"}:
        return NEVER, f"‘{name}’与地名、店铺用语连用，属店铺名称"
    weight = 0.0
    for piece in around:
        if piece.what == "unknown":
            weight += UNKNOWN_FIRST + UNKNOWN_NEXT * (piece.end - piece.start - 1)
        else:
            weight += WEIGHTS.get(piece.what, 0.0)
    if shipped.words().get(name, 0) >= 5:
        weight += COMMON
    return weight, f"‘{text}’完整包含‘{mark.mark}’，另加‘{'、'.join(text[p.start : p.end] for p in around)}’"
