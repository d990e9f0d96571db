"""What product pages and cards of every platform share: five price fields out of one reading of the price."""

from decimal import Decimal
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborNode
from web_poet import field

from crawler.items import Listing, PictureShown, PriceState, Status
from spiders.pages.description_pictures import pictures
from spiders.pages.description_url import description_url
from spiders.pages.document import Document
from spiders.pages.page import Page
from spiders.pages.prices import Prices

TITLE_CHARS = 1000
SHELL_TITLES = frozenset(
    {
        "商品详情",
        "商品详情页",
        "宝贝详情",
        "商品",
        "京东",
        "淘宝",
        "淘宝网",
        "天猫",
        "阿里巴巴",
        "1688",
        "拼多多",
        "拼多多商城",
    }
)


class ListingPage(Page[Listing]):
    """A product page; a platform's class reads `prices` once and declares its other fields."""

    @cached_property
    def prices(self) -> Prices:
        """What the listing costs, read once."""
        return Prices()

    @field
    def title(self) -> str | None:
        """The article's name as shown; a platform's class reads it."""
        return None

    @field
    def status(self) -> Status:
        """A page without the article's name is a shell that a script fills."""
        if self.document.damaged:
            return Status.DAMAGED
        return Status.OK if self.title else Status.NEEDS_JAVASCRIPT

    @field
    def images(self) -> list[str]:
        """The gallery beside the price; a platform's class reads it."""
        return []

    @field
    def pictures(self) -> list[PictureShown]:
        """Those of the description, then those of the gallery."""
        return pictures(self.document, self.images)

    @field
    def description_url(self) -> str | None:
        """From where the page's script fetches its description."""
        return description_url(self.document)

    @field
    def price(self) -> Decimal | None:
        """The price, or the lowest of a range; tax included."""
        return self.prices.low

    @field
    def price_max(self) -> Decimal | None:
        """The highest price of a range; None when there is but one."""
        return self.prices.high

    @field
    def original_price(self) -> Decimal | None:
        """The struck-out or reference price."""
        return self.prices.original

    @field
    def currency(self) -> str | None:
        """ISO 4217; None without a price."""
        return self.prices.currency if self.prices.low is not None else None

    @field
    def price_state(self) -> PriceState:
        """Why there is a price or none."""
        return self.prices.state


def title_tag(document: Document) -> str:
    """The `<title>`, no longer than a title is; empty without one."""
    return (document.title or "")[:TITLE_CHARS]


def spoken(title: str | None) -> str | None:
    """A `<title>` as far as it names an article: that of a shell (商品详情, 京东) does not."""
    bare = (title or "").strip(" -_|—")
    return None if not bare or bare in SHELL_TITLES else bare


def card(platform: str, prices: Prices, **fields: Any) -> Listing:
    """A listing as a search page shows it."""
    return Listing(
        card=True,
        platform=platform,
        price=prices.low,
        price_max=prices.high,
        original_price=prices.original,
        currency=prices.currency if prices.low is not None else None,
        price_state=prices.state,
        **fields,
    )


def joined(node: LexborNode | None) -> str:
    """The text of a price element with its parts (¥, yuan, fen) run together."""
    return "" if node is None else "".join(node.text(deep=True).split())
