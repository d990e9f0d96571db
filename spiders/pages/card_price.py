"""What does a card ask for its article, and which higher price does that replace?"""

from decimal import Decimal

from spiders.pages.card_parts import CardParts, Element, is_within
from spiders.pages.document import node_text
from spiders.pages.money import COUNTED, SHOWN, Money, in_pieces, money
from spiders.pages.price_names import OLD_WORDS, is_for_members
from spiders.pages.pricing import joined

LABEL_CHARS = 12
NUMERALS = frozenset("0123456789")


def prices(card: CardParts, place: str) -> tuple[Money | None, Decimal | None]:
    """The price that is neither struck out nor called an old one, and the one that is."""
    found: list[tuple[Money, bool, bool]] = []  # struck out? called an old one by the words around it?
    others: list[Money] = []
    final: set[Decimal] = set()  # what an element is called that replaces the shop's usual price
    for element in card.elements:
        if "price" in element.roles and not element.other:
            text = (_current(card, element) if element.mixed else "") or node_text(element.node)
            if text and COUNTED.search(text):
                text = _uncounted(card, element)
            if text and _is_share(text):
                continue
            if text and len(text) <= 60 and (value := money(joined(text), place)) and value.low > 0:
                found.append((value, element.old, "usual" in element.roles or _calls_old(text)))
                if "final" in element.roles and not element.old:
                    final.add(value.low)
    texts = [text for text, _ in card.texts]
    for at, (text, holder) in enumerate(card.texts):
        if len(text) > 60 or NUMERALS.isdisjoint(text):
            continue
        shown = in_pieces(texts, at) or text
        if SHOWN.search(shown) and (value := money(shown, place)) and value.low > 0:
            if holder.other:
                others += [value] if not holder.old else []
                continue
            found.append((value, holder.old, _calls_old(text) or (at > 0 and _labels_old(texts[at - 1]))))
    said = {value.low for value, _, old in found if old}
    asked = [value for value, struck, _ in found if not struck]
    current = next((value for value in asked if value.low not in said), asked[0] if asked else None)
    if current is None:
        return next(iter(others), None) if not found else None, None
    cheaper = next((value for value in asked if value.low in final and value.low < current.low), None)
    if cheaper is not None and current.low not in final:
        return cheaper, current.low
    dearer = next((value for value in asked if value.low > current.low and value.low not in said), None)
    if dearer is not None and current.low in _members_prices(card, place):
        current = dearer
    replaced = (value.low for value, struck, old in found if struck or old)
    return current, next((low for low in replaced if low > current.low), None)


def _is_share(text: str) -> bool:
    """Is it a share of a price, -20%, and no amount?"""
    return "%" in text and SHOWN.search(text) is None


def _calls_old(text: str) -> bool:
    """Do the words of an amount call it an old price: Original price was: £11.00?"""
    return not text[0].isdigit() and OLD_WORDS.within(text)


def _labels_old(text: str) -> bool:
    """Is it a label, and an old price's: 市场价?"""
    return len(text) <= LABEL_CHARS and NUMERALS.isdisjoint(text) and OLD_WORDS.within(text)


def _members_prices(card: CardParts, place: str) -> set[Decimal]:
    """What the card asks of members: what stands in an element, or behind a label, that says so."""
    found: set[Decimal] = set()
    before = ""
    for text, holder in card.texts:
        if not NUMERALS.isdisjoint(text):
            around = (holder, holder.parent or holder)
            names = " ".join(element.attributes.get("class") or "" for element in around)
            if is_for_members(names.lower(), f"{before} {text}".lower()) and (value := money(text, place)):
                found.add(value.low)
        before = text if len(text) > 1 else before
    return found


def _uncounted(card: CardParts, element: Element) -> str:
    """The words of an element without those that count: `¥`, `664`, but not `453人想要`."""
    words = (text for text, holder in card.texts if not COUNTED.search(text) and is_within(holder, element))
    return " ".join(words)


def _current(card: CardParts, element: Element) -> str:
    """The words of an element without the old price, and other sums, in it."""
    return " ".join(
        text
        for text, holder in card.texts
        if not (holder.old or holder.other) and is_within(holder, element) and not OLD_WORDS.within(text)
    )
