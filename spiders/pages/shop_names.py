"""What does a stranger's page call the shop? By label, by class, by its title, by its structured data."""

import re
from collections import Counter
from typing import Any

from selectolax.lexbor import LexborNode

from spiders.pages import labels
from spiders.pages.document import Document, leaves, node_text
from spiders.pages.headline import leads_home, parts_of
from spiders.pages.invitations import ENTER, names_nobody
from spiders.pages.phrases import Phrases
from spiders.pages.structured import Thing, text_of, types
from spiders.pages.survey import Survey

_STEMS = "[class*=shop i], [class*=store i], [class*=seller-name i], [id*=shop i]"
_CALLED = re.compile("(?:(?:shop|store)(?:[-_]?|-info__)name|shop-title|seller-name)[^#@]*#|#[^@]*shop-?name")
"""What may show a shop's name, by a part of what it is called, and what it is called (`called`)."""
_SHOP_LINK = re.compile(
    r"/(?:shop|store|seller|dianpu|merchant|supplier|vendor)s?[/_-](?:\w{1,12}/)?(?:id[/_-])?\d"
    r"|[?&](?:shop|seller|mall)_?id=\d|store/[\w.]{1,20}\?store_id=\d|[?&](?:app|act|c)=(?:show_)?(?:store|shop)&[\w&=]{0,30}?id=\d",
    re.I,
)
_SHOP_WORDS = Phrases(
    "shop", "store", "seller", "dianpu", "merchant", "supplier", "vendor", "mallid", "mall_id"
)
"""An address of a shop has one of these."""
SHOPS_LINKED = (
    4  # different words of links to shops above which they lead to many, or the address says nothing
)
_SELLS = re.compile("(?:直接)?(?:销售|发货|配送|出售|提供|负责)")
_SOLD_BY = re.compile("由 ?([^，。；,;由]{2,30}?) ?(?:直接)?(?:销售|发货|配送)")
NAME_CHARS = 24
OWNER_CHARS = 120
LOGO_LINKS = 40
_COPYRIGHT = Phrases("©", "(c)", "copyright", "版权所有", "all rights reserved")
NO_NAMES = Phrases(
    "powered by", "首页", "主页", "home", "logo", "ecshop", "shopex", "opencart", "magento", "prestashop", "wordpress",
    "返回", "当前位置", "网上商店", "商品详情", "产品中心", "产品展示", "all rights",
)  # fmt: skip
"""What stands where a shop's name does in `<title>` or logo, and is none."""
_NAMED_SO = re.compile(".{1,28}(?:[店馆坊铺行社]|超市|商城|专营|经营部|工作室|公司|农场|合作社)")


def entrance(document: Document) -> LexborNode | None:
    """The element whose words invite into the seller's shop (进店逛逛); None without one."""
    if "店" not in document.short_words and "商家" not in document.short_words:
        return None
    return next((node for text, node in document.short_leaves if ENTER.fullmatch(text)), None)


def _beside_entrance(survey: Survey) -> str | None:
    """What stands in one block with the invitation and is named as shops are, but for the company behind a label."""
    block = entrance(survey.document)
    company = labels.value(survey.labels, labels.SELLER) if block is not None else None
    for _ in range(3):
        block = block.parent if block is not None else None
        if block is None or block.tag == "body":
            return None
        words = [text for text, _ in leaves(block) if 2 <= len(text) <= 30 and not ENTER.fullmatch(text)]
        may_name = (text for text in words if text != company and not names_nobody(text))
        named = next((text for text in may_name if _NAMED_SO.fullmatch(text)), None)
        if named is not None:
            return named
    return None


def called_shop(document: Document) -> list[LexborNode]:
    """The first elements that by class or id are a shop's name."""
    return document.named(_STEMS, _CALLED)[:6]


def shop_name(survey: Survey) -> str | None:
    """The shop that the page names: behind a label, in an element whose class says so, or beside its entrance."""
    if (labelled := labels.value(survey.labels, labels.SHOP)) and not names_nobody(labelled):
        return labelled
    for node in called_shop(survey.document):
        text = node_text(node)
        if text and 2 <= len(text) <= 40 and not names_nobody(text):
            return text
    return _beside_entrance(survey) or _linked_shop(survey)


def _linked_shop(survey: Survey) -> str | None:
    """What two links or more, outside the cards, call a shop whose number their address holds: /shop-8.html."""
    named: Counter[str] = Counter()
    links = survey.document.links
    hrefs = "\n".join([href.replace("\n", "") for _, href, _ in links])
    for text, href, node in (links[at] for at in _SHOP_WORDS.lines(hrefs)):
        if len(text) <= 30 and len(href) < 300 and _SHOP_LINK.search(href):
            good = (
                len(text) >= 2 and not text.isdigit() and not names_nobody(text) and not survey.in_card(node)
            )
            named[text] += good
    if len(named) > SHOPS_LINKED:
        return None  # every link of the site carries a number
    text, times = next(iter(named.most_common(1)), ("", 0))
    titled = times and (_NAMED_SO.fullmatch(text) or text in parts_of(survey.document.title or ""))
    return text if times >= 2 or titled else None


def sold_by(document: Document) -> str | None:
    """Who sells or sends an article: 由 … 销售, in one text or with the name in an element of its own."""
    shown = document.leaves if "由" in document.visible_text else []
    for at, (text, _) in enumerate(shown):
        if "由" not in text or len(text) > OWNER_CHARS:
            continue
        if text.endswith("由") and at + 2 < len(shown):
            name = shown[at + 1][0]
            found = name if 2 <= len(name) <= 40 and _SELLS.match(shown[at + 2][0]) else None
        else:
            within = _SOLD_BY.search(text)
            found = within.group(1).strip() if within else None
        if found and not names_nobody(found):
            return found
    return None


def site_name(document: Document) -> str | None:
    """What a stand-alone shop calls itself in two places at least: its `<title>`, its logo, its copyright line.

    The part of `<title>` farthest from the article's name is tried first.
    """
    logos = _logos(document)
    marked = (document.leaves[at][0] for at in _COPYRIGHT.lines_lower(document.lower_words))
    owners = [text for text in marked if len(text) <= OWNER_CHARS]
    shown = frozenset(text for text, node in document.leaves if len(text) <= NAME_CHARS)
    parts = parts_of(document.title or "")
    for part in reversed(parts[1:]):
        written = part in logos or any(part in line for line in owners)
        if _may_name_site(part) and (written or (len(parts) == 2 and part in shown and part.isalpha())):
            return part
        if led := next((logo for logo in logos if _may_name_site(logo) and _begins(part, logo)), None):
            return led
    spoken = [*parts[:1], *logos, document.meta("application-name") or ""]
    return next(
        (name for name in spoken if _may_name_site(name) and any(name in line for line in owners)),
        next((name for name in parts[:1] if name in logos and _may_name_site(name)), None),
    )


def _begins(part: str, name: str) -> bool:
    """Does a part of `<title>` say a name, then a slogan: `Tallow Bags, Handmade`?"""
    return part.startswith(name) and part[len(name) :][:1] in {",", "，", "：", ":", "!"}


def _may_name_site(text: str) -> bool:
    return (
        2 <= len(text) <= NAME_CHARS
        and any(map(str.isalpha, text))
        and not NO_NAMES.within(text)
        and not names_nobody(text)
    )


def _logos(document: Document) -> list[str]:
    """What the first links to the front page show: a picture's words, else their own."""
    found: list[str] = []
    for text, href, node in document.links[:LOGO_LINKS]:
        if leads_home(href):
            picture = node.css_first("img")
            given = picture.attributes if picture is not None else node.attributes
            found += [said.strip() for said in (given.get("alt"), given.get("title"), text) if said]
    return list(dict.fromkeys(found))


def organisation(everything: list[Thing]) -> str | None:
    """The name of the organisation or shop that the page's structured data describes."""
    kinds = {"Organization", "Store", "OnlineStore", "LocalBusiness", "Corporation", "WebSite"}
    return next(
        (name for thing in everything if types(thing) & kinds and (name := text_of(thing.get("name")))), None
    )


def link_of(node: Any) -> str | None:
    """The address that an element, or the link around it, leads to."""
    up = node
    for _ in range(3):
        if up is None:
            return None
        if up.tag == "a":
            return str(up.attributes.get("href") or "") or None
        up = up.parent
    inner = node.css_first("a[href]")
    return inner.attributes.get("href") if inner is not None else None
