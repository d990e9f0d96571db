"""What comes instead of a page: walls, log-ins, errors, half pages, answers that are late or never end."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Answer:
    """What the server sends for one address."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0  # seconds before the answer
    cut: bool = False  # the connection ends in mid-body


TYPE = {"Content-Type": "text/html; charset=utf-8"}
LATE = 30.0
"""Seconds; longer than any crawl of generated shops waits."""


def page(html: str, status: int = 200) -> Answer:
    """A page in UTF-8."""
    return Answer(html.encode(), status, TYPE)


Trouble = Callable[[Answer, random.Random], Answer]

WALLS = (
    "<title>安全验证</title><div id=captcha>请拖动滑块完成验证</div>",
    "<title>访问验证</title><body><script>window.x5secdata='a'</script><p>亲，访问被拒绝</p>",
    "<title>Just a moment...</title><div id=challenge-form></div><script src=/cdn-cgi/challenge-platform/h/b></script>",
    "<title>验证码</title><form><img src=/captcha.jpg>请输入图片中的字符<input name=code></form>",
    "<p>您的访问过于频繁，请稍后再试</p>",
)
LOGINS = (
    "<title>用户登录</title><form>请先登录<input type=password></form>",
    "<title>登录 - 市集</title><form action=/login>账号<input>密码<input type=password><button>登录</button></form>",
)


def wall(answer: Answer, draw: random.Random) -> Answer:
    return page(draw.choice(WALLS), draw.choice((200, 200, 403, 503, 429)))


def login(answer: Answer, draw: random.Random) -> Answer:
    return page(draw.choice(LOGINS), draw.choice((200, 401)))


def refused(answer: Answer, draw: random.Random) -> Answer:
    return page("<h1>403 Forbidden</h1><hr>nginx", draw.choice((403, 429, 418)))


def broken(answer: Answer, draw: random.Random) -> Answer:
    status = draw.choice((500, 502, 503, 504))
    return page(f"<h1>{status} Bad Gateway</h1>", status)


def gone(answer: Answer, draw: random.Random) -> Answer:
    return page("<title>404</title><h1>页面不存在</h1>", draw.choice((404, 410, 200)))


def late(answer: Answer, draw: random.Random) -> Answer:
    return replace(answer, delay=LATE)


def half(answer: Answer, draw: random.Random) -> Answer:
    """Cut in mid-page; the server says nothing of it."""
    return replace(answer, body=answer.body[: len(answer.body) // 2])


def torn(answer: Answer, draw: random.Random) -> Answer:
    """Cut in mid-page, and less than promised."""
    return replace(answer, cut=True)


def bare(answer: Answer, draw: random.Random) -> Answer:
    return page("")


def shell(answer: Answer, draw: random.Random) -> Answer:
    return page(
        "<html><head><title>店铺</title></head><body><div id=app></div><script src=/js/app.js></script></body></html>"
    )


def busy(answer: Answer, draw: random.Random) -> Answer:
    return page(
        f"<html><body><p>{draw.choice(('系统繁忙，请稍后再试', '网络异常，请刷新重试', '系统升级中'))}</p></body></html>"
    )


def mojibake(answer: Answer, draw: random.Random) -> Answer:
    """Text that lost its characters on the way."""
    return replace(answer, body=answer.body.decode("utf-8", "replace").encode("ascii", "replace"))


def to_login(answer: Answer, draw: random.Random) -> Answer:
    return Answer(b"", 302, {"Location": "/login?from=shop"})


def loop(answer: Answer, draw: random.Random) -> Answer:
    return Answer(b"", 302, {"Location": "/loop/a"})


TROUBLES: tuple[Trouble, ...] = (
    wall, wall, wall, login, refused, broken, gone, half, torn, bare, shell, busy, mojibake, to_login, loop,
)  # fmt: skip
