"""A mark stands whole in a longer name: does the rest make it another name that rides on it, or its plain use?

Weights are natural logarithms: how much likelier the rest is beside a ridden mark than in an innocent name.
"""

from rules.lookalike import shipped
from rules.lookalike.naming import Stretch
from rules.lookalike.surroundings import PLAIN, Piece, pieces
from rules.marks import Mark

NEVER = -99.0
WEIGHTS = {
    "place": -1.4,
    "country": -5.0,
    "house": -1.5,
    "honour": -2.5,
    "renewal": -3.5,
    "sound": -3.0,
    "trait": -3.0,
    "legal": -2.5,
}
UNKNOWN_FIRST, UNKNOWN_NEXT = -5.5, -2.0
EVERYDAY = 7  # counted 128 times or more
COMMON, COMMON_AT = -6.0, -3.0  # the mark is an everyday word too; with no more than a place before it


def riding(ridden: Stretch, mark: Mark) -> tuple[float, str]:
    """Weight of the words around a mark, and a sentence: why the name rides on it, or why it does not."""
    text, part = ridden.name.whole, ridden.part
    before, after = pieces(text, 0, ridden.start), pieces(text, ridden.end, len(text))
    kinds = {piece.what for piece in (*before, *after)}
    if kinds <= PLAIN:
        return NEVER, f"‘{part}’前后仅为商品或店铺用语，属商标的正常使用"
    if not before and _described(text, after):
        return NEVER, f"‘{part}’后为商品及其描述，属商标的正常使用"
    if text[: ridden.start].isdigit() or text[ridden.end :].isdigit():
        return NEVER, f"‘{part}’仅附数字，属账号或规格写法"
    if not before and {"shop", "unknown"} <= kinds:
        return NEVER, f"‘{part}’后为经营者字号与店铺用语，属平台店铺的通行命名"
    if "shop" in kinds and kinds <= PLAIN | {"place", "country"}:
        return NEVER, f"‘{part}’与地名、店铺用语连用，属店铺名称"
    weight = sum(_weight(piece, text) for piece in before)
    weight += sum(UNKNOWN_FIRST if piece.what == "renewal" else _weight(piece, text) for piece in after)
    if shipped.words().get(part, 0) >= EVERYDAY:
        weight += COMMON_AT if kinds == {"place"} else COMMON
    rest = "、".join(text[piece.start : piece.end] for piece in (*before, *after))
    return weight, f"‘{ridden.name.text.strip()}’完整包含‘{mark.mark}’，另加‘{rest}’"


def _described(text: str, after: list[Piece]) -> bool:
    """Do goods end the name, with everyday words of two characters or more before them (红烧牛肉面)?"""
    between = [text[piece.start : piece.end] for piece in after if piece.what == "unknown"]
    plain = all(len(word) > 1 and word in shipped.words() for word in between)
    return (
        plain
        and after[-1].what == "goods"
        and {piece.what for piece in after} <= PLAIN | {"unknown", "trait"}
    )


def _weight(piece: Piece, text: str) -> float:
    if piece.what != "unknown":
        return WEIGHTS.get(piece.what, 0.0)
    further = 0 if text[piece.start : piece.end].isascii() else piece.end - piece.start - 1
    return UNKNOWN_FIRST + UNKNOWN_NEXT * further
