"""What a page says: the items that readers return and checks judge (the JSON of `wangxun extract`).

A value that the page does not carry is None, never a guess. Prices are Decimal and print as strings.
"""

import json
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter


class Status(StrEnum):
    """Could the page be read? Everything but OK says why not; none of these is a breach by the shop."""

    OK = "ok"
    BLOCKED = "blocked"  # a bot wall or CAPTCHA stood in its place
    LOGIN = "login"  # the platform wants an account first
    GONE = "gone"  # removed, or never there
    EMPTY = "empty"  # a search without results
    NEEDS_JAVASCRIPT = "needs_javascript"  # the HTML is a shell
    DAMAGED = "damaged"  # its text was destroyed on the way


class PriceState(StrEnum):
    """Why a listing has a price or none."""

    PRESENT = "present"
    NEEDS_JAVASCRIPT = "needs_javascript"  # the page draws it by script: it exists, the HTML lacks it
    ABSENT = "absent"
    UNREADABLE = "unreadable"  # shown, but obfuscated (digits in a font, a picture)


def _scrub(value: Any) -> Any:
    """Pages send NUL and lone surrogates; databases and UTF-8 writers refuse both."""
    if isinstance(value, str) and ("\0" in value or not value.isprintable()):
        return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
    return value


Text = Annotated[str, BeforeValidator(_scrub)]
"""A string as the page shows it, safe to store: NUL and lone surrogates replaced one for one."""


class Model(BaseModel):
    """Shared settings of everything that travels: fields that we do not know are left out."""

    model_config = ConfigDict(extra="ignore")


LicenceOwner = Literal["platform", "shop", "website"]
LicenceForm = Literal[
    "text",
    "text_link",
    "image",
    "image_link",
    "background",
    "government_link",
    "electronic",
    "self_declaration",
]


class LicenceDisplay(Model):
    """One display of a business licence (or the declaration that none is needed) found on a page."""

    owner: LicenceOwner
    form: LicenceForm
    number: Text | None = None  # as normalised when valid, as shown when not
    valid: bool | None = None  # does the number's check character agree; None without a number
    name: Text | None = None  # the holder named beside it
    href: Text | None = None  # absolute
    government: bool = False  # the link leads to a government register
    hidden: bool = False  # in the markup, but not visible to the public
    dead: bool = False  # looks like a link to a licence and leads nowhere
    excerpt: Text | None = None  # the words of the display, as shown
    renamed: bool = False  # the page says that its holder has, or had, another name


class Item(Model):
    """What every page may carry, whatever its kind: its own state, whose page it is, and its words."""

    status: Status = Status.OK
    url: Text | None = None
    platform: Text | None = None
    path: Text | None = None
    title: Text | None = None
    shop_name: Text | None = None  # the shop's shown name
    shop_url: Text | None = None
    shop_id: Text | None = None
    seller_name: Text | None = None  # the operator or account that sells, as published
    self_operated: bool | None = None
    location: Text | None = None
    sales: Text | None = None  # as shown: 1万+, 月销300
    rating: Text | None = None
    # words of complaint in the reviews that the page shows, one entry a review
    complaints: list[Text] = Field(default_factory=list)
    description: Text | None = None
    notice: Text | None = None  # a shop's own announcement
    text: Text | None = None  # a policy page's body
    icp: Text | None = None
    police_record: Text | None = None
    licences: list[LicenceDisplay] = Field(default_factory=list)
    operator: Text | None = None  # the company or person that the page itself names as its operator
    natural_person_mark: Text | None = None  # the platform's mark for a seller who is a natural person (亮标)
    captured_at: datetime | None = None
    text_damaged: bool = False
    notes: list[Text] = Field(default_factory=list)
    next_url: Text | None = None  # the next page of a search or catalogue
    # parts where a licence may stand that the HTML leaves empty (script, frame, picture)
    unread: list[Text] = Field(default_factory=list)
    # where this site says it shows its licence: read before absence is claimed
    licence_urls: list[Text] = Field(default_factory=list)
    # pages about the site, where small ones show it: read before that, too
    about_urls: list[Text] = Field(default_factory=list)
    # pictures of its licence that the crawl reads before it gives a verdict
    licence_pictures: list[Text] = Field(default_factory=list)
    policy_urls: list[Text] = Field(default_factory=list)  # returns, terms, privacy
    catalogue_urls: list[Text] = Field(default_factory=list)  # pages that list goods

    @property
    def licence_places(self) -> list[str]:
        """The pages that are read before absence of a licence is claimed, the likelier ones first."""
        return [*self.licence_urls, *self.about_urls]

    def document(self) -> dict[str, Any]:
        """The item as JSON holds it: kind, status, and what the page carries; prices as strings."""
        known = self.model_dump(mode="json", exclude_defaults=True)
        return {"kind": getattr(self, "kind", None), "status": self.status.value} | known

    def json_line(self) -> str:
        """The same on one line."""
        return json.dumps(self.document(), ensure_ascii=False)


class PictureShown(Model):
    """A picture with which an article's page describes it; sizes are those that the page declares."""

    url: Text  # absolute
    width: int | None = None  # CSS pixels
    height: int | None = None


class Listing(Item):
    """One article on offer, from its own page or (`card`) from a search page."""

    kind: Literal["listing"] = "listing"
    card: bool = False
    brand: Text | None = None
    price: Decimal | None = None
    price_max: Decimal | None = None
    original_price: Decimal | None = None
    currency: Text | None = None  # ISO 4217
    price_state: PriceState | None = None
    item_id: Text | None = None
    sku: Text | None = None
    category: list[Text] = Field(default_factory=list)
    attributes: dict[Text, Text] = Field(default_factory=dict)
    images: list[Text] = Field(default_factory=list)  # the gallery beside the price
    # of the description, from top to bottom, then those of the gallery
    pictures: list[PictureShown] = Field(default_factory=list)
    description_url: Text | None = None  # from where the page's script fetches its description


class Search(Item):
    """A page of cards: search results, a category, a shop's catalogue."""

    kind: Literal["search"] = "search"
    items: list[Listing] = Field(default_factory=list)  # in page order


class Shop(Item):
    """A shop on a platform: its front page or its profile."""

    kind: Literal["shop"] = "shop"
    items: list[Listing] = Field(default_factory=list)
    category: list[Text] = Field(default_factory=list)  # what kind of shop it says it is


class Website(Item):
    """A page of a stand-alone shop site that is neither a listing nor a search: home, about, contact."""

    kind: Literal["website"] = "website"
    items: list[Listing] = Field(default_factory=list)


class Policy(Item):
    """Terms, returns, privacy: the conditions that a shop or site sets."""

    kind: Literal["policy"] = "policy"


class Licence(Item):
    """A page that exists to show who runs a shop."""

    kind: Literal["licence"] = "licence"


Box = tuple[int, int, int, int]
"""Left, top, width, height in pixels of a picture as served."""


class ShownBy(Model):
    """A page that was read on the way to a part: the article's, and where its description comes from."""

    url: Text
    sha256: Text  # as served


class PictureLine(Model):
    """One line of text in a picture, and where it begins in the item's `text`."""

    start: int  # code points
    length: int
    box: Box
    confidence: float = Field(ge=0, le=1)


class ListingPart(Item):
    """What a part of an article's page says (`text`) that was fetched by itself; the other fields are the article's."""

    item_id: Text | None = None
    category: list[Text] = Field(default_factory=list)
    shown_by: list[ShownBy] = Field(default_factory=list)


class ListingDescription(ListingPart):
    """The words of a description that the page's script fetches."""

    kind: Literal["description"] = "description"


class ListingPicture(ListingPart):
    """What one picture says."""

    kind: Literal["picture"] = "picture"
    number: int  # which of the listing's `pictures` it is
    picture_url: Text | None = None
    width: int = 0  # pixels, as served
    height: int = 0
    lines: list[PictureLine] = Field(default_factory=list)


AnyItem = Annotated[
    Listing | Search | Shop | Website | Policy | Licence | ListingDescription | ListingPicture,
    Field(discriminator="kind"),
]
ITEM: TypeAdapter[AnyItem] = TypeAdapter(AnyItem)
"""Reads an item back from JSON or a dictionary by its `kind`."""
