"""One page, decoded once and parsed once, shared by platform detection, status and page object."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit
from weakref import WeakKeyDictionary

from selectolax.lexbor import LexborHTMLParser, LexborNode
from web_poet import HttpResponse

from spiders.pages import javascript
from spiders.pages.depth import TAGS, shallow
from spiders.pages.encoding import Decoded, decode
from spiders.pages.mojibake import unescaped
from spiders.pages.money import SHOWN
from spiders.pages.phrases import lines_of

PARSED_CHARS = 8_000_000  # what lies behind this is not parsed: no shop page is that long
_ROOTED = re.compile(r"/(?:[\w%@:+~,=&?!;-][\w%@:+~,=&?!;./-]{0,500})?")  # what needs no joining
_WHOLE = re.compile(
    r"https?://[a-z0-9][a-z0-9.-]{0,250}/[\w%@:+~,=&!;./-]{0,800}(?:\?[\w%@:+~,=&!?;./-]{0,800}[\w%=&/-])?"
)  # nor this
_FRONT = re.compile(r"^/?(?:(?:index|default|home)\.\w{2,5}|[a-z]{2}(?:[-_][a-z]{2})?/?)?$", re.I)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FROM_DIGIT = re.compile(r"[0-9][^\n]*")  # of a line: each is found once
PRICED = (
    "[class*=price i], [id*=price i], [itemprop=price], [class*=jiage i], [data-price], [class*=amount i]"
)
LINKS = 4000  # links read of one page
LINK_CHARS = 40
AMOUNT_CHARS = 60
SHORT = 30
TEXT = "-text"  # the parser's tag of a text node
Leaf = tuple[str, LexborNode]
"""A visible text, blanks folded, and the element that holds it."""
Given = dict[str, str | None]
"""Attributes of one element by name, as the parser gives them."""
_SEEN: "WeakKeyDictionary[HttpResponse, Document]" = WeakKeyDictionary()


class _Parts(NamedTuple):
    """A page's elements by lower-case tag, and the texts of its body, each in page order."""

    by_tag: dict[str, list[LexborNode]]
    shown: list[Leaf]
    unfilled: list[Leaf]  # with a place that a script was to fill


class Document:
    """Text, tree and embedded data of one response. Everything is read on first use and kept."""

    def __init__(
        self,
        body: bytes,
        *,
        url: str | None = None,
        content_type: str | None = None,
        encoding: str | None = None,
        http_status: int | None = None,
    ) -> None:
        self.body = body
        self.url = absolute(url, None) and url  # None: the address was not kept, or is none
        self.content_type = content_type
        self.declared = encoding
        self.http_status = http_status
        self._matching: dict[str, list[LexborNode]] = {}
        self._given: dict[str, list[Given]] = {}
        self._named: dict[str, list[Leaf]] = {}
        self.survey: object = None  # what spiders.pages.survey found here; the two refer to each other

    @classmethod
    def of(cls, response: HttpResponse) -> "Document":
        """The document of a response: the same object each time it is asked for."""
        known = _SEEN.get(response)
        if known is None:
            url = str(response.url)
            known = _SEEN[response] = cls(
                bytes(response.body),
                url=url,
                content_type=response.headers.get("Content-Type"),
                encoding=response._encoding,
                http_status=response.status,
            )
        return known

    def remember(self, response: HttpResponse) -> None:
        """Make this the document that `of` gives for `response`."""
        _SEEN[response] = self

    # ---- text -------------------------------------------------------------------------------------------
    @cached_property
    def decoded(self) -> Decoded:
        """Text with the encoding that was found."""
        return decode(self.body, declared=self.declared, content_type=self.content_type)

    @property
    def text(self) -> str:
        """The whole body as text."""
        return self.decoded.text

    @cached_property
    def source(self) -> bytes:
        """The same in UTF-8: words are found sooner in bytes."""
        return self.body if self.decoded.sound else self.text.encode("utf-8", "replace")

    @property
    def encoding(self) -> str:
        """The encoding that the text was read with, which need not be the declared one."""
        return self.decoded.encoding

    @property
    def damaged(self) -> bool:
        """Was so much of the text lost before it came here that it cannot be judged?"""
        return self.decoded.damaged

    # ---- tree -------------------------------------------------------------------------------------------
    @cached_property
    def dom(self) -> LexborHTMLParser:
        """The parsed page; an API body gives an empty one."""
        if self.data is not None:
            return LexborHTMLParser("")
        if self.decoded.sound and len(self.body) <= PARSED_CHARS and self.body.count(b"<") < TAGS:
            return LexborHTMLParser(self.body or " ")  # told sooner from bytes
        markup = shallow(self.text[:PARSED_CHARS])
        if self.decoded.sound and markup is self.text:
            return LexborHTMLParser(self.body or " ")
        return LexborHTMLParser(markup or " ")

    def css(self, selector: str) -> list[LexborNode]:
        """All nodes that match, in page order; many readers ask for the same ones, so they are kept."""
        if selector.isalnum():
            return self.tagged(selector)
        if (known := self._matching.get(selector)) is None:
            known = self._matching[selector] = self.dom.css(selector)
        return known

    def named(self, stems: str, name: re.Pattern[str]) -> list[LexborNode]:
        """The elements that the selector `stems` matches and whose names (`called`) hold the pattern, in page order.

        The parser tries each alternative of a selector on each element; a few stems leave few elements for many names.
        """
        if (known := self._named.get(stems)) is None:
            nodes = {node.mem_id: node for node in self.css(stems)}  # one that two stems match comes twice
            known = self._named[stems] = [(called(node), node) for node in nodes.values()]
        return [node for names, node in known if name.search(names)]

    def tagged(self, *tags: str) -> list[LexborNode]:
        """All elements of these tags, those of the first tag first: one pass serves all readers, who change no list."""
        if len(tags) == 1:
            return self._parts.by_tag.get(tags[0], [])
        return [node for tag in tags for node in self._parts.by_tag.get(tag, ())]

    def given(self, *tags: str) -> list[Given]:
        """The attributes of all elements of these tags, as `tagged` gives them: made once for all readers."""
        for tag in tags:
            if tag not in self._given:
                self._given[tag] = [node.attributes for node in self.tagged(tag)]
        return self._given[tags[0]] if len(tags) == 1 else [each for tag in tags for each in self._given[tag]]

    @cached_property
    def _parts(self) -> "_Parts":
        """What one pass over the page finds."""
        by_tag: defaultdict[str, list[LexborNode]] = defaultdict(list)
        shown: list[Leaf] = []
        unfilled: list[Leaf] = []
        names: dict[int, str] = {}  # of tags, which the parser spells out anew for each element
        root = self.dom.root
        for node in root.traverse(include_text=True, skip_empty=True) if root is not None else ():
            tag = names.get(node.tag_id)
            if tag is None:
                tag = names[node.tag_id] = node.tag or ""
            if tag != TEXT:
                by_tag[tag].append(node)
            elif "body" in by_tag:
                holder = node.parent
                if holder is not None and names.get(holder.tag_id) not in SILENT:
                    text = fold(node.text_content or "")
                    if text:
                        (unfilled if _is_template(text) else shown).append((text, holder))
        return _Parts(by_tag, shown, unfilled)

    def first(self, *selectors: str) -> LexborNode | None:
        """The first node of the first selector that matches anything."""
        for selector in selectors:
            node = (
                self.dom.css_first(selector)
                if not selector.isalnum()
                else next(iter(self.tagged(selector)), None)
            )
            if node is not None:
                return node
        return None

    def first_text(self, *selectors: str) -> str | None:
        """Text of the first selector that gives any, blanks folded; None when none does."""
        for selector in selectors:
            for node in self.css(selector):
                if text := node_text(node):
                    return text
        return None

    def attribute(self, selector: str, name: str) -> str | None:
        """The first non-empty attribute `name` among the nodes that match."""
        for node in self.css(selector):
            if value := (node.attributes.get(name) or "").strip():
                return value
        return None

    @cached_property
    def metas(self) -> dict[str, str]:
        """`content` by lower-case `name`, `property` or `itemprop` of every meta tag; the first one wins."""
        found: dict[str, str] = {}
        for attributes in self.given("meta"):
            content = (attributes.get("content") or "").strip()
            for key in ("property", "name", "itemprop"):
                if content and (name := attributes.get(key)):
                    found.setdefault(name.strip().lower(), content)
        return found

    def meta(self, *names: str) -> str | None:
        """Content of the first meta tag named so."""
        return next((self.metas[name.lower()] for name in names if name.lower() in self.metas), None)

    @cached_property
    def priced(self) -> list[LexborNode]:
        """Elements that a class or id calls a price."""
        return self.dom.css(PRICED)

    @cached_property
    def title(self) -> str | None:
        """The `<title>`, blanks folded."""
        return self.first_text("title")

    # ---- addresses --------------------------------------------------------------------------------------
    @cached_property
    def canonical(self) -> str | None:
        """The address that the page gives itself (canonical link, og:url), absolute; None without one."""
        named = (
            link.get("href") for link in self.given("link") if (link.get("rel") or "").lower() == "canonical"
        )
        href = next((href for href in named if href and href.strip()), None) or self.meta("og:url")
        return absolute(href, self.url) if href else None

    @cached_property
    def base_url(self) -> str | None:
        """What relative links are relative to."""
        href = self.attribute("base", "href")
        return (absolute(href, self.url) if href else None) or self.url or self.canonical

    def absolute(self, href: str | None) -> str | None:
        """An http(s) address, or None for what leads nowhere a crawler goes (javascript:, mailto:, #)."""
        return absolute(href, self.base_url)

    @cached_property
    def host(self) -> str:
        """Lower-case host of the address, or of the one the page gives itself; empty when unknown."""
        return host_of(self.url) or host_of(self.canonical)

    @cached_property
    def path_and_query(self) -> tuple[str, str]:
        """Path and query of the address, or of the one the page gives itself; empty when unknown."""
        parts = urlsplit(self.url or self.canonical or "")
        return parts.path, parts.query

    @property
    def is_front(self) -> bool:
        """Is it a site's front page, by its address?"""
        path, query = self.path_and_query
        return bool(self.host) and not query and _FRONT.match(path) is not None

    # ---- embedded data ----------------------------------------------------------------------------------
    @cached_property
    def data(self) -> Any:
        """The value, when the whole body is one (JSON, JSONP, a JavaScript literal); None for HTML."""
        return javascript.body_value(self.text)

    @cached_property
    def scripts(self) -> list[str]:
        """The text of each inline script, in page order."""
        every = zip(self.tagged("script"), self.given("script"), strict=True)
        return [text for node, given in every if "src" not in given and (text := node.text(deep=True))]

    @cached_property
    def script_text(self) -> str:
        """All inline scripts in one string; an API body gives the body."""
        return self.text if self.data is not None else "\n".join(self.scripts)

    def js_object(self, *names: str) -> Any:
        """The literal assigned to the first of `names` that can be read (`name = {...}`, `"name": {...}`)."""
        for name in names:
            if (value := javascript.assigned(self.script_text, name)) is not None:
                return value
        return None

    def js_call(self, name: str) -> Any:
        """The first object argument of a call of `name`, as in `TShop.Setup({...})`."""
        return javascript.called(self.script_text, name)

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """Every JSON-LD object of the page, graphs and lists laid flat, in page order."""
        found: list[dict[str, Any]] = []
        for node, given in zip(self.tagged("script"), self.given("script"), strict=True):
            if "ld+json" in (given.get("type") or ""):
                found.extend(_objects(javascript.body_value(node.text(deep=True))))
        return found

    # ---- what shows -------------------------------------------------------------------------------------
    @property
    def leaves(self) -> list[Leaf]:
        """Each visible text of the body, in page order."""
        return self._parts.shown

    @property
    def unfilled(self) -> list[Leaf]:
        """Each text of the body with a place that a script was to fill, in page order."""
        return self._parts.unfilled

    @cached_property
    def short_leaves(self) -> list[Leaf]:
        """Visible texts of at most 30 characters, in page order: labels, buttons, links."""
        return [leaf for leaf in self.leaves if len(leaf[0]) <= SHORT]

    @cached_property
    def short_words(self) -> str:
        """The short leaves, one a line, in lower case."""
        return "\n".join(text for text, _ in self.short_leaves).lower()

    @cached_property
    def numbered(self) -> list[int]:
        """Which of the visible texts, by number, hold a digit."""
        return lines_of(_FROM_DIGIT, self.visible_text)

    @cached_property
    def amounts(self) -> list[int]:
        """Which of the visible texts, by number, show money; one of more than 60 characters tells of it."""
        shown = ((at, self.leaves[at][0]) for at in self.numbered)
        return [at for at, text in shown if len(text) <= AMOUNT_CHARS and SHOWN.search(text)]

    @cached_property
    def lower_words(self) -> str:
        """The visible text in lower case."""
        return self.visible_text.lower()

    @cached_property
    def links(self) -> list[tuple[str, str, LexborNode]]:
        """Words (else title), `href` as written and element of each link, in page order."""
        found: list[tuple[str, str, LexborNode]] = []
        for node, attributes in zip(self.tagged("a"), self.given("a"), strict=True):
            if "href" not in attributes:
                continue
            if len(found) == LINKS:
                break
            text = fold(node.text(deep=True, separator=" ")) or (attributes.get("title") or "").strip()
            found.append((text, attributes.get("href") or "", node))
        return found

    @cached_property
    def short_links(self) -> list[tuple[str, str]]:
        """Words and `href` of each link of some words, at most 40 characters: a longer one is a sentence."""
        return [(text, href) for text, href, _ in self.links if 0 < len(text) <= LINK_CHARS]

    @cached_property
    def short_link_words(self) -> str:
        """The words of the short links, one a line, in lower case."""
        return "\n".join([text for text, _ in self.short_links]).lower()

    @cached_property
    def visible_text(self) -> str:
        """The words of the body without scripts and styles, one text node a line."""
        return "\n".join(text for text, _ in self.leaves)


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for part in value:
            yield from _objects(part, depth + 1)
    elif isinstance(value, dict):
        if isinstance(value.get("@graph"), list):
            yield from _objects(value["@graph"], depth + 1)
        if "@type" in value:
            yield value


SILENT = frozenset({
    "script", "style", "noscript", "template", "textarea", "iframe", "svg", "head",
})  # fmt: skip


def leaves(node: LexborNode) -> list[Leaf]:
    """Text nodes below `node` that a reader sees, in page order."""
    parts = node.traverse(include_text=True, skip_empty=True)
    found = [leaf for part in parts if part.tag == TEXT and (leaf := _words(part)) is not None]
    return [leaf for leaf in found if not _is_template(leaf[0])]


def first_leaf(node: LexborNode) -> str | None:
    """The first words below `node` that a reader sees; None without any."""
    parts = node.traverse(include_text=True, skip_empty=True)
    found = (leaf[0] for part in parts if part.tag == TEXT and (leaf := _words(part)) is not None)
    return next((text for text in found if not _is_template(text)), None)


def _words(part: LexborNode) -> Leaf | None:
    """The words of a text node with the element that holds it; None when no reader sees it."""
    parent = part.parent
    if parent is None or parent.tag in SILENT:
        return None  # before its text is read: most of a page's characters are script
    text = fold(part.text_content or "")
    return (text, parent) if text else None


def _is_template(text: str) -> bool:
    """Is it a place that a script was to fill: `{{goods.name}}`, `<%= price %>`, `[%=price%]`, `${price}`?"""
    if "{" not in text and "%" not in text:
        return False
    return "{{" in text or "${" in text or "<%" in text or "[%" in text


def visible(node: LexborNode) -> str:
    """Text nodes below `node` that a reader sees, one a line, blanks folded."""
    return "\n".join(text for text, _ in leaves(node))


def node_text(node: LexborNode | None) -> str | None:
    """The words of one node, blanks folded; None for a node without any, or with a place to be filled."""
    text = fold(node.text(deep=True, separator=" ")) if node is not None else ""
    return text if text and not _is_template(text) else None


def called(node: LexborNode) -> str:
    """Classes, id and `itemprop` of an element in lower case: `.goods-name.wide#first@name`; `#@` for one without any."""
    given = node.attributes
    classes = "".join(f".{name}" for name in (given.get("class") or "").split())
    return f"{classes}#{given.get('id') or ''}@{given.get('itemprop') or ''}".lower()


def holders(node: LexborNode | None) -> Iterator[LexborNode]:
    """An element and all that hold it, the inner ones first; nothing for None."""
    while node is not None:
        yield node
        node = node.parent


def marked_text(node: LexborNode | None) -> str | None:
    """The words of a node that marks parts of them (`<font>茶叶</font>礼盒`): blanks as written, folded; or None."""
    text = fold(node.text(deep=True)) if node is not None else ""
    return text if text and not _is_template(text) else None


def fold(text: str) -> str:
    """Blanks of every kind folded into single spaces, ends trimmed, `\\u624b` spelt out."""
    folded = " ".join(text.split())
    return unescaped(folded) if "\\u" in folded else folded


def compact(name: object) -> str:
    """One spelling for shopPrice, shop_price and shop-price."""
    return str(name).lower().replace("_", "").replace("-", "")


@lru_cache(maxsize=4096)
def hyphenated(names: str) -> str:
    """Names of elements in lower case, a hyphen where a capital began a word: unitPrice reads unit-price."""
    return _CAMEL.sub("-", names).lower()


def host_of(url: str | None) -> str:
    """Lower-case host of an address; empty for None and for what is none."""
    try:
        return (urlsplit(url or "").hostname or "").lower()
    except ValueError:
        return ""


@lru_cache(maxsize=256)
def _origin(base: str) -> str | None:
    """Scheme and host of an http(s) address, `https://shop.example.cn`; None for what is none."""
    try:
        parts = urlsplit(base)
    except ValueError:
        return None
    return (
        f"{parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} and parts.hostname else None
    )


def absolute(href: str | None, base: str | None) -> str | None:
    """`href` as an http(s) address without fragment; None when it is none or cannot become one."""
    href = (href or "").partition("#")[0].strip()
    if not href:
        return None
    if href.startswith("//") and base:
        href = f"{base.partition('//')[0]}{href}"
    if base and "/." not in href and _ROOTED.fullmatch(href) and (origin := _origin(base)):
        return origin + href
    if "/." not in href and _WHOLE.fullmatch(href):
        return href
    try:
        joined = urljoin(base or ("https:" if href.startswith("//") else ""), href)
        parts = urlsplit(joined)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    return parts._replace(fragment="").geturl()
