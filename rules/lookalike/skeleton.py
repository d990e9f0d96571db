"""What a Latin name looks like: letters of other scripts, digits and pairs of letters that pass for one another."""

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
_ALIKE = (  # letters of other scripts drawn like capitals, missing from UTS #39 because they differ in detail
    "ΛλΔ∆лд★☆:a в:b ь:b đ:d Σξєз:e н:h к:k ł丨工:l м爪:m иййηп:n σø∅口:o я尺:r т卜:t цυ:u ν:v шщω:w ж:x γч:y 匚:c"
)
SHAPES = {char: chars[-1] for chars in _ALIKE.split() for char in chars[:-2]}
PAIRS = (("vv", "w"), ("rn", "m"), ("cl", "d"), ("nn", "m"), ("lc", "k"), ("l<", "k"))


class _Table(dict[int, str]):
    """A translation table that learns what each character looks like when it first meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = sign = _sign(chr(code))
        return sign


def _sign(char: str) -> str:
    if hanzi(char) and char not in SHAPES:
        return char
    target = shipped.confusables().get(char)
    if target is None:
        folded = fold(char)
        target = shipped.confusables().get(folded, folded) if len(folded) == 1 else folded
    plain = SHAPES.get(char, target).casefold()
    plain = SHAPES.get(plain, plain)
    return "".join(LEET.get(c, c) for c in plain)


_SIGNS = _Table()


def skeleton(text: str) -> str:
    """The text as it looks: NlKE, NIKE, ΝΙΚΕ and N1KE become one; hanzi stay; separators stay."""
    return text.translate(_SIGNS)


def levelled(skeletal: str) -> str:
    """A skeleton whose pairs of letters that pass for one (vv for w, rn for m) are drawn together."""
    for pair, single in PAIRS[:3]:
        skeletal = skeletal.replace(pair, single)
    return skeletal
