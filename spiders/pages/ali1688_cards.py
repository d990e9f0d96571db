"""Cards of 1688 search pages: one shape of offer in three wrappings, then the DOM of three generations."""

from decimal import Decimal
from typing import Any

from selectolax.lexbor import LexborNode

from crawler.items import Listing, PriceState
from spiders.pages.document import Document, absolute, node_text
from spiders.pages.embedded import at, dicts, first_words, having, identity, listed, words
from spiders.pages.listing import card, joined
from spiders.pages.prices import Prices, yuan, yuan_range
from spiders.pages.rows import first_matches

NAME = "1688"
IMAGE_HOST = "https://cbu01.alicdn.com/"
FRAMES = (
    "li.sm-offer-item",
    ".sm-offer-item",
    "[data-offer-id]",
    "[data-offerid]",
    ".offer-list .card-container",
    "a.search-offer-wrapper",
    "#offerList .offer_exp",
    ".offer-item",
)
TITLES = (
    ".sm-offer-title",
    ".subject",
    ".mojar-element-title .title",
    ".offer-title-row",
    "[class*='title']",
)
PRICES = (
    ".sm-offer-priceNum",
    ".price_num",
    ".mojar-element-price .price",
    ".offer-price-row",
    "[class*='price']",
)
COMPANIES = (
    ".sm-offer-companyName",
    ".company-name a",
    ".mojar-element-company a",
    ".offer-shop-row",
    "[class*='company']",
)


def offer_list(document: Document) -> list[dict[str, Any]]:
    """The offers of page state or of an API body, in its order."""
    data = document.data
    if data is None:
        text = document.script_text
        if "offerresultData" in text:
            data = document.js_call("offerresultData=successDataCheck") or document.js_object(
                "offerresultData"
            )
        elif '"listOffer"' in text:
            data = document.js_object("pageConfig")
    if isinstance(data, list):
        return [entry for entry in dicts(data) if "detail.1688.com" in str(entry.get("url"))]
    if found := listed(data, "offerList", "listOffer"):
        return found
    offers = having(data, "OFFER")
    return [at(entry, "data") or entry for entry in dicts(at(offers, "OFFER", "items"))]


def state_cards(document: Document) -> list[Listing]:
    """Cards of page state or of an API body."""
    return [_offer_card(entry) for entry in offer_list(document)]


def _offer_card(entry: dict[str, Any]) -> Listing:
    """One offer: the parts stand at its top (`offerList`) or in `attr` (`listOffer`)."""
    inner = entry["attr"] if isinstance(entry.get("attr"), dict) else entry
    number = identity(
        first_words(entry.get("offerid"), entry.get("id"), entry.get("offerId"), inner.get("id"))
    )
    company = first_words(
        at(inner, "company", "name"),
        at(entry, "shop", "text"),
        at(entry, "shopAddition", "text"),
        entry.get("companyName"),
    )
    member = first_words(entry.get("memberId"), at(inner, "company", "memberId"))
    return card(
        NAME,
        _offer_prices(entry, inner),
        title=first_words(
            at(inner, "information", "subject"),
            entry.get("title"),
            entry.get("subject"),
            entry.get("simpleSubject"),
        ),
        item_id=number,
        url=f"https://detail.1688.com/offer/{number}.html" if number else None,
        brand=words(at(inner, "brand", "name")),
        shop_name=company,
        seller_name=company or first_words(entry.get("loginId"), at(inner, "aliTalk", "loginId")),
        shop_id=member,
        shop_url=absolute(words(at(inner, "company", "url")), "https://www.1688.com/"),
        location=_place(entry, inner),
        sales=_sales(entry, inner),
        images=_images(
            first_words(
                at(inner, "image", "imgUrlOf290x290"),
                at(inner, "image", "imgUrl"),
                entry.get("imgUrl"),
                entry.get("img"),
            )
        ),
    )


def _offer_prices(entry: dict[str, Any], inner: dict[str, Any]) -> Prices:
    offer = at(inner, "tradePrice", "offerPrice")
    tiers = [
        _split(tier.get("value")) or yuan(words(tier.get("valueString")) or "")
        for tier in dicts(at(offer, "quantityPrices"))
    ]
    low = (
        yuan(words(at(offer, "valueString")) or "")
        or _split(at(offer, "value"))
        or yuan(
            first_words(entry.get("strPriceMoney"), at(entry, "priceInfo", "price"), entry.get("price")) or ""
        )
    )
    known = [amount for amount in (low, *tiers) if amount]
    before = _split(at(offer, "originalValue"))
    return Prices.of(
        min(known, default=None),
        max(known, default=None),
        before if low and before and before > low else None,
    )


def _split(value: Any) -> Decimal | None:
    """An amount in two parts: `{"integer": 1, "decimals": 71}` is 1.71."""
    whole, part = at(value, "integer"), at(value, "decimals")
    if not isinstance(whole, int) or not isinstance(part, int):
        return None
    return (Decimal(whole) + Decimal(part) / 100).quantize(Decimal("0.01")) or None


def _place(entry: dict[str, Any], inner: dict[str, Any]) -> str | None:
    province = first_words(
        at(inner, "company", "province"), at(inner, "information", "sendProvince"), entry.get("province")
    )
    city = first_words(at(inner, "company", "city"), at(inner, "information", "sendCity"), entry.get("city"))
    return " ".join(part for part in (province, city) if part) or None


def _sales(entry: dict[str, Any], inner: dict[str, Any]) -> str | None:
    shown = first_words(
        at(inner, "tradeQuantity", "quantitySumMonthDisplay"), at(entry, "tradeQuantity", "saleQuantity")
    )
    return first_words(shown, entry.get("bookedCount"), at(entry, "afterPrice", "text"))


def dom_cards(document: Document) -> list[Listing]:
    """Cards of the rendered page, in page order; a template that nobody filled in is no card."""
    found = (_dom_card(node, document) for node in first_matches(document, *FRAMES))
    return [listing for listing in found if listing is not None]


def _dom_card(node: LexborNode, document: Document) -> Listing | None:
    heading = _first(node, TITLES)
    title = first_words(heading.attributes.get("title"), node_text(heading)) if heading is not None else None
    if not title:
        return None
    number = _number(node)
    link = node if node.tag == "a" else node.css_first("a[href*='offer'], a[href]")
    href = document.absolute(link.attributes.get("href")) if link is not None else None
    company = _first(node, COMPANIES)
    low, high = yuan_range(joined(_first(node, PRICES)))
    name = first_words(company.attributes.get("title"), node_text(company)) if company is not None else None
    return card(
        NAME,
        Prices.of(low, high, otherwise=PriceState.NEEDS_JAVASCRIPT),
        title=title,
        item_id=number,
        url=f"https://detail.1688.com/offer/{number}.html" if number else href,
        shop_name=name,
        seller_name=name,
        shop_url=document.absolute(company.attributes.get("href")) if company is not None else None,
        location=node_text(node.css_first(".sm-offer-location")),
        images=_images(_picture(node)),
    )


def _number(node: LexborNode) -> str | None:
    names = ("data-offer-id", "data-offerid", "t-offer-id", "offerid")
    told = next((value for name in names if (value := node.attributes.get(name))), None)
    if told:
        return identity(told)
    for link in [node, *node.css("a[href*='/offer/']")]:
        tail = (link.attributes.get("href") or "").partition("/offer/")[2]
        if (digits := tail.partition(".")[0]).isdigit():
            return digits
    return None


def _first(node: LexborNode, selectors: tuple[str, ...]) -> LexborNode | None:
    return next((found for selector in selectors if (found := node.css_first(selector)) is not None), None)


def _picture(node: LexborNode) -> str | None:
    image = node.css_first("img")
    return (
        (image.attributes.get("data-lazy-src") or image.attributes.get("src")) if image is not None else None
    )


def _images(url: str | None) -> list[str]:
    found = absolute(url, IMAGE_HOST)
    return [found] if found else []
