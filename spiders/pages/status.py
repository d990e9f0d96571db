"""Could the page be read? Walls, log-in pages, gone pages, empty searches and shells, told from real pages."""

import re
from itertools import takewhile
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.items import Status
from spiders.pages.document import Document, holders, node_text
from spiders.pages.phrases import Phrases
from spiders.pages.purchase import BUY
from spiders.pages.visibility import declarations, unseen

SHORT_CHARS = 1500  # a wall has little else to say
FEW_LINKS = 60  # and leads to few places
SHELL_CHARS = 250  # a page with fewer visible characters than this is drawn by its scripts
NOTICE_CHARS = 100
BLOCKED_TITLES = Phrases(
    "访问验证", "安全验证", "验证码", "人机验证", "滑动验证", "身份验证", "访问受限", "访问被拒绝",
    "访问过于频繁", "拒绝访问", "京东验证", "punish", "captcha", "robot check", "bot check",
    "access denied", "attention required", "just a moment", "are you a human", "are you human",
    "security check", "pardon our interruption", "request blocked", "403 forbidden", "verify you are",
    "human verification", "ddos-guard", "checking your browser", "请稍候", "请稍后…",
)  # fmt: skip
BLOCKED_WORDS = Phrases(
    "访问验证", "安全验证", "人机验证", "滑动验证", "访问被拒绝", "访问过于频繁", "拖动滑块",
    "拖动下方滑块", "按住滑块", "请完成验证", "请输入图片中的", "请输入验证码", "输入下方验证码",
    "访问频繁", "操作过于频繁", "操作频繁", "网络异常请刷新", "系统检测到", "小二正忙", "被挤爆啦",
    "访问出现异常", "异常流量", "异常访问", "非法访问", "请求被拦截", "已被拦截", "防火墙", "您的ip",
    "unusual traffic", "verify you are human", "verify that you", "not a robot", "automated access",
    "access denied", "request blocked", "has been blocked", "checking your browser",
    "complete the security check", "press & hold", "press and hold", "访问被阻断", "对网站造成安全威胁", "访问行为异常",
)  # fmt: skip
MAINTENANCE = Phrases(
    "系统维护", "网站维护", "系统升级中", "升级维护", "维护升级", "维护中", "系统正在升级", "网站正在升级", "网站暂停访问",
    "网站暂时无法访问", "网站暂时关闭", "服务暂不可用", "服务器繁忙", "系统繁忙", "under maintenance", "scheduled maintenance",
    "temporarily unavailable", "be back soon", "service unavailable", "bad gateway", "gateway time-out",
)  # fmt: skip
"""What a page says in the place of every page of a site that is shut for a while: to be asked again later."""

WALL_MARKUP = (
    "_____tmd_____", "security-X5", "x5secdata", "nocaptcha", "/punish?", "cf-chl-", "cf_chl_opt",
    "challenge-platform", "px-captcha", "distil_r_captcha", "gt.captcha", "geetest", "captcha-delivery.com",
    "validateCaptcha", "/_Incapsula_Resource", "TCaptcha", "sec.taobao.com", "awsc.js", "aws-waf-token",
    "RGV587", "FAIL_SYS_USER_VALIDATE",
)  # fmt: skip
LOGIN_TITLES = Phrases(
    "登录", "登陆", "sign in", "log in", "login", "anmelden", "connexion", "iniciar sesión", "ログイン",
    "로그인",
)  # fmt: skip
LOGIN_WORDS = Phrases(
    "请登录后", "登录后查看", "请先登录", "您还没有登录", "您尚未登录", "扫码登录", "密码登录", "短信登录",
    "请登录", "手机号登录", "登录后推荐", "新用户可直接登录", "未注册手机号",
    "log in to continue", "sign in to continue", "please log in", "please sign in",
    "FAIL_SYS_SESSION_EXPIRED",
)  # fmt: skip
GONE = Phrases(
    "页面不存在", "页面找不到", "页面没有找到", "找不到页面", "找不到该页", "找不到网页", "页面已失效",
    "页面丢失", "您访问的页面", "您要访问的页面", "您查看的宝贝", "宝贝不存在", "商品不存在", "该商品已下",
    "商品已下架", "商品已下柜", "商品已删除", "商品已失效", "商品已经下架", "店铺不存在", "店铺已关闭",
    "店铺已经关闭", "没有找到相应的店铺", "该店铺已", "很抱歉，您查看", "抱歉，您访问", "已被删除",
    "已下架或", "找不到您", "page not found", "404 not found", "not be found", "no longer available",
    "page you requested", "page you were looking for", "page you are looking for", "has been removed",
    "doesn't exist", "does not exist", "seite nicht gefunden", "page introuvable", "no longer exists",
    "página no encontrada",
)  # fmt: skip
EMPTY = Phrases(
    "没有找到", "没找到", "未找到", "找不到相关", "暂无商品", "暂无结果", "暂无相关", "无搜索结果",
    "没有搜索到", "没有符合条件", "没有相关", "没有任何商品", "无相关商品", "暂无宝贝",
    "no results", "no products", "no items found", "nothing found", "did not match any", "couldn't find",
    "could not find", "共0件", "keine ergebnisse", "keine artikel", "aucun résultat",
    "aucun produit", "sin resultados", "找不到符合",
)  # fmt: skip
_NONE = re.compile(
    r"(?<![\d.,])0 ?(?:[件个条款](?:相关)?(?:商品|宝贝|产品|结果)|results|products found|items found|treffer"
    r"|ergebnisse|résultats?)",
    re.I,
)
NOT_OF_SEARCH = Phrases(
    "购物车", "购物袋", "cart", "basket", "bag", "wishlist", "评价", "评论", "咨询", "收藏", "浏览", "review", "comment",
)  # fmt: skip
BY_CODE = {
    401: Status.LOGIN,
    404: Status.GONE,
    410: Status.GONE,
    403: Status.BLOCKED,
    418: Status.BLOCKED,
    429: Status.BLOCKED,
}
_LOGIN_PLACE = re.compile(r"(?:^|[./])(?:login|passport|signin|sign-in|logon)(?:[./?]|$)", re.I)
_NUMBERED_404 = re.compile(r"(?<![\w.,￥¥$€-])404(?![a-z0-9.,%-]|\s?[元克件升]|\s?(?:ml|mm|cm|kg)\b)", re.I)
_WALL_PLACE = re.compile(r"(?:punish|captcha|/_____tmd_____|risk_handler|/verify\.|antibot|challenge)", re.I)
NOTICES = "h1, h2, h3, h4, [class*=error i], [id*=error i], [class*=notfound i], [class*=not-found i], [class*='404']"
ROOTS = "#app, #root, #__next, #__nuxt, #ice-container, #container, [id*=app i], [ng-app], [data-reactroot]"


def wall(document: Document) -> Status | None:
    """BLOCKED, LOGIN or GONE when another page stands in this page's place; None when the page is itself."""
    code = document.http_status
    if code is not None and (code in BY_CODE or code >= 500):
        return BY_CODE.get(code, Status.BLOCKED)
    if not document.body.strip():
        return Status.DAMAGED
    if document.data is not None:
        return _by_body(document)
    return _by_words(document)


def _by_body(document: Document) -> Status | None:
    """An API's short refusal; its platform's reader knows more of them."""
    if len(document.text) > 4 * SHORT_CHARS:
        return None
    if any(mark in document.text for mark in WALL_MARKUP):
        return Status.BLOCKED
    return Status.LOGIN if LOGIN_WORDS.within(document.text) else None


def _by_words(document: Document) -> Status | None:
    title = (document.title or "").lower()
    words = document.visible_text
    place = _place(document)
    short = len(words) <= SHORT_CHARS and len(document.links) <= FEW_LINKS
    bare = short and len(document.body) <= 150_000
    told = "\n".join(text for text, node in document.leaves if node.tag != "a") if short else ""
    if short and LOGIN_WORDS.different(words) >= 2:
        return Status.LOGIN  # its slider is a part of the form
    if short and (
        BLOCKED_TITLES.within_lower(title) or BLOCKED_WORDS.within(words) or _WALL_PLACE.search(place)
    ):
        return Status.BLOCKED
    if short and (
        MAINTENANCE.within_lower(title) or (len(words) <= SHORT_CHARS // 3 and MAINTENANCE.within(told))
    ):
        return Status.BLOCKED
    if bare and len(words) <= SHELL_CHARS and any(mark in document.text for mark in WALL_MARKUP):
        return Status.BLOCKED
    asks = any(given.get("type") == "password" for given in document.given("input"))
    if (LOGIN_TITLES.within_lower(title) or _LOGIN_PLACE.search(place)) and (asks or short):
        return Status.LOGIN
    if short and (_asks_to_log_in(document, told) if not asks else len(words) <= SHORT_CHARS // 2):
        return Status.LOGIN
    return Status.GONE if _is_gone(document, title, words if short else "") else None


def _asks_to_log_in(document: Document, told: str) -> bool:
    """Do the words outside links say so, on a page that offers nothing to buy?"""
    return LOGIN_WORDS.within(told) and not BUY.within_lower(document.short_words)


def _place(document: Document) -> str:
    """Host and path of the address that the page was fetched from."""
    parts = urlsplit(document.url or "")
    return f"{parts.netloc}{parts.path}"


def _is_gone(document: Document, title: str, words: str) -> bool:
    """Does a page without an article say that it is not there: in its title, a heading, or its few words?"""
    titled = GONE.within_lower(title) or _NUMBERED_404.search(title) is not None
    if not (titled or GONE.within_lower(document.lower_words) or "404" in words):
        return False
    if "Product" in document.text and ("schema.org" in document.text or "og:type" in document.metas):
        return False
    if titled or GONE.within(words):
        return True
    return any(GONE.within(text) or _NUMBERED_404.search(text) for text in _notices(document))


def _notices(document: Document) -> list[str]:
    """Headings and error boxes, those that are short."""
    shown = [node_text(node) or "" for node in document.css(NOTICES)[:40]]
    return [text for text in shown if len(text) <= NOTICE_CHARS]


def nothing_found(document: Document, cards: list[LexborNode]) -> bool:
    """Does a notice above the cards of a search say that nothing was found? They are recommendations then.

    A place for such a notice that is kept hidden says nothing, nor does that of an empty cart.
    """
    if not empty_search(document):
        return False
    inside = {card.mem_id for card in cards}
    for text, node in document.leaves:
        above = list(takewhile(lambda holder: holder.tag != "body", holders(node)))
        if inside and any(holder.mem_id in inside for holder in above):
            return False
        if len(text) <= NOTICE_CHARS and _says_none(text) and not NOT_OF_SEARCH.within(text):
            return not any(_is_hidden(holder) or _is_of_other(holder) for holder in above)
    return False


def _is_of_other(node: LexborNode) -> bool:
    """Is it a part of the page that has its own emptiness: a cart, reviews?"""
    given = node.attributes
    return NOT_OF_SEARCH.within(f"{given.get('class') or ''} {given.get('id') or ''}")


def _is_hidden(node: LexborNode) -> bool:
    given = node.attributes
    return unseen(node.tag or "", given, declarations(given.get("style")))


def empty_search(document: Document) -> bool:
    """Does a page without cards say that nothing was found?"""
    return _says_none(document.visible_text[:20_000])


def _says_none(words: str) -> bool:
    return EMPTY.within(words) or _NONE.search(words) is not None


def is_shell(document: Document) -> bool:
    """Is there next to nothing to read without running the page's scripts?"""
    if document.data is not None or len(document.visible_text) > SHELL_CHARS:
        return False
    return document.first("script") is not None
