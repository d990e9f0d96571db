"""A rule, compiled: which symbols wake it, where it matches, for which goods and numbers, what spares it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rules.engine.exempting import Spare
from rules.engine.lexicon import Lexicon
from rules.engine.matching import Chain, chain, chains
from rules.engine.phrases import Slot, closed
from rules.engine.reading import Reading
from rules.engine.surroundings import HasReading
from rules.engine.symbols import Span
from rules.language import Rule
from rules.packs import Packs

ACROSS = "across"


@dataclass(frozen=True)
class Claim:
    """One rule in symbols of a lexicon."""

    rule: Rule
    phrases: tuple[Chain, ...]
    awaited: tuple[int, ...]  # the number of each phrase with the lexicon
    goods: tuple[int, ...]
    goods_except: tuple[int, ...]
    lacks: tuple[Chain, ...]
    spares: tuple[Spare, ...]
    number_symbol: int | None

    def judges(self, kind: str) -> bool:
        """Does the rule look at fields of this kind (`ACROSS`: title and attributes read together)?"""
        return self.rule.across if kind == ACROSS else kind in self.rule.fields

    def hits(self, reading: Reading, phrases: Iterable[Chain]) -> list[list[Span]]:
        """Where these phrases of the rule stand, in order; those that overlap are one hit."""
        found = sorted(
            {span for phrase in phrases for span in reading.spans(phrase)},
            key=lambda span: (span[0], -span[1]),
        )
        kept: list[list[Span]] = []
        end = 0
        for span in found:
            if kept and span[0] < end:
                kept[-1].append(span)
            else:
                kept.append([span])
            end = max(end, span[1])
        return kept

    def fits_number(self, values: list[float]) -> bool:
        """Do the numbers inside the span overstep the rule's bound? True for a rule without one."""
        bound = self.rule.number
        if bound is None:
            return True
        if not values:
            return False
        if bound.above is not None and max(values) <= bound.above:
            return False
        if bound.below is not None and min(values) >= bound.below:
            return False
        largest = max(values)
        if bound.parts_differ is not None and abs(sum(values) - 2 * largest) <= bound.parts_differ:
            return False
        return bound.ratio_above is None or largest > bound.ratio_above * min(values) > 0

    def may_concern(self, text: HasReading, surroundings: HasReading) -> bool:
        """May the goods be this rule's business, as far as can be told cheaply?"""
        if not self.goods:
            return True
        context, own = surroundings.reading, text.reading
        return any(context.possible(symbol) for symbol in self.goods) or any(
            own.possible(symbol) for symbol in self.goods
        )

    def foreign_goods(self, text: HasReading, surroundings: HasReading) -> str | None:
        """Why the goods are none of this rule's business; None when they are."""
        if not self.goods and not self.goods_except:
            return None
        context = surroundings.reading
        if any(context.stands(symbol) for symbol in self.goods_except):
            return "该类商品不适用本规则"
        if self.goods and not any(
            context.stands(symbol) or text.reading.stands(symbol) for symbol in self.goods
        ):
            return "不属于本规则所指的商品类别"
        return None

    def has_what_it_lacks(self, reading: Reading) -> bool:
        """Does the item carry what the rule misses?"""
        return any(reading.spans(phrase) for phrase in self.lacks)


def claims(packs: Packs, lexicon: Lexicon) -> list[Claim]:
    """The text rules of `packs`, in their order."""
    spares = {name: Spare.compiled(name, exemption, lexicon) for name, exemption in packs.exemptions.items()}
    return [_claim(rule, lexicon, spares) for rule in packs.rules.values() if rule.judges_text]


def _claim(rule: Rule, lexicon: Lexicon, spares: dict[str, Spare]) -> Claim:
    phrases = [closed(phrase) for phrase in rule.phrases]
    return Claim(
        rule=rule,
        phrases=tuple(chain(phrase, lexicon, "claim", rule.disguise) for phrase in phrases),
        awaited=tuple(lexicon.await_phrase(phrase, rule.disguise) for phrase in phrases),
        goods=tuple(_symbols(rule.goods, lexicon)),
        goods_except=tuple(_symbols(rule.goods_except, lexicon)),
        lacks=tuple(found for text in rule.lacks for found in chains(text, lexicon, "around")),
        spares=tuple(spares[name] for name in rule.unless),
        number_symbol=lexicon.symbol(Slot(vocabularies=(rule.number.of,)), "claim") if rule.number else None,
    )


def _symbols(names: tuple[str, ...], lexicon: Lexicon) -> Iterator[int]:
    return (lexicon.symbol(Slot(vocabularies=(name,)), "around") for name in names)
