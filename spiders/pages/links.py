"""Where does a page lead that a visit should go on to? Next page, catalogue, policies."""

import re
from collections.abc import Callable, Iterable

from selectolax.lexbor import LexborNode

from spiders.pages.document import Document, host_of, node_text

POLICY = (
    "退换货", "退货", "退款", "售后", "隐私", "用户协议", "服务协议", "条款", "规则", "购物须知",
    "七天无理由", "会员协议", "声明", "配送", "privacy", "terms", "return", "refund", "conditions",
    "legal notice", "widerruf", "agb", "impressum",
)  # fmt: skip
CATALOGUE = (
    "全部商品", "所有商品", "商品分类", "全部分类", "新品", "热卖", "产品中心", "商品列表", "全部宝贝",
    "热销", "特价", "促销", "shop all", "all products", "catalog", "collections", "products", "产品展示",
    "商城",
)  # fmt: skip
CATALOGUE_PATH = re.compile(
    r"/(?:category|categories|catalog|collections?|c|list|products?|goods|cat|fenlei)(?:[/._-]|$)|(?:category|list|catalog)\.(?:php|html?)",
    re.I,
)
NEXT_WORDS = (
    "下一页", "下页", "后一页", "下一頁", "next", "next page", "›", "»", ">", "→", "nächste", "weiter",
    "suivant", "siguiente", "следующая", "następna",
)  # fmt: skip
Wanted = Callable[[str, str], bool]
LINKS = 3000
FEW = 40


def policy_urls(document: Document) -> list[str]:
    """Pages of terms, returns and privacy that this page links to."""
    return _found(document, lambda text, _: _has(POLICY, text))


def catalogue_urls(document: Document) -> list[str]:
    """Pages of this site that list goods."""
    return [url for url in _found(document, _is_catalogue) if same_site(url, document)]


def next_url(document: Document) -> str | None:
    """The next page of a list: `rel=next`, else the link that says so."""
    for selector in (
        'link[rel="next"]',
        'a[rel~="next"]',
        "a.next, li.next a, a[class*=next i], [class*=page i] [class*=next i] a",
    ):
        for node in document.css(selector)[:5]:
            if (url := _leads(document, node)) and "prev" not in (node.attributes.get("class") or ""):
                return url
    for node in document.css("a[href]")[:LINKS]:
        text = (node_text(node) or node.attributes.get("title") or "").lower()
        if len(text) <= 12 and text.strip(" >»›→") in NEXT_WORDS and (url := _leads(document, node)):
            return url
    return None


def same_site(url: str, document: Document) -> bool:
    """Does an address lie on this page's host? A page without a known host owns whatever it links to."""
    return not document.host or host_of(url).removeprefix("www.") == document.host.removeprefix("www.")


def _leads(document: Document, node: LexborNode) -> str | None:
    url = document.absolute(node.attributes.get("href"))
    return url if url and url != document.url else None


def _found(document: Document, wanted: Wanted) -> list[str]:
    urls: dict[str, None] = {}
    for node in document.css("a[href]")[:LINKS]:
        text = (node_text(node) or "").lower()
        if (
            len(text) <= 40
            and wanted(text, node.attributes.get("href") or "")
            and (url := document.absolute(node.attributes.get("href")))
        ):
            urls[url] = None
            if len(urls) >= FEW:
                break
    return list(urls)


def _is_catalogue(text: str, href: str) -> bool:
    return bool(text) and (_has(CATALOGUE, text) or CATALOGUE_PATH.search(href) is not None)


def _has(words: Iterable[str], text: str) -> bool:
    return any(word in text for word in words)
