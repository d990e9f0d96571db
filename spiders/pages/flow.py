"""A page as its public meets it: text, links and pictures in order, their zone, and do they show?"""

from bisect import bisect_right
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from spiders.pages.document import Document, fold
from spiders.pages.visibility import StyleRules, unseen

_INLINE_LIST = """
    a abbr b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small span strong sub sup
    u var
"""
INLINE = frozenset(_INLINE_LIST.split())
CELLS = frozenset({"td", "th", "dt", "dd"})
_FOOT = ("foot", "copyright", "beian", "bottom", "btm", "icp-", "copyinfo", "siteinfo")
_FOOT_NAMES = frozenset({"ft", "f", "copy", "cr", "foot", "db", "icp", "dibu", "yejiao", "banquan"})
_SHOP = ("shop", "store", "seller", "merchant", "dianpu", "wangpu", "vendor", "supplier", "dianzhu")
_SILENT = frozenset(
    {"script", "style", "template", "head", "title", "textarea", "iframe", "svg", "option", "select"}
)
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


@dataclass(slots=True)
class Setting:
    """What an element hands down to what is in it."""

    hidden: bool = False
    zone: str = ""  # footer, platform, shop, head; empty: the body of the page
    block: int = 0
    cell: bool = False
    link: "Link | None" = None
    label: bool = False


@dataclass(slots=True)
class Link:
    """One anchor (or a thing with a click handler): where it leads and what it shows."""

    node: LexborNode
    href: str | None  # as written
    hidden: bool
    zone: str
    start: int
    end: int = 0
    text: str = ""
    title: str = ""  # title and aria-label
    pictures: list["Picture"] = field(default_factory=list)
    handler: bool = False
    background: bool = False

    @property
    def words(self) -> str:
        """All that names the link: its text, its title, the names of its pictures."""
        return fold(" ".join([self.text, self.title, *(picture.words for picture in self.pictures)]))


@dataclass(slots=True)
class Picture:
    """One image: its address as written (lazy ones too) and the words that name it."""

    node: LexborNode
    src: str
    words: str  # alt and title
    hidden: bool
    zone: str
    start: int
    link: Link | None


@dataclass(slots=True)
class Run:
    """One text node in the page's text, from `start` on."""

    start: int
    setting: Setting


@dataclass
class Flow:
    """Text in order: one line a block, cells divided by a tab, hidden parts on lines of their own."""

    text: str
    runs: list[Run]
    links: list[Link]
    pictures: list[Picture]
    frames: list[tuple[LexborNode, Setting]]
    empty_footers: list[LexborNode]

    def at(self, offset: int) -> Setting:
        """The setting of the text node that holds this offset."""
        index = bisect_right(self.runs, offset, key=lambda run: run.start) - 1
        return self.runs[index].setting if index >= 0 else Setting()

    def line(self, offset: int) -> tuple[int, int]:
        """Start and end of the line (block) around an offset."""
        return self.text.rfind("\n", 0, offset) + 1, _or(self.text.find("\n", offset), len(self.text))


def _or(found: int, otherwise: int) -> int:
    return found if found >= 0 else otherwise


def read_flow(document: Document) -> Flow:
    """One walk over the tree, without recursion: pages nest deeper than Python's stack."""
    return _Walk(document).flow()


class _Walk:
    def __init__(self, document: Document) -> None:
        self.body = document.dom.body
        self.rules = StyleRules.of(document.dom)
        self.known: dict[int, Setting] = {}
        self.parts: list[str] = []
        self.length = 0
        self.last: Setting | None = None
        self.breaks = False
        self.found = Flow("", [], [], [], [], [])
        self.footers: list[LexborNode] = []

    def flow(self) -> Flow:
        if self.body is not None:
            self.known[self.body.mem_id] = Setting(block=self.body.mem_id)
            for node in self.body.traverse(include_text=True):
                parent = node.parent
                setting = self.known.get(parent.mem_id) if parent is not None else None
                if node.tag == "-text":
                    self._text(node, setting or Setting())
                elif node.mem_id != self.body.mem_id and node.is_element_node:
                    self._element(node, setting or Setting())
        self.found.text = "".join(self.parts)
        self.found.empty_footers = [node for node in self.footers if not fold(node.text(deep=True))]
        return self.found

    def _element(self, node: LexborNode, above: Setting) -> None:
        tag = node.tag or ""
        if tag == "br":
            self.breaks = True
        attributes = node.attributes
        own = self.rules.style(node) if attributes else {}
        block = tag not in INLINE
        setting = Setting(
            hidden=above.hidden or (unseen(node, own) and tag != "body"),
            zone=_zone(tag, attributes, above.zone),
            block=node.mem_id if block else above.block,
            cell=tag in CELLS if block else above.cell,
            link=above.link,
        )
        self.known[node.mem_id] = setting
        if setting.zone == "footer" != above.zone:
            self.footers.append(node)
        if tag in {"a", "area"} or "onclick" in attributes:
            setting.link = self._link(node, setting, own)
        elif tag in {"img", "input"} and (tag == "img" or attributes.get("type") == "image"):
            self._picture(node, setting)
        elif tag in {"iframe", "frame"}:
            self.found.frames.append((node, setting))
        elif setting.link is not None and ("background-image" in own or "url(" in own.get("background", "")):
            setting.link.background = True

    def _link(self, node: LexborNode, setting: Setting, own: dict[str, str]) -> Link:
        attributes = node.attributes
        title = " ".join(
            filter(None, (attributes.get("title"), attributes.get("aria-label"), attributes.get("alt")))
        )
        link = Link(
            node, attributes.get("href"), setting.hidden, setting.zone, self.length, self.length, title=title
        )
        link.handler = "onclick" in attributes or any(
            name.startswith(("@click", "v-on:", "data-toggle", "data-target", "data-modal"))
            for name in attributes
        )
        link.background = "background-image" in own or "url(" in own.get("background", "")
        self.found.links.append(link)
        return link

    def _picture(self, node: LexborNode, setting: Setting) -> None:
        attributes = node.attributes
        src = (
            next((value for name in _LAZY if (value := attributes.get(name))), None)
            or attributes.get("src")
            or ""
        )
        words = fold(f"{attributes.get('alt') or ''} {attributes.get('title') or ''}")
        picture = Picture(node, src, words, setting.hidden, setting.zone, self.length, setting.link)
        if setting.link is not None:
            setting.link.pictures.append(picture)
        self.found.pictures.append(picture)

    def _text(self, node: LexborNode, setting: Setting) -> None:
        parent = node.parent
        if parent is None or parent.tag in _SILENT:
            return
        raw = node.text_content or ""
        words = fold(raw)
        if not words:
            if raw and self.parts and not self.parts[-1].endswith((" ", "\n", "\t")):
                self._push(" ")
            return
        self._push(
            self._divider(setting)
            + (" " if raw[0].isspace() and self.last is not None and self.last.block == setting.block else "")
        )
        self.found.runs.append(Run(self.length, setting))
        self._push(words + (" " if raw[-1].isspace() else ""))
        self.last, self.breaks = setting, False
        if setting.link is not None:
            setting.link.end = self.length
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


def _zone(tag: str, attributes: dict[str, str | None], above: str) -> str:
    """The zone of an element: platform and footer keep what is in them, a shop's own footer is the shop's."""
    if above in {"platform", "footer"}:
        names = _names(attributes)
        return "platform" if "platform" in names else above
    names = _names(attributes)
    if not names:
        return "footer" if tag == "footer" else above
    if "platform" in names:
        return "platform"
    if any(word in names for word in _SHOP):
        return "shop"
    foot = (
        tag == "footer" or any(word in names for word in _FOOT) or not _FOOT_NAMES.isdisjoint(names.split())
    )
    if foot:
        return "shop" if above == "shop" else "footer"
    return above or ("head" if tag in {"header", "nav"} else "")


def _names(attributes: dict[str, str | None]) -> str:
    if not attributes:
        return ""
    return f"{attributes.get('id') or ''} {attributes.get('class') or ''}".strip().lower()
