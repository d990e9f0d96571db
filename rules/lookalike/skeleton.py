"""What a Latin name looks like to the eye: letters of other scripts, digits and letter pairs that pass for one another."""

from functools import cache

from rules.lookalike import shipped
from rules.lookalike.folding import fold, hanzi

LEET = {
    "0": "o",
    "1": "l",
    "i": "l",
    "|": "l",
    "!": "l",
    "5": "s",
    "$": "s",
    "3": "e",
    "4": "a",
    "@": "a",
    "8": "b",
    "€": "e",
}
SHAPES = {  # letters of other scripts drawn like capitals, missing from UTS #39 because they differ in detail
    "Λ": "a", "λ": "a", "Δ": "a", "∆": "a", "Λ".lower(): "a", "л": "a", "д": "a", "σ": "o", "σ".upper(): "e", "ξ": "e",
    "є": "e", "я": "r", "и": "n", "й": "n", "ш": "w", "щ": "w", "ц": "u", "ω": "w", "γ": "y", "υ": "u", "ν": "v", "η": "n",
    "п": "n", "ч": "y", "ж": "x", "з": "e", "ь": "b", "в": "b", "м": "m", "н": "h", "к": "k", "т": "t", "ø": "o", "đ": "d",
    "ł": "l", "∅": "o", "☆": "a", "★": "a", "丨": "l", "丶": "", "卜": "t", "匚": "c", "口": "o", "尺": "r", "工": "l", "爪": "m",
}  # fmt: skip
PAIRS = (("vv", "w"), ("rn", "m"), ("cl", "d"), ("nn", "m"), ("lc", "k"), ("l<", "k"))


@cache
def _sign(char: str) -> str:
    target = shipped.confusables().get(char)
    if target is None:
        folded = fold(char)
        target = shipped.confusables().get(folded, folded) if len(folded) == 1 else folded
    plain = SHAPES.get(char, target).casefold()
    plain = SHAPES.get(plain, plain)
    return "".join(LEET.get(c, c) for c in plain)


def skeleton(text: str) -> str:
    """The text as it looks: NlKE, NIKE, ΝΙΚΕ and N1KE become one; hanzi stay; separators stay."""
    return "".join(char if hanzi(char) and char not in SHAPES else _sign(char) for char in text)


def levelled(skeletal: str) -> str:
    """A skeleton whose pairs of letters that pass for one (vv for w, rn for m) are drawn together."""
    for pair, single in PAIRS[:3]:
        skeletal = skeletal.replace(pair, single)
    return skeletal
