"""Which words beside a genuine mark say that the goods are not: 高仿, A货, 原单, 复刻, 1:1, 莆田 and their disguises."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ahocorasick_rs

from rules.lookalike import shipped
from rules.lookalike.folding import Folded, key, squeeze

ONE_TO_ONE = re.compile(r"1[:：∶]1(?![0-9])")
DENIED = (
    "谨防",
    "拒绝",
    "抵制",
    "不是",
    "并非",
    "非",
    "不卖",
    "绝不",
    "杜绝",
    "打击",
    "无",
    "防",
    "警惕",
    "不做",
    "别买",
)
INNOCENT = ("真", "真花", "员", "官方", "正版")  # what may follow: 高仿真, 跟单员
REISSUE, REISSUED = "复刻", ("版", "经典", "款")  # a maker brings an old article out again
BACK = 4  # characters before a word in which a denial is looked for


@dataclass(frozen=True, slots=True)
class Signal:
    """A telling word in a text, offsets as given."""

    word: str
    start: int
    end: int
    weight: float


class Signals:
    """Finds the telling words, also with a character written as one of its stand-ins."""

    def __init__(self, stand_ins: Mapping[str, Sequence[str]]) -> None:
        self._weights: dict[str, tuple[str, float]] = {}
        for weight, words in shipped.rows("signals.tsv"):
            for word in words.split(" "):
                for written in {word, *_disguised(word, stand_ins)}:
                    self._weights.setdefault(key(written), (word, float(weight)))
        self._written = list(self._weights)
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._written, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def find(self, text: str) -> list[Signal]:
        """The telling words of a text that are not denied, in order of start (linear time)."""
        folded = squeeze(text)
        found = [
            Signal(word, *folded.span(start, end), weight)
            for index, start, end in self._automaton.find_matches_as_indexes(folded.text)
            for word, weight in [self._weights[self._written[index]]]
            if not _spared(folded, start, end, word)
        ]
        found += [Signal("1:1", *match.span(), 0.8) for match in ONE_TO_ONE.finditer(text)]
        return sorted(found, key=lambda signal: signal.start)


def _disguised(word: str, stand_ins: Mapping[str, Sequence[str]]) -> list[str]:
    return [
        word[:at] + other + word[at + 1 :]
        for at, char in enumerate(word)
        for other in stand_ins.get(char, ())
    ]


def _spared(folded: Folded, start: int, end: int, word: str) -> bool:
    before = folded.text[max(0, start - BACK) : start]
    if any(denial in before for denial in DENIED):
        return True
    if folded.text.startswith(INNOCENT + (REISSUED if word == REISSUE else ()), end):
        return True
    first, last = folded.text[start : start + 1], folded.text[end : end + 1]
    return first.isascii() and (
        (folded.text[start - 1 : start].isascii() and start > 0) or (last.isascii() and last != "")
    )
