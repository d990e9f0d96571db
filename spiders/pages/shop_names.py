"""What does a stranger's page call the shop? By label, by class, by its title, by its structured data."""

import re
from typing import Any

from selectolax.lexbor import LexborNode

from spiders.pages import labels
from spiders.pages.document import Document, leaves, node_text
from spiders.pages.headline import parts_of
from spiders.pages.invitations import ENTER, names_nobody
from spiders.pages.structured import Thing, text_of, types
from spiders.pages.survey import Survey

SHOP_NAMES = (
    "[class*=shop-name i], [class*=shopname i], [class*=shop_name i], [class*=shop-title i], [class*=store-name i],"
    "[class*=storename i], [class*=store_name i], [class*=seller-name i], [id*=shopname i], [id*=shop-name i]"
)
_NAMED_SO = re.compile(".{1,28}(?:[店馆坊铺行社]|超市|商城|专营|经营部|工作室|公司|农场|合作社)")


def entrance(document: Document) -> LexborNode | None:
    """The element whose words invite into the seller's shop (进店逛逛); None without one."""
    return next((node for text, node in document.leaves if len(text) <= 10 and ENTER.fullmatch(text)), None)


def _beside_entrance(document: Document) -> str | None:
    """What stands in one block with the invitation and is named as shops are."""
    block = entrance(document)
    for _ in range(3):
        block = block.parent if block is not None else None
        if block is None or block.tag == "body":
            return None
        words = [text for text, _ in leaves(block) if 2 <= len(text) <= 30 and not ENTER.fullmatch(text)]
        named = next((text for text in words if _NAMED_SO.fullmatch(text)), None)
        if named is not None:
            return named
    return None


def shop_name(survey: Survey) -> str | None:
    """The shop that the page names: behind a label, in an element whose class says so, or beside its entrance."""
    if (labelled := labels.value(survey.labels, labels.SHOP)) and not names_nobody(labelled):
        return labelled
    for node in survey.document.css(SHOP_NAMES)[:6]:
        text = node_text(node)
        if text and 2 <= len(text) <= 40 and not names_nobody(text):
            return text
    return _beside_entrance(survey.document)


def name_in_title(survey: Survey) -> str | None:
    """The one part of `<title>` beside the heading, where the page shows these words too."""
    heading, title = survey.heading[0], survey.document.title
    if not heading or not title or not title.startswith(heading):
        return None
    rest = [part for part in parts_of(title[len(heading) :]) if part]
    shown = (
        len(rest) == 1
        and 2 <= len(rest[0]) <= 20
        and any(text == rest[0] for text, _ in survey.document.leaves)
    )
    return rest[0] if shown else None


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
