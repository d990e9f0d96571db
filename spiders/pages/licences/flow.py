"""A page as its public meets it: text, links and pictures in order, their zone, and do they show?"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import LexborNode

from rules.identifiers import plain
from spiders.pages.document import fold


@dataclass(slots=True)
class Setting:
    """What an element hands down to what is in it."""

    hidden: bool = False
    zone: str = ""  # footer, platform, shop, head; empty: the body of the page
    block: int = 0
    cell: bool = False
    link: "Link | None" = None
    ink: str = ""  # colour of letters, where the markup tells
    ground: str = ""  # colour behind them, where the markup tells


@dataclass(slots=True)
class Link:
    """One anchor (or a thing with a click handler): where it leads and what it shows."""

    node: LexborNode
    href: str | None  # as written
    hidden: bool
    zone: str
    start: int
    end: int = 0
    text: str = ""  # what shows
    covered: str = ""  # what is hidden in a link that shows
    title: str = ""  # title and aria-label
    pictures: list["Picture"] = field(default_factory=list)
    handler: bool = False
    background: bool = False

    @property
    def unseen(self) -> bool:
        """Hidden itself, or with nothing in it but what is hidden."""
        seen = self.text or self.background or any(not picture.hidden for picture in self.pictures)
        return self.hidden or (not seen and (bool(self.pictures) or bool(self.covered)))

    @property
    def words(self) -> str:
        """All that names the link: its text, its title, the names of its pictures."""
        if not self.title and not self.pictures and not self.covered:
            return self.text
        named = (picture.words for picture in self.pictures)
        return fold(" ".join([self.text, self.title, *named, self.covered]))


@dataclass(slots=True)
class Picture:
    """One image: its address as written (lazy ones too) and the words that name it."""

    node: LexborNode
    src: str
    words: str  # alt and title
    hidden: bool
    zone: str
    start: int
    linked: bool = False  # in an anchor or a thing with a click handler, which holds it among its pictures
    leads: bool = False  # in one with an address


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

    @cached_property
    def plain(self) -> str:
        """The text as `plain` folds it, at the same offsets: many look for words in it."""
        return plain(self.text)

    def at(self, offset: int) -> Setting:
        """The setting of the text node that holds this offset."""
        index = bisect_right(self.runs, offset, key=lambda run: run.start) - 1
        return self.runs[index].setting if index >= 0 else Setting()

    def between(self, start: int, end: int) -> list[Run]:
        """The text nodes that begin in a stretch of the text."""
        first = bisect_left(self.runs, start, key=lambda run: run.start)
        return self.runs[first : bisect_left(self.runs, end, key=lambda run: run.start)]

    def line(self, offset: int) -> tuple[int, int]:
        """Start and end of the line (block) around an offset."""
        return self.text.rfind("\n", 0, offset) + 1, _or(self.text.find("\n", offset), len(self.text))


def _or(found: int, otherwise: int) -> int:
    return found if found >= 0 else otherwise
