"""A rule, compiled: which symbols wake it, where it matches, for which goods and numbers, what spares it."""

from collections.abc import Iterator
from dataclasses import dataclass

from rules.exempting import Spare
from rules.language import Rule
from rules.lexicon import Lexicon
from rules.matching import Chain, chain, chains, spans
from rules.packs import Packs
from rules.phrases import Phrase, Slot, closed
from rules.reading import Reading
from rules.surroundings import HasReading
from rules.symbols import Span

ACROSS = "across"


@dataclass(frozen=True)
class Claim:
    """One rule in symbols of a lexicon."""

    rule: Rule
    phrases: tuple[Chain, ...]
    starters: tuple[int, ...]  # of each phrase, the part that is worth a closer look
    goods: tuple[int, ...]
    goods_except: tuple[int, ...]
    lacks: tuple[Chain, ...]
    spares: tuple[Spare, ...]
    number_symbol: int | None

    def judges(self, kind: str) -> bool:
        """Does the rule look at fields of this kind (`ACROSS`: title and attributes read together)?"""
        return self.rule.across if kind == ACROSS else kind in self.rule.fields

    def hits(self, reading: Reading) -> list[Span]:
        """Where the rule's phrases stand, in order; overlapping ones as one."""
        found = sorted(
            {span for phrase in self.phrases for span in reading.spans(phrase, spans)},
            key=lambda span: (span[0], -span[1]),
        )
        kept: list[Span] = []
        for span in found:
            if kept and span[0] < kept[-1][1]:
                kept[-1] = kept[-1][0], max(span[1], kept[-1][1])
            else:
                kept.append(span)
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

    def foreign_goods(self, text: HasReading, surroundings: HasReading) -> str | None:
        """Why the goods are none of this rule's business; None when they are."""
        if not self.goods and not self.goods_except:
            return None
        context = surroundings.reading
        if any(context.places(symbol) for symbol in self.goods_except):
            return "该类商品不适用本规则"
        if self.goods and not any(
            context.places(symbol) or text.reading.places(symbol) for symbol in self.goods
        ):
            return "不属于本规则所指的商品类别"
        return None

    def has_what_it_lacks(self, reading: Reading) -> bool:
        """Does the item carry what the rule misses?"""
        return any(reading.spans(phrase, spans) for phrase in self.lacks)


def claims(packs: Packs, lexicon: Lexicon) -> list[Claim]:
    """The text rules of `packs`, in their order."""
    spares = {name: Spare.compiled(name, exemption, lexicon) for name, exemption in packs.exemptions.items()}
    return [_claim(rule, lexicon, spares) for rule in packs.rules.values() if rule.judges_text]


def _claim(rule: Rule, lexicon: Lexicon, spares: dict[str, Spare]) -> Claim:
    phrases = [closed(phrase) for phrase in rule.phrases]
    starters = tuple(_starter(phrase, lexicon, rule) for phrase in phrases)
    compiled = tuple(chain(phrase, lexicon, "claim", rule.disguise) for phrase in phrases)
    return Claim(
        rule=rule,
        phrases=compiled,
        starters=starters,
        goods=tuple(_symbols(rule.goods, lexicon)),
        goods_except=tuple(_symbols(rule.goods_except, lexicon)),
        lacks=tuple(found for text in rule.lacks for found in chains(text, lexicon, "around")),
        spares=tuple(spares[name] for name in rule.unless),
        number_symbol=lexicon.symbol(Slot(vocabularies=(rule.number.of,)), "claim") if rule.number else None,
    )


def _starter(phrase: Phrase, lexicon: Lexicon, rule: Rule) -> int:
    """The part of `phrase` whose meeting makes the rule worth trying: its rarest."""
    symbols = [lexicon.symbol(slot, "claim", rule.disguise) for slot in phrase]
    longest = [lexicon.longest(slot, rule.disguise) for slot in phrase]
    rarest = min(range(len(phrase)), key=lambda at: lexicon.frequency(phrase[at]))
    lexicon.starts_search(
        symbols[rarest],
        before=sum(longest[:rarest]) + sum(slot.gap for slot in phrase[1 : rarest + 1]),
        after=sum(longest[rarest + 1 :]) + sum(slot.gap for slot in phrase[rarest + 1 :]),
    )
    return symbols[rarest]


def _symbols(names: tuple[str, ...], lexicon: Lexicon) -> Iterator[int]:
    return (lexicon.symbol(Slot(vocabularies=(name,)), "around") for name in names)
