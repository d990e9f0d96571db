"""What changed rules newly hit, and what they no longer do, over the same items."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from crawler.items import AnyItem, Listing, Status
from rules.finding import Finding
from rules.packs import Packs
from rules.wording import Wording

Place = tuple[str, int | None, str | None, int | None, int | None]
"""Rule, card, field, start and end: two findings of one place are the same finding."""


@dataclass(frozen=True)
class Difference:
    """One finding that only one of two sets of rules makes."""

    change: Literal["new", "dropped"]
    id: str  # the item's
    finding: Finding


class Comparison:
    """Two sets of text rules, asked the same."""

    def __init__(self, old: Packs, new: Packs) -> None:
        self._old, self._new = Wording(old), Wording(new)

    def differences(self, items: Iterable[tuple[str, AnyItem, date]]) -> Iterator[Difference]:
        """Dropped findings first, item by item; each item with its id and the day whose law applies."""
        for name, item, on in items:
            before, after = _findings(self._old, item, on), _findings(self._new, item, on)
            yield from (Difference("dropped", name, before[at]) for at in before if at not in after)
            yield from (Difference("new", name, after[at]) for at in after if at not in before)


def _findings(wording: Wording, item: AnyItem, on: date) -> dict[Place, Finding]:
    if item.status is not Status.OK:
        return {}
    cards: list[Listing] = getattr(item, "items", [])
    found = wording.judge(item, on)
    for index, card in enumerate(cards):
        found += [one.model_copy(update={"card": index}) for one in wording.judge(card, on)]
    return {(one.rule, one.card, one.field, one.start, one.end): one for one in found}
