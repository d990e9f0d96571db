"""Which lawful use spares a hit: the named exemptions of the packs, tried one by one."""

from dataclasses import dataclass

from rules.language import Exemption
from rules.lexicon import Lexicon, Use
from rules.matching import Chain, chains, spans
from rules.reading import Reading
from rules.surroundings import HasReading
from rules.symbols import Span


@dataclass(frozen=True)
class Spare:
    """An exemption, compiled."""

    name: str
    title: str
    reason: str
    within: int
    around: tuple[Chain, ...]
    inside: tuple[Chain, ...]
    before: tuple[Chain, ...]
    after: tuple[Chain, ...]
    sentence: tuple[Chain, ...]
    text: tuple[Chain, ...]
    context: tuple[Chain, ...]

    @classmethod
    def compiled(cls, name: str, exemption: Exemption, lexicon: Lexicon) -> "Spare":
        """`exemption` in symbols of `lexicon`."""

        def read(texts: tuple[str, ...], use: Use = "spare") -> tuple[Chain, ...]:
            return tuple(chain for text in texts for chain in chains(text, lexicon, use))

        return cls(
            name=name,
            title=exemption.title,
            reason=exemption.reason,
            within=exemption.within,
            around=read(exemption.around),
            inside=read(exemption.inside),
            before=read(exemption.before),
            after=read(exemption.after),
            sentence=read(exemption.sentence),
            text=read(exemption.text),
            context=read(exemption.context, "around"),
        )

    def applies(self, hit: Span, reading: Reading, context: HasReading) -> bool:
        """Does this use spare `hit`? `context` is the goods' category and title."""
        return (
            any(_overlaps(span, hit) for span in _all(self.around, reading))
            or any(hit[0] < span[0] and span[1] < hit[1] for span in _all(self.inside, reading))
            or any(self._leads(span, hit, reading) for span in _all(self.before, reading))
            or any(self._follows(span, hit, reading) for span in _all(self.after, reading))
            or any(_together(span, hit, reading) for span in _all(self.sentence, reading))
            or bool(_all(self.text, reading))
            or (bool(self.context) and bool(_all(self.context, context.reading)))
        )

    def _leads(self, span: Span, hit: Span, reading: Reading) -> bool:
        near = span[0] < hit[0] and hit[0] - self.within <= span[1] <= hit[1]
        return near and _together(span, hit, reading)

    def _follows(self, span: Span, hit: Span, reading: Reading) -> bool:
        near = hit[1] <= span[0] <= hit[1] + self.within
        return near and _together(span, hit, reading)


def _all(phrases: tuple[Chain, ...], reading: Reading) -> list[Span]:
    return [span for phrase in phrases for span in reading.spans(phrase, spans)]


def _overlaps(span: Span, hit: Span) -> bool:
    return span[0] < hit[1] and hit[0] < span[1]


def _together(span: Span, hit: Span, reading: Reading) -> bool:
    return reading.sentence(span[0]) == reading.sentence(hit[0])
