"""Is this name made from a mark? Every stretch of it is held against the marks near it, and every reason is kept."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rules.lookalike.background import Background
from rules.lookalike.channel import SAME, Alignment, Channel
from rules.lookalike.explaining import explain
from rules.lookalike.folding import Folded, hanzi, squeeze
from rules.lookalike.index import Index, latin
from rules.lookalike.letters import LetterChannel
from rules.lookalike.riding import riding
from rules.lookalike.skeleton import levelled, skeleton
from rules.lookalike.surroundings import Piece, pieces
from rules.marks import Mark, Marks

HANZI_BAR, LETTER_BAR = 8.4, 4.4  # nats of evidence from which a name is reported
ORDINARY = 9.0  # an ordinary mark is protected near its goods only and seldom worth imitating
LONGEST_CORE, LONGEST_NAME = 14, 40
OUTSIDE = {
    "unknown": 2.2,
    "house": 1.0,
    "honour": 1.0,
    "renewal": 1.0,
    "sound": 1.6,
    "trait": 0.8,
    "goods": 0.4,
}
TITLE_BAR = 2.0  # nats more than a name needs: most heads of titles are no brand
HEAD = 16
DISGUISE = 30.0  # nats: a mark's own letters, written so that a filter overlooks them


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a text that imitates a mark. `start`, `end` are offsets into the text as given."""

    mark: Mark
    name: str  # the mark or the alias that is imitated
    kind: str
    score: float
    start: int
    end: int
    explanation: str


@dataclass(frozen=True, slots=True)
class Considered:
    """A mark that was near, the evidence in nats above the bar, and why it was let go (None: reported)."""

    match: Match
    evidence: float
    innocent: str | None = None


class Judge:
    """Judges names against one register."""

    def __init__(self, marks: Marks) -> None:
        self._known = marks.by_name
        self._names = list(self._known)
        self._background = Background(self._names)
        self._hanzi, self._letters = Channel(self._background), LetterChannel(self._background)
        self._index = Index(self._names)

    def judge(self, text: str, classes: Iterable[int] = ()) -> list[Match]:
        """The imitations in a name, the strongest of each stretch only."""
        found = [one for one in self.consider(text, classes) if one.innocent is None]
        return [best.match for best in [max(found, key=lambda one: one.evidence)]] if found else []

    def consider(self, text: str, classes: Iterable[int] = ()) -> list[Considered]:
        """Every mark near the name, reported or let go with the reason."""
        if len(text) > 4 * LONGEST_NAME:
            text = text[: 4 * LONGEST_NAME]
        folded = squeeze(text)
        if not folded.text:
            return []
        own = self._own(text, folded)
        if own is not None:
            return own
        laid = pieces(folded.text)
        start, end = _core(laid, len(folded.text))
        found: list[Considered] = []
        if (start, end) != (0, len(folded.text)) and folded.text[start:end] in self._known:
            found += self._ridden(text, folded, start, end, laid, classes)
            return found
        for i, j in _windows(start, end, len(folded.text)):
            found += self._window(text, folded, i, j, laid, classes)
        return found

    def neighbours(self, name: str, limit: int) -> list[Match]:
        """Registered names near a name, whatever the bar, nearest first."""
        folded = squeeze(name)
        near = self._index.near(folded.text) if folded.text else set()
        found = []
        for number in near:
            other = self._names[number]
            if other != folded.text and latin(other) == latin(folded.text):
                alignment = (self._letters if latin(other) else self._hanzi).align(folded.text, other)
                evidence = alignment.weight - self._background.name(folded.text)
                found.append(self._candidate(name, folded, 0, len(folded.text), other, alignment, evidence))
        found.sort(key=lambda one: one.evidence, reverse=True)
        return [one.match for one in found[:limit]]

    def head(self, text: str, start: int, end: int) -> list[Match]:
        """Imitations at the head of `text[start:end]`, a slot of a title where a brand stands before its goods."""
        found: list[Considered] = []
        folded = squeeze(text[start:end])
        whole = folded.text[:HEAD]
        latin_end = next((at for at, char in enumerate(whole) if hanzi(char)), len(whole))
        stops = range(2, len(whole) + 1) if latin_end == 0 else _word_ends(folded, latin_end)
        laid = pieces(folded.text)
        starts = {piece.start for piece in laid if piece.what != "unknown"}
        if any(whole[:stop] in self._known for stop in stops):
            return []
        for stop in stops:
            loose = 0.0 if stop == len(folded.text) or stop in folded.gaps else 0.8 if stop in starts else 3.0
            for one in self._window(text[start:end], folded, 0, stop, [], ()):
                if one.innocent is None and one.evidence >= TITLE_BAR + loose and one.match.kind != "affix":
                    moved = replace(one.match, start=one.match.start + start, end=one.match.end + start)
                    found.append(replace(one, match=moved, evidence=one.evidence - loose))
        return [max(found, key=lambda one: one.evidence).match] if found else []

    def _own(self, text: str, folded: Folded) -> list[Considered] | None:
        """The answer for a name that spells a mark: innocent when plain, an imitation when disguised."""
        whole = folded.text
        mark = self._known.get(whole)
        if mark is not None:
            disguised = len(folded.gaps - {0, len(whole)}) > 0 and not _plain(text, mark)
            if not disguised:
                return [self._let_go(text, folded, 0, len(whole), whole, "即商标本身")]
            return [self._disguise(text, folded, 0, len(whole), whole, "separator")]
        return None

    def _window(
        self, text: str, folded: Folded, i: int, j: int, laid: list[Piece], classes: Iterable[int]
    ) -> list[Considered]:
        part = folded.text[i:j]
        if part in self._known:
            return self._ridden(text, folded, i, j, laid, classes)
        found = []
        for number in self._index.near(part):
            name = self._names[number]
            if latin(name) and latin(part) and levelled(skeleton(part)) == levelled(skeleton(name)):
                found.append(self._disguise(text, folded, i, j, name, "homoglyph"))
                continue
            alignment = (self._letters if latin(name) else self._hanzi).align(part, name)
            evidence = alignment.weight - self._background.name(part) - _cost(laid, i, j)
            found.append(self._candidate(text, folded, i, j, name, alignment, evidence))
        return [one for one in found if one.evidence > -6]

    def _candidate(
        self, text: str, folded: Folded, i: int, j: int, name: str, alignment: Alignment, evidence: float
    ) -> Considered:
        mark = self._known[name]
        bar = (LETTER_BAR if latin(name) else HANZI_BAR) + (ORDINARY if mark.kind == "ordinary" else 0)
        kind, sentence = explain(folded.text[i:j], name, alignment)
        above = evidence - bar
        start, end = folded.span(i, j)
        match = Match(mark, name, kind, _score(above), start, end, sentence)
        return Considered(match, above, None if above >= 0 else "相似度不足")

    def _ridden(
        self, text: str, folded: Folded, i: int, j: int, laid: list[Piece], classes: Iterable[int]
    ) -> list[Considered]:
        name = folded.text[i:j]
        mark = self._known[name]
        weight, said = riding(folded.text, i, j, mark, classes)
        evidence = len(name) * SAME - self._background.name(name) + weight
        bar = (LETTER_BAR if latin(name) else HANZI_BAR) + (ORDINARY if mark.kind == "ordinary" else 0)
        start, end = folded.span(0, len(folded.text))
        match = Match(mark, name, "affix", _score(evidence - bar), start, end, said)
        return [Considered(match, evidence - bar, None if evidence >= bar else said)]

    def _disguise(self, text: str, folded: Folded, i: int, j: int, name: str, kind: str) -> Considered:
        start, end = folded.span(i, j)
        said = {"separator": "字符间插入分隔符", "homoglyph": "用形似字符冒充字母"}[kind]
        sentence = f"‘{text[start:end]}’与‘{name}’{said}"
        return Considered(Match(self._known[name], name, kind, 0.97, start, end, sentence), DISGUISE)

    def _let_go(self, text: str, folded: Folded, i: int, j: int, name: str, why: str) -> Considered:
        start, end = folded.span(i, j)
        return Considered(Match(self._known[name], name, "own", 0.0, start, end, why), 0.0, why)


def _score(above: float) -> float:
    return round(1 / (1 + math.exp(-(above + 2) / 3)), 3)


def _plain(text: str, mark: Mark) -> bool:
    """Is it written as the mark is, separators and all?"""
    stripped = " ".join(text.casefold().split())
    return any(stripped == " ".join(name.casefold().split()) for name in mark.names) or (
        text.isascii()
        and not any(c in text for c in "*|~^_=+.·")
        and all(len(part) > 1 for part in text.replace("-", " ").split())
    )


def _core(laid: list[Piece], length: int) -> tuple[int, int]:
    """The stretch without a leading place and trailing words for shop, firm and goods."""
    start, end = 0, length
    pieces_left = list(laid)
    while len(pieces_left) > 1 and pieces_left[-1].what in ("shop", "firm", "goods"):
        end = pieces_left.pop().start
    while len(pieces_left) > 1 and pieces_left[0].what == "place":
        start = pieces_left.pop(0).end
    return start, end


def _windows(start: int, end: int, length: int) -> list[tuple[int, int]]:
    if end - start > LONGEST_CORE:
        return [(start, end)]
    found = {(start, end), (0, length)} if length <= LONGEST_CORE else {(start, end)}
    found |= {(start, j) for j in range(start + 2, end)} | {(i, end) for i in range(start + 1, end - 1)}
    return sorted(found)


def _cost(laid: list[Piece], i: int, j: int) -> float:
    cost = 0.0
    for piece in laid:
        outside = max(0, min(piece.end, i) - piece.start) + max(0, piece.end - max(piece.start, j))
        if outside:
            each = OUTSIDE.get(piece.what, 0.3)
            cost += each * outside if piece.what == "unknown" else each
    return cost


def _word_ends(folded: Folded, latin_end: int) -> list[int]:
    """Where a run of Latin words at the head may end: after its first, second or third word."""
    gaps = sorted(gap for gap in folded.gaps if 0 < gap < latin_end)[:2]
    return [*gaps, latin_end]
