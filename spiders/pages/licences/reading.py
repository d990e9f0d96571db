"""What the readers of licence displays share: one page, its flow, where it stands, and a few questions about it."""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from spiders.pages.document import Document, absolute
from spiders.pages.licences import words
from spiders.pages.licences.flow import Flow, Link
from spiders.pages.licences.owners import Whereabouts, whereabouts
from spiders.pages.licences.walk import read_flow

EXCERPT = 120  # characters of a display that travel with it
_FRONT = frozenset({"", "/", "/index.html", "/index.htm", "/index.php", "/default.aspx"})
_TITLES = re.compile("证照|资质|经营者信息|主体信息|工商信息|公示")
_OPENED = re.compile(r"""['"]([^'"\s<>]{1,300}[/.][^'"\s<>]{1,300})['"]""")


@dataclass(frozen=True)
class Reading:
    """One page about to be searched; `url` is None when the address was not kept."""

    document: Document
    flow: Flow
    url: str | None
    where: Whereabouts

    @classmethod
    def of(cls, document: Document, url: str | None, platform: str | None) -> "Reading":
        """Walk the page and ask where it stands."""
        flow = read_flow(document)
        return cls(document, flow, url or document.url, whereabouts(document, flow, platform))

    @cached_property
    def licence_page(self) -> bool:
        """Does the page call itself one that shows a licence?"""
        title = f"{self.document.title or ''} {self.document.first_text('h1', 'h2') or ''}"
        return bool(words.LICENCE.search(title) or _TITLES.search(title))

    @cached_property
    def scripted(self) -> bool:
        """Has the page any script at all?"""
        return bool(self.document.tagged("script"))

    def address(self, link: Link) -> str | None:
        """Where a link leads, absolute; what a click handler opens counts. None: nowhere that the markup tells."""
        href = absolute(link.href, self.document.base_url or self.url)
        if href is None and (handler := link.node.attributes.get("onclick")):
            opened = _OPENED.search(handler[:2000])
            href = absolute(opened.group(1), self.document.base_url or self.url) if opened else None
        return href

    def source(self, src: str | None) -> str | None:
        """The absolute address of a picture, script or frame."""
        return absolute(src, self.document.base_url or self.url)

    def leads_home(self, href: str) -> bool:
        """Does a link lead to the front page or to the page it stands on? Then it shows no licence."""
        here, there = urlsplit(self.url or ""), urlsplit(href)
        if not here.hostname or there.hostname != here.hostname or there.query:
            return False
        return there.path.lower() in _FRONT or (there.path == here.path and not self.licence_page)

    def same_site(self, href: str) -> bool:
        """Do this page and an address share their domain? Unknown counts as yes."""
        here = urlsplit(self.url or self.document.base_url or "").hostname or ""
        return not here or (urlsplit(href).hostname or "").split(".")[-2:] == here.split(".")[-2:]

    def around(self, offset: int) -> str:
        """The words of the block around an offset, at most EXCERPT characters."""
        left, right = self.flow.line(offset)
        return self.flow.text[max(left, offset - EXCERPT // 2) : min(right, offset + EXCERPT // 2)].strip()

    def before(self, offset: int, length: int = 24) -> str:
        """The words just before an offset, from the same block or the one above."""
        return self.flow.text[max(0, offset - length) : offset].strip().rpartition("\n")[2]
