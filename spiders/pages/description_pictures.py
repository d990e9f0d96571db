"""With which pictures does a page describe its article? Those of the description, then those of the gallery."""

import re
from collections.abc import Iterator, Mapping, Sequence

from selectolax.lexbor import LexborNode

from crawler.items import PictureShown
from spiders.pages.description import BLOCKS, STEMS, announced, ends
from spiders.pages.document import Document, visible
from spiders.pages.fragments import fragments
from spiders.pages.money import SHOWN
from spiders.pages.visibility import declarations

KNOWN = re.compile(
    "#(?:j_divitemdesc|j-detail-content|description|productdetail|desc-lazyload-container)@"
    r"|\.(?:descrip|ssd-module-wrap|(?:goods-|product-)?detail-content|graphic-detail|rich-text)[.#]"
)
"""What platforms and shop engines call the part that holds the description."""

SOURCES = (
    "data-lazyload", "data-ks-lazyload", "data-lazy-src", "data-lazy-img", "data-lazy", "data-original", "data-src",
    "data-echo", "data-url", "data-img", "lazyload", "lazy-src", "original", "src2", "src-large", "src",
)  # fmt: skip
"""Where an image's address stands: what a script loads later comes before what it shows meanwhile."""

NARROW, LOW = 200, 60
"""Pixels of width and height below which a picture is an icon, a spacer, a counter, the thumbnail of something else."""

MOST = 60
PARTS = 8  # elements of one selector
STYLE_CHARS = 400_000  # of one style sheet that are looked through

_NO_TEXT = re.compile(
    r"^(?:spacer|blank|loading|loader|gr[ae]y|pixel|transparent|placeholder|lazyload|1x1|s|t)\.[a-z]{3,4}$"
    r"|(?:^|[_.-])(?:sprites?|icons?)(?:[_.-]|\d{1,3}\.)"
)
_SIZED = re.compile(r"[_!/s](\d{1,4})x(\d{1,4})(?=[._/q!x-]|$)|-(\d{1,4})-(\d{1,4})\.[a-z]{3,4}$")
_BACKGROUND = re.compile(r"background(?:-image)?\s?:[^;{}]{0,120}?url\(\s?['\"]?([^'\"()\s]{4,600})")
_PIXELS = re.compile(r"\s?(\d{1,5})(?:\.\d{1,4})?(?:px)?\s?")


def pictures(document: Document, gallery: Sequence[str] = ()) -> list[PictureShown]:
    """In page order, each address once; `gallery` are addresses that the page's reader found beside the price."""
    found: dict[str, PictureShown] = {}
    shown = _of_data(document) if document.data is not None else _of_page(document)
    for one in (*shown, *(PictureShown(url=url) for url in gallery)):
        if _may_speak(one):
            found.setdefault(one.url, one)
    return list(found.values())[:MOST]


def fetched(document: Document) -> list[PictureShown]:
    """Those of a description that was fetched by itself: JSON, a script's variable, or plain markup."""
    root = document.dom.root
    whole = () if root is None else _images(root, document)
    shown = _of_data(document) if document.data is not None else whole
    return list({one.url: one for one in shown if _may_speak(one)}.values())[:MOST]


def _of_page(document: Document) -> Iterator[PictureShown]:
    """Of the first named part that has any, else of what follows a heading that announces a description."""
    for name in (KNOWN, *BLOCKS):
        parts = _outermost(document.named(STEMS, name)[:PARTS])
        shown = [one for node in parts for one in _of_part(node, document)]
        if any(map(_may_speak, shown)):
            yield from shown
            return
    yield from _under_heading(document)


def _outermost(nodes: Sequence[LexborNode]) -> Iterator[LexborNode]:
    """Those that are not within one before them; page order puts the outer first."""
    taken: set[int] = set()
    for node in nodes:
        if node.tag in {"a", "li", "button", "meta", "body", "form", "img"}:
            continue
        above = node.parent
        while above is not None and above.mem_id not in taken:
            above = above.parent
        if above is None:
            taken.add(node.mem_id)
            yield node


def _of_part(node: LexborNode, document: Document) -> Iterator[PictureShown]:
    """Nothing of a part that shows a price: it holds more than a description."""
    shown = list(_images(node, document))
    if shown and not SHOWN.search(visible(node)):
        yield from shown


def _images(node: LexborNode, document: Document) -> Iterator[PictureShown]:
    """Its images, and the backgrounds that its own styles draw."""
    for one in node.css("img, style, [style*=background]"):
        attributes = one.attributes
        if one.tag == "img":
            yield from _image(attributes, document)
            continue
        style = one.text(deep=True)[:STYLE_CHARS] if one.tag == "style" else attributes.get("style") or ""
        for background in _BACKGROUND.finditer(style):
            if url := document.absolute(background.group(1)):
                yield PictureShown(url=url)


def _image(attributes: Mapping[str, str | None], document: Document) -> Iterator[PictureShown]:
    said = (value for name in SOURCES if "/" in (value := attributes.get(name) or ""))
    url = next((address for value in said if (address := document.absolute(value))), None)
    if url:
        style = declarations(attributes.get("style"))
        width, height = (
            pixels(attributes.get(side)) or pixels(style.get(side)) for side in ("width", "height")
        )
        yield PictureShown(url=url, width=width, height=height)


def _under_heading(document: Document) -> Iterator[PictureShown]:
    """The images between a heading that announces a description and one that ends it."""
    begins = announced(document)
    if not begins or document.dom.body is None:
        return
    opens = {document.leaves[at][1].mem_id for at in begins}
    closing = [document.leaves[at][1] for at in ends(document) if at >= begins[0]]
    closes = {node.mem_id for node in closing}
    described = False
    tags = {
        "img",
        *(document.leaves[at][1].tag or "" for at in begins),
        *(node.tag or "" for node in closing),
    }
    for node in document.dom.body.css(", ".join(tags)):
        if node.tag == "img":
            if described:
                yield from _image(node.attributes, document)
        elif node.mem_id in opens:
            described = True
        elif node.mem_id in closes:
            described = False


def _of_data(document: Document) -> Iterator[PictureShown]:
    """The images in the markup that an API's answer carries."""
    for root in fragments(document.data):
        yield from _images(root, document)


def _may_speak(shown: PictureShown) -> bool:
    """Is it large enough for words, as far as page and address tell, and not named as something else?"""
    path = shown.url.partition("?")[0].lower()
    name = path.rpartition("/")[2]
    if path.endswith(".svg") or _NO_TEXT.search(name):
        return False
    width, height = shown.width, shown.height
    if width is None and height is None and (sized := _SIZED.search(shown.url)):
        width, height = (int(side) or None for side in sized.groups() if side)
    return (width is None or width >= NARROW) and (height is None or height >= LOW)


def pixels(said: object) -> int | None:
    """750, "750", 750px; None for 100%, auto and nothing."""
    return int(found.group(1)) if said and (found := _PIXELS.fullmatch(str(said)[:20].strip())) else None
