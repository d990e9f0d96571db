"""Which words on a page are its title? The heading that agrees with `<title>`, without the site's name."""

import re
from collections.abc import Callable

from selectolax.lexbor import LexborNode

from spiders.pages.document import Document, fold, leaves, node_text
from spiders.pages.money import SHOWN
from spiders.pages.pricing import title_at
from spiders.pages.sold_here import HEADINGS, article_for_sale, names_section, said_by_title

TITLE_CHARS = 300
BEGUN = 8  # characters of a name from which on it may be the first line of a description
_SEPARATORS = re.compile(
    r"\s[-–—|·:»«/•]\s|\s?[|｜_【】]\s?|\s?::\s?|\s-(?=\S)|(?<=[^\x00-\x7f])-(?=[^\x00-\x7f])"
)
SEPARATORS = " -–—|｜·:»«/•_"
_MAY_BE_NAMED = "[itemprop=name], [class*=name i], [class*=title i], [id*=name i]"  # few selectors, then:
_CLASSES = (
    "product-name", "product-title", "productname", "product_name", "product_title", "producttitle",
    "goods-name", "goods_name", "goodsname", "goods-title", "item-title", "item-name", "detail-title",
    "pro-name",
)  # fmt: skip
_IDS = ("productname", "goodsname")
_FRONT = re.compile(
    r"(?:https?:)?(?://[^/?#]{1,253})?(?:[./]{0,3}|/?(?:index|default|home)\.\w{2,5}(?:\?route=common/home)?)",
    re.I,
)
_WORDS = re.compile(r"[a-z0-9]{3,}")
Heading = tuple[str, LexborNode]


def headline(
    document: Document, cards: Callable[[], list[LexborNode]]
) -> tuple[str | None, LexborNode | None]:
    """The title and the element that shows it; no element where only `<title>` or a meta tag says it."""
    title = document.title or document.meta("og:title") or ""
    first = _headings(document.css("h1"))
    found = _agreeing(first, title)
    if found is None:
        named = [node for node in document.css(_MAY_BE_NAMED) if _is_named(node)]
        found = _agreeing(_headings(named) + _headings(document.css("h2, h3")), title)
    repeated = _repeated(document, title)
    if repeated and (found is None or len(squeeze(repeated[0])) > 1.5 * len(squeeze(found[0]))):
        return repeated
    if found:
        return repeated_part(found, title), found[1]
    if begun := _begun(document, title):
        return begun
    plain = [heading for heading in first if not SHOWN.search(heading[0])]
    if sold := article_for_sale(document, cards):
        below = len(plain) == 1 and sold[1].tag not in HEADINGS and _is_behind(document, plain[0][1], sold[1])
        return plain[0] if below else sold
    if len(plain) == 1 or (plain and not title):
        return plain[0]
    return site_less(document, title) or (plain[0][0] if plain else None), None


def _is_named(node: LexborNode) -> bool:
    """Do its class, id or `itemprop` call an element the name of an article?"""
    given = node.attributes
    classes, own = (given.get("class") or "").lower(), (given.get("id") or "").lower()
    called = any(name in classes for name in _CLASSES) or any(name in own for name in _IDS)
    return called or given.get("itemprop") == "name"


def _headings(nodes: list[LexborNode]) -> list[Heading]:
    return [
        (text, node)
        for node in nodes[:30]
        if (text := heading_text(node)) and not names_section(text) and not _leads_home(node)
    ]


def _leads_home(node: LexborNode) -> bool:
    """Is a heading, whole, a link to the front page? Then it is the site's name, wherever it stands."""
    around = node.parent
    link = around if around is not None and around.tag == "a" else node.css_first("a[href]")
    href = (link.attributes.get("href") or "").strip() if link is not None else ""
    if link is None or not leads_home(href):
        return False
    return link.mem_id != node.mem_id and (link is around or node_text(link) == node_text(node))


def heading_text(node: LexborNode) -> str | None:
    """Words of a heading; a picture's `alt` where it holds nothing else; None when too long to be a title."""
    text = node_text(node)
    if text and (given := said_by_title(node, text)):
        return given
    if text is None:
        picture = node.css_first("img[alt]")
        text = (picture.attributes.get("alt") or "").strip() if picture is not None else None
    return text if text and len(text) <= TITLE_CHARS else None


def leads_home(href: str) -> bool:
    """Is an address as written the front page's?"""
    return bool(href) and len(href) < 300 and _FRONT.fullmatch(href.strip()) is not None


def repeated_part(heading: Heading, title: str) -> str:
    """The words of a heading that begin `<title>`, where what stands around them in the heading stands in none.

    A mark (`<span>热卖</span>`), a model or a date is often put into the heading before or behind the article's name.
    """
    text, node = heading
    said = squeeze(title)
    parts = leaves(node)
    if len(named := [part for part in parts if not _is_price(part[0], said)]) in range(1, len(parts)):
        parts, text = named, fold(" ".join(words for words, _ in named))
    own = squeeze(text)
    if len(parts) < 2 or not own or own in said:
        return text
    first = squeeze(next(iter(parts_of(title)), ""))
    for end in range(len(parts) - 1, 0, -1):
        begun = fold(" ".join(words for words, _ in parts[:end]))
        letters = squeeze(begun)
        if letters and said.startswith(letters) and (letters == first or 2 * len(letters) >= len(own)):
            return begun
    rest = fold(" ".join(words for words, _ in parts[1:]))
    mark, letters = squeeze(parts[0][0]), squeeze(rest)
    if len(letters) > len(mark) and mark not in said and letters in said:
        return rest
    return text


def _is_price(text: str, said: str) -> bool:
    """Is it an amount and nothing else, that `<title>` does not say? Some headings show the price behind the name."""
    return SHOWN.search(text) is not None and sum(map(str.isalpha, text)) <= 2 and squeeze(text) not in said


def without_site(document: Document, name: str, heading: str | None) -> str:
    """An article's name without the site's, which data for sharing puts behind it: `Oat Soap | Soap N Such`."""
    if heading and name.startswith(heading) and _SEPARATORS.match(f"{name[len(heading) :]} "):
        return heading
    for site in (document.meta("og:site_name"), document.meta("application-name")):
        if site and name.endswith(site):
            left = name[: -len(site)].rstrip()
            if left != (cut := left.rstrip(SEPARATORS)) and cut:
                return cut
    return name


def site_less(document: Document, title: str) -> str | None:
    """`<title>` without the parts that name the site, the longest part winning; None for an empty one."""
    title = title.strip()
    site = (document.meta("og:site_name") or "").lower()
    named = [part for part in parts_of(title) if part.lower() != site]
    return max(named[:2], key=len) if named else title or None


def parts_of(title: str) -> list[str]:
    """A `<title>` cut at its dashes, bars and brackets."""
    return [part.strip() for part in _SEPARATORS.split(f"{title} ") if part and part.strip()]


def _agreeing(headings: list[Heading], title: str) -> Heading | None:
    """The heading that shares the most words with `<title>`, if it shares a good part of its own."""
    said = squeeze(title)
    best, found = 0.0, None
    for text, node in headings:
        share = agreement(text, title) if said else 0.0
        weight = share * min(len(text), 60)
        if share >= 0.5 and weight > best:
            best, found = weight, (text, node)
    return found


def _repeated(document: Document, title: str) -> Heading | None:
    """The longest text of the page that stands whole in `<title>` and makes up a good part of it."""
    said, lower = squeeze(title), title.lower()
    best, found = max(4.0, len(said) * 0.4), None
    for text, node in document.leaves:
        if best <= len(text) <= TITLE_CHARS and text[:3].lower() in lower and node.tag != "a":
            own = squeeze(text)
            named = len(own) > best and own in said and own != said and not names_section(text)
            if named and not _is_in_link_home(node):
                best, found = float(len(own)), (text, node)
    return found


def _is_in_link_home(node: LexborNode) -> bool:
    """Does an element stand directly in a link to the front page, as a site's name in its logo?"""
    link = node.parent
    return link is not None and link.tag == "a" and leads_home(link.attributes.get("href") or "")


def _is_behind(document: Document, heading: LexborNode, words: LexborNode) -> bool:
    """Does a heading stand behind some words, as under a price, and not above all as a shop's name does?"""
    first, second = title_at(document, words), title_at(document, heading)
    return first is not None and second is not None and first < second


def _begun(document: Document, title: str) -> Heading | None:
    """The first part of `<title>`, where a longer text that is no link begins with it: 二手 goods have no other title."""
    name = next(iter(parts_of(title)), "")
    if (
        not BEGUN <= len(name) <= TITLE_CHARS
        or names_section(name)
        or f"\n{name}" not in document.visible_text
    ):
        return None
    lines = (node for text, node in document.leaves if text.startswith(name) and len(text) > len(name))
    return next(((name, node) for node in lines if node.tag != "a"), None)


def agreement(text: str, title: str) -> float:
    """Share of the heading's two-letter pairs that the title has too; none where its Latin words are not the title's."""
    heading, said = squeeze(text), squeeze(title)
    if not heading:
        return 0.0
    if heading in said:
        return 1.0
    lower = title.lower()
    if text.isascii() and (words := _WORDS.findall(text.lower())) and not any(w in lower for w in words):
        return 0.0
    pairs = [heading[at : at + 2] for at in range(len(heading) - 1)]
    return sum(pair in said for pair in pairs) / len(pairs) if pairs else 0.0


def squeeze(text: str) -> str:
    """Letters and digits alone, in lower case: what two writings of one name share."""
    return "".join(filter(str.isalnum, text.lower()))
