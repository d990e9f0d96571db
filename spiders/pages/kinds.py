"""What kind of page does a stranger's shop show? Its address, its data and what it offers are weighed."""

import re
from typing import Literal

from spiders.pages.document import Document, node_text
from spiders.pages.headline import parts_of
from spiders.pages.phrases import Phrases
from spiders.pages.shop_names import called_shop
from spiders.pages.status import is_shell
from spiders.pages.survey import BUTTONS, LIST_TYPES, Survey

Kind = Literal["listing", "search", "shop", "website", "policy", "licence"]
_END = r"(?:[/._-]|$)"
_SEARCH_PATH = re.compile(
    rf"/(?:search|lists?|category|categories|catalog|catalogue|collections?|kategorie|browse|fenlei|tag){_END}"
    r"|(?:search|list|category|catalog)\.(?:php|html?|aspx?|jsp|do)"
    r"|/(?:products?|goods|produkt|categoria)[-_]?(?:cat|kat|tag|list|prod)|/gallery-\d",
    re.I,
)
_SEARCH_QUERY = re.compile(
    r"(?:^|&)(?:q|kw|keyword|keywords|wd|search|query|s(?!=/?\w{1,20}/)|cat|cid|category_?id|category)="
    r"|=(?:[\w-]{1,20}/)?(?:search|cate|category|gallery)(?:&|$)|^gallery-\d|(?:^|&)cpath=\d(?!.{0,200}products_id=)",
    re.I,
)
_CATALOGUE_PATH = re.compile(r"/(?:products|items|goods|shop|chanpin|cp)/?$", re.I)
_LISTING_PATH = re.compile(
    rf"/(?:products?|items?|goods|p|dp|detail|details|offer|prod|product_info|shangpin|itm|ip|listing){_END}(?!(?:goods[-_]?)?(?:lists?|search|category){_END})"
    r"|(?:goods|product|item|detail)[\w-]{0,20}\.(?:php|html?|aspx?|jsp|do)|[/-]p-?\d{2,}",
    re.I,
)
_LISTING_QUERY = re.compile(
    r"=(?:product/product|product_?info|product|goods|item)(?:&|$)|(?:^|&)(?:goods|product)s?_?id=", re.I
)
_NAMES_ONE = re.compile(r"(?:^|&)\w{0,12}id=\w", re.I)
LISTING_BODY = re.compile(
    r"\b(?:single-product|catalog-product-view|template-product|product-details-page|productinfobody|is-ctl-product"
    r"|page-product|product-product|goods-detail|view-item)\b",
    re.I,
)
SEARCH_BODY = re.compile(
    r"\b(?:catalog-category-view|catalogsearch-|tax-product_cat|post-type-archive-product|template-collection"
    r"|template-search|search-results|product-category|product-search|page-category|view-list\b)",
    re.I,
)
"""Classes and ids that shop engines give the body of an article's page, and of a list's."""
_NUMBERED = re.compile(r"\d{4,20}(?:\.\w{2,5})?/?$")
_SHOP_PATH = re.compile(rf"/(?:shop|store|stores|seller|sellers|merchant|dianpu|supplier|vendor){_END}", re.I)
_SHOP_QUERY = re.compile(
    r"(?:^|&)(?:app|act|c|m)=(?:show_)?(?:store|shop|merchant)(?:&(?!act=search)|$)", re.I
)
_SHOP_NUMBER = re.compile(r"(?:^|&)(?:shop|store|seller|merchant)_?id=\d", re.I)
_LICENCE_PATH = re.compile(
    r"(?:licen[cs]e|zhizhao|yyzz|business-?info|zizhi|certificate|qualification|zhengzhao|liangzhao)", re.I
)
_ERRANDS = re.compile(rf"/(?:cart|basket|checkout|wishlist|compare|orders?|account|flow|buycar){_END}", re.I)
"""Where a visitor's own choice stands, and no list of what there is."""
_POLICY_PATH = re.compile(
    rf"(?:polic(?:y|ies)|terms|privacy|returns?{_END}|refund|agreement|conditions|xieyi|rules?{_END}|tiaokuan"
    rf"|agb{_END}|widerruf|legal|help{_END}|shouhou)",
    re.I,
)
LICENCE_TITLES = Phrases(
    "营业执照", "证照信息", "经营者信息", "资质信息", "执照信息", "企业资质", "亮照", "商家资质",
    "工商执照", "店铺资质", "主体信息", "证照公示", "资质证照", "工商信息",
)  # fmt: skip
POLICY_TITLES = Phrases(
    "退换货", "退货", "售后", "隐私", "用户协议", "服务协议", "条款", "规则", "声明", "购物须知",
    "服务政策", "交易条件", "配送说明", "七天无理由", "会员协议", "帮助中心", "买家须知", "privacy",
    "terms of", "terms and", "terms &", "return policy", "returns policy", "refund", "conditions of",
    "shipping policy", "widerruf", "datenschutz", "mentions légales", "impressum",
)  # fmt: skip
SHOP_WORDS = Phrases(
    "店铺公告", "店铺评分", "开店时间", "店铺动态", "掌柜", "店铺所在地", "店铺信息", "本店公告",
    "店铺简介", "全部宝贝", "店铺名称", "主营", "关注店铺", "收藏店铺", "店铺首页", "店铺地址", "本店所有",
    "店长推荐", "店长说", "店铺故事", "搜索本店", "搜本店", "店内搜索", "店铺主页", "店铺介绍", "店铺详情",
)  # fmt: skip
SORTING = Phrases(
    "综合排序", "排序方式", "销量排序", "价格从低到高", "价格排序", "按价格", "按销量", "默认排序", "sort by",
    "per page", "sortieren", "sortierung", "trier par", "tri par", "ordenar por", "filter by", "refine", "下一页", "上一页",
    "件商品", "个结果", "搜索结果", "sorter", "next page", "items per", "results for", "sorteren", "sortuj",
    "商品列表", "个记录", "条记录", "件产品", "showing 1", "showing all", "items 1-", "resultaten",
)  # fmt: skip
LIST_TITLES = Phrases(
    "产品展示", "产品中心", "产品列表", "商品列表", "全部商品", "全部产品", "所有商品", "商品分类", "搜索",
    "all products", "search results", "search:", "suche:",
)  # fmt: skip
BRANCH = 12  # characters behind the name of a shop that may tell its branch
MOST = 0.25  # of a page's words stand in its cards where it is made of them
FEW = 3  # cards that a page shows which calls itself a list
MANY = 8  # cards from which on a page is a list unless something says otherwise


def kind_of(document: Document) -> Kind:
    """The likeliest kind."""
    survey = Survey.of(document)
    if document.data is not None:
        found = survey.state_goods
        return "search" if found.many else "listing" if found.one else "website"
    path, _ = document.path_and_query
    head = _head(document)
    count = len(survey.cards)
    if LICENCE_TITLES.within(head) or (_LICENCE_PATH.search(path) and count < MANY):
        return "licence"
    listing, search, shop = listing_weight(survey), search_weight(survey), shop_weight(survey)
    if listing < 5 and (count >= FEW or len(survey.few_cards) > 1) and _is_about_cards(survey):
        search += 1.5 * _names_list(survey) + 2.0 * (shop < 3 and survey.share_of_cards >= MOST)
    if count < MANY and listing < 6 and (POLICY_TITLES.within(head) or _POLICY_PATH.search(path)):
        return "policy"
    sold_here = bool(survey.products) or survey.offers_to_buy > 0
    if shop >= 4 and not sold_here and search < 7:
        return "shop"
    if (
        listing >= 5
        and (listing > search or (listing == search and not survey.few_cards))
        and (not document.is_front or survey.graph or len(survey.products) == 1)
    ):
        return "listing"
    if shop >= 3 and search < 7:
        return "shop"
    if search >= 4:
        return "search" if not document.is_front else "website"
    if listing >= 5 and not document.is_front:
        return "listing"
    shell = is_shell(document)
    if shell and (survey.own_goods is not None or (listing >= 3 and search < 3)):
        return "listing"
    if (count >= MANY and _is_about_cards(survey)) or (shell and survey.state_goods.many):
        return "search" if not document.is_front else "website"
    return "website"


def listing_weight(survey: Survey) -> float:
    """How much speaks for one article's own page; from 5 on it may be one."""
    document = survey.document
    path, query = document.path_and_query
    kind = (document.meta("og:type") or "").lower()
    weight = 5.0 * (kind.endswith("product") or kind == "product.item")
    weight += 2.0 * (survey.graph is not None and not kind.startswith("product.group"))
    weight += 6.0 if survey.named_product is not None else 3.0 * (1 <= len(survey.products) <= 2)
    shelf = _CATALOGUE_PATH.search(path) and not _NAMES_ONE.search(query)
    addressed = (_LISTING_PATH.search(path) and not shelf) or _LISTING_QUERY.search(query)
    weight += 3.0 * bool(addressed) + 1.0 * bool(_NUMBERED.search(path))
    weight += 4.0 * bool(LISTING_BODY.search(_body_names(document)))
    if len(survey.cards) < MANY:
        weight += 2.0 * survey.labels_price + 1.0 * survey.labels_article
    bought = survey.bought_here
    weight += 4.0 if 1 <= bought <= 3 else 1.0 * (bought > 3)
    weight += 1.0 * (survey.heading[1] is not None) - 3.0 * document.is_front
    nameless = not document.host and len(survey.cards) < MANY  # saved without its address
    weight += 1.0 * (nameless and document.first("h1") is not None)
    return weight + 3.0 * (2 <= weight < 6 and survey.shown_price[0] is not None)


def search_weight(survey: Survey) -> float:
    """How much speaks for articles side by side; from 5 on it may be a list."""
    document = survey.document
    path, query = document.path_and_query
    kind = (document.meta("og:type") or "").lower()
    weight = (
        5.0 * (kind == "product.group")
        + 5.0 * bool(survey.types & LIST_TYPES)
        + 4.0 * (len(survey.listed) >= 2)
    )
    weight += 4.0 * bool(SEARCH_BODY.search(_body_names(document)))
    weight += 3.0 * bool(_CATALOGUE_PATH.search(path))
    if LIST_TITLES.within(_head(document)):
        weight += 4.0 if len(survey.cards) >= FEW or survey.nothing_found else 2.0
    weight += 4.0 * bool(_SEARCH_PATH.search(path)) + 4.0 * bool(_SEARCH_QUERY.search(query))
    weight += 4.0 * (len(survey.products) >= FEW and survey.named_product is None)
    weight += min(4.0, len(survey.cards) / 5) + min(4.0, 2.0 * SORTING.different(document.short_words))
    sold = survey.offers_to_buy
    offered = sold > BUTTONS or (sold >= FEW and not survey.bought_here and _is_about_cards(survey))
    return weight + 3.0 * offered


def _is_about_cards(survey: Survey) -> bool:
    """May a page be about its cards: no story, no cart, and they stand beside nothing else?"""
    path, _ = survey.document.path_and_query
    return not (_ERRANDS.search(path) or survey.tells or survey.cards_stand_beside)


def _names_list(survey: Survey) -> bool:
    """Is the page's title a heading that stands outside the cards?"""
    node = survey.heading[1]
    return node is not None and node.tag in {"h1", "h2"} and not survey.in_card(node)


def shop_weight(survey: Survey) -> float:
    """How much speaks for the front page of a shop on a marketplace."""
    document = survey.document
    path, query = document.path_and_query
    weight = 1.0 * min(3, SHOP_WORDS.different(document.short_words))
    addressed = bool(_SHOP_PATH.search(path))
    weight += 2.0 * addressed + 2.0 * (addressed and bool(_SHOP_NUMBER.search(query)))
    weight += 2.0 * bool(_SHOP_QUERY.search(query))
    weight += 2.0 * (0 < weight < 3 and len(survey.cards) >= FEW and _is_named_after_shop(document))
    return weight + 2.0 * ("Store" in survey.types and not document.is_front) - 3.0 * document.is_front


def _is_named_after_shop(document: Document) -> bool:
    """Is `<title>`, its first part, what an element is called that by its class is the shop's name?"""
    name = next(iter(parts_of(document.title or "")), "")
    shown = (node_text(node) or "" for node in called_shop(document)) if len(name) >= 2 else ()
    return any(text.startswith(name) and len(text) <= len(name) + BRANCH for text in shown)


def _head(document: Document) -> str:
    """What the page calls itself: `<title>` and the first heading."""
    return f"{document.title or ''} {document.first_text('h1') or ''}"


def _body_names(document: Document) -> str:
    """Classes and id of the page's body, where shop engines say which of their templates it is."""
    body = document.first("body")
    given = body.attributes if body is not None else {}
    return f"{given.get('class') or ''} {given.get('id') or ''}"
