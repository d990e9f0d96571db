"""Yahoo Taiwan's shopping centre (Yahoo購物中心): search pages out of their state, in New Taiwan dollars."""

import re
from functools import cached_property
from typing import Any

from web_poet import handle_urls

from crawler.items import Listing
from spiders.pages.document import Document, absolute
from spiders.pages.embedded import at, dicts, first_words, identity, words
from spiders.pages.javascript import literal
from spiders.pages.layout import CardLayout, ResultsPage
from spiders.pages.listing import card
from spiders.pages.platforms import Platform
from spiders.pages.prices import Prices, yuan

NAME = "yahoo_tw"
HOME = "https://tw.buy.yahoo.com/"
OWN_STORE = "自營"
ITEM_ID = re.compile(r"(?:[?&](?:gdid|actid)=|-)(\d{5,12})(?:\.html|$|&)")


def yahoo_item_id(url: str | None) -> str | None:
    """The number of an article in its address."""
    match = ITEM_ID.search(url or "")
    return match.group(1) if match else None


@handle_urls(["tw.buy.yahoo.com/search", "tw.buy.yahoo.com/category", "tw.bid.yahoo.com/search"])
class YahooTwSearchPage(ResultsPage):
    """Search results: `ecsearch.hits` of the page's state."""

    platform_name = NAME
    layouts = "2020-2026"
    proven = True
    note = "卡片DOM未经样本验证"
    layout = CardLayout(
        frames=("li[class*='GridItem']", "li[data-imprsn]"),
        titles=("[class*='itemTitle'], [class*='title']", "span[class*='Title']"),
        prices=("[class*='itemPrice'], [class*='price']",),
        id_of=yahoo_item_id,
        currency="TWD",
    )

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return document.first("#isoredux-data") is not None

    @cached_property
    def page_state(self) -> Any:
        """The state that the page was drawn from."""
        node = self.document.first("#isoredux-data")
        return literal(node.text(deep=True)) if node is not None else self.document.data

    def state_cards(self) -> list[Listing]:
        hits = at(self.page_state, "search", "ecsearch", "hits") or at(self.page_state, "ecsearch", "hits")
        return [_hit(entry) for entry in dicts(hits) if entry.get("ec_title")]


def _hit(entry: dict[str, Any]) -> Listing:
    store = first_words(entry.get("ec_storename"), entry.get("ec_seller"))
    image = absolute(words(entry.get("ec_image")), HOME)
    return card(
        NAME,
        Prices.of(
            yuan(words(entry.get("ec_price")) or ""),
            original=yuan(words(entry.get("ec_listprice")) or ""),
            currency="TWD",
        ),
        title=words(entry.get("ec_title")),
        item_id=identity(entry.get("ec_productid")),
        url=absolute(words(entry.get("ec_item_url")), HOME),
        brand=words(entry.get("ec_brand")),
        category=[
            part for part in (words(p) for p in str(entry.get("ec_catnamefull") or "").split("\t")) if part
        ],
        shop_name=store,
        self_operated=store == OWN_STORE if store else None,
        images=[image] if image else [],
    )


PLATFORM = Platform(
    name=NAME,
    title="Yahoo購物中心",
    hosts=("tw.buy.yahoo.com", "tw.bid.yahoo.com", "tw.mall.yahoo.com"),
    pages=(YahooTwSearchPage,),
    signs=("isoredux-data", "Yahoo購物中心</title>", "Yahoo奇摩購物中心"),
)
