"""Could the page be read? Walls, log-in pages, gone pages and empty searches, told from real pages."""

from collections.abc import Iterable

from crawler.items import Status
from spiders.pages.document import Document

SHORT_CHARS = 1200  # a wall has little else to say; a page with more words than this is not one
TITLE_BLOCKED = (
    "访问验证", "安全验证", "验证码", "人机验证", "滑动验证", "身份验证", "访问受限", "访问被拒绝",
    "访问过于频繁", "punish", "captcha", "robot check", "access denied", "attention required",
    "just a moment", "are you a human", "are you human", "security check", "pardon our interruption",
    "request blocked", "forbidden",
)  # fmt: skip
BODY_BLOCKED = (
    *TITLE_BLOCKED,
    "拖动滑块",
    "拖动下方滑块",
    "请按住滑块",
    "请完成验证",
    "请输入图片中的",
    "请输入验证码",
    "访问频繁",
    "操作过于频繁",
    "操作频繁",
    "网络异常请刷新",
    "系统检测到",
    "亲，小二正忙",
    "被挤爆啦",
    "您的访问出现异常",
    "异常流量",
    "异常访问",
    "非法访问",
    "unusual traffic",
    "verify you are human",
    "enable cookies",
    "not a robot",
    "automated access",
)
WALL_MARKUP = (
    "_____tmd_____", "security-X5", "x5secdata", "nocaptcha.js", "/punish?", "cf-chl-", "cf_chl_opt",
    "challenge-platform", "px-captcha", "distil_r_captcha", "geetest.com", "captcha-delivery.com",
    "errors/validateCaptcha", "/_Incapsula_Resource",
)  # fmt: skip
TITLE_LOGIN = (
    "登录", "登陆", "会员登录", "sign in", "log in", "login", "anmelden", "connexion",
)  # fmt: skip
BODY_LOGIN = (
    "请登录后", "登录后查看", "请先登录", "您还没有登录", "扫码登录", "密码登录", "log in to continue",
)  # fmt: skip
GONE = (
    "页面不存在", "页面找不到", "页面没有找到", "找不到页面", "找不到该页", "您访问的页面",
    "您查看的宝贝不存在", "宝贝不存在", "商品不存在", "该商品已下", "商品已下架", "商品已下柜",
    "商品已删除", "店铺不存在", "店铺已关闭", "店铺已经关闭", "没有找到相应的店铺", "该店铺已",
    "很抱歉，您查看", "抱歉，您访问", "已失效", "page not found", "not found", "404", "no longer available",
    "page you requested", "page you were looking for", "page you are looking for", "has been removed",
    "seite nicht gefunden", "page introuvable", "no longer exists",
)  # fmt: skip
EMPTY = (
    "没有找到", "没找到", "未找到", "找不到相关", "暂无商品", "暂无结果", "暂无相关", "无搜索结果",
    "没有搜索到", "没有符合条件", "没有相关", "没有任何商品", "0 results", "no results", "no products",
    "no items found", "nothing found", "did not match any", "keine ergebnisse", "keine artikel",
    "aucun résultat", "aucun produit", "sin resultados",
)  # fmt: skip
BY_CODE = {401: Status.LOGIN, 403: Status.BLOCKED, 404: Status.GONE, 410: Status.GONE, 418: Status.BLOCKED}


def wall(document: Document) -> Status | None:
    """BLOCKED, LOGIN or GONE when another page stands in this page's place; None when the page is itself."""
    code = document.http_status
    if code in BY_CODE:
        return BY_CODE[code]
    if code is not None and (code == 429 or code >= 500):
        return Status.BLOCKED
    if not document.body.strip():
        return Status.DAMAGED
    if document.data is not None:
        return None  # an API answers in its own words: the platform's reader knows them
    return _by_words(document)


def _by_words(document: Document) -> Status | None:
    title = (document.title or "").lower()
    words = document.visible_text
    short = len(words) <= SHORT_CHARS
    lower = words.lower() if short else ""
    if short and _any(WALL_MARKUP, document.text):
        return Status.BLOCKED
    if short and (_any(TITLE_BLOCKED, title) or _any(BODY_BLOCKED, lower)):
        return Status.BLOCKED
    if _any(GONE, title) and not document.json_ld:
        return Status.GONE
    if short and _any(TITLE_LOGIN, title) and _password_field(document):
        return Status.LOGIN
    if short and _any(BODY_LOGIN, lower):
        return Status.LOGIN
    if short and _any(GONE, lower):
        return Status.GONE
    return None


def empty_search(document: Document) -> bool:
    """Does a page without cards say that nothing was found?"""
    return _any(EMPTY, document.visible_text[:20_000].lower())


def _password_field(document: Document) -> bool:
    return document.first('input[type="password"]') is not None


def _any(phrases: Iterable[str], text: str) -> bool:
    return any(phrase in text for phrase in phrases)
