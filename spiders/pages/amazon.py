"""Amazon's product, search and seller pages: one layout for every country, the currency by the sign shown."""

import re
from functools import cached_property

from web_poet import field

from crawler.items import Licence, LicenceDisplay, PriceState
from spiders.pages.document import Document, node_text
from spiders.pages.embedded import first_words, scalar, words
from spiders.pages.layout import CardLayout
from spiders.pages.listing import ListingPage, joined
from spiders.pages.money import Money, money
from spiders.pages.page import Page
from spiders.pages.prices import Prices, unreadable
from spiders.pages.rows import COLONS, first_matches, pairs, split_label
from spiders.pages.shop_licence import shop_display

ASIN = re.compile(r"/(?:dp|gp/product|gp/aw/d|product)/([A-Z0-9]{10})(?=[/?#&]|$)")
SELLER = re.compile(r"[?&](?:seller|merchant|m)=([A-Z0-9]{8,20})")
MARKS = "\u200e\u200f\u202a\u202c"  # direction marks that stand in its tables
VISIT = re.compile(
    r"^(?:访问|Visit the|Besuche den|Visitez la boutique)\s{0,3}(.{1,80}?)\s{0,3}(?:品牌旗舰店|旗舰店|店铺|Store|-Store|Shop)$"
)
BRAND_LABELS = ("品牌", "Brand", "Marke", "Marque", "制造商", "Manufacturer", "Hersteller")
PRICE_PLACES = (
    "#corePrice_feature_div .a-price .a-offscreen",
    "#corePriceDisplay_desktop_feature_div .a-price .a-offscreen",
    "#corePriceDisplay_desktop_feature_div .priceToPay",
    "#priceblock_ourprice",
    "#priceblock_dealprice",
    "#priceblock_saleprice",
    "#price_inside_buybox",
    "#newBuyBoxPrice",
    "#soldByThirdParty .a-color-price",
    "#buybox .a-color-price",
    "#actualPriceValue",
    "#tmmSwatches .a-button-selected .a-color-price",
)
OWN_SELLERS = ("亚马逊", "Amazon", "Amazon.de", "Amazon.com")


def asin_of(url: str | None) -> str | None:
    """The ASIN in an address."""
    match = ASIN.search(url or "")
    return match.group(1) if match else None


def clean(text: str | None) -> str | None:
    """Text without direction marks."""
    return words("".join(letter for letter in text if letter not in MARKS)) if text else None


def layout(currency: str, home: str | None = None) -> CardLayout:
    """Cards of search pages since 2014."""
    return CardLayout(
        frames=(
            "div.s-result-item[data-asin][data-component-type='s-search-result']",
            "li.s-result-item[data-asin]",
            ".s-result-item[data-asin]",
            "#atfResults .prod",
        ),
        titles=("a.s-access-detail-page", "h2 a span", "h2 span", "h2", "h3 .lrg", "h3 a"),
        prices=(
            ".a-price:not(.a-text-price) .a-offscreen",
            ".s-price",
            ".sx-price",
            ".a-color-price",
            ".newp .red",
            ".a-price",
        ),
        originals=(".a-text-price .a-offscreen", ".a-text-strike", "del"),
        id_of=asin_of,
        id_attributes=("data-asin", "name"),
        links=("a.s-access-detail-page", "h2 a", "a[href*='/dp/']", "a[href]"),
        ratings=(".a-icon-star .a-icon-alt", ".a-icon-star-small .a-icon-alt"),
        next_links=("a#pagnNextLink", ".a-pagination .a-last a", "a.s-pagination-next"),
        currency=currency,
        home=home,
    )


class AmazonListingPage(ListingPage):
    """A product by its element ids, which have outlived every redesign."""

    home_currency = "USD"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return document.first("#productTitle, #btAsinTitle, #dp-container, #ppd") is not None

    @field
    def title(self) -> str | None:
        return clean(
            self.document.first_text("#productTitle", "#btAsinTitle", "#title", "h1#aiv-content-title")
        )

    @field
    def item_id(self) -> str | None:
        return (
            asin_of(self.document.url)
            or asin_of(self.document.canonical)
            or self.document.attribute("input#ASIN, input[name='ASIN']", "value")
        )

    @cached_property
    def prices(self) -> Prices:
        shown = [text for place in PRICE_PLACES if (text := joined(self.document.first(place)))]
        known = next((read for text in shown if (read := money(text, self._country))), None)
        struck = money(
            joined(
                self.document.first(
                    ".priceBlockStrikePriceString",
                    ".basisPrice .a-offscreen",
                    "#listPriceValue",
                    "#price .a-text-strike",
                )
            )
        )
        if known is None:
            drawn = any(unreadable(text) for text in shown)
            return Prices.of(None, otherwise=PriceState.UNREADABLE if drawn else PriceState.ABSENT)
        return Prices.of(
            known.low, known.high, struck.low if struck else None, currency=self._currency(known)
        )

    def _currency(self, read: Money) -> str:
        """That of the sign as the country of the host reads it."""
        return read.currency or self.home_currency

    @property
    def _country(self) -> str:
        """The last part of the host: jp, de, ca; empty for .com."""
        ending = self.document.host.rpartition(".")[2]
        return "" if ending == "com" else ending

    @cached_property
    def details(self) -> dict[str, str]:
        """Product information: tables and bullet lists."""
        found = pairs(
            self.document,
            "#prodDetails tr, #productOverview_feature_div tr, .prodDetTable tr",
            "th, td",
            "td:last-child",
        )
        for node in first_matches(self.document, "#detailBullets_feature_div li", "#detail_bullets_id li"):
            pair = split_label(clean(node_text(node)) or "")
            if pair is not None:
                found.setdefault(*pair)
        return {name: text for name, value in found.items() if (text := clean(value)) and text != name}

    @field
    def attributes(self) -> dict[str, str]:
        return self.details

    @field
    def brand(self) -> str | None:
        line = clean(self.document.first_text("#bylineInfo", "#brand", "#brandByline_feature_div a")) or ""
        visit = VISIT.match(line)
        pair = split_label(line)
        told = next((value for label in BRAND_LABELS if (value := self.details.get(label))), None)
        return first_words(
            visit.group(1) if visit else None,
            pair[1] if pair else None,
            told,
            None if visit or pair else line,
        )

    @field
    def category(self) -> list[str]:
        links = self.document.css(
            "#wayfinding-breadcrumbs_feature_div a, #wayfinding-breadcrumbs_container a"
        )
        return list(dict.fromkeys(name for link in links if (name := node_text(link))))

    @field
    def seller_name(self) -> str | None:
        named = self.document.first_text(
            "#sellerProfileTriggerId", "#merchant-info a", "#tabular-buybox-truncate-1"
        )
        line = self.document.first_text("#merchant-info") or ""
        return first_words(named) or next((own for own in OWN_SELLERS if own in line), None)

    @field
    def shop_name(self) -> str | None:
        return first_words(self.seller_name)

    @field
    def shop_url(self) -> str | None:
        href = self.document.attribute("#sellerProfileTriggerId[href], #merchant-info a[href]", "href")
        return self.document.absolute(href)

    @field
    def shop_id(self) -> str | None:
        href = self.document.attribute("#sellerProfileTriggerId[href], #merchant-info a[href]", "href")
        match = SELLER.search(href or "")
        return match.group(1) if match else None

    @field
    def self_operated(self) -> bool | None:
        name = self.seller_name
        return None if not name else any(name == own or name.startswith(f"{own}.") for own in OWN_SELLERS)

    @field
    def images(self) -> list[str]:
        text = self.document.script_text
        large = self.document.attribute("#landingImage", "data-old-hires") or scalar(text, "hiRes")
        found = self.document.absolute(large or self.document.attribute("#landingImage, #imgBlkFront", "src"))
        return [found] if found else []

    @field
    def description(self) -> str | None:
        return clean(
            self.document.first_text("#feature-bullets ul", "#feature-bullets", "#productDescription")
        )

    @field
    def rating(self) -> str | None:
        return self.document.first_text("#acrPopover .a-icon-alt", "#averageCustomerReviews .a-icon-alt")


class AmazonSellerPage(Page[Licence]):
    """A seller's profile, which names the business behind it."""

    note = "无样本，未经验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        return document.first("#page-section-detail-seller-info, #sellerName") is not None

    @cached_property
    def rows(self) -> dict[str, str]:
        """Labels and values of the business part."""
        found: dict[str, str] = {}
        for node in first_matches(
            self.document, "#page-section-detail-seller-info .a-row", "#seller-info li"
        ):
            if pair := split_label(clean(node_text(node)) or ""):
                found.setdefault(pair[0].rstrip(COLONS), pair[1])
        return found

    @field
    def title(self) -> str | None:
        return self.document.title

    @field
    def shop_name(self) -> str | None:
        return self.document.first_text("#sellerName", "#seller-name", "h1#sellerName-rd")

    @field
    def shop_id(self) -> str | None:
        match = SELLER.search(self.document.url or "")
        return match.group(1) if match else None

    @field
    def operator(self) -> str | None:
        labels = ("公司名称", "企业名称", "BusinessName", "Geschäftsname", "Businessname")
        told = next((value for label in labels if (value := self.rows.get(label))), None)
        return told or self.displays.operator

    @field
    def licences(self) -> list[LicenceDisplay]:
        labels = ("统一社会信用代码", "营业执照注册号", "TradeRegisterNumber", "Handelsregisternummer")
        number = next((value for label in labels if (value := self.rows.get(label))), None)
        shown = self.displays.licences
        return (
            shown if any(d.owner == "shop" for d in shown) else [*shown, *shop_display(number, self.operator)]
        )
