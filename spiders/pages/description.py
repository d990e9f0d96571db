"""What does the seller say of an article? The part under the heading that announces it."""

import re
from bisect import bisect_left

from spiders.pages.document import Document, visible
from spiders.pages.fragments import fragments
from spiders.pages.money import SHOWN
from spiders.pages.phrases import Phrases

HEADINGS = frozenset([
    "商品详情", "商品介绍", "商品描述", "产品介绍", "产品描述", "产品详情", "宝贝详情", "宝贝描述",
    "图文详情", "详细介绍", "详情", "商品简介", "产品简介", "内容简介", "编辑推荐", "详细描述", "商品说明",
    "产品说明", "产品特点", "description", "product description", "details", "product details", "overview",
    "about this item", "beschreibung", "produktbeschreibung", "descripción", "item description",
    "produktinformationen", "opis", "описание", "beskrivelse",
])  # fmt: skip
_HEADINGS = Phrases(*HEADINGS)
ENDS = Phrases(
    "看了又看", "猜你喜欢", "相关推荐", "相关商品", "为你推荐", "为您推荐", "店铺信息", "商品评价",
    "用户评价", "累计评价", "买家评论", "购买咨询", "热销推荐", "推荐商品", "浏览历史", "最近浏览",
    "营业执照", "版权所有", "备案号", "related products", "customer reviews", "you may also",
    "recently viewed", "also bought", "copyright", "all rights reserved", "sign up for", "newsletter",
)  # fmt: skip
STEMS = (
    "[class*=desc i], [id*=desc i], [class*=detail i], [id*=detail i], [class*=intro i], [id*=intro i],"
    "[class*=content-text i], [class*=rich-text i], [class*=ssd-module i], [itemprop=description]"
)
"""What may hold a description, by a part of its name."""
BLOCKS = (
    re.compile("@description$"),
    re.compile(r"[.#](?:product-)?description[.#@]|product-desc[^#@]*#"),
    re.compile(r"(?:goods-desc|goods-detail|detail-content)[^#@]*#|[.#]detail[.#@]|#[^@]*goods_desc"),
    re.compile("(?:description|intro)[^@]*@|content-text[^#@]*#"),
)
"""Names (`called`) of the parts that hold one, the surest first."""
LEAVES = 400
END_CHARS = 40  # of a text that ends a description: a longer one may mention its words
OWN_CHARS = 5_000  # of an article's page without any part that is named a description
CHARS = 20_000
LONG = 60  # a text from which on wider selectors need not be tried
ENOUGH = 8  # a shorter text is a heading's echo


def description(document: Document) -> str | None:
    """The words of the description as shown, a text a line; None when the page has no such part."""
    return _block(document) or _under_heading(document)


def fetched_words(document: Document) -> str | None:
    """The words of a description that was fetched by itself: JSON, a script's variable, or plain markup."""
    root = document.dom.root
    parts = (
        list(fragments(document.data)) if document.data is not None else [root] if root is not None else []
    )
    words = "\n".join(filter(None, map(visible, parts)))[:CHARS]
    return words if len(words) >= ENOUGH else None


def _block(document: Document) -> str | None:
    """The longest text of the parts that are named so; parts that show a price hold more than a description."""
    best = ""
    for name in BLOCKS:
        for node in document.named(STEMS, name)[:4]:
            if node.tag not in {"a", "li", "button", "meta", "body", "form"}:
                words = visible(node)
                if len(best) < len(words) <= CHARS and not SHOWN.search(words):
                    best = words
        if len(best) >= LONG:
            break
    return best if len(best) >= ENOUGH else None


def _under_heading(document: Document) -> str | None:
    """The longest run of texts from a heading that announces a description to one that ends it."""
    begins = announced(document)
    stops = ends(document) if begins else []
    best = max((_run(document, at + 1, at + LEAVES, stops)[:CHARS] for at in begins), key=len, default="")
    return best if len(best) >= ENOUGH else None


def _run(document: Document, start: int, stop: int, stops: list[int]) -> str:
    """The page's texts from one number to another, or up to the first of `stops` between them, one a line."""
    after = bisect_left(stops, start)
    stop = min([stop, *stops[after : after + 1]])
    return "\n".join([text for text, _ in document.leaves[start:stop]])


def ends(document: Document) -> list[int]:
    """Which of the page's texts, by number, end what is said of an article."""
    found, shown = ENDS.lines_lower(document.lower_words), document.leaves
    return [at for at in found if len(shown[at][0]) <= END_CHARS]


def announced(document: Document) -> list[int]:
    """Which of the page's texts, by number, are headings that announce a description."""
    places, shown = _HEADINGS.lines_lower(document.lower_words), document.leaves
    return [at for at in places if shown[at][0].strip(" :：【】").lower() in HEADINGS]


def own_words(document: Document, title: str | None) -> str | None:
    """What an article's page says after its title, up to what ends an article; None for next to nothing."""
    shown = document.leaves
    after = next((at + 1 for at, (text, _) in enumerate(shown) if text == title), len(shown))
    run = _run(document, after, after + LEAVES, ends(document))[:OWN_CHARS]
    return run if len(run) >= ENOUGH else None
