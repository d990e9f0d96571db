"""Is this name made from a mark? Its stretches are held against the marks near them, and every reason is kept."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rules.lookalike.background import Background
from rules.lookalike.channel import SAME, Alignment, Channel
from rules.lookalike.explaining import explain
from rules.lookalike.folding import hanzi, squeeze
from rules.lookalike.index import Index, latin
from rules.lookalike.letters import LetterChannel
from rules.lookalike.naming import Name
from rules.lookalike.riding import riding
from rules.lookalike.skeleton import levelled, skeleton
from rules.lookalike.sound import pinyin, units
from rules.marks import Mark, Marks

HANZI_BAR, LETTER_BAR = 8.4, 4.4  # nats of evidence from which a name is reported
SHORT = 1.2  # more is asked of two characters
ORDINARY = 9.0  # an ordinary mark is protected near its goods only and seldom worth imitating
OUTSIDE = {"house": 1.0, "honour": 1.0, "renewal": 1.0, "sound": 1.6, "trait": 0.8, "goods": 0.4}
UNKNOWN = 2.6  # nats that each unknown character beside the stretch costs
WORTH_KEEPING = -8.0  # nats above the bar from which a near mark is worth a line of explanation
SPELT = math.log(0.01)  # a mark in hanzi written in pinyin
DISGUISE = 12.0  # nats above the bar: a mark's own letters, written so that a filter overlooks them
TITLE_BAR = 2.0  # nats more than a name needs: most heads of titles are no brand
HEAD = 16  # characters of a slot that are read


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a text that imitates a mark. `start`, `end` are offsets into the text as given."""

    mark: Mark
    name: str  # the mark or the alias that is imitated, folded
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
        self._index = Index((name, mark.kind != "ordinary") for name, mark in self._known.items())

    def judge(self, text: str, classes: Iterable[int] = ()) -> list[Match]:
        """The strongest imitation in a name, if any."""
        found = [one for one in self.consider(text, classes) if one.innocent is None]
        return [max(found, key=lambda one: one.evidence).match] if found else []

    def consider(self, text: str, classes: Iterable[int] = ()) -> list[Considered]:
        """Every mark near the name, reported or let go with the reason."""
        name = Name.of(text)
        if not name.whole:
            return []
        if name.whole in self._known:
            return [self._own(name)]
        start, end = name.core
        if name.whole[start:end] in self._known:
            return [self._ridden(name, start, end, classes)]
        taken = self._taken(name)
        found: list[Considered] = []
        for i, j in name.windows():
            if name.whole[i:j] in self._known:
                found.append(self._ridden(name, i, j, classes))
                continue
            for one in self._near(name, i, j):
                shield = next((t for t in taken if t[0] < j and i < t[1] and t[1] - t[0] >= j - i), None)
                if shield and one.innocent is None:
                    one = replace(one, innocent=f"含另一登记商标‘{name.whole[slice(*shield)]}’")
                found.append(one)
        return [one for one in found if one.evidence > WORTH_KEEPING]

    def neighbours(self, text: str, limit: int) -> list[Match]:
        """Registered names near a name, whatever the bar, nearest first."""
        name = Name.of(text)
        if not name.whole:
            return []
        near = [one for one in self._near(name, 0, len(name.whole)) if one.match.name != name.whole]
        near.sort(key=lambda one: one.evidence, reverse=True)
        return [one.match for one in near[:limit]]

    def head(self, text: str, start: int, end: int) -> list[Match]:
        """The strongest imitation at the head of the slot `text[start:end]`, before the goods."""
        name = Name.of(text[start:end])
        stops = [stop for stop in range(2, min(HEAD, len(name.whole)) + 1) if stop in name.breaks]
        if any(name.whole[:stop] in self._known for stop in stops):
            return []
        found: list[Considered] = []
        known_words = {edge for piece in name.laid if piece.what != "unknown" for edge in (piece.start, piece.end)}
        for stop in stops:
            loose = 0.0 if stop == len(name.whole) or stop in name.folded.gaps else 0.8 if stop in known_words else 3.0
            for one in self._near(name, 0, stop, outside=False):
                if one.evidence >= TITLE_BAR + loose:
                    moved = replace(one.match, start=one.match.start + start, end=one.match.end + start)
                    found.append(replace(one, match=moved, evidence=one.evidence - loose))
        return [max(found, key=lambda one: one.evidence).match] if found else []

    def _own(self, name: Name) -> Considered:
        """The answer for a name that spells a mark: innocent when plain, an imitation when disguised."""
        inner = name.folded.gaps - {0, len(name.whole)}
        if inner and not _plain(name.text, self._known[name.whole]):
            return self._disguise(name, 0, len(name.whole), name.whole, "separator")
        return self._let_go(name, 0, len(name.whole), name.whole, "即登记商标本身")

    def _taken(self, name: Name) -> list[tuple[int, int]]:
        """The stretches of a name that are registered themselves."""
        edges = sorted(name.breaks)
        spans = [(i, j) for i in edges for j in edges if 2 <= j - i <= 12]
        return [(i, j) for i, j in spans if name.whole[i:j] in self._known]

    def _near(self, name: Name, i: int, j: int, outside: bool = True) -> Iterator[Considered]:
        """Each mark that the stretch may be made from, with the evidence."""
        part = name.whole[i:j]
        numbers = self._index.near(part)
        if not numbers:
            return
        innocent = self._background.name(part)
        cost = _cost(name, i, j) if outside else 0.0
        syllables = units(part) if not part.isascii() and not all(map(hanzi, part)) else part
        for number in numbers:
            other = self._names[number]
            if latin(other) != latin(part):
                if latin(part) and pinyin(other) == part:
                    yield self._spelt(name, i, j, other, innocent + cost)
                continue
            if latin(part) and levelled(skeleton(part)) == levelled(skeleton(other)):
                yield self._disguise(name, i, j, other, "homoglyph")
                continue
            alignment = self._letters.align(part, other) if latin(other) else self._hanzi.align(syllables, other)
            yield self._candidate(name, i, j, other, alignment, alignment.weight - innocent - cost)

    def _candidate(self, name: Name, i: int, j: int, other: str, alignment: Alignment, evidence: float) -> Considered:
        kind, sentence = explain(name.whole[i:j], other, alignment)
        return self._weighed(name, i, j, other, kind, sentence, evidence)

    def _weighed(self, name: Name, i: int, j: int, other: str, kind: str, sentence: str, evidence: float) -> Considered:
        mark = self._known[other]
        above = evidence - (LETTER_BAR if latin(name.whole[i:j]) else HANZI_BAR)
        above -= ORDINARY if mark.kind == "ordinary" else 0.0
        above -= SHORT if j - i == 2 else 0.0
        start, end = name.folded.span(i, j)
        match = Match(mark, other, kind, _score(above), start, end, sentence)
        return Considered(match, above, None if above >= 0 else "相似程度不足以排除巧合")

    def _spelt(self, name: Name, i: int, j: int, other: str, innocent: float) -> Considered:
        sentence = f"‘{name.whole[i:j]}’是‘{other}’的拼音"
        return self._weighed(name, i, j, other, "pinyin", sentence, SPELT - innocent)

    def _ridden(self, name: Name, i: int, j: int, classes: Iterable[int]) -> Considered:
        ridden = name.whole[i:j]
        weight, sentence = riding(name, i, j, self._known[ridden], classes)
        evidence = len(ridden) * SAME - self._background.name(ridden) + weight
        found = self._weighed(name, 0, len(name.whole), ridden, "affix", sentence, evidence)
        return replace(found, innocent=found.innocent and sentence)

    def _disguise(self, name: Name, i: int, j: int, other: str, kind: str) -> Considered:
        start, end = name.folded.span(i, j)
        said = {"separator": "文字相同而插入分隔符", "homoglyph": "以形似字符冒充原字母"}[kind]
        sentence = f"‘{name.text[start:end]}’与‘{other}’{said}"
        mark = self._known[other]
        above = DISGUISE + len(other) - 3 * ORDINARY * (mark.kind == "ordinary")
        match = Match(mark, other, kind, _score(above), start, end, sentence)
        return Considered(match, above, None if above > 0 else "普通商标，写法差异不足为据")

    def _let_go(self, name: Name, i: int, j: int, other: str, why: str) -> Considered:
        start, end = name.folded.span(i, j)
        return Considered(Match(self._known[other], other, "own", 0.0, start, end, why), 0.0, why)


def _score(above: float) -> float:
    return round(1 / (1 + math.exp(-max(-60.0, above + 2) / 3)), 3)


def _plain(text: str, mark: Mark) -> bool:
    """Is it written as the mark is, separators and all, or with no more than spaces and hyphens between words?"""
    stripped = " ".join(text.casefold().split())
    if any(stripped == " ".join(name.casefold().split()) for name in mark.names):
        return True
    words = text.replace("-", " ").split()
    return text.replace("-", "").replace(" ", "").replace("'", "").isalnum() and all(len(word) > 1 for word in words)


def _cost(name: Name, i: int, j: int) -> float:
    cost = 0.0
    for piece in name.laid:
        outside = max(0, min(piece.end, i) - piece.start) + max(0, piece.end - max(piece.start, j))
        if outside:
            cost += UNKNOWN * outside if piece.what == "unknown" else OUTSIDE.get(piece.what, 0.3)
    return cost
