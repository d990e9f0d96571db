"""What stands around a text that is judged: the item's fields, and category and title of the goods."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from crawler.items import AnyItem, ListingPart, Status
from rules.engine.folding import Folded
from rules.engine.lexicon import Lexicon
from rules.engine.reading import Reading
from rules.language import FIELDS
from rules.listing_parts import field_of

READABLE = 30
"""Characters from which a description counts as one in words: shorter ones stand beside pictures."""


def texts(item: AnyItem) -> Iterator[tuple[str, str]]:
    """The fields of `item` that carry wording, each with its address (`attributes.品牌`)."""
    if isinstance(item, ListingPart):
        if item.text:
            yield field_of(item), item.text
        return
    values = vars(item)
    for field in FIELDS:
        value = values.get(field)
        if not value:
            continue
        if isinstance(value, str):
            yield field, value
        elif isinstance(value, dict):
            yield from ((f"attributes.{name}", text) for name, text in value.items() if text)


class HasReading(Protocol):
    """A text in which the kind of goods is looked for."""

    @property
    def reading(self) -> Reading:
        """The text, read."""


class Surroundings:
    """Texts beside the one that is judged, read when a rule first asks."""

    def __init__(self, parts: Iterable[str | None], lexicon: Lexicon) -> None:
        self._parts = parts
        self._lexicon = lexicon
        self._read: Reading | None = None

    @classmethod
    def of(cls, item: AnyItem, lexicon: Lexicon) -> "Surroundings":
        """Category and title of the goods."""
        return cls(_category_and_title(item), lexicon)

    @property
    def reading(self) -> Reading:
        """The parts, as sentences of one text."""
        if self._read is None:
            self._read = self._lexicon.around(Folded("\n".join(filter(None, self._parts))))
        return self._read


def _category_and_title(item: AnyItem) -> Iterator[str | None]:
    yield from getattr(item, "category", ())
    yield item.title


class Whole(Surroundings):
    """All of an item's texts, for rules that ask whether something is missing.

    `complete`: an article's own page was read whole, its attributes and a description in words among it, so
    that absence can be told at all. A card, a shell, a description of pictures alone prove nothing.
    """

    def __init__(self, item: AnyItem, lexicon: Lexicon) -> None:
        super().__init__((), lexicon)
        self._item = item

    @property
    def complete(self) -> bool:
        """May something be called missing?"""
        item = self._item
        described = bool(getattr(item, "attributes", None)) and len(item.description or "") >= READABLE
        whole = item.status is Status.OK and not getattr(item, "card", False) and not item.text_damaged
        return described and whole

    @property
    def reading(self) -> Reading:
        """Every field that carries wording, as sentences of one text."""
        self._parts = self._parts or [text for _, text in texts(self._item)]
        return super().reading
