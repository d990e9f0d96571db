"""Where else may this site show its licence, and which parts of this page does its HTML leave unread?"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from rules.identifiers import plain, read_number, uscc_valid
from spiders.pages.depth import DEPTH
from spiders.pages.document import PARSED_CHARS, absolute, fold
from spiders.pages.licences import words
from spiders.pages.licences.flow import Link, Picture
from spiders.pages.licences.links import SMALL, names_licence
from spiders.pages.licences.reading import Reading

_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|pdf)(?:$|[?!@_])", re.I)
_TEMPLATE = re.compile(r"(?:执照|信用代码|注册号|公司名称)[^\n{]{0,20}(?:\{\{|\$\{|<%)")
_OWNED = re.compile("©|版权|COPYRIGHT|ICP|公司")
_NUMBER_LABEL = re.compile("(?:信用代码|注册号|执照号码?|执照编号)[:\\s]{0,3}$")
_FAULT = re.compile(
    "系统繁忙|稍后再试|稍后重试|网络异常|服务器|出错了|维护中|正在升级|系统升级|加载失败|加载中|正在加载|访问过|跳转中|正在跳转"
    "|Bad Gateway|Gateway Time-?out|Service (?:Temporarily )?Unavailable|Internal Server Error|Forbidden|Not Found"
    "|Welcome to nginx|It works|Index of /|Apache2? |nginx|Runtime Error|Fatal error|Warning: "
    "|站点创建成功|没有找到站点|(?:站点|网站|店铺|商城|页面|空间)[一-鿿]{0,4}(?:不存在|关闭|暂停|到期|过期|停用|停止|建设中|欠费)"
    "|(?:域名|网址)[一-鿿]{0,6}(?:出售|转让|到期|过期|停用|未备案|解析)|未备案|暂停访问|停止服务|无法访问|拒绝访问",
    re.I,
)
_ASCII = bytes(range(0x80))
_CHINESE = re.compile("[一-鿿]+")
_MARKS = re.compile("[?\ufffd]{2,}")
_OPENS = re.compile("<html", re.I)
CHINESE = 40  # characters from which on a page is not asked for its other letters
_LETTER = re.compile(r"[^\W\d_]+")
_KANA = re.compile("[\u3041-\u30ff\uac00-\ud7a3]+")  # Hangul too
_LEAST = 12  # characters of text below which nothing was there to be read
_KEY = re.compile(rb"""(?:licen[cs]e|reg|credit|zch|uscc|business)[a-z_]{0,12}["']?\s?[:=]\s?\Z""", re.I)
KEY_CHARS = 40  # before a value in which its key stands
_OPENERS = frozenset({"onclick", "data-tab", "data-toggle", "data-target", "data-modal"})
_OPENING = re.compile(r"(?<![a-z])(?:tabs?(?![a-z])|btn|button|popup|modal|dialog|trigger|toggle)", re.I)
_OPENER_LEVELS = 5  # between a short text and the button that it labels
_LICENCE_SIGNS = frozenset("照质示标证书息Nn")  # every name of a licence or of its place has one of these
_DRAWN = "canvas, object, embed"
MOST = 30  # places of one page that are read
_CODE_SIGNS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHAPES = bytes(0x41 if sign in _CODE_SIGNS else 0x22 if sign in b"\"'" else 0x20 for sign in range(0x100))
_QUOTED_CODE = b'"' + b"A" * 15
"""Either quote and the shortest number, in the shape that `_SHAPES` gives a script: few scripts have one."""
_CODE = re.compile(rb"""["']([0-9A-Z]{15,18})["']""")
_BUSINESS = re.compile("9[1-3][0-9]{6}")
MOST_CODES = 2000  # of one page that are tried


def places(page: Reading, links: Sequence[Link]) -> tuple[list[str], list[str]]:
    """Pages of licence links; pages about the site and frames. Each once, at most 30 in all, absolute."""
    licence: list[str] = []
    about: list[str] = []
    for link in links:
        href = page.address(link)
        if href is None or len(link.words) > 40 or page.leads_home(href) or _platforms_own(page, link):
            continue
        if _no_page(href):
            continue
        if names_licence(page, link, href) or words.names_a_place(link.words):
            licence.append(href)
        elif words.ABOUT.search(link.words) and len(link.words) <= 16 and page.same_site(href):
            about.append(href)
    sources = (absolute(node.attributes.get("src"), page.url) for node, _ in page.flow.frames)
    frames = [href for href in sources if href and page.same_site(href)]
    told = list(dict.fromkeys(licence))[:MOST]
    others = [href for href in dict.fromkeys([*about, *frames]) if href not in told]
    return told, others[: MOST - len(told)]


def _platforms_own(page: Reading, link: Link) -> bool:
    """On a shop's page the platform's footer leads to the platform's own licence: no place of the shop's."""
    where = page.where
    if not where.marketplace or where.known:
        return False
    return where.owner(page.flow, link.start, link.zone, link.words, None) == "platform"


def _no_page(href: str) -> bool:
    """Is this a picture or a government site? The link to it is the display; no page of the site follows."""
    return _PICTURE.search(href) is not None or (urlsplit(href).hostname or "").endswith(".gov.cn")


def unread_parts(page: Reading) -> list[str]:
    """Parts where a licence may stand that this HTML leaves to a script, a frame or a picture; Chinese words."""
    flow, found = page.flow, []
    if len(page.document.visible_text) < _LEAST:
        found.append("页面几乎没有文字")
    if len(page.document.visible_text) < 200 and _FAULT.search(page.document.visible_text):
        found.append("页面报错或正在加载")
    if len(page.document.text) > PARSED_CHARS or _too_deep(page.document.dom.body):
        found.append("页面过长或嵌套过深，没有读完")
    if _foreign(page.document.visible_text):
        found.append("页面不是中文，不能判断经营者是否在境内")
    if _lost(page.document.visible_text):
        found.append("页面文字成了问号，没有读出")
    if _cut_off(page.document.text):
        found.append("页面没有收完整")
    if page.scripted and flow.empty_footers and not _OWNED.search(flow.plain):
        found.append("页脚由脚本填充")
    if any(
        setting.zone == "footer" or "foot" in (node.attributes.get("src") or "")
        for node, setting in flow.frames
    ):
        found.append("页脚在框架页中")
    if _TEMPLATE.search(flow.text) or _in_data(page.document.script_text[:2_000_000]):
        found.append("执照信息由脚本填充")
    if _opened_by_script(page):
        found.append("执照或资质入口由脚本打开")
    if page.licence_page and _drawn_parts(page):
        found.append("执照页的内容在框架、背景图片或图形中，未能识读")
    if any(_footer_in_one(picture) or _number_as_picture(page, picture) for picture in flow.pictures):
        found.append("页脚图片未能识读")
    return found


def _foreign(text: str) -> bool:
    """Is a page written in another language than Chinese? Chinese law need not reach its operator."""
    beyond = text.encode("utf-8", "replace").translate(None, _ASCII).decode()
    kana = _length(_KANA, beyond)
    chinese = _length(_CHINESE, beyond, enough=None if kana else CHINESE)
    if kana > chinese / 5:
        return True
    if chinese >= CHINESE:
        return False
    many = max(100, 10 * chinese)
    return _length(_LETTER, text[:20_000], enough=many + 1) > many


def _lost(text: str) -> bool:
    """Did a page's Chinese become question marks on its way?"""
    if "??" not in text and "\ufffd" not in text:
        return False
    marks = _length(_MARKS, text)
    return marks > 12 and marks > _length(_CHINESE, text) / 4


def _length(runs: re.Pattern[str], text: str, enough: int | None = None) -> int:
    """How many characters of a kind, found by runs, of which there are fewer; no more are counted than is enough."""
    length = 0
    for run in runs.finditer(text):
        length += run.end() - run.start()
        if enough is not None and length >= enough:
            break
    return length


def _in_data(script: str) -> bool:
    """Do the page's scripts hold a sound code, or a number under a licence's key, which they may show?"""
    return any(
        (_BUSINESS.match(number) and uscc_valid(number)) or (_KEY.search(before) and read_number(number)[2])
        for number, before in islice(_quoted_codes(script), MOST_CODES)
    )


def _quoted_codes(script: str) -> Iterator[tuple[str, bytes]]:
    """What stands in quotes and has the shape of a number, and what stands before it."""
    data = script.encode("utf-8", "replace")
    shapes = data.translate(_SHAPES)
    at = shapes.find(_QUOTED_CODE)
    while at >= 0:
        if code := _CODE.match(data, at):
            yield code[1].decode(), data[max(0, at - KEY_CHARS) : at]
        at = shapes.find(_QUOTED_CODE, at + len(_QUOTED_CODE))


def _opened_by_script(page: Reading) -> bool:
    """Is there a button, tab or link without an address that is called a licence or a page of credentials?"""
    if any(_called_licence(link.words) and _to_be_clicked(page, link) for link in page.flow.links):
        return True
    labels = (
        node
        for text, node in map(
            page.document.short_leaves.__getitem__, words.MATTER.lines_lower(page.document.short_words)
        )
        if len(text) <= 16 and not _LICENCE_SIGNS.isdisjoint(text)
    )
    openers = (opener for node in islice(labels, 200) if (opener := _opener(node, page.scripted)) is not None)
    return any(_called_licence(fold(opener.text(deep=True)[:60])) for opener in openers)


def _opener(node: LexborNode, scripted: bool) -> LexborNode | None:
    """The nearest button, tab or thing with a handler around a text; None without one.

    What only its class calls a tab or a button is one where the page has scripts, unless it is a link.
    """
    up: LexborNode | None = node
    for _ in range(_OPENER_LEVELS):
        if up is None or up.tag == "button":
            return up
        given = up.attributes
        if given.get("role") in {"button", "tab"} or not _OPENERS.isdisjoint(given):
            return up
        scripted = scripted and up.tag != "a"
        if scripted and _OPENING.search(given.get("class") or ""):
            return up
        up = up.parent
    return None


def _to_be_clicked(page: Reading, link: Link) -> bool:
    """A link that leads nowhere by itself; one that is a badge of pictures alone only looks so."""
    if link.hidden or not link.text or page.address(link) is not None:
        return False
    return link.handler or page.scripted


def _called_licence(said: str) -> bool:
    return len(said) <= 16 and (words.names_a_licence(said) or words.names_a_place(said))


def _drawn_parts(page: Reading) -> bool:
    """Does a page that is there to show a licence hold anything that may be one and is no text or picture?"""
    if page.flow.frames or page.document.first(_DRAWN) is not None:
        return True
    grounds = (node.attributes.get("style") or "" for node in page.document.css('[style*="url("]')[:50])
    return any(not SMALL.search(style) for style in grounds)


def _too_deep(body: LexborNode | None) -> bool:
    """Does the page end at the depth at which reading stops? What came after was not read."""
    depth = 0
    while body is not None and depth < DEPTH - 10:
        child = body.last_child
        while child is not None and not child.is_element_node:
            child = child.prev
        body, depth = child, depth + 1
    return depth >= DEPTH - 10


def _cut_off(text: str) -> bool:
    """Does a page open and never close? It broke off on its way, and its footer with it."""
    if _OPENS.search(text, 0, 3000) is None:
        return False
    end = text[-3000:].lower()
    return "</html" not in end and "</body" not in end


def _footer_in_one(picture: Picture) -> bool:
    """May this be a footer drawn as one picture, with the licence in it?"""
    nameless = not picture.words and not picture.linked and bool(picture.src)
    if picture.zone != "footer" or picture.hidden or not nameless:
        return False
    width = (picture.node.attributes.get("width") or "").removesuffix("px")
    narrow = width.isdigit() and int(width) < 60
    return not (narrow or picture.src.startswith("data:") or SMALL.search(picture.src))


def _number_as_picture(page: Reading, picture: Picture) -> bool:
    return not picture.hidden and _NUMBER_LABEL.search(plain(page.before(picture.start))) is not None
