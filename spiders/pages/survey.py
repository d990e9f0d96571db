"""What lies on a page of a stranger's shop: read once, for telling its kind and for its fields."""

from decimal import Decimal
from functools import cached_property

from selectolax.lexbor import LexborNode

from spiders.pages import labels
from spiders.pages.cards import cards
from spiders.pages.document import Document
from spiders.pages.goods_in_data import Goods, goods, state
from spiders.pages.headline import headline, squeeze
from spiders.pages.money import Money
from spiders.pages.place import place_of
from spiders.pages.pricing import shown_price
from spiders.pages.purchase import offers_to_buy
from spiders.pages.structured import Thing, listed, open_graph, products, text_of, things, types

LIST_TYPES = frozenset({"ItemList", "SearchResultsPage", "CollectionPage", "OfferCatalog"})


class Survey:
    """Structured data, title, labels and cards of one document, each read on first use."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @classmethod
    def of(cls, document: Document) -> "Survey":
        """The survey of a document: the same object each time it is asked for."""
        if not isinstance(document.survey, cls):
            document.survey = cls(document)
        return document.survey

    @cached_property
    def place(self) -> str:
        """The country whose money `$` or `¥` means here; empty when nothing tells."""
        return place_of(self.document)

    @cached_property
    def things(self) -> list[Thing]:
        """Structured data, top-level objects."""
        return things(self.document)

    @cached_property
    def types(self) -> set[str]:
        """Every type that the structured data names at its top level."""
        return {name for thing in self.things for name in types(thing)}

    @cached_property
    def products(self) -> list[Thing]:
        """Articles in the structured data, item lists left out."""
        return products(self.things)

    @cached_property
    def listed(self) -> list[Thing]:
        """Articles in the item lists of the structured data."""
        return listed(self.things)

    @cached_property
    def graph(self) -> Thing | None:
        """What Open Graph tags say, where they speak of an article."""
        return open_graph(self.document)

    @cached_property
    def heading(self) -> tuple[str | None, LexborNode | None]:
        """The title as the page shows it, and its element."""
        return headline(self.document)

    @cached_property
    def named_product(self) -> Thing | None:
        """The article that the page's title or heading names; None when the data names none of that name."""
        said = squeeze(f"{self.document.title or ''} {self.heading[0] or ''}")
        for thing in self.products:
            name = squeeze(text_of(thing.get("name")) or "")
            if len(name) >= 2 and (name in said or (len(name) > 20 and name[:20] in said)):
                return thing
        return None

    @cached_property
    def product(self) -> Thing:
        """The article that this page is about: the named one, else the only one; or empty."""
        if self.named_product is not None:
            return self.named_product
        if self.products and len(self.products) <= 2:
            return self.products[0]
        return {}

    @cached_property
    def shown_price(self) -> tuple[Money | None, Decimal | None]:
        """The price as the page shows it, and the higher one that it replaces."""
        return shown_price(self.document, self.heading[1], self.place, self._other_articles)

    @property
    def _other_articles(self) -> list[LexborNode]:
        """Cards that do not hold the title: what stands in them is not this article's."""
        title = self.heading[1]
        around = set()
        while title is not None:
            around.add(title.mem_id)
            title = title.parent
        return [] if any(card.mem_id in around for card in self.cards) else self.cards

    @cached_property
    def state_goods(self) -> Goods:
        """Articles in the data that the page's scripts start from, or that an API body is."""
        found = [goods(value) for value in state(self.document)]
        many = max((each.many for each in found), key=len, default=[])
        return Goods(many, next((each.one for each in found if each.one), None))

    @cached_property
    def offers_to_buy(self) -> int:
        """How many places invite to buy."""
        return offers_to_buy(self.document)

    @cached_property
    def labels(self) -> labels.Labels:
        """What stands behind known labels."""
        return labels.labels(self.document)

    @cached_property
    def cards(self) -> list[LexborNode]:
        """The elements of the main list, in page order."""
        return cards(self.document)
