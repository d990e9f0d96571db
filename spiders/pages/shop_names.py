"""What does a stranger's page call the shop? By label, by class, by its title, by its structured data."""

from typing import Any

from spiders.pages import labels
from spiders.pages.document import node_text
from spiders.pages.headline import parts_of
from spiders.pages.structured import Thing, text_of, types
from spiders.pages.survey import Survey

SHOP_NAMES = (
    "[class*=shop-name i], [class*=shopname i], [class*=shop_name i], [class*=shop-title i], [class*=store-name i],"
    "[class*=storename i], [class*=store_name i], [class*=seller-name i], [id*=shopname i], [id*=shop-name i]"
)


def shop_name(survey: Survey) -> str | None:
    """The shop that the page names: behind a label, or in an element whose class says so."""
    if labelled := labels.value(survey.labels, labels.SHOP):
        return labelled
    for node in survey.document.css(SHOP_NAMES)[:6]:
        text = node_text(node)
        if text and 2 <= len(text) <= 40:
            return text
    return None


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
