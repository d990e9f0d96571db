"""Which of the prices that a page shows is asked for its article, and which does it replace?"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from selectolax.lexbor import LexborNode

from spiders.pages.document import AMOUNT_CHARS, Document
from spiders.pages.money import Money
from spiders.pages.pricing import Above, Shown, lineage, title_at

NEAR = 30  # leaves between a price and the one it replaces
BESIDE = 4  # leaves between two prices of one block, of which the lower is asked
BELOW = 16  # leaves from the shop's price down to the one it asks for a time
FAR = 12  # leaves from a place that waits for a price, beyond which a price is another article's
RIVAL = 9  # points by which what everybody pays may fall behind the price for members
_DASH = re.compile(r"[-–—~～至]|to|bis", re.I)
_BEGINS = re.compile(r"^起$|\d\s?元?起$|^(?:from|starting|as low as|ab|à partir|desde|da)\b", re.I)


def shown_price(shown: list[Shown], texts: Sequence[str] = ()) -> tuple[Money | None, Decimal | None]:
    """The article's price as shown and the higher one it replaces; None for what is not shown.

    `texts` are the page's, in which two prices with a dash between them are a range.
    """
    current = [entry for entry in shown if not entry.old]
    best = max(current, key=lambda entry: entry.score, default=None)
    if best is None or best.score < 0:
        return None, None
    near = [entry for entry in shown if abs(entry.order - best.order) < NEAR]
    if best.members and (open_to_all := _for_anybody(best, near)):
        best = open_to_all
    if offer := _asked_for_a_time(best, near):
        return offer.money, best.money.low
    old = [
        entry
        for entry in near
        if entry.old and entry.money.low > best.money.low and not _is_anothers(entry, best, near)
    ]
    pair = [entry for entry in near if not entry.old and not entry.members and entry.score > best.score - 4]
    if not old and len(pair) == 2 and abs(pair[0].order - pair[1].order) <= BESIDE:
        low, high = sorted(pair, key=lambda entry: entry.money.low)
        if low.order < high.order and any(map(_DASH.fullmatch, texts[low.order + 1 : high.order])):
            return replace(low.money, high=high.money.low), None
        return low.money, high.money.low if high.money.low > low.money.low else None
    replaced = min(old, key=lambda entry: abs(entry.order - best.order), default=None)
    return best.money, replaced.money.low if replaced is not None else None


def begins_range(document: Document, shown: list[Shown], price: Decimal) -> bool:
    """Does the page say that a price is the lowest of several: 88起, from $88?"""
    places = [entry.order for entry in shown if entry.money.low == price and not entry.old][:2]
    texts = [text for at in places for text, _ in document.leaves[max(0, at - 2) : at + 3]]
    return any(len(text) <= AMOUNT_CHARS and _BEGINS.search(text.strip()) for text in texts)


def _is_anothers(old: Shown, best: Shown, near: list[Shown]) -> bool:
    """Does an old price stand nearer to another amount that is asked, and as likely, than to this one?"""
    return any(
        abs(entry.order - old.order) < abs(best.order - old.order)
        and not (entry.old or entry.members)
        and best.money.low != entry.money.low < old.money.low
        and entry.score > old.score - 1
        for entry in near
    )


def _for_anybody(best: Shown, near: list[Shown]) -> Shown | None:
    """The higher price beside one for members that everybody pays; None where members' is the only one."""
    others = [
        entry
        for entry in near
        if not entry.old
        and not entry.members
        and entry.money.low > best.money.low
        and entry.score > best.score - RIVAL
    ]
    return max(others, key=lambda entry: entry.score, default=None)


def _asked_for_a_time(best: Shown, near: list[Shown]) -> Shown | None:
    """The lower price below the shop's own in the same block that is called a 促销价; None without one."""
    if best.offered:
        return None
    above: Above = {}
    block = set(lineage(best.node, above))
    return next(
        (
            entry
            for entry in near
            if entry.offered
            and not entry.old
            and not entry.members
            and 0 < entry.order - best.order <= BELOW
            and entry.money.low < best.money.low
            and not block.isdisjoint(lineage(entry.node, above))
        ),
        None,
    )


def waits_for_script(
    document: Document, title_node: LexborNode | None, shown: list[Shown], price: Decimal
) -> bool:
    """Is a price another article's, as the place for this one, between the title and it, is still empty?"""
    begin = title_at(document, title_node)
    asked = [entry.order for entry in shown if not entry.old and begin is not None and entry.order > begin]
    first = next((entry.order for entry in shown if entry.money.low == price and not entry.old), None)
    if begin is None or first is None or first - begin <= FAR:
        return False
    empty = [node for node in document.priced if not node.text(deep=True).strip()]
    if not empty:
        return False
    leaves = {node.mem_id: order for order, (_, node) in reversed(list(enumerate(document.leaves)))}
    places = [order for node in empty if (order := _label_of(node, leaves)) is not None]
    return any(
        begin < at < first - FAR and not any(abs(order - at) <= FAR for order in asked) for at in places
    )


def _label_of(node: LexborNode, leaves: dict[int, int]) -> int | None:
    """At which leaf stands the first text of the row that an empty element is in?"""
    row = node.parent
    for _ in range(2):
        row = row.parent if row is not None else None
    if row is None or row.tag in {"body", "html"}:
        return None
    return next((leaves[part.mem_id] for part in row.traverse() if part.mem_id in leaves), None)


def replaced_by(shown: list[Shown], price: Decimal) -> Decimal | None:
    """The higher price that is shown, struck out or called an old one, beside a price that is known already."""
    places = [entry.order for entry in shown if entry.money.low == price]
    for at in places[:2]:
        beside = [entry for entry in shown if abs(entry.order - at) <= BESIDE and entry.money.low > price]
        if replaced := [entry for entry in beside if entry.old or _is_called_regular(entry.node)]:
            return min(replaced, key=lambda entry: abs(entry.order - at)).money.low
    return None


def _is_called_regular(node: LexborNode) -> bool:
    """Do its own names say so? Where there is another, that is the price without the discount."""
    return "regular" in (node.attributes.get("class") or "").lower()
