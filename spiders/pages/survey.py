"""What lies on a page of a stranger's shop: read once, for telling its kind and for its fields."""

import re
from decimal import Decimal
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborNode

from spiders.pages import labels
from spiders.pages.asked_price import shown_price, waits_for_script
from spiders.pages.beside import stands_beside
from spiders.pages.cards import cards
from spiders.pages.document import Document, fold, holders
from spiders.pages.few_cards import few_cards
from spiders.pages.goods_in_data import TITLES, Goods, goods, state, text_at
from spiders.pages.headline import agreement, headline, squeeze
from spiders.pages.money import SHOWN, Money
from spiders.pages.named_goods import named
from spiders.pages.other_goods import other_goods
from spiders.pages.place import place_of
from spiders.pages.pricing import Shown, prices_shown, stands_in
from spiders.pages.purchase import offers_to_buy, places_to_buy
from spiders.pages.status import nothing_found
from spiders.pages.structured import Thing, listed, open_graph, products, text_of, things, types

BUTTONS = 5  # that invite to buy, more of which are a list's
LONG = 40  # characters of a text that tells
STORY = 600  # characters of such texts, a hanzi counting as two, which no list has above its cards
STORIES = frozenset({"Article", "NewsArticle", "BlogPosting"})
STORY_PATH = re.compile(
    r"/(?:blogs?|news|articles?|journal|magazine|posts?|stories|notices?)(?:[/._-]|$)|/20\d\d/[01]?\d/", re.I
)
PICTURE = "img, [style*=background]"
CHANCE = 10  # letters of a heading below which half of its pairs may stand in any title
LIST_TYPES = frozenset({"ItemList", "SearchResultsPage", "CollectionPage", "OfferCatalog"})


def _is_known(text: str, title: str) -> bool:
    """Does `<title>` know a heading? Pairs of letters that a short one shares with it may be chance."""
    heading, said = squeeze(text), squeeze(title)
    return heading in said or (len(heading) >= CHANCE and agreement(text, title) >= 0.5)


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
        return headline(self.document, lambda: self.cards)

    @cached_property
    def named_product(self) -> Thing | None:
        """The article that the page's title or heading names; None when the data names none of that name."""
        heading, node = self.heading
        own = heading if heading and (node is None or not self.in_card(node)) else ""
        said = squeeze(f"{self.document.title or ''} {own}")
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
    def prices_shown(self) -> list[Shown]:
        """What the page shows as money outside the cards of other articles."""
        title = self.heading[1]
        others = [*self._other_articles, *other_goods(self.document, title)]
        return prices_shown(self.document, title, self.place, others)

    @cached_property
    def shown_price(self) -> tuple[Money | None, Decimal | None]:
        """The price as the page shows it, and the higher one that it replaces."""
        price, old = shown_price(self.prices_shown, [text for text, _ in self.document.leaves])
        title = self.heading[1]
        if price is not None and waits_for_script(self.document, title, self.prices_shown, price.low):
            return None, None
        return price, old

    @cached_property
    def _other_articles(self) -> list[LexborNode]:
        """Cards that do not hold the title: what stands in them is not this article's.

        A heading in one of them that `<title>` does not know is that card's own.
        """
        said, title = self.heading
        around = {holder.mem_id for holder in holders(title)}
        held = any(card.mem_id in around for card in self.cards)
        return [] if held and _is_known(said or "", self.document.title or "") else self.cards

    @cached_property
    def nothing_found(self) -> bool:
        """Does a search say above its cards that it found nothing, and recommends something else instead?"""
        return nothing_found(self.document, self.cards)

    @cached_property
    def states(self) -> list[Any]:
        """The values that the page's scripts start from; an API body is one."""
        return state(self.document)

    @cached_property
    def own_goods(self) -> dict[str, Any] | None:
        """The page's own article in these: that of an API body, else the one that has the page's name."""
        if self.document.data is not None:
            return self.state_goods.one
        heading = squeeze(self.heading[0] or "")
        said = squeeze(self.document.title or "") + heading
        found = (named(value, said, heading) for value in self.states)
        if (own := next((each for each in found if each), None)) is not None:
            return own
        return self.state_goods.one if self._states_title else None

    @cached_property
    def state_goods(self) -> Goods:
        """Articles in the data that the page's scripts start from, or that an API body is."""
        found = [goods(value) for value in self.states]
        many = max((each.many for each in found), key=len, default=[])
        return Goods(many, next((each.one for each in found if each.one), None))

    @property
    def _states_title(self) -> bool:
        """Has the one article of the page's data the name that its title or heading has?"""
        one = self.state_goods.one
        name = squeeze(text_at(one, TITLES) or "") if one else ""
        return bool(name) and name in squeeze(f"{self.document.title or ''} {self.heading[0] or ''}")

    @cached_property
    def offers_to_buy(self) -> int:
        """How many places invite to buy."""
        return offers_to_buy(self.document)

    @cached_property
    def bought_here(self) -> int:
        """How many places outside the cards invite to buy: what stands in a card is another article's."""
        if not 1 <= self.offers_to_buy <= BUTTONS:
            return self.offers_to_buy
        if self._other_articles:
            table = self._other_articles[0].parent  # of a list in rows, where a column may be headed Buy
            rows = {table.mem_id} if table is not None and self._other_articles[0].tag == "tr" else set()
            return sum(
                not (self.in_card(node) or stands_in(node, rows)) for node in places_to_buy(self.document)
            )
        if self.offers_to_buy < 2 or len(self.few_cards) < 2:
            return self.offers_to_buy
        few = {card.mem_id for card in self.few_cards}
        return sum(not stands_in(node, few) for node in places_to_buy(self.document))

    @cached_property
    def few_cards(self) -> list[LexborNode]:
        """The one or two elements of a list too short for its cards to repeat; empty where there is a longer one."""
        return [] if self.cards else few_cards(self.document)

    @cached_property
    def cards_stand_beside(self) -> bool:
        """Do its cards stand beside what the page is about, as goods that others bought?"""
        shown = self.cards or self.few_cards
        return bool(shown) and stands_beside(shown[0].parent, set(), front=False)

    @cached_property
    def share_of_cards(self) -> float:
        """Which share of the words that the page shows stands in its cards?

        None where most show no price or no picture, or stand beside what the page is about.
        """
        shown = self.cards or self.few_cards
        if not shown or self.cards_stand_beside:
            return 0.0
        said = [fold(card.text(deep=True, separator=" ")) for card in shown]
        goods = (
            SHOWN.search(text) and card.css_first(PICTURE) for card, text in zip(shown, said, strict=True)
        )
        if 2 * sum(map(bool, goods)) < len(said):
            return 0.0
        return sum(map(len, said)) / max(1, len(self.document.visible_text))

    @cached_property
    def tells(self) -> bool:
        """Does the page tell a story: by its address, its data, or several long texts above its cards?"""
        kind = (self.document.meta("og:type") or "").lower()
        if kind == "article" or self.types & STORIES or STORY_PATH.search(self.document.path_and_query[0]):
            return True
        told = 0
        for text, node in self.document.leaves:
            if len(text) >= LONG:
                if self.in_card(node):
                    break
                told += len(text) if text.isascii() else 2 * len(text)
        return told >= STORY

    def in_card(self, node: LexborNode) -> bool:
        """Does an element stand in one of the cards?"""
        return stands_in(node, self._card_ids)

    @cached_property
    def _card_ids(self) -> set[int]:
        return {card.mem_id for card in self._other_articles}

    @cached_property
    def labels_price(self) -> bool:
        """Does a label outside the cards name a price, and once? Several are several articles'."""
        named = next((name for name in labels.PRICE if name in self.labels), None)
        if named is None:
            return False
        said, node = self.labels[named]
        words = self.document.visible_text
        once = words.count(f"{named}：") + words.count(f"{named}:") <= 1
        return once and any(map(str.isdigit, said)) and not self.in_card(node)

    @cached_property
    def labels_article(self) -> bool:
        """Does a label outside the cards name a brand or an article's number?"""
        picked = labels.pick(self.labels, (*labels.ITEM_ID, *labels.BRAND))
        return picked is not None and not self.in_card(picked[1])

    @cached_property
    def labels(self) -> labels.Labels:
        """What stands behind known labels."""
        return labels.labels(self.document)

    @cached_property
    def cards(self) -> list[LexborNode]:
        """The elements of the main list, in page order."""
        return cards(self.document)
