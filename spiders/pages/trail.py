"""Which category does a page stand in? Its breadcrumb, the site's and the article's own names left off."""

from selectolax.lexbor import LexborNode

from spiders.pages.document import Document, node_text
from spiders.pages.phrases import Phrases
from spiders.pages.structured import Thing, objects, text_of, types

TRAILS = (
    "[itemtype*=BreadcrumbList]",
    "[class*=breadcrumb i], [id*=breadcrumb i]",
    "[class*=crumb i], [id*=crumb i]",
    "[class*=ur_here i], [id*=ur_here i], [class*=urhere i]",
    "[class*=position i], [class*=location-nav i], [class*=path i]",
)
HOME = frozenset({
    "首页", "home", "主页", "startseite", "accueil", "inicio", "start", "商城首页", "网站首页", "全部分类",
    "全部结果", "当前位置", "您的位置", "您现在的位置", "»", ">", "/", "back", "all products", "главная",
    "strona główna",
})  # fmt: skip
WHERE = Phrases(
    "当前位置", "您的位置", "当前的位置", "现在的位置", "所在位置", "you are here",
)  # fmt: skip
SEPARATORS = " >»›/\\|:：·→＞"
STEPS = 8


def category(document: Document, everything: list[Thing], title: str | None) -> list[str]:
    """Names from the widest to the narrowest; empty when the page shows no trail."""
    structured = [thing for thing in everything if "BreadcrumbList" in types(thing)]
    for trail in structured:
        steps = sorted(objects(trail.get("itemListElement")), key=_position)
        if names := _names([text_of(step.get("name")) or text_of(step.get("item")) for step in steps], title):
            return names
    for selector in TRAILS:
        for node in document.css(selector)[:3]:
            if names := _names([node_text(link) for link in _steps(node)], title):
                return names
    return _names([node_text(link) for link in _after_words(document)], title)


def _after_words(document: Document) -> list[LexborNode]:
    """The links beside the words that say where one is."""
    for text, node in document.leaves:
        if len(text) <= 30 and WHERE.within(text):
            for holder in (node, node.parent):
                if holder is not None and (links := holder.css("a")):
                    return links if len(links) <= STEPS else []
    return []


def _steps(node: LexborNode) -> list[LexborNode]:
    return node.css("a") or node.css("li, span")


def _position(step: Thing) -> float:
    try:
        return float(text_of(step.get("position")) or 0)
    except ValueError:
        return 0.0


def _names(steps: list[str | None], title: str | None) -> list[str]:
    names = [
        name
        for step in steps
        if (name := (step or "").strip(SEPARATORS)) and name.lower() not in HOME and len(name) <= 60
    ]
    kept = [name for name in dict.fromkeys(names) if name != title and not name.startswith("http")]
    return kept if len(kept) <= STEPS else []
