"""What kind of page does a stranger's shop show? Its address, its data and what it offers tell."""

import re
from typing import Literal

from spiders.pages.document import Document
from spiders.pages.structured import things, types

Kind = Literal["listing", "search", "shop", "website", "policy", "licence"]
_SEARCH_PATH = re.compile(
    r"/(?:search|s|list|category|categories|cat|c|catalog|catalogue|collections?|kategorie|browse|fenlei|tag)(?:[/._-]|$)"
    r"|(?:search|list|category|catalog)\.(?:php|html?|aspx?|jsp|do)",
    re.I,
)
_SEARCH_QUERY = re.compile(
    r"(?:^|&)(?:q|kw|keyword|keywords|wd|search|query|s|cat|cid|category_id|category)=", re.I
)
_LISTING_PATH = re.compile(
    r"/(?:products?|items?|goods|p|dp|detail|details|offer|prod|product_info|shangpin|shopping/item)(?:[/._-]|$)"
    r"|(?:goods|product|item|detail)[\w-]{0,20}\.(?:php|html?|aspx?|jsp|do)|[/-]p-?\d{2,}",
    re.I,
)
_SHOP_PATH = re.compile(r"/(?:shop|store|stores|seller|sellers|merchant|dianpu|supplier|s)(?:[/._-]|$)", re.I)
_LICENCE_PATH = re.compile(
    r"(?:licen[cs]e|zhizhao|yyzz|business-info|zizhi|certificate|qualification|zhengzhao)", re.I
)
_POLICY_PATH = re.compile(
    r"(?:polic(?:y|ies)|terms|privacy|returns?(?:[/._-]|$)|refund|agreement|conditions|xieyi|rule|tiaokuan|agb|widerruf|legal|help|shouhou)",
    re.I,
)
LICENCE_TITLES = (
    "营业执照", "证照信息", "经营者信息", "资质信息", "执照信息", "企业资质", "亮照", "商家资质",
    "工商执照", "店铺资质", "主体信息",
)  # fmt: skip
POLICY_TITLES = (
    "退换货", "退货", "售后", "隐私", "用户协议", "服务协议", "条款", "规则", "声明", "购物须知",
    "服务政策", "交易条件", "配送说明", "七天无理由", "会员协议", "privacy", "terms", "return policy",
    "refund", "conditions", "shipping", "widerruf", "agb",
)  # fmt: skip
BUY = (
    "加入购物车", "立即购买", "放入购物车", "加入购物袋", "马上抢", "立刻购买", "立即抢购", "我要买",
    "去购买", "购买此商品", "立即下单", "add to cart", "add to bag", "add to basket", "buy now",
    "buy it now", "in den warenkorb", "ajouter au panier", "añadir al carrito", "add to trolley", "köp",
    "læg i kurv", "do koszyka", "в корзину", "kosárba", "comprar", "aggiungi al carrello", "in winkelwagen",
)  # fmt: skip
SHOP_WORDS = (
    "店铺公告", "店铺评分", "开店时间", "店铺动态", "掌柜", "店铺所在地", "店铺信息", "本店公告",
    "店铺简介", "全部宝贝", "店铺名称", "主营", "关注店铺", "收藏店铺",
)  # fmt: skip
BUTTONS = "input[type=submit], input[type=button], input[type=image], button[title], a[title]"
LIST_TYPES = frozenset({
    "ItemList", "SearchResultsPage", "CollectionPage", "OfferCatalog",
})  # fmt: skip


def kind_of(document: Document, cards: int) -> Kind:
    """The likeliest kind; `cards` is how many articles the page lists side by side."""
    path, query = document.path_and_query
    title = (document.title or "").lower()
    head = f"{title} {(document.first_text('h1') or '').lower()}"
    everything = things(document)
    known = {name for thing in everything for name in types(thing)}
    og = (document.meta("og:type") or "").lower()
    if any(word in head for word in LICENCE_TITLES) or (_LICENCE_PATH.search(path) and cards < 4):
        return "licence"
    buyable = offers_to_buy(document)
    searched = bool(_SEARCH_PATH.search(path) or _SEARCH_QUERY.search(query))
    if not searched and _is_listing(path, og, known, buyable, cards):
        return "listing"
    if cards < 4 and (any(word in head for word in POLICY_TITLES) or _POLICY_PATH.search(path)):
        return "policy"
    shop = (
        sum(word in document.visible_text for word in SHOP_WORDS)
        + 2 * bool(_SHOP_PATH.search(path))
        + 2 * ("Store" in known)
    )
    if shop >= 3 and not searched:
        return "shop"
    if path.strip("/") in {"", "index.html", "index.php", "index.htm"} and not query:
        return "website"
    if searched or cards >= 4 or known & LIST_TYPES:
        return "search"
    return "website"


def _is_listing(path: str, og: str, known: set[str], buyable: int, cards: int) -> bool:
    if (
        og.endswith("product")
        or og == "product.item"
        or ("Product" in known and not known & LIST_TYPES and cards < 4)
    ):
        return True
    if _LISTING_PATH.search(path) and (buyable or cards < 4 or "Product" in known):
        return True
    if "Product" in known and buyable and not known & LIST_TYPES:
        return True
    return 0 < buyable <= 3


def offers_to_buy(document: Document) -> int:
    """How many places invite to buy: one or two on an article's page, many on a list."""
    words = [text for text, _ in document.leaves if len(text) <= 30]
    for node in document.css(BUTTONS):
        given = node.attributes
        words.append(f"{given.get('value') or ''} {given.get('title') or ''} {given.get('alt') or ''}")
    return sum(any(word in text.lower() for word in BUY) for text in words)
