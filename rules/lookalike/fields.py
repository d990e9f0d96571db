"""Which fields of an item hold a name, which hold running text, and of what classes its goods are."""

from collections.abc import Iterator

from crawler.items import AnyItem, Listing, ListingDescription, ListingPart, Shop, Website
from rules.lookalike.folding import key
from rules.lookalike.surroundings import pieces

BRAND = frozenset({"品牌", "品牌名", "品牌名称", "商标", "牌子", "brand", "Brand"})
READ = 120  # characters of a category or title that are read for goods


def names(item: AnyItem) -> Iterator[tuple[str, str]]:
    """The fields that hold a name, each text once; those of a part are its listing's and judged there."""
    if isinstance(item, ListingPart):
        return
    fields: list[tuple[str, str | None]] = []
    if isinstance(item, Listing):
        fields.append(("brand", item.brand))
        fields += [(f"attributes.{name}", value) for name, value in item.attributes.items() if name in BRAND]
    fields.append(("shop_name", getattr(item, "shop_name", None)))
    if isinstance(item, Listing | Shop):
        fields.append(("seller_name", item.seller_name))
    seen: set[str] = set()
    for field, text in fields:
        if text and text not in seen:
            seen.add(text)
            yield field, text


def texts(item: AnyItem) -> Iterator[tuple[str, str]]:
    """The fields that hold running text."""
    if isinstance(item, Listing | Shop) and item.description:
        yield "description", item.description
    if isinstance(item, ListingDescription) and item.text:
        yield "description", item.text
    if isinstance(item, Website):
        yield from ((field, text) for field, text in (("title", item.title), ("text", item.text)) if text)


def own_texts(item: AnyItem) -> Iterator[tuple[str, str]]:
    """Every text of a listing in which a seller may say what the goods are."""
    if isinstance(item, Listing):
        yield from (
            (field, text) for field, text in (("title", item.title), ("shop_name", item.shop_name)) if text
        )
        yield from ((f"attributes.{name}", value) for name, value in item.attributes.items())
    yield from texts(item)


def classes_of(item: AnyItem) -> frozenset[int]:
    """The Nice classes that a listing's category and title speak of; empty when they say nothing."""
    if not isinstance(item, Listing):
        return frozenset()
    read = [*item.category, item.title or ""]
    return frozenset(
        number for text in read for piece in pieces(key(text[:READ])) for number in piece.classes
    )


def field_text(item: AnyItem, field: str) -> str:
    """The text of a field as findings address it; `attributes.品牌` is an attribute."""
    name, _, attribute = field.partition(".")
    value = getattr(item, name)
    return str(value[attribute] if attribute else value)
