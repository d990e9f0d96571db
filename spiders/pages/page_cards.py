"""Which articles does a page of many carry? Its cards, its item lists, or its scripts' data, in page order."""

from crawler.items import Listing
from spiders.pages import card, goods_in_data
from spiders.pages.document import Document
from spiders.pages.item_id import id_in_url
from spiders.pages.offer import Offer, offer_of
from spiders.pages.status import is_shell
from spiders.pages.structured import Thing, text_of
from spiders.pages.survey import Survey


def page_cards(survey: Survey, *, from_state: bool, fen: bool = False) -> list[Listing]:
    """The articles of a page in page order: its cards, else its item lists, else its scripts' data.

    That data is looked at where it is asked for, and for a page that is a shell; whole numbers in it may be fen. A list
    that is asked for may have cards too few to repeat.
    """
    document = survey.document
    found = [item for tile in survey.cards if (item := card.listing(tile, document, survey.place))]
    found = found or [item for thing in survey.listed if (item := _listed(thing, document))]
    if found or not (from_state or is_shell(document)):
        return found
    many = survey.state_goods.many
    stated = [item for entry in many if (item := goods_in_data.listing(entry, document, card=True, fen=fen))]
    return stated or (_few(survey) if from_state else [])


def _few(survey: Survey) -> list[Listing]:
    """The one or two articles of a list that has no more, each with its address and its price."""
    shown = [card.listing(tile, survey.document, survey.place) for tile in survey.few_cards]
    return [item for item in shown if item is not None and item.url and item.price is not None]


def _listed(thing: Thing, document: Document) -> Listing | None:
    name, offer = text_of(thing.get("name")), offer_of(thing) or Offer()
    if not name:
        return None
    url = document.absolute(text_of(thing.get("url")) or text_of(thing.get("@id")))
    return Listing(
        card=True,
        title=name,
        url=url,
        price=offer.price,
        price_max=offer.price_max,
        currency=offer.currency,
        item_id=id_in_url(url) or text_of(thing.get("sku")),
        shop_name=offer.seller,
        brand=text_of(thing.get("brand")),
    )
