"""Which displays of a business licence stand on a page, whose are they, and where may others be?"""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.items import LicenceDisplay, LicenceForm
from rules.filings import icp_number, police_record
from rules.identifiers import ShownNumber, find_numbers, plain
from rules.names import find_companies, is_company, same_holder
from spiders.pages import licence_words as words
from spiders.pages.declarations import natural_person_mark, self_declaration
from spiders.pages.document import Document, absolute
from spiders.pages.flow import Flow, Link, Picture, read_flow
from spiders.pages.operators import operator_before, page_operator
from spiders.pages.owners import Whereabouts, whereabouts

_NOTHING = re.compile(r"^(?:#.{0,40}|javascript:(?:void\(?0?\)?|;|//)?;{0,2}|about:blank|)$", re.I)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|pdf)(?:$|[?!@_])", re.I)
_SMALL = re.compile(
    r"logo|icon|ico[-_/.]|pay|qr|ewm|wx|weixin|wechat|police|beian|ghs|gaba|ga\.|spacer|blank|line|arrow|top\.|app|weibo|kf|tel|phone|bg\.",
    re.I,
)
_RELATED = re.compile("授权|原名|曾用名|更名|名称变更|委托|分公司|全资子公司|关联公司|变更登记|办理变更|换发")
_TEMPLATE = re.compile(r"(?:执照|信用代码|注册号|公司名称)[^\n{]{0,20}(?:\{\{|\$\{|<%)")
_NAME_LABEL = re.compile("名称|主体|公司|经营者|字号")
_OWNED = re.compile("©|版权|COPYRIGHT|ICP|公司")
_EXCERPT = 120  # characters of a display that travel with it


@dataclass
class Displays:
    """All that a page says about who runs it."""

    licences: list[LicenceDisplay] = field(default_factory=list)
    operator: str | None = None
    icp: str | None = None
    police_record: str | None = None
    natural_person_mark: str | None = None
    licence_urls: list[str] = field(default_factory=list)  # absolute: where this site may show its licence
    unread: list[str] = field(default_factory=list)  # parts of the page that the HTML leaves empty


def read_displays(document: Document, *, url: str | None = None, platform: str | None = None) -> Displays:
    """Read every licence display of one page; `url` overrides the document's own address."""
    flow = read_flow(document)
    return _Reader(document, flow, url or document.url, whereabouts(document, flow, platform)).read()


class _Reader:
    def __init__(self, document: Document, flow: Flow, url: str | None, where: Whereabouts) -> None:
        self.document, self.flow, self.url, self.where = document, flow, url, where
        self.base = document.base_url or url
        self.links = [link for link in flow.links if self._may_matter(link)]
        self.licence_page = self._is_licence_page()

    def read(self) -> Displays:
        numbers = self._numbers()
        found = [*numbers, *self._links(), *self._pictures(), *self._scripts(), *self._declaration()]
        operator = self._operator()
        return Displays(
            licences=_distinct(found),
            operator=self._reconciled(operator, numbers),
            icp=icp_number(self._shown()),
            police_record=police_record(self._shown()),
            natural_person_mark=natural_person_mark(self.flow),
            licence_urls=self._places(),
            unread=self._unread(),
        )

    def _shown(self) -> str:
        return self.flow.text

    def _is_licence_page(self) -> bool:
        title = f"{self.document.title or ''} {self.document.first_text('h1', 'h2') or ''}"
        return bool(
            words.LICENCE.search(title) or re.search("证照|资质|经营者信息|主体信息|工商信息|公示", title)
        )

    # ---- numbers in the text ----------------------------------------------------------------------------
    def _numbers(self) -> list[LicenceDisplay]:
        return [display for number in find_numbers(self.flow.text) if (display := self._number(number))]

    def _number(self, number: ShownNumber) -> LicenceDisplay | None:
        setting = self.flow.at(number.start)
        holder = self._holder(number)
        if number.label is None and holder is None and setting.zone not in {"footer", "platform"}:
            return None  # a sound code that nothing ties to a business: a serial number
        if number.kind == "organisation" and any(other in self.flow.text for other in ("信用代码",)):
            return None
        owner = self.where.owner(self.flow, number.start, setting.zone, self._line(number.start), holder)
        href = absolute(setting.link.href, self.base) if setting.link else None
        government = words.government_register(href)
        return LicenceDisplay(
            owner=owner,
            form="government_link" if government else "text",
            number=number.number,
            valid=number.valid,
            name=holder,
            href=href if government else None,
            government=government,
            hidden=setting.hidden,
            excerpt=self._line(number.start),
        )

    def _line(self, offset: int) -> str:
        left, right = self.flow.line(offset)
        return self.flow.text[max(left, offset - _EXCERPT // 2) : min(right, offset + _EXCERPT // 2)].strip()

    def _holder(self, number: ShownNumber) -> str | None:
        """The company nearest to a number: on its line, just above it, or in its table."""
        left, right = self.flow.line(number.start)
        near = self._companies(max(left, number.start - 200), min(right, number.end + 120))
        before = [(number.start - end, name) for _, end, name in near if end <= number.start]
        after = [(start - number.end + 8, name) for start, _, name in near if start >= number.end]
        if before or after:
            return min([*before, *after])[1]
        above = self._companies(max(0, left - 100), left)
        zone = self.flow.at(number.start).zone
        alike = [name for start, _, name in above if self.flow.at(start).zone == zone]
        if alike and len(set(alike)) == 1:
            return alike[0]
        return self._holder_in_table(number) if self.licence_page or self.flow.at(number.start).cell else None

    def _holder_in_table(self, number: ShownNumber) -> str | None:
        around = self._companies(max(0, number.start - 300), number.end + 300)
        for start, _, name in around:
            if _NAME_LABEL.search(self.flow.text[max(0, start - 12) : start]):
                return name
        return around[0][2] if around else None

    def _companies(self, left: int, right: int) -> list[tuple[int, int, str]]:
        companies = find_companies(self.flow.text[left:right])
        moved = [(c.start + left, c.end + left, c) for c in companies]
        return [
            (start, end, c.name)
            for start, end, c in moved
            if operator_before(self.flow, type(c)(c.name, start, end))
        ]

    # ---- links ------------------------------------------------------------------------------------------
    def _links(self) -> list[LicenceDisplay]:
        return [display for link in self.links if (display := self._link(link))]

    def _may_matter(self, link: Link) -> bool:
        spoken = f"{link.words} {link.href or ''} {' '.join(picture.src[:300] for picture in link.pictures)}"
        return words.may_matter(spoken[:1500])

    def _link(self, link: Link) -> LicenceDisplay | None:
        href = absolute(link.href, self.base)
        named = words.names_a_licence(link.words) or (
            href is not None and self._path_names_a_licence(link, href)
        )
        government = words.government_register(href, link.words)
        badge = words.names_a_badge(link.words)
        if not (named or government or badge):
            return None
        dead = href is None or self._leads_home(href)
        if badge and not (named or government) and not dead:
            dead = False
        if not named and not government and dead and not badge:
            return None
        number = (
            words.number_in(href) or words.misshapen_number_in(href)
            if href and (government or named)
            else None
        )
        return LicenceDisplay(
            owner=self.where.owner(self.flow, link.start, link.zone, link.words, None),
            form=self._form(link, government),
            number=number,
            valid=None if number is None else words.number_in(href or "") is not None,
            name=self._name_beside(link) if government or named else None,
            href=href,
            government=government,
            hidden=link.unseen,
            dead=dead and not self._scripted(link),
            excerpt=link.words[:_EXCERPT] or None,
        )

    def _name_beside(self, link: Link) -> str | None:
        inside = find_companies(link.words)
        return inside[0].name if inside else None

    def _path_names_a_licence(self, link: Link, href: str) -> bool:
        """An address that speaks of a licence counts where the link says nothing itself: a bare icon."""
        speaking = any(words.PATH.search(urlsplit(picture.src).path) for picture in link.pictures)
        return (
            not link.text
            and (bool(words.PATH.search(urlsplit(href).path)) or speaking)
            and len(link.words) <= 6
        )

    def _form(self, link: Link, government: bool) -> LicenceForm:
        if government:
            return "government_link"
        if words.ELECTRONIC.search(link.words) and not link.text:
            return "electronic" if "二维码" in link.words or "扫" in link.words else "image_link"
        if link.text:
            return "text_link"
        return "image_link" if link.pictures else "background"

    def _leads_home(self, href: str) -> bool:
        """A badge that leads to the front page, or to the page it stands on, shows no licence."""
        here, there = urlsplit(self.url or ""), urlsplit(href)
        if not here.hostname or there.hostname != here.hostname or there.query:
            return False
        return there.path in {"", "/", "/index.html", "/index.htm", "/index.php", "/default.aspx"} or (
            there.path == here.path and not self.licence_page
        )

    def _scripted(self, link: Link) -> bool:
        """May a click show something although the address leads nowhere?"""
        href = (link.href or "").strip()
        if link.handler or (href.lower().startswith("javascript:") and not _NOTHING.match(href)):
            return True
        return "执照" in link.words and bool(self.document.css("script"))

    # ---- pictures and scripts ---------------------------------------------------------------------------
    def _pictures(self) -> list[LicenceDisplay]:
        return [display for picture in self.flow.pictures if (display := self._picture(picture))]

    def _picture(self, picture: Picture) -> LicenceDisplay | None:
        if picture.link is not None and picture.link.href is not None:
            return None  # the link was judged
        named = words.names_a_licence(picture.words)
        speaking = not picture.words and words.PATH.search(urlsplit(picture.src[:500]).path) is not None
        if not (named or speaking or (self.licence_page and self._alone(picture))):
            return None
        if picture.link is not None and not picture.src:
            return None
        qr = words.ELECTRONIC.search(picture.words) is not None
        return LicenceDisplay(
            owner=self.where.owner(self.flow, picture.start, picture.zone, picture.words, None),
            form="electronic" if qr else "image",
            href=absolute(picture.src, self.base),
            hidden=picture.hidden,
            excerpt=picture.words[:_EXCERPT] or None,
        )

    def _alone(self, picture: Picture) -> bool:
        """On a page titled as a licence's, a picture in the body that is no icon is taken for the licence."""
        return (
            picture.zone not in {"footer", "platform", "head"}
            and bool(picture.src)
            and not _SMALL.search(picture.src)
        )

    def _scripts(self) -> list[LicenceDisplay]:
        """Badges that a register's own script draws: `<script src="…govicon.js?id=…">`."""
        found = []
        for node in self.document.css("script[src]"):
            source = absolute(node.attributes.get("src"), self.base)
            if words.government_register(source):
                owner = self.where.owner(self.flow, len(self.flow.text), "footer", "", None)
                found.append(
                    LicenceDisplay(owner=owner, form="government_link", href=source, government=True)
                )
        return found

    def _declaration(self) -> list[LicenceDisplay]:
        span = self_declaration(self.flow)
        if span is None:
            return []
        text = self.flow.text[span[0] : span[1]].strip()
        hidden = self.flow.at(span[0] + (span[1] - span[0]) // 2).hidden
        return [
            LicenceDisplay(
                owner=self.where.native, form="self_declaration", hidden=hidden, excerpt=text[:400]
            )
        ]

    # ---- operator ---------------------------------------------------------------------------------------
    def _operator(self) -> str | None:
        """The name in the parts of the page that speak for its operator, not for the platform."""
        end = len(self.flow.text)
        if self.where.marketplace:
            platform = [run.start for run in self.flow.runs if run.setting.zone in {"platform", "footer"}]
            end = platform[0] if platform else end
        return page_operator(self.flow, 0, end, licence_page=self.licence_page)

    def _reconciled(self, operator: str | None, numbers: list[LicenceDisplay]) -> str | None:
        """The operator; the licence's holder where the page itself explains how the two belong together."""
        own = [
            display.name
            for display in numbers
            if display.owner != "platform" and not display.hidden and display.name
        ]
        if operator is None or not is_company(operator):
            return own[0] if own else operator
        if own and not any(same_holder(operator, name) for name in own) and self._explained(own[0]):
            return own[0]
        return operator

    def _explained(self, holder: str) -> bool:
        text = plain(self.flow.text)
        at = text.find(plain(holder))
        return at >= 0 and _RELATED.search(text[max(0, at - 60) : at + len(holder) + 60]) is not None

    # ---- where else -------------------------------------------------------------------------------------
    def _places(self) -> list[str]:
        """Licence links to be followed, then pages about the site, each once and in page order."""
        licence: list[str] = []
        about: list[str] = []
        for link in self.links:
            href = absolute(link.href, self.base)
            if href is None or len(link.words) > 40 or self._leads_home(href):
                continue
            if (
                words.names_a_licence(link.words)
                or words.names_a_place(link.words)
                or self._path_names_a_licence(link, href)
            ):
                licence.append(href)
            elif words.ABOUT.search(link.words) and len(link.words) <= 16 and self._same_site(href):
                about.append(href)
        about = [href for href in about if not _PICTURE.search(href)]
        frames = [
            href
            for node, _ in self.flow.frames
            if (href := absolute(node.attributes.get("src"), self.base)) and self._same_site(href)
        ]
        return list(dict.fromkeys([*licence, *about, *frames]))[:30]

    def _same_site(self, href: str) -> bool:
        here, there = urlsplit(self.url or self.base or "").hostname or "", urlsplit(href).hostname or ""
        return not here or there.split(".")[-2:] == here.split(".")[-2:]

    def _unread(self) -> list[str]:
        """Parts where a licence may stand that this HTML leaves to a script, a frame or a picture."""
        found = []
        silent = not _OWNED.search(plain(self.flow.text))
        if silent and self.flow.empty_footers and self.document.css("script"):
            found.append("页脚由脚本填充")
        if any(
            setting.zone == "footer" or "foot" in (node.attributes.get("src") or "")
            for node, setting in self.flow.frames
        ):
            found.append("页脚在框架页中")
        if _TEMPLATE.search(self.flow.text):
            found.append("执照信息由脚本填充")
        if any(self._unread_picture(picture) for picture in self.flow.pictures):
            found.append("页脚图片未能识读")
        return found

    def _unread_picture(self, picture: Picture) -> bool:
        width = (picture.node.attributes.get("width") or "").removesuffix("px")
        return (
            picture.zone == "footer"
            and not (width.isdigit() and int(width) < 60)
            and not picture.src.startswith("data:")
            and not picture.hidden
            and not picture.words
            and picture.link is None
            and bool(picture.src)
            and not _SMALL.search(picture.src)
        )


def _distinct(displays: list[LicenceDisplay]) -> list[LicenceDisplay]:
    """Each display once, in order; a link stays a display of its own beside a text with its number."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for display in displays:
        key = (display.owner, display.form, display.number, display.href, display.hidden)
        if key not in seen:
            seen.add(key)
            kept.append(display)
    return kept
