"""Which genuine marks does a listing name, and does something beside the name say that the goods are not genuine?"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from crawler.items import Listing
from rules.lookalike import shipped
from rules.lookalike.cues import Cues
from rules.lookalike.fields import names, own_texts
from rules.lookalike.folding import key
from rules.lookalike.riding import EVERYDAY
from rules.lookalike.signals import Signal, Signals
from rules.marks import Mark, Marks

CHEAP = Decimal("0.4")  # share of a mark's floor below which a price is implausible
CLAIMS = ("官方", "旗舰", "授权", "专卖", "直营", "总代理", "工厂店", "厂家直供", "厂家直销")
SIGNAL, PRICE, CLAIM = (
    "trademark.counterfeit-signal",
    "trademark.implausible-price",
    "trademark.mark-plus-suffix",
)


@dataclass(frozen=True, slots=True)
class Named:
    """A genuine mark in a field of a listing; offsets as given."""

    mark: Mark
    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a genuine name may stand on goods that are not: the rule, where, how sure, and one sentence."""

    rule: str
    named: Named
    score: float
    kind: str
    explanation: str


class Genuine:
    """Reads the genuine names of one register, and the words and prices beside them."""

    def __init__(self, marks: Marks, cues: Cues, signals: Signals) -> None:
        self._marks, self._cues, self._signals = marks, cues, signals

    def named(self, item: Listing) -> list[Named]:
        """The marks that brand, attribute or title name, each once; in a title no everyday words."""
        found: dict[str, Named] = {}
        for field, text in names(item):
            mark = self._marks.get(text) if field.startswith(("brand", "attributes")) else None
            if mark is not None and mark.kind != "gi":
                found.setdefault(mark.mark, Named(mark, field, 0, len(text)))
        for mark, start, end in self._cues.genuine(item.title or ""):
            if shipped.words().get(key(mark.mark), 0) < EVERYDAY:
                found.setdefault(mark.mark, Named(mark, "title", start, end))
        return list(found.values())

    def judge(self, item: Listing) -> Iterator[Doubt]:
        """What speaks against each genuine name."""
        named = [one for one in self.named(item) if not licensed(one.mark, item)]
        if not named:
            return
        signals = [signal for _, text in own_texts(item) for signal in self._signals.find(text)]
        for one in named:
            yield from _beside(one, signals)
            yield from _cheap(one, item)
            yield from _claimed(one, item)


def licensed(mark: Mark, item: Listing) -> bool:
    """Is the shop or seller among those that the mark's owner authorised?"""
    sellers = {key(name) for name in (item.shop_name, item.seller_name) if name}
    return any(key(name) in sellers for name in mark.authorised)


def _beside(one: Named, signals: list[Signal]) -> Iterator[Doubt]:
    if signals:
        words = "、".join(dict.fromkeys(signal.word for signal in signals))
        score = min(0.99, max(signal.weight for signal in signals) + 0.02 * (len(signals) - 1))
        yield Doubt(
            SIGNAL, one, score, "signal", f"‘{one.mark.mark}’与仿冒用语‘{words}’同时出现，疑为仿冒商品"
        )


def _cheap(one: Named, item: Listing) -> Iterator[Doubt]:
    floor, price = one.mark.floor, item.price
    if floor and price is not None and item.currency in (None, "CNY") and price < CHEAP * floor:
        score = round(min(0.95, 1 - float(price / floor)), 2)
        said = f"标价{price}元，不足‘{one.mark.mark}’正品通常最低价{floor}元的四成"
        yield Doubt(PRICE, one, score, "price", said)


def _claimed(one: Named, item: Listing) -> Iterator[Doubt]:
    shop = item.shop_name or ""
    if one.mark.authorised and any(key(name) in key(shop) for name in one.mark.names):
        claim = next((claim for claim in CLAIMS if claim in shop), None)
        if claim:
            said = f"店铺‘{shop}’以‘{one.mark.mark}’‘{claim}’自称，而不在该商标授权店铺之列"
            yield Doubt(CLAIM, one, 0.8, "unauthorised", said)
