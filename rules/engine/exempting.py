"""Which lawful use spares a hit: the named exemptions of the packs, tried one by one."""

from dataclasses import dataclass, fields

from rules.engine.lexicon import Lexicon
from rules.engine.matching import Chain, chains
from rules.engine.reading import Reading, Survey
from rules.engine.surroundings import HasReading
from rules.engine.symbols import Span
from rules.language import Exemption


@dataclass(frozen=True)
class Conditions:
    """Where in one text the phrases of an exemption stand, by what they must be to the hit."""

    around: list[Span]
    inside: list[Span]
    before: list[Span]
    after: list[Span]
    sentence: list[Span]
    text: list[Span]


@dataclass(frozen=True, eq=False)
class Spare:
    """An exemption, compiled."""

    name: str
    title: str
    reason: str
    within: int
    phrases: tuple[tuple[str, Chain], ...]  # each with the condition that it is
    context: tuple[Chain, ...]

    @classmethod
    def compiled(cls, name: str, exemption: Exemption, lexicon: Lexicon) -> "Spare":
        """`exemption` in symbols of `lexicon`."""

        parts = {field.name: getattr(exemption, field.name) for field in fields(Conditions)}
        return cls(
            name=name,
            title=exemption.title,
            reason=exemption.reason,
            within=exemption.within,
            phrases=tuple(
                (condition, phrase)
                for condition, texts in parts.items()
                for text in texts
                for phrase in chains(text, lexicon, "spare")
            ),
            context=tuple(phrase for text in exemption.context for phrase in chains(text, lexicon, "around")),
        )

    def conditions(self, reading: Survey) -> Conditions | None:
        """What of this exemption stands in the text; None when nothing does."""
        there: Conditions | None = None
        for condition, phrase in self.phrases:
            if phrase.words <= reading.present and (spans := reading.spans(phrase)):
                there = there or Conditions([], [], [], [], [], [])
                getattr(there, condition).extend(spans)
        return there

    def applies_to(self, goods: HasReading) -> bool:
        """Does the goods' category or title alone spare every hit?"""
        return any(goods.reading.spans(phrase) for phrase in self.context)

    def applies(self, hit: Span, there: Conditions, reading: Reading) -> bool:
        """Does what stands `there` spare `hit`?"""
        return (
            bool(there.text)
            or any(_overlaps(span, hit) for span in there.around)
            or any(hit[0] < span[0] and span[1] <= hit[1] for span in there.inside)
            or any(self._leads(span, hit, reading) for span in there.before)
            or any(self._follows(span, hit, reading) for span in there.after)
            or any(_together(span, hit, reading) for span in there.sentence)
        )

    def _leads(self, span: Span, hit: Span, reading: Reading) -> bool:
        near = span[0] < hit[0] and hit[0] - self.within <= span[1] <= hit[1]
        return near and _together(span, hit, reading) and not reading.folded.parted(span[1], hit[0])

    def _follows(self, span: Span, hit: Span, reading: Reading) -> bool:
        near = hit[1] <= span[0] <= hit[1] + self.within
        return near and _together(span, hit, reading)


def _overlaps(span: Span, hit: Span) -> bool:
    return span[0] < hit[1] and hit[0] < span[1]


def _together(span: Span, hit: Span, reading: Reading) -> bool:
    return reading.sentence(span[0]) == reading.sentence(hit[0])
