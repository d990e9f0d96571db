"""Links, pictures and badges that lead to a licence or show one, and those that only look so."""

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from crawler.items import LicenceDisplay, LicenceForm
from rules.names import find_companies
from spiders.pages.licences import words
from spiders.pages.licences.flow import Link, Picture
from spiders.pages.licences.reading import EXCERPT, Reading

SMALL = re.compile(
    r"logo|icon|alipay|weixin|wechat|police|beian|gaba|spacer|blank|line|arrow|weibo|phone|banner|jingwang|12377|star"
    r"|(?<![a-z0-9])(?:ico[-_/.]|pay|qr|ewm|wx|ghs|ga\.|top\.|app|kf|tel|bg\.)",
    re.I,
)
"""Addresses of pictures that are no licence and no footer in one picture; a name drawn by lot may hold any two letters."""

_NOTHING = re.compile(r"^(?:#.{0,40}|javascript:(?:void\(?0?\)?|;|//)?;{0,2}|about:blank|)$", re.I)
_SAYS_NOTHING = re.compile("^(?:点击)?(?:查看|详情|查看详情|查看大图|下载|点此|这里|图片|链接|公示|>+|»|)$")
_SCAN = re.compile("扫码|扫一扫|扫描|二维码")


def link_displays(page: Reading, links: Sequence[Link]) -> list[LicenceDisplay]:
    """One display a link, in page order."""
    return [display for link in links if (display := _link(page, link))]


def speaking_links(page: Reading) -> list[Link]:
    """The links whose words or addresses may have to do with a licence or with the page's operator."""
    return [link for link in page.flow.links if _may_matter(page, link)]


def _may_matter(page: Reading, link: Link) -> bool:
    spoken = f"{link.words} {link.href or ''} {' '.join(picture.src[:300] for picture in link.pictures)}"
    if words.MATTER.within(spoken[:1500]):
        return True
    return _SAYS_NOTHING.match(link.words) is not None and "执照" in page.before(link.start)


def called(page: Reading, link: Link) -> str:
    """What names a link: its own words, or the label before it when they say nothing (营业执照：查看)."""
    if _SAYS_NOTHING.match(link.words):
        label = page.before(link.start)
        if words.LICENCE.search(label[-8:]):
            return f"{label} {link.words}".strip()
    return link.words


def names_licence(page: Reading, link: Link, href: str | None) -> bool:
    """Is this link called a licence, by its words or, where it has none, by its addresses?"""
    said = called(page, link)
    if words.names_a_licence(said) or words.names_credentials(said):
        return True
    if href is None or link.text or len(link.words) > 6:
        return "执照" in unquote(urlsplit(href or "").path) and words.names_a_place(said)
    sources = [href, *(picture.src[:500] for picture in link.pictures)]
    return any(_path_speaks(source) for source in sources)


def _path_speaks(source: str) -> bool:
    path = urlsplit(source).path
    return words.PATH.search(path) is not None or "执照" in unquote(path)


def _link(page: Reading, link: Link) -> LicenceDisplay | None:
    href = page.address(link)
    said = called(page, link)
    named = names_licence(page, link, href)
    government = words.government_register(href, said)
    if not (named or government or words.names_a_badge(said)):
        return None
    number = words.number_in(href) if href else None
    wrong = words.misshapen_number_in(href) if href and government and not number else None
    nowhere = href is None or page.leads_home(href) or words.register_front(href)
    return LicenceDisplay(
        owner=page.where.owner(page.flow, link.start, link.zone, said, None),
        form=_form(link, government),
        number=number or wrong,
        valid=True if number else False if wrong else None,
        name=next((company.name for company in find_companies(said)), None),
        href=href,
        government=government,
        hidden=link.unseen,
        dead=nowhere and not (href is None and (_opens_by_script(page, link) or _unplaced(page, link))),
        excerpt=said[:EXCERPT] or None,
    )


def _form(link: Link, government: bool) -> LicenceForm:
    if government:
        return "government_link"
    if link.text:
        return "text_link"
    if link.pictures and _SCAN.search(link.words):
        return "electronic"
    return "image_link" if link.pictures else "background"


def _unplaced(page: Reading, link: Link) -> bool:
    """Is the address relative, on a page that was saved without its own? It leads somewhere, nobody knows where."""
    href = (link.href or "").strip()
    return (
        page.document.base_url is None
        and bool(href)
        and href[0] not in "#?"
        and ":" not in href.split("/")[0]
    )


def _opens_by_script(page: Reading, link: Link) -> bool:
    """May a click show something although the address leads nowhere?"""
    href = (link.href or "").strip()
    if link.handler or (href.lower().startswith("javascript:") and not _NOTHING.match(href)):
        return True
    return "执照" in link.words and page.scripted


def picture_displays(page: Reading) -> list[LicenceDisplay]:
    """Pictures of a licence that stand on the page itself, and QR codes that lead to one."""
    return [display for picture in page.flow.pictures if (display := _picture(page, picture))]


def _picture(page: Reading, picture: Picture) -> LicenceDisplay | None:
    if not picture.src or picture.leads:
        return None  # in a link: the link was judged
    label = "" if picture.words else page.before(picture.start)
    said = picture.words or (label if words.LICENCE.search(label[-10:]) else "")
    named = words.names_a_licence(said) or ("执照" in said and _SCAN.search(said) is not None)
    speaks = not picture.words and _path_speaks(picture.src[:500])
    if not (named or speaks or (page.licence_page and _alone(picture))):
        return None
    # A picture takes up no text: it stands behind what comes before it, not in the platform's words that follow.
    return LicenceDisplay(
        owner=page.where.owner(page.flow, picture.start - 1, picture.zone, said, None),
        form="electronic" if _SCAN.search(said) or "电子" in said else "image",
        href=page.source(picture.src),
        hidden=picture.hidden,
        dead=_icon(picture) and not _SCAN.search(said),
        excerpt=said[:EXCERPT] or None,
    )


def _icon(picture: Picture) -> bool:
    """Is a picture too small to be read as a licence? An icon without a link shows none."""
    sides = [(picture.node.attributes.get(side) or "").removesuffix("px") for side in ("width", "height")]
    if any(side.isdigit() for side in sides):
        return any(side.isdigit() and int(side) < 100 for side in sides)
    return (
        picture.src.lower().split("?")[0].endswith((".gif", ".ico", ".svg")) or "icon" in picture.src.lower()
    )


def _alone(picture: Picture) -> bool:
    """On a page titled as a licence's, a picture in the body that is no icon is taken for the licence."""
    return picture.zone not in {"footer", "platform", "head"} and not SMALL.search(picture.src)


def script_badges(page: Reading) -> list[LicenceDisplay]:
    """Badges that a register's own script draws: `<script src="…govicon.js?id=…">`."""
    given = [script.get("src") or "" for script in page.document.given("script")]
    at_home = words.may_be_government(page.document.base_url or page.url or "")
    sources = [page.source(src) for src in given if at_home or words.may_be_government(src)]
    owner = page.where.owner(page.flow, len(page.flow.text), "footer", "", None)
    return [
        LicenceDisplay(owner=owner, form="government_link", href=source, government=True)
        for source in sources
        if words.government_register(source)
    ]
