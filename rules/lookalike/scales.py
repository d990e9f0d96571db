"""The evidence that a stretch of a name is made from a mark, in nats above the bar from which it is reported."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property

from rapidfuzz.distance.Indel import normalized_similarity

from rules.lookalike import letters, shipped
from rules.lookalike.background import Background
from rules.lookalike.channel import SAME, Alignment, Channel, likeliest
from rules.lookalike.explaining import explain
from rules.lookalike.folding import LETTERS, hanzi, key
from rules.lookalike.foreign import chinese_names, foreign_names
from rules.lookalike.index import Index, latin, phones
from rules.lookalike.matches import Considered, Match, score
from rules.lookalike.naming import Stretch
from rules.lookalike.parting import recomposed
from rules.lookalike.riding import riding
from rules.lookalike.skeleton import levelled, skeleton
from rules.lookalike.sound import pinyin, units
from rules.lookalike.surroundings import frames
from rules.lookalike.transliteration import Transliterations
from rules.lookalike.writing import cuts, doubled, plain, tailed
from rules.marks import Mark, Marks

HANZI_BAR, LETTER_BAR = 7.8, 4.2  # nats of evidence from which a name is reported
SHORT = 1.0  # more is asked of two characters
ORDINARY = 9.0  # an ordinary mark is protected near its goods only and seldom worth imitating
INDICATION = 6.0  # an indication names a place and goods, as many honest names do
DEARER = {"ordinary": ORDINARY, "gi": INDICATION}
ADRIFT = 3.0  # more is asked where no character was kept, or too many letters were touched
FEW, FURTHER = 1.0, 0.4  # more is asked where fewer than half were kept, and for each further device
TOUCHED = 0.4  # share of the letters that an imitation may touch and still be read as the mark
PHONES, NATS_A_PHONE, HEARD = 7, 1.9, math.log(0.003)  # a long word that sounds the same throughout
SPLIT = 4.0  # an edge of the stretch cuts an everyday word
ELSEWHERE, FAMOUS_ELSEWHERE, AT_HOME = (
    5.0,
    1.5,
    -0.7,
)  # the goods are of other classes than the mark's, of its own
SPELT = math.log(0.01)  # a mark in hanzi written in pinyin
UNNAMED = 1.5  # the sound of a foreign name of which no Chinese one is known may be its owner's own
COMPANY = 3.0  # nats of unknown words around a stretch from which its taken-apart characters are chance
DISGUISE = 12.0  # nats above the bar: a mark's own letters, written so that a filter overlooks them
FAR = 0.4  # likeness of letters below which nothing is weighed
LEAST = -2.0  # nats of evidence below which no sentence is made
LONGEST_REGISTERED = 12  # characters of a name that is looked for inside of another
SHORTEST_LATIN = 3  # letters: fewer are near everything
SAID = {
    "separator": "文字相同而插入分隔符",
    "homoglyph": "以形似字符冒充原字母",
    "split": "拆分或合并偏旁后文字相同",
}
Classes = frozenset[int]


class Scales:
    """Weighs stretches against one register."""

    def __init__(self, marks: Marks) -> None:
        self.known = dict(marks.by_name)
        self.names = list(self.known)
        self.background = Background(self.names)
        self.index = Index((name, mark.kind != "ordinary") for name, mark in self.known.items())
        self._channel = Channel(self.background)
        famous = (name for name, mark in self.known.items() if mark.kind != "ordinary" and not latin(name))
        self._foreign = Transliterations(foreign_names(self.known), self.background)
        self._lengths = _lengths(self.names)
        self._parted = {written: name for name in famous if len(name) > 1 for written in recomposed(name)}

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """Forget a registered name for a while."""
        mark = self.known.pop(name, None)
        try:
            yield
        finally:
            if mark is not None:
                self.known[name] = mark

    def candidates(self, text: str, stops: Sequence[int]) -> dict[int, set[int]]:
        """The stops at which `text[:stop]` may be made from a mark, and the numbers of the names near it.

        A stop is the end of the text, or two or more; the nearest stands first.
        """
        found = self.index.beginnings(text, stops)
        heard = self._foreign.beginnings(text, stops)
        lettered = not text.isascii() and not hanzi(text[0])
        for stop in stops:
            part = text[:stop]
            if stop in heard or part in self._parted or (lettered and _foreign(part)):
                found.setdefault(stop, set())
        return found

    @cached_property
    def bones(self) -> dict[str, str]:
        """The famous Latin names by what they look like."""
        found: dict[str, str] = {}
        for name, mark in self.known.items():
            if mark.kind not in ("ordinary", "gi") and len(name) >= SHORTEST_LATIN and latin(name):
                found.setdefault(levelled(skeleton(name)), name)
        return found

    def _drawn(self, stretch: Stretch) -> str | None:
        """The famous name that letters of another script look like as they are written: capital Ν is no v."""
        if not _foreign(stretch.part):
            return None
        other = self.bones.get(levelled(skeleton("".join(filter(str.isalnum, stretch.shown)))))
        return other if other in self.known else None

    @staticmethod
    def _torn(stretch: Stretch, *, alone: bool) -> bool:
        """Is the stretch only a piece of other words (女子时 of 女子时光)?"""
        whole = stretch.name.whole
        cut = cuts(whole, stretch.start) or cuts(whole, stretch.end)
        return cut or (not alone and stretch.company() >= COMPANY)

    def registered(self, text: str) -> Iterator[tuple[int, int]]:
        """The stretches of a folded text that are registered names of two characters to LONGEST_REGISTERED."""
        for start, char in enumerate(text):
            if char in self._lengths:
                ends = self.ends(text, start)
                yield from ((start, end) for end in ends if end - start <= LONGEST_REGISTERED)

    def ends(self, text: str, start: int = 0) -> Iterator[int]:
        """Where the registered names of two characters and more end that stand in a folded text from `start` on."""
        for length in self._lengths.get(text[start], ()):
            end = start + length
            if end <= len(text) and text[start:end] in self.known:
                yield end

    def near(
        self,
        stretch: Stretch,
        numbers: Iterable[int],
        classes: Classes,
        *,
        least: float = -math.inf,
        alone: bool = False,
    ) -> Iterator[Considered]:
        """Each mark that the stretch may be made from, on evidence of at least so many nats above the bar.

        `numbers`: of the names near it. `alone`: what stands around it does not count.
        """
        part = stretch.part
        if part in self.known:
            return
        drawn = self._drawn(stretch)
        if drawn is not None:
            yield self.disguised(stretch, drawn, "homoglyph")
        if self._parted.get(part) in self.known and not self._torn(stretch, alone=alone):
            yield self.disguised(stretch, self._parted[part], "split")
        sounds = list(self._foreign.near(part))
        if not numbers and not sounds:
            return
        around = 0.0 if alone else stretch.company()
        around += SPLIT * (cuts(stretch.name.whole, stretch.start) + cuts(stretch.name.whole, stretch.end))
        against = self.background.name(part) + around
        written = _units(part)
        for number in numbers:
            found = self._one(stretch, written, self.names[number], against, classes, least)
            if found is not None:
                yield found
        for other, evidence, said in sounds:
            if other not in self.known:
                continue
            wanted = max(LEAST, _bar(self.known[other], part, classes) + least)
            if evidence - around >= wanted:
                yield self._heard(stretch, other, said, evidence - around, classes)

    def _heard(
        self, stretch: Stretch, other: str, steps: str, evidence: float, classes: Classes
    ) -> Considered:
        """A foreign name written in hanzi by ear, unless that is its owner's own Chinese name."""
        named = chinese_names(other, self.known[other])
        shown = self.shown(other)
        sentence = f"‘{stretch.shown}’是外文商标‘{shown}’的音译：{steps}"
        if not named:
            sentence += "（登记册未载其中文名，请先核实是否权利人自用）"
        found = self.weighed(
            stretch, other, ("transliteration", sentence), evidence - UNNAMED * (not named), classes
        )
        if stretch.part in named:
            return replace(found, innocent=f"‘{stretch.shown}’是‘{shown}’自己的中文名")
        return found

    def _one(
        self,
        stretch: Stretch,
        written: Sequence[str],
        other: str,
        against: float,
        classes: Classes,
        least: float,
    ) -> Considered | None:
        part, mark = stretch.part, self.known.get(other)
        if mark is None:
            return None
        wanted = _bar(mark, part, classes) + least
        lettered = latin(other)
        if not lettered and likeliest(written, other) < against + max(LEAST, wanted) and not latin(part):
            return None
        if lettered != latin(part):
            if lettered or pinyin(other) != part:
                return None
            said = ("pinyin", f"‘{stretch.shown}’是‘{other}’的拼音")
            return self.weighed(stretch, other, said, SPELT - against, classes)
        if lettered:
            if len(other) < SHORTEST_LATIN or normalized_similarity(part, other) < FAR:
                return None
            if levelled(skeleton(part)) == levelled(skeleton(other)) and part not in shipped.english():
                return self.disguised(stretch, other, "homoglyph")
        if (other in part and not doubled(part, other)) or tailed(other, part):
            return None  # it stands there whole, or with its goods: another question
        heard = _heard_alike(part, other) if lettered else None
        alignment = self._align(written, other, against + max(LEAST, wanted if heard is None else LEAST))
        evidence = alignment.weight - against
        if evidence < LEAST:
            return None
        evidence -= _adrift(alignment, other)
        if heard is not None:
            evidence = max(evidence, heard)
        if evidence < wanted:
            return None
        if mark.kind == "gi" and any(step.how == "添字" for step in alignment.changed):
            return None  # a shop's own name between place and goods
        if all((step.written + step.meant).isdigit() for step in alignment.changed):
            return None  # another model
        kind, sentence = explain(stretch.shown, self.shown(other), alignment)
        return self.weighed(stretch, other, (kind, sentence), evidence, classes)

    def _align(self, written: Sequence[str], other: str, least: float = -math.inf) -> Alignment:
        if isinstance(written, str) and latin(other):
            return letters.align(written, other, least)
        return self._channel.align(written, other, least)

    def shown(self, other: str) -> str:
        """A registered name as its mark or alias writes it."""
        return next((name for name in self.known[other].names if key(name) == other), other)

    def compare(self, part: str, other: str) -> tuple[float, str, str]:
        """Evidence that one name is made from another of its script, in nats; the kind and the sentence."""
        alignment = self._align(_units(part), other)
        return alignment.weight - self.background.name(part), *explain(part, other, alignment)

    def weighed(
        self, stretch: Stretch, other: str, said: tuple[str, str], evidence: float, classes: Classes
    ) -> Considered:
        """The evidence held against the bar of this mark; `said`: the kind and its sentence."""
        mark = self.known[other]
        above = evidence - _bar(mark, stretch.part, classes)
        match = Match(mark, other, said[0], score(above), *stretch.span, said[1])
        return Considered(match, above, None if above >= 0 else "相似程度不足以排除巧合")

    def ridden(self, stretch: Stretch, taken: Iterable[Stretch], classes: Classes) -> Considered:
        """A registered name that stands whole in a longer one; `taken`: the registered names in it."""
        mark = self.known[stretch.part]
        allied = [one.part for one in taken if not one.overlaps(stretch) and one.part not in frames()]
        famous = next((part for part in allied if self.known[part].kind != "ordinary"), None)
        if famous is not None:
            return self.let_go(stretch, f"‘{stretch.part}’与另一登记商标‘{famous}’并用")
        if mark.kind == "gi":
            return self.let_go(stretch, f"‘{stretch.part}’是地理标志，另按产地核查")
        weight, sentence = riding(stretch, mark)
        evidence = len(stretch.part) * SAME - self.background.name(stretch.part) + weight
        whole = Stretch(stretch.name, 0, len(stretch.name.whole))
        found = self.weighed(whole, stretch.part, ("affix", sentence), evidence, classes)
        return replace(found, innocent=found.innocent and sentence)

    def own(self, stretch: Stretch) -> Considered:
        """A stretch that spells a mark: innocent when plain, an imitation when its characters are kept apart."""
        if stretch.gaps and not plain(stretch.shown, self.known[stretch.part]):
            return self.disguised(stretch, stretch.part, "separator")
        return self.let_go(stretch, "即登记商标本身")

    def disguised(self, stretch: Stretch, other: str, kind: str) -> Considered:
        """A mark's own characters in other dress."""
        mark = self.known[other]
        above = DISGUISE + len(other) - 3 * ORDINARY * (mark.kind == "ordinary")
        sentence = f"‘{stretch.shown}’与‘{self.shown(other)}’{SAID[kind]}"
        match = Match(mark, other, kind, score(above), *stretch.span, sentence)
        return Considered(match, above, None if above > 0 else "普通商标，写法差异不足为据")

    def let_go(self, stretch: Stretch, why: str) -> Considered:
        """A registered name that stands there innocently."""
        match = Match(self.known[stretch.part], stretch.part, "own", 0.0, *stretch.span, why)
        return Considered(match, 0.0, why)


def _lengths(names: Iterable[str]) -> dict[str, list[int]]:
    """For each character how long the names are that begin with it, the shortest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for name in names:
        if len(name) >= 2:
            found[name[0]].add(len(name))
    return {char: sorted(lengths) for char, lengths in found.items()}


def _foreign(part: str) -> bool:
    """Are there letters of other scripts in it, and no hanzi?"""
    return not part.isascii() and latin(part)


def _adrift(alignment: Alignment, other: str) -> float:
    """What is asked more when little of the mark is left as it was."""
    changed = alignment.changed
    kept = len(alignment.steps) - len(changed)
    if latin(other):
        return ADRIFT if not kept or len(changed) > max(1, round(TOUCHED * len(other))) else 0.0
    devices = len({(step.how, step.written, step.meant) for step in changed if step.how != "换位"})
    more = FURTHER * max(0, devices - 1) + (FEW if 2 * kept < len(other) and devices > 1 else 0.0)
    return more + (ADRIFT if not kept else 0.0)


def _heard_alike(part: str, other: str) -> float | None:
    """Nats of evidence in that a long Latin name sounds like another throughout; None when it does not."""
    said = phones(other)
    return HEARD + NATS_A_PHONE * len(said) if len(said) >= PHONES and said == phones(part) else None


def _bar(mark: Mark, part: str, classes: Classes) -> float:
    """Nats of evidence from which a stretch is reported as made from a mark."""
    bar = LETTER_BAR if latin(part) else HANZI_BAR
    bar += SHORT if len(part) == 2 else 0.0
    return bar + DEARER.get(mark.kind, 0.0) + _afield(mark, classes)


def _units(part: str) -> Sequence[str]:
    """What is aligned: characters, or syllables where letters stand among hanzi."""
    return part if LETTERS.search(part) is None or latin(part) else list(units(part))


def _afield(mark: Mark, classes: Classes) -> float:
    """What is asked more when the goods are known to be of other classes, and less when of the same."""
    if not mark.classes or not classes:
        return 0.0
    if classes & set(mark.classes):
        return AT_HOME
    return ELSEWHERE if mark.kind == "ordinary" else FAMOUS_ELSEWHERE
