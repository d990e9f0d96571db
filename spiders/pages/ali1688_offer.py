"""1688's offers: components and `tempModel` (2021 on), `iDetailConfig` (until 2020), then the DOM."""

from decimal import Decimal
from functools import cached_property
from typing import Any

from web_poet import field, handle_urls

from crawler.items import PriceState
from spiders.pages.ali1688_state import IMAGE_HOST, NAME, TITLE_SUFFIX, credit_pages, offer_id_of, page_state
from spiders.pages.document import Document, absolute
from spiders.pages.embedded import at, dicts, first_words, having, identity, scalar, walk, words
from spiders.pages.listing import ListingPage, joined, spoken, title_tag
from spiders.pages.prices import Prices, yuan, yuan_range
from spiders.pages.rows import pairs

PRICE_PLACES = (
    ".mod-detail-price tr.price .value",
    ".mod-detail-price .price",
    "#mod-detail-price .value",
    ".od-pc-offer-price-contain .price-content",
    "[class*='price-content'] .price-text",
    ".price-text",
)


@handle_urls(["detail.1688.com", "m.1688.com/offer", "detail.m.1688.com"])
class Ali1688ListingPage(ListingPage):
    """An offer: components and `tempModel` (2021 on), `iDetailConfig` (until 2020), then the DOM."""

    platform_name = NAME
    layouts = "2021-2024"
    proven = True
    note = "2020年以前的DOM和2024年以后的window.context未经样本验证"

    @classmethod
    def recognises(cls, document: Document) -> bool:
        if offer_id_of(document.canonical) or having(page_state(document), "tempModel") is not None:
            return True
        return document.data is None and (
            "iDetailConfig" in document.script_text or '"offerTitle"' in document.script_text
        )

    @cached_property
    def page_data(self) -> Any:
        """The page's state, read once."""
        return page_state(self.document)

    @cached_property
    def offer(self) -> dict[str, Any]:
        """`tempModel`: title, company, account, wherever the layout keeps it."""
        holder = having(self.page_data, "tempModel")
        found = holder["tempModel"] if holder is not None else self.document.js_object("tempModel")
        return found if isinstance(found, dict) else {}

    @cached_property
    def base(self) -> dict[str, Any]:
        """`offerBaseInfo`: ids and the company's address."""
        holder = having(self.page_data, "offerBaseInfo")
        found = holder["offerBaseInfo"] if holder is not None else self.document.js_object("offerBaseInfo")
        return found if isinstance(found, dict) else {}

    @cached_property
    def seller(self) -> dict[str, Any]:
        """`sellerModel` of the layouts since 2024."""
        found = self.document.js_object("sellerModel") if not self.offer else None
        return found if isinstance(found, dict) else {}

    @cached_property
    def config(self) -> dict[str, Any]:
        """`iDetailConfig` of the layouts until 2020."""
        text = self.document.script_text
        found = self.document.js_object("iDetailConfig") if "iDetailConfig" in text else None
        return found if isinstance(found, dict) else {}

    def component(self, *stems: str) -> Any:
        """Data of the first component whose type contains one of `stems`."""
        for part in walk(at(self.page_data, "data")):
            kind = part.get("componentType")
            if isinstance(kind, str) and any(stem in kind for stem in stems):
                return part.get("data")
        return None

    @field
    def title(self) -> str | None:
        return (
            first_words(
                at(self.component("offer-title"), "title"),
                self.offer.get("offerTitle"),
                at(self.component("main-pic"), "subject"),
                self._modern_subject,
            )
            or self.document.first_text(
                "#mod-detail-title h1",
                "h1.d-title",
                ".title-text",
                ".title-content h1",
                ".od-pc-offer-title h1",
            )
            or words(spoken(TITLE_SUFFIX.sub("", title_tag(self.document))))
        )

    @property
    def _modern_subject(self) -> str | None:
        text = self.document.script_text
        return scalar(text, "offerTitle", "subject") if "sellerModel" in text else None

    @field
    def item_id(self) -> str | None:
        return (
            offer_id_of(self.document.url)
            or offer_id_of(self.document.canonical)
            or identity(self.offer.get("offerId"))
            or identity(self.base.get("offerId"))
            or identity(self.config.get("offerid"))
        )

    @cached_property
    def prices(self) -> Prices:
        """The cheapest and the dearest of what a quantity or a variant costs."""
        model = at(self.component("offer-price"), "priceModel")
        if model is None:
            model = self.document.js_object("priceModel")
        tiers = at(model, "currentPrices") or self.document.js_object("currentPrices", "offerPriceRanges")
        now, before = _spread(tiers), _spread(at(model, "originalPrices"))
        scale = yuan_range(words(at(having(self.page_data, "skuPriceScale"), "skuPriceScale")) or "")
        shown = yuan_range(next((text for s in PRICE_PLACES if (text := joined(self.document.first(s)))), ""))
        for low, high in (
            now,
            before,
            scale,
            self._ladder,
            yuan_range(words(self.config.get("refPrice")) or ""),
            shown,
        ):
            if low:
                return Prices.of(low, high, before[0] if now[0] else None)
        return Prices.of(None, otherwise=PriceState.NEEDS_JAVASCRIPT)

    @property
    def _ladder(self) -> tuple[Decimal | None, Decimal | None]:
        """Cheapest and dearest of the old layout's prices by quantity: `priceRange` pairs, or the table."""
        pairs_given = self.document.js_object("priceRange") if self.config else None
        steps = [step[1] for step in pairs_given or [] if isinstance(step, list) and len(step) == 2]
        cells = [joined(node) for node in self.document.css(".mod-detail-price tr.price .value")]
        each = [amount for value in steps or cells if (amount := yuan(value))]
        return (min(each), max(each)) if each else (None, None)

    @cached_property
    def listed(self) -> dict[str, str]:
        """The attribute table."""
        rows = dicts(self.component("offer-attribute", "pc-attribute"))
        found = {
            name: text
            for row in rows
            if (name := words(row.get("name"))) and (text := words(row.get("value")))
        }
        if found:
            return found
        old: dict[str, str] = {}
        for label, shown in zip(
            self.document.css(".de-feature"), self.document.css(".de-value"), strict=False
        ):
            name, text = words(label.text()), words(shown.text())
            if name and text:
                old.setdefault(name.rstrip("：:"), text)
        return old | pairs(
            self.document, ".offer-attr-item", ".offer-attr-item-name", ".offer-attr-item-value"
        )

    @field
    def attributes(self) -> dict[str, str]:
        return self.listed

    @field
    def brand(self) -> str | None:
        return self.listed.get("品牌")

    @field
    def images(self) -> list[str]:
        known = at(self.component("main-pic"), "offerImgList")
        if not isinstance(known, list):
            nodes = self.document.css("#dt-tab img, .detail-gallery-img, .od-gallery-img")
            known = [node.attributes.get("data-lazy-src") or node.attributes.get("src") for node in nodes]
        return [url for value in known if (url := absolute(words(value), IMAGE_HOST))]

    @field
    def shop_name(self) -> str | None:
        """The company: a 1688 shop goes by its name."""
        return first_words(
            self.offer.get("companyName"), self.seller.get("companyName"), self.config.get("companyName")
        ) or (
            self.document.first_text(
                "a.company-name",
                ".company-name",
                ".mod-detail-company .name",
                ".supplier-name",
                "[class*='shop-company-name']",
            )
        )

    @field
    def seller_name(self) -> str | None:
        """The company that sells, else the account."""
        return self.shop_name or first_words(
            self.offer.get("sellerLoginId"), self.base.get("sellerLoginId"), self.config.get("loginId")
        )

    @field
    def shop_id(self) -> str | None:
        """The member number of the company (b2b-…)."""
        return first_words(
            self.offer.get("sellerMemberId"),
            self.base.get("sellerMemberId"),
            self.seller.get("memberId"),
            self.config.get("memberid"),
        )

    @field
    def shop_url(self) -> str | None:
        told = first_words(
            self.base.get("sellerWinportUrl"),
            self.seller.get("winportUrl"),
            self.config.get("companySiteLink"),
            self.document.attribute("a.company-name, .company-name a, .mod-detail-company a", "href"),
            self.offer.get("winportUrl"),
        )
        return absolute(told, "https://www.1688.com/")

    @field
    def licence_urls(self) -> list[str]:
        return list(dict.fromkeys([*credit_pages(self.shop_url), *self.displays.licence_urls]))

    @field
    def location(self) -> str | None:
        return first_words(
            at(self.component("logistics", "shipping"), "location")
        ) or self.document.first_text(".delivery-addr", ".mod-detail-address .value", ".logistics-city")

    @field
    def sales(self) -> str | None:
        return first_words(at(self.component("offer-title"), "saleNum"), self.offer.get("saledCount"))


def _spread(tiers: Any) -> tuple[Decimal | None, Decimal | None]:
    """Lowest and highest price of the tiers by quantity or of the variants."""
    each = [amount for tier in dicts(tiers) if (amount := yuan(words(tier.get("price")) or ""))]
    return (min(each), max(each)) if each else (None, None)
