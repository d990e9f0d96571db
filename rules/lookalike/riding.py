"""A mark stands whole in a longer name: does the rest make it another name that rides on it, or its plain use?

Weights are natural logarithms: how much likelier the rest is beside a ridden mark than in an innocent name.
"""

from collections.abc import Iterable

from rules.lookalike import shipped
from rules.lookalike.naming import Name
from rules.lookalike.surroundings import Piece, pieces
from rules.marks import Mark

NEVER = -99.0
WEIGHTS = {"place": -2.0, "house": -2.5, "honour": -2.5, "renewal": -3.5, "sound": -3.5, "trait": -3.0}
UNKNOWN_FIRST, UNKNOWN_NEXT = -4.5, -1.5
COMMON = -6.0  # the mark is an everyday word too


def riding(name: Name, start: int, end: int, mark: Mark, classes: Iterable[int] = ()) -> tuple[float, str]:
    """Weight of the words around a mark, and a sentence: why the name rides on it, or why it does not."""
    text = name.whole
    ridden = text[start:end]
    around = [*pieces(text, 0, start), *pieces(text, end, len(text))]
    kinds = {piece.what for piece in around}
    if kinds <= {"shop", "goods", "firm"}:
        return NEVER, f"‘{ridden}’后仅为商品或店铺用语，属商标的正常使用"
    if "shop" in kinds and kinds <= {"shop", "goods", "firm", "place"}:
        return NEVER, f"‘{ridden}’与地名、店铺用语连用，属店铺名称"
    weight = sum(map(_weight, around)) + (COMMON if shipped.words().get(ridden, 0) >= 5 else 0.0)
    rest = "、".join(text[piece.start : piece.end] for piece in around)
    return weight, f"‘{text}’完整包含‘{mark.mark}’，另加‘{rest}’"


def _weight(piece: Piece) -> float:
    if piece.what == "unknown":
        return UNKNOWN_FIRST + UNKNOWN_NEXT * (piece.end - piece.start - 1)
    return WEIGHTS.get(piece.what, 0.0)
