"""Where does a page lead that a visit should go on to? Next page, catalogue, policies."""

import re
from collections.abc import Iterable

from spiders.pages.document import Document, host_of
from spiders.pages.phrases import Phrases, lines_of

POLICY = Phrases(
    "退换货", "退货", "退款", "售后", "隐私", "用户协议", "服务协议", "条款", "规则", "购物须知",
    "七天无理由", "会员协议", "声明", "配送", "privacy", "terms", "returns", "return policy", "refund",
    "conditions", "legal notice", "widerruf", "agb", "impressum", "datenschutz", "mentions légales", "cgv",
    "shipping",
)  # fmt: skip
CATALOGUE = Phrases(
    "全部商品", "所有商品", "商品分类", "全部分类", "新品", "热卖", "产品中心", "商品列表", "全部宝贝",
    "热销", "特价", "促销", "产品展示", "商城", "shop all", "all products", "catalog", "collections",
    "products", "new arrivals",
)  # fmt: skip
CATALOGUE_PATH = re.compile(
    r"/(?:category|categories|catalog|collections?|c|list|products?|goods|cat|fenlei)(?:[/._-]|$)"
    r"|category\.(?:php|html?)|list\.(?:php|html?)|catalog\.(?:php|html?)"
)
NEXT = frozenset([
    "下一页", "下页", "后一页", "下一頁", "next", "next page", "›", "»", ">", "→", "nächste", "weiter",
    "suivant", "siguiente", "следующая", "następna", "volgende", "próximo", "successivo", "næste", "nästa",
    "次へ",
])  # fmt: skip
NEXT_PLACES = (
    'link[rel="next"]',
    'a[rel~="next"]',
    "a.next, li.next a, a[class*=next i], [class*=pag i] [class*=next i] a",
)
FEW = 40


def policy_urls(document: Document) -> list[str]:
    """Pages of terms, returns and privacy that this page links to."""
    return _addresses(document, _linked(document, POLICY))


def catalogue_urls(document: Document) -> list[str]:
    """Pages of this site that list goods."""
    named = _linked(document, CATALOGUE)
    hrefs = [href.replace("\n", "") for _, href in document.short_links]
    placed = [hrefs[line] for line in lines_of(CATALOGUE_PATH, "\n".join(hrefs).lower())]
    return [url for url in _addresses(document, [*placed, *named]) if same_site(url, document)]


def _linked(document: Document, phrases: Phrases) -> list[str]:
    """`href` of each link whose words hold one of the phrases: one search over all links' words."""
    return [document.short_links[line][1] for line in phrases.lines_lower(document.short_link_words)]


def next_url(document: Document) -> str | None:
    """The next page of a list: `rel=next`, else the link that says so."""
    for selector in NEXT_PLACES:
        for node in document.css(selector)[:5]:
            attributes = node.attributes
            if (url := _leads(document, attributes.get("href"))) and "prev" not in (
                attributes.get("class") or ""
            ):
                return url
    for text, href, _ in document.links:
        if 0 < len(text) <= 14 and _says_next(text) and (url := _leads(document, href)):
            return url
    return None


def _says_next(text: str) -> bool:
    """`›` says next by itself; `下一页 >` by its words."""
    return text.lower().strip() in NEXT or text.lower().strip(" >»›→|[]()【】") in NEXT


def same_site(url: str, document: Document) -> bool:
    """Does an address lie on this page's host? A page without a known host owns whatever it links to."""
    host = document.host
    if not host or url.startswith((f"https://{host}/", f"http://{host}/")):
        return True
    return host_of(url).removeprefix("www.") == host.removeprefix("www.")


def _leads(document: Document, href: str | None) -> str | None:
    url = document.absolute(href)
    return url if url and url != document.url else None


def _addresses(document: Document, hrefs: Iterable[str]) -> list[str]:
    """The first few different addresses."""
    urls: dict[str, None] = {}
    for href in hrefs:
        if url := document.absolute(href):
            urls[url] = None
        if len(urls) >= FEW:
            break
    return list(urls)
