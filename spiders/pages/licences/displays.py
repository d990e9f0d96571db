"""All that a page says about who runs it: licence displays with their owner, operator, filings, and where to look on."""

import re
from dataclasses import dataclass, field

from crawler.items import LicenceDisplay
from rules.filings import icp_number, police_record
from rules.identifiers import plain
from rules.names import find_companies, is_company, same_holder
from spiders.pages.document import Document
from spiders.pages.licences import words
from spiders.pages.licences.declarations import natural_person_mark, self_declaration
from spiders.pages.licences.links import link_displays, picture_displays, script_badges, speaking_links
from spiders.pages.licences.numbers import number_displays
from spiders.pages.licences.operators import page_operator
from spiders.pages.licences.places import places, unread_parts
from spiders.pages.licences.reading import Reading

_RELATED = re.compile("授权|更名|名称变更|委托|分公司|全资子公司|关联公司|变更登记|办理变更|换发")
_RENAMED = re.compile("曾用名|更名|名称变更|变更登记")


@dataclass
class Displays:
    """What was found; `licence_urls` and `about_urls` are absolute, `unread` says in Chinese what the HTML leaves empty."""

    licences: list[LicenceDisplay] = field(default_factory=list)
    operator: str | None = None
    icp: str | None = None
    police_record: str | None = None
    natural_person_mark: str | None = None
    licence_urls: list[str] = field(default_factory=list)
    about_urls: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_displays(document: Document, *, url: str | None = None, platform: str | None = None) -> Displays:
    """Read one page; `url` overrides the document's own address, `platform` None means an unknown site."""
    page = Reading.of(document, url, platform)
    numbers = number_displays(page)
    for shown in numbers:
        shown.renamed = shown.name is not None and _renamed(page, shown.name)
    links = speaking_links(page)
    licences, abouts = places(page, links)
    linked = [*link_displays(page, links), *picture_displays(page), *script_badges(page)]
    return Displays(
        licences=_distinct(_opened([*numbers, *linked, *_declared(page)])),
        operator=_operator(page, numbers),
        icp=icp_number(page.flow.text, page.flow.plain),
        police_record=police_record(page.flow.text, page.flow.plain),
        natural_person_mark=natural_person_mark(page.flow),
        licence_urls=licences,
        about_urls=abouts,
        unread=unread_parts(page),
    )


def _declared(page: Reading) -> list[LicenceDisplay]:
    span = self_declaration(page.flow)
    if span is None:
        return []
    text = page.flow.text[span[0] : span[1]].strip()
    hidden = page.flow.at((span[0] + span[1]) // 2).hidden
    return [
        LicenceDisplay(owner=page.where.native, form="self_declaration", hidden=hidden, excerpt=text[:400])
    ]


def _opened(displays: list[LicenceDisplay]) -> list[LicenceDisplay]:
    """A layer that a visible link opens by script is not hidden: one touch shows it."""
    trigger = any(
        display.href is None and not display.dead and not display.hidden and display.form.endswith("link")
        for display in displays
    )
    if trigger:
        for display in displays:
            if display.form in {"text", "image"}:
                display.hidden = False
    return displays


def _operator(page: Reading, numbers: list[LicenceDisplay]) -> str | None:
    """Whom the page names; the licence's holder where the page itself explains how the two belong together."""
    own = [one.name for one in numbers if one.owner != "platform" and not one.hidden and one.name]
    operator = page_operator(
        page.flow,
        licence_page=page.licence_page,
        about=words.ABOUT.search(f"{page.document.title} {page.document.first_text('h1', 'h2')}") is not None,
        platform_from=page.where.foot if page.where.marketplace else None,
        holders=own,
    )
    operator = operator or (None if page.where.marketplace else _titled(page))
    if operator is None or not is_company(operator):
        return own[0] if own else operator
    if own and not any(same_holder(operator, name) for name in own) and _explained(page, own[0]):
        return own[0]
    return operator


def _titled(page: Reading) -> str | None:
    """A site that puts a company's full name into its title names its operator."""
    titled = find_companies(page.document.title or "")
    return titled[0].name if titled else None


def _explained(page: Reading, holder: str) -> bool:
    text = page.flow.plain
    at = text.find(plain(holder))
    return at >= 0 and _RELATED.search(text[max(0, at - 60) : at + len(holder) + 60]) is not None


def _renamed(page: Reading, holder: str) -> bool:
    """Does the page say beside the holder's name, wherever it stands, that it changed?"""
    text, name = page.flow.plain, plain(holder)
    if not _RENAMED.search(text):
        return False
    places = (match.start() for match in re.finditer(re.escape(name), text))
    return any(_RENAMED.search(text[max(0, at - 60) : at + len(name) + 60]) for at in places)


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
