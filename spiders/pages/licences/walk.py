"""Walk a page once for what may speak of its operator, passing over wares and scripts."""

import re
from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate

from daachorse import CharwiseDoubleArrayAhoCorasick
from selectolax.lexbor import LexborNode

from rules.identifiers import both_writings
from spiders.pages.document import Document, fold
from spiders.pages.licences.flow import Flow, Link, Picture, Run, Setting
from spiders.pages.visibility import WHITE, StyleRules, colour, unseen

_INLINE_LIST = """
    a abbr b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small span strong sub sup
    u var
"""
INLINE = frozenset(_INLINE_LIST.split())
CELLS = frozenset({"td", "th", "dt", "dd"})
_FOOT = ("foot", "copyright", "beian", "bottom", "btm", "icp-", "copyinfo", "siteinfo")
_FOOT_NAMES = frozenset({"ft", "f", "copy", "cr", "foot", "db", "icp", "dibu", "yejiao", "banquan"})
_SHOP = ("shop", "store", "seller", "merchant", "dianpu", "wangpu", "vendor", "supplier", "dianzhu")
_SILENT = frozenset({"script", "style", "template", "head", "title", "textarea", "svg", "option", "select"})
_SMALL = 1500  # characters below which a part is read whole
_TELLING_LIST = """
公司 执照 亮照 信用代码 注册号 登记 经营 主体 版权 © Copyright COPYRIGHT copyright ICP 备案 公网安备 工商 网监 资质 证照
公示 个体 自然人 个人 亮标 名称 主办 运营 运營 第十条 声明 许可 证号 公安 商业登記 商业登记 统一 代码 关于 联系 {{ 商行
license License LICENSE
经营部 经营者 法律 评率 评分 掌柜
"""
_TELLING = CharwiseDoubleArrayAhoCorasick(both_writings(_TELLING_LIST.split()))
"""A part of a page without any of these words is passed over."""
_SPEAKING_LIST = """
gov.cn ebs.org licen zhizhao yyzz gszz gsw dzbs liangzhao 执照 亮照 工商 网监 公示 标识 资质 自然人 证照 亮标 关于
"""
_SPEAKING = CharwiseDoubleArrayAhoCorasick(both_writings(_SPEAKING_LIST.split()))
"""An address, or the title or alt of a link or picture, with one of these is looked at wherever it stands."""
_WHOLE = ("执照", "证照", "亮照", "资质", "关于", "联系", "公示", "简介")
"""A page so titled is about its operator: all of it is read."""
_PASSED = INLINE | {"img", "input", "br", "iframe", "frame"}  # too small to be worth asking
_ROOTS = frozenset({"head", "body"})
_LINKS = frozenset({"a", "area"})
_FRAMES = frozenset({"iframe", "frame"})
_SPEAKERS = ("a", "img", "area")
_ZONE_TAGS = frozenset({"footer", "header", "nav"})
_NAMING = ("title", "aria-label", "alt")
_HANDLERS = ("onclick", "@click", "v-on:", "data-toggle", "data-target", "data-modal")
_DOES_NOTHING = re.compile(
    r"^\s{0,4}(?:return\s+(?:false|true|!1)|void\s?\(?0\)?|javascript:;?)?;?\s{0,4}$", re.I
)
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".bmp")
_LAZY = (
    "data-src",
    "data-original",
    "data-lazyload",
    "lazy-src",
    "data-lazy-src",
    "data-lazy",
    "original",
    "src2",
)


def read_flow(document: Document) -> Flow:
    """The parts of a page that may speak of its operator, in order; wares and scripts are passed over."""
    return _Walk(document).flow()


class _Walk:
    """Depth first with a stack of its own (pages nest deeper than Python's), leaving out what cannot matter."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.body = document.dom.body
        self.whole = any(
            word in (document.title or "") + (document.first_text("h1", "h2") or "") for word in _WHOLE
        )
        self.rules = StyleRules.of(document)
        self.styled = any(
            "stylesheet" in (given.get("rel") or "").lower().split() for given in document.given("link")
        )
        self.parts: list[str] = []
        self.length = 0
        self.blocks = 0
        self.last: Setting | None = None
        self.breaks = False
        self.found = Flow("", [], [], [], [], [])
        self.footers: list[LexborNode] = []

    def flow(self) -> Flow:
        if self.body is None:
            return self.found
        keep, telling = self._speaking_ancestors(), set[int]() if self.whole else self._telling_ancestors()
        paper = Setting(ground="" if self.styled else WHITE)
        stack: list[tuple[LexborNode, Setting, bool]] = [(self.body, paper, not self.whole)]
        while stack:
            node, above, prune = stack.pop()
            tag = node.tag or ""
            if tag == "-text":
                self._text(node, above)
                continue
            if tag in _SILENT or tag.startswith("-"):
                continue
            if prune and tag not in _PASSED and node.mem_id not in keep:
                if node.mem_id not in telling:
                    self.breaks = True
                    continue
                prune = self._is_large(node)
            setting = self._element(node, tag, above)
            child = node.last_child
            while child is not None:
                stack.append((child, setting, prune))
                child = child.prev
        self.found.text = "".join(self.parts)
        self.found.empty_footers = [node for node in self.footers if not node.text(deep=True).strip()]
        return self.found

    def _speaking_ancestors(self) -> set[int]:
        """Identities of all elements that hold a link or picture whose address or name speaks of a licence."""
        keep = set[int]()
        for node in (*_speaking(self.document), *self.document.tagged(*_FRAMES)):
            _keep_above(node, keep)
        for node in self.document.css('footer, [class*="foot"], [id*="foot"]'):
            if node.css_first("img") is not None or not node.text(deep=True).strip():
                _keep_above(node, keep)
        return keep

    def _telling_ancestors(self) -> set[int]:
        """Identities of all elements that hold a text with a telling word, be it a script's.

        One word may stand in two texts. A script tells what it writes, or what the part around it is there for.
        """
        document, telling = self.document, set[int]()
        leaves = [*document.leaves, *document.unfilled]
        for at in _holding(_TELLING, [text for text, _ in leaves]):
            _keep_above(leaves[at][1], telling)
        for node in document.tagged("noscript", "script"):
            part = node if node.tag == "noscript" else node.parent
            known = part is None or part.tag in _ROOTS or part.mem_id in telling
            if not known and _TELLING.find(node.text(deep=True)):
                _keep_above(node, telling)
        return telling

    def _is_large(self, node: LexborNode) -> bool:
        """Has a part too much text to be read whole? The body of most pages has, without its scripts."""
        if node.tag == "body" and len(self.document.visible_text) > _SMALL:
            return True
        return len(node.text(deep=True)) > _SMALL

    def _element(self, node: LexborNode, tag: str, above: Setting) -> Setting:
        attributes = node.attributes
        inline = tag in INLINE
        if not attributes and inline and tag != "a":
            return above
        self.breaks = self.breaks or tag == "br"
        self.blocks += 1
        own = self.rules.style(attributes) if "style" in attributes or self.rules.by_name else {}
        setting = Setting(
            hidden=above.hidden or unseen(tag, attributes, own),
            zone=_zone_of(tag, attributes, above.zone),
            block=above.block if inline else self.blocks,
            cell=above.cell if inline else tag in CELLS,
            link=above.link,
            ink=colour(own.get("color") or attributes.get("color")) or ("" if tag in _LINKS else above.ink),
            ground=_ground(own, attributes, above.ground),
        )
        if setting.zone == "footer" != above.zone:
            self.footers.append(node)
        if tag in _LINKS or "onclick" in attributes:
            setting.link = self._link(node, attributes, setting, own)
        elif tag == "img" or (tag == "input" and attributes.get("type") == "image"):
            self._picture(node, attributes, setting)
        elif tag in _FRAMES:
            self.found.frames.append((node, setting))
        elif setting.link is not None and own and _background(own):
            setting.link.background = True
        return setting

    def _link(
        self, node: LexborNode, attributes: dict[str, str | None], setting: Setting, own: dict[str, str]
    ) -> Link:
        title = " ".join(value for name in _NAMING if (value := attributes.get(name)))
        link = Link(node, attributes.get("href"), setting.hidden, setting.zone, self.length, self.length)
        link.title = title
        link.handler = any(name.startswith(_HANDLERS) for name in attributes) and not _DOES_NOTHING.match(
            attributes.get("onclick") or "-"
        )
        link.background = _background(own)
        self.found.links.append(link)
        return link

    def _picture(self, node: LexborNode, attributes: dict[str, str | None], setting: Setting) -> None:
        lazy = next((value for name in _LAZY if (value := attributes.get(name))), None) or next(
            (value for name, value in attributes.items() if name.startswith("data-") and _is_picture(value)),
            None,
        )
        words = fold(f"{attributes.get('alt') or ''} {attributes.get('title') or ''}")
        src = lazy or attributes.get("src") or ""
        picture = Picture(node, src, words, setting.hidden, setting.zone, self.length)
        if setting.link is not None:
            picture.linked, picture.leads = True, setting.link.href is not None
            setting.link.pictures.append(picture)
        self.found.pictures.append(picture)

    def _text(self, node: LexborNode, setting: Setting) -> None:
        raw = node.text_content or ""
        if not raw or raw.isspace():
            if raw and self.parts and self.parts[-1][-1:] not in " \n\t":
                self._push(" ")
            return
        words = " ".join(raw.split())
        if setting.ink and setting.ink == setting.ground:
            setting = replace(setting, hidden=True)
        divider = self._divider(setting)
        if not divider and raw[0].isspace() and self.parts and self.parts[-1][-1:] != " ":
            divider = " "
        if divider:
            self._push(divider)
        self.found.runs.append(Run(self.length, setting))
        self._push(words + " " if raw[-1].isspace() else words)
        self.last, self.breaks = setting, False
        if setting.link is not None:
            setting.link.end = self.length
            if setting.hidden and not setting.link.hidden:
                setting.link.covered += words
            else:
                setting.link.text += words

    def _divider(self, setting: Setting) -> str:
        last = self.last
        if last is None:
            return ""
        if self.breaks or last.hidden != setting.hidden:
            return "\n"
        if last.block != setting.block:
            return "\t" if last.cell and setting.cell else "\n"
        return " " if last.link is not setting.link else ""

    def _push(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def _is_picture(value: str | None) -> bool:
    """Is an attribute's value a picture's address? Every lazy loader has a name of its own for it."""
    return value is not None and value.partition("?")[0].lower().endswith(_PICTURES)


def _speaking(document: Document) -> list[LexborNode]:
    """Links and pictures with a speaking word in an attribute."""
    nodes = document.tagged(*_SPEAKERS)
    values = [" ".join(filter(None, given.values())).lower() + "\n" for given in document.given(*_SPEAKERS)]
    return [nodes[at] for at in _holding(_SPEAKING, values)]


def _holding(words: CharwiseDoubleArrayAhoCorasick, texts: list[str]) -> list[int]:
    """Which of these texts, by number, hold one of the words, or an end of one: one search over all of them."""
    starts = list(accumulate(map(len, texts), initial=0))
    found = words.find("".join(texts))
    return list(
        dict.fromkeys(bisect_right(starts, at) - 1 for start, end, _ in found for at in (start, end - 1))
    )


def _keep_above(node: LexborNode, keep: set[int]) -> None:
    above: LexborNode | None = node
    while above is not None and above.mem_id not in keep:
        keep.add(above.mem_id)
        above = above.parent


def _ground(own: dict[str, str], attributes: dict[str, str | None], above: str) -> str:
    """The colour behind an element; a picture or a mixture makes it unknown."""
    said = own.get("background-color") or own.get("background") or attributes.get("bgcolor")
    if not said or said in {"none", "transparent", "inherit"}:
        return above
    return colour(said)


def _background(style: dict[str, str]) -> bool:
    return "background-image" in style or "url(" in style.get("background", "")


def _zone_of(tag: str, attributes: dict[str, str | None], above: str) -> str:
    names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
    return _zone(tag if tag in _ZONE_TAGS else "", names, above)


@lru_cache(maxsize=8192)
def _zone(tag: str, names: str, above: str) -> str:
    """The zone of an element: platform and footer keep what is in them, a shop's own footer is the shop's."""
    names = names.strip().lower()
    if above in {"platform", "footer"}:
        return "platform" if "platform" in names else above
    if "platform" in names:
        return "platform"
    if names and any(word in names for word in _SHOP):
        return "shop"
    foot = tag == "footer" or (
        names and (any(word in names for word in _FOOT) or not _FOOT_NAMES.isdisjoint(names.split()))
    )
    if foot:
        return "shop" if above == "shop" else "footer"
    return above or ("head" if tag in {"header", "nav"} else "")
