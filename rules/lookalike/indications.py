"""Does a listing use a protected geographical indication while its origin, place or seller speaks against it?"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import ahocorasick_rs

from crawler.items import Listing
from rules.lookalike.folding import key, squeeze
from rules.lookalike.places import places, province_of, provinces
from rules.marks import Mark, Marks

ORIGIN = ("产地", "原产地", "省份", "产地省份", "产地城市", "城市", "生产地", "产区", "原料产地", "产品产地")
OTHER_GOODS = (
    "种子",
    "种苗",
    "树苗",
    "苗",
    "包装",
    "礼盒空",
    "空盒",
    "袋子",
    "绳",
    "模具",
    "玩具",
    "风味",
    "味",
    "工艺",
    "同款",
)
AWAY, ELSEWHERE, UNLISTED = (
    0.9,
    0.6,
    0.75,
)  # another origin; sold from elsewhere; not among the authorised users


@dataclass(frozen=True, slots=True)
class Misuse:
    """An indication used where something disagrees; offsets into the field as given."""

    mark: Mark
    field: str
    start: int
    end: int
    score: float
    kind: str  # origin, location or user
    explanation: str


class Indications:
    """The geographical indications of a register."""

    def __init__(self, marks: Marks) -> None:
        self._marks = [mark for mark in marks if mark.kind == "gi" and len(key(mark.mark)) > 1]

    @cached_property
    def _names(self) -> list[tuple[str, Mark]]:
        return [(key(name), mark) for mark in self._marks for name in mark.names]

    @cached_property
    def _automaton(self) -> ahocorasick_rs.AhoCorasick:
        names = [name for name, _ in self._names]
        return ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    @cached_property
    def _shipped(self) -> dict[str, Mark]:
        """Where the indications come from that ship with Wangxun, for registers that do not say."""
        return Marks.load().by_name

    def judge(self, item: Listing) -> Iterator[Misuse]:
        """One misuse an indication in the title or brand, the first place where it stands."""
        seen: set[str] = set()
        for field, text in (("title", item.title), ("brand", item.brand)):
            folded = squeeze(text or "")
            for index, start, end in self._automaton.find_matches_as_indexes(folded.text):
                mark = self._names[index][1]
                if mark.mark in seen or folded.text.startswith(OTHER_GOODS, end):
                    continue
                seen.add(mark.mark)
                against = self._against(item, mark)
                if against is not None:
                    begin, stop = folded.span(start, end)
                    score, kind, said = against
                    yield Misuse(mark, field, begin, stop, score, kind, said)

    def _against(self, item: Listing, mark: Mark) -> tuple[float, str, str] | None:
        """Score, kind and sentence of what disagrees most; None when nothing does or nothing is known."""
        names = {name for name in (item.shop_name, item.seller_name) if name}
        if any(user in name or name in user for user in mark.authorised for name in names):
            return None
        province, near = self._home(mark)
        stated = "，".join(value for name, value in item.attributes.items() if name.strip() in ORIGIN)
        if province and stated:
            away = provinces(stated)
            if away and province not in away:
                return AWAY, "origin", f"使用地理标志‘{mark.mark}’（产于{province}），而标示产地为‘{stated}’"
            if away and not _at_home(stated, near, province):
                return (
                    UNLISTED,
                    "origin",
                    f"使用地理标志‘{mark.mark}’（产于{'、'.join(near)}），而标示产地为‘{stated}’",
                )
        if mark.authorised and names:
            return (
                UNLISTED,
                "user",
                f"使用地理标志‘{mark.mark}’，而‘{'、'.join(sorted(names))}’不在其核准使用人之列",
            )
        if (
            province
            and not provinces(stated)
            and item.location
            and province not in (provinces(item.location) or {province})
        ):
            return (
                ELSEWHERE,
                "location",
                f"使用地理标志‘{mark.mark}’（产于{province}），未标产地而所在地为‘{item.location}’",
            )
        return None

    def _home(self, mark: Mark) -> tuple[str | None, tuple[str, ...]]:
        known = mark if mark.province else self._shipped.get(key(mark.mark), mark)
        return known.province or province_of(mark.mark), known.places


def _at_home(stated: str, near: tuple[str, ...], province: str) -> bool:
    """Does the stated origin name one of the indication's places, or no place below its province?"""
    named = [place for place in places(stated) if not place.startswith(province)]
    return not near or not named or any(home in stated for home in near)
