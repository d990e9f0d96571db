"""What product pages of Taobao and Tmall have in common: four generations of page state, then the DOM."""

import json
import re
from functools import cached_property
from typing import Any

from web_poet import field

from crawler.items import PriceState
from spiders.pages.alibaba_state import full_image, item_id_of, microscope, nick
from spiders.pages.document import absolute
from spiders.pages.embedded import at, dicts, first_words, having, identity, scalar, words
from spiders.pages.listing import ListingPage, joined, spoken, title_tag
from spiders.pages.prices import Prices, yuan, yuan_range
from spiders.pages.rows import first_matches, label_rows, pairs

ENTERS = re.compile(r"请进入([^,，。]{1,60}?)的")
STATES = ("__ICE_APP_CONTEXT__", "_DATA_Detail", "__INITIAL_DATA__", "__INITIAL_STATE__")
CONFIG_CHARS = 60_000  # `g_config` of a product page is shorter


class AlibabaListingPage(ListingPage):
    """A product page of Taobao or Tmall."""

    title_suffixes: tuple[str, ...] = ()

    # ---- state ------------------------------------------------------------------------------------------
    @cached_property
    def setup(self) -> dict[str, Any]:
        """`TShop.Setup({...})` of Tmall until 2022, or an API body of the same shape."""
        if isinstance(self.document.data, dict):
            return having(self.document.data, "itemDO") or {}
        found = self.document.js_call("TShop.Setup") if "TShop.Setup" in self.document.script_text else None
        return found if isinstance(found, dict) else {}

    @cached_property
    def modern(self) -> dict[str, Any]:
        """The object with `item` and `seller` of the pages since 2017 and of the mtop bodies behind them."""
        text = self.document.script_text
        named = [name for name in STATES if name in text]
        root = self.document.data if self.document.data is not None else self.document.js_object(*named)
        return having(root, "item", "seller") or {}

    @cached_property
    def config(self) -> str:
        """The source of `g_config`, which holds expressions: read scalar by scalar."""
        text = self.document.script_text
        start = max(text.find("itemId"), 0)
        start = max(text.rfind("g_config", 0, start), 0)
        return text[start : start + CONFIG_CHARS] if "g_config" in text else ""

    @cached_property
    def idata(self) -> str:
        """The part of `g_config` about the item itself."""
        start = self.config.find("idata")
        return self.config[start:] if start >= 0 else ""

    @cached_property
    def live(self) -> dict[str, Any]:
        """What the mobile state carries as a JSON string: `apiStack[0].value`."""
        value = at(self.modern, "apiStack", 0, "value")
        if not isinstance(value, str):
            return {}
        try:
            found = json.loads(value)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    # ---- the item ---------------------------------------------------------------------------------------
    @field
    def title(self) -> str | None:
        return (
            first_words(
                at(self.modern, "item", "title"),
                at(self.setup, "itemDO", "title"),
                at(self.document.data, "itemData", "title"),
                scalar(self.idata, "title"),
            )
            or self.document.attribute(".tb-main-title[data-title]", "data-title")
            or self.document.first_text(
                ".tb-main-title", ".tb-detail-hd h1", ".tb-detail-hd h3", "#J_Title h3", "#detail h3"
            )
            or self.document.attribute("#J_ImgBooth[alt]", "alt")
            or self.document.first_text(
                "[class*='mainTitle']", "[class*='ItemTitle'] h1", "h1[class*='title']"
            )
            or self._title_tag
        )

    @property
    def _title_tag(self) -> str | None:
        title = title_tag(self.document)
        for suffix in self.title_suffixes:
            title = title.removesuffix(suffix)
        return words(spoken(title))

    @field
    def item_id(self) -> str | None:
        return (
            item_id_of(self.document.url)
            or item_id_of(self.document.canonical)
            or identity(at(self.modern, "item", "itemId"))
            or identity(at(self.setup, "itemDO", "itemId"))
            or identity(scalar(self.config, "itemId"))
            or identity(self.document.attribute("input[name='item_id'], input[name='item_id_num']", "value"))
            or identity(self.document.attribute("[data-itemid]", "data-itemid"))
        )

    @cached_property
    def prices(self) -> Prices:
        """A promotion's price before the list price; Tmall's list price stands in its state only."""
        promoted = yuan_range(joined(self.document.first("#J_PromoPriceNum", "#J_PromoPrice .tm-price")))
        shown = yuan_range(
            joined(self.document.first("#J_StrPrice .tb-rmb-num", "#J_StrPrice", ".tm-price-panel .tm-price"))
        )
        listed = yuan_range(words(at(self.setup, "detail", "defaultItemPrice")) or "")
        if (after := self._after_coupons) is not None:
            return Prices.of(after[0], original=after[1])
        for low, high in (self._modern_range, promoted, self._sold_at, listed, shown, self._sku_range):
            if low:
                struck = next((rest[0] for rest in (shown, listed) if rest[0] and rest[0] > low), None)
                return Prices.of(low, high, struck)
        hidden = self.document.attribute("input[name='current_price']", "value")
        return Prices.of(yuan(self._modern_dom) or yuan(hidden or ""), otherwise=PriceState.NEEDS_JAVASCRIPT)

    @property
    def _sold_at(self) -> tuple[Any, Any]:
        return yuan_range(words(at(self.document.data, "itemData", "price")) or "")

    @property
    def _modern_range(self) -> tuple[Any, Any]:
        places = (
            at(self.modern, "componentsVO", "priceVO", "price", "priceText"),
            at(self.modern, "price", "price", "priceText"),
            at(self.live, "price", "price", "priceText"),
            at(self.modern, "skuCore", "sku2info", "0", "price", "priceText"),
            at(self.live, "skuCore", "sku2info", "0", "price", "priceText"),
            at(self.modern, "mock", "price", "price", "priceText"),
            at(self.modern, "mockData", "price", "price", "priceText"),
        )
        ranges = [said for place in places if (said := yuan_range(words(place) or ""))[0]]
        begun = ranges[0] if ranges else (None, None)
        return next(
            (said for said in ranges if said[0] == begun[0] and said[1]), begun
        )  # 88起 is 88-128 elsewhere

    @property
    def _after_coupons(self) -> tuple[Any, Any] | None:
        """The price that the page sells at (券后) and the one that it calls the former (优惠前)."""
        shown = at(self.modern, "componentsVO", "priceVO") or at(self.modern, "skuCore", "sku2info", "0")
        sold_at = at(shown, "extraPrice", "priceText") or at(shown, "subPrice", "priceText")
        after, before = yuan(words(sold_at) or ""), yuan(words(at(shown, "price", "priceText")) or "")
        called = words(at(shown, "price", "priceTitle")) or ""
        return (after, before) if after and before and after < before and called.endswith("前") else None

    @property
    def _modern_dom(self) -> str:
        return joined(
            self.document.first("[class*='highlightPrice'] [class*='text']", "[class*='priceText']")
        )

    @property
    def _sku_range(self) -> tuple[Any, Any]:
        """The cheapest and the dearest variant, where the page states no price of its own."""
        skus = at(self.setup, "valItemInfo", "skuMap") or at(self.document.js_object("valItemInfo"), "skuMap")
        each = [yuan(at(sku, "price")) for sku in (skus.values() if isinstance(skus, dict) else ())]
        known = [amount for amount in each if amount]
        return (min(known), max(known)) if known else (None, None)

    @field
    def brand(self) -> str | None:
        return first_words(
            at(self.setup, "itemDO", "brand"),
            self.attributes.get("品牌"),
            self.attributes.get("品牌名称"),
            at(self.modern, "item", "brandName"),
            self.document.attribute("#J_attrBrandName", "title"),
        )

    @field
    def attributes(self) -> dict[str, str]:
        return self._attributes

    @cached_property
    def _attributes(self) -> dict[str, str]:
        listed = label_rows(
            first_matches(self.document, "#J_AttrUL li", ".attributes-list li", "#attributes li")
        )
        return listed | self._modern_attributes | self._dom_pairs

    @property
    def _dom_pairs(self) -> dict[str, str]:
        title, content = (
            "[class*='nfoItemTitle'], [class*='SubTitle']",
            "[class*='nfoItemContent'], [class*='Title--']",
        )
        return pairs(self.document, "[class*='infoItem--'], [class*='ParamsInfoItem--']", title, content)

    @property
    def _modern_attributes(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for group in dicts(at(self.modern, "props", "groupProps")):
            for rows in group.values():
                for row in dicts(rows):
                    found |= {name: text for name, value in row.items() if (text := words(value))}
        for info in dicts(at(self.modern, "componentsVO", "extensionInfoVO", "infos")):
            for row in dicts(info.get("items")):
                name, text = words(row.get("title")), words(at(row, "text", 0))
                if name and text and info.get("type") != "GUARANTEE":
                    found.setdefault(name, text)
        return found

    @field
    def images(self) -> list[str]:
        known = at(self.modern, "item", "images") or at(self.setup, "propertyPics", "default")
        if not isinstance(known, list) or not known:
            known = self.document.js_object("auctionImages")
        if not isinstance(known, list) or not known:
            nodes = self.document.css("#J_UlThumb img")
            known = [node.attributes.get("data-src") or node.attributes.get("src") for node in nodes]
        return [image for value in known if (image := full_image(words(value)))]

    @field
    def location(self) -> str | None:
        return first_words(
            at(self.setup, "itemDO", "prov"),
            at(self.modern, "componentsVO", "deliveryVO", "deliveryFromAddr"),
            at(self.live, "delivery", "from"),
            self.document.attribute("input[name='region']", "value"),
            self.document.first_text("#J_deliveryAdd", ".tb-location", "#J-From"),
        )

    @field
    def sales(self) -> str | None:
        shown = first_words(
            at(self.modern, "item", "vagueSellCount"),
            at(self.live, "item", "vagueSellCount") or at(self.live, "item", "sellCount"),
        ) or self.document.first_text("#J_SellCounter", ".tm-ind-sellCount .tm-count", "[class*='salesDesc']")
        return shown if shown and any(letter.isdigit() for letter in shown) else None

    @field
    def description(self) -> str | None:
        """The line of praise below the title."""
        return first_words(
            at(self.setup, "itemDO", "newAttraction"),
            at(self.modern, "item", "subtitle"),
            self.document.first_text(".tb-subtitle", ".tb-detail-hd > p"),
        )

    # ---- who sells --------------------------------------------------------------------------------------
    @field
    def shop_name(self) -> str | None:
        return (
            first_words(
                at(self.modern, "seller", "shopName"),
                scalar(self.config, "shopName"),
            )
            or self.document.first_text(
                ".slogo-shopname",
                ".tb-shop-name a",
                ".tb-shop-name",
                ".shop-name a",
                ".shop-name-title",
                "a.shop-name",
                ".shop-intro .name a",
                ".shopLink",
                ".hCard .fn",
                "[class*='shopName--']",
                "[class*='shopName']",
            )
            or self._entered
        )

    @property
    def _entered(self) -> str | None:
        """The description's "请进入某某店的…"."""
        found = ENTERS.search(self.document.meta("description") or "")
        return words(found.group(1)) if found else None

    @field
    def seller_name(self) -> str | None:
        """The account that sells."""
        return (
            nick(at(self.modern, "seller", "sellerNick"))
            or nick(at(self.setup, "itemDO", "sellerNickName"))
            or nick(scalar(self.config, "sellerNick", "sellerNickName"))
            or nick(self.document.attribute("input[name='seller_nickname']", "value"))
            or self.document.first_text(".tb-seller-name", ".seller-name a")
            or nick(self.document.attribute(".J_WangWang[data-nick], .ww-light[data-nick]", "data-nick"))
        )

    @field
    def shop_id(self) -> str | None:
        return (
            identity(at(self.modern, "seller", "shopId"))
            or identity(at(self.setup, "rstShopId"))
            or identity(scalar(self.config, "shopId"))
            or identity(microscope(self.document).get("shopId"))
            or identity(self.document.attribute("[data-shopid]", "data-shopid"))
        )

    @field
    def shop_url(self) -> str | None:
        start = self.idata.find("shop")
        told = first_words(
            at(self.modern, "seller", "pcShopUrl"),
            at(self.modern, "seller", "shopUrl"),
            scalar(self.config, "shopUrl"),
            scalar(self.idata[start : start + 400], "url") if start >= 0 else None,
            self.document.attribute(".slogo-shopname, .tb-shop-name a, .shop-name a, a.shop-name", "href"),
        )
        return absolute(told, "https://www.taobao.com/")
