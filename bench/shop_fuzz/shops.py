"""Draws shops by a seed: goods, notices and a footer around one way to show a licence, some pages in trouble."""

import random
from dataclasses import dataclass, replace

from bench.operators import NAMES
from bench.shop_fuzz import displays, troubles
from bench.shop_fuzz.displays import Display, Show, Truth
from bench.shop_fuzz.operators import Operator, operator
from bench.shop_fuzz.troubles import TYPE, Answer, page

GOODS = ("折叠椅", "天幕", "积木", "拼图", "茶具", "蜂蜜", "毛巾", "台灯", "雨伞", "手工皂", "围巾", "米糕")
SHARES: tuple[tuple[float, tuple[Show, ...]], ...] = (
    (0.52, displays.SHOWN), (0.10, displays.EXEMPT), (0.30, displays.ABSENT), (0.08, displays.OTHER),
)  # fmt: skip
IN_TROUBLE = 0.25
"""Share of the shops of which one page does not come as it should."""


@dataclass(frozen=True)
class Shop:
    """One shop: `answers` by path; `kind` names how it shows its licence and what went wrong."""

    number: int
    truth: Truth
    kind: str
    root: str  # the front page's path
    answers: dict[str, Answer]
    name: str


def shop(number: int, seed: int, *, alone: bool = False, slow: float = 0.01) -> Shop:
    """The shop `number`, always alike for one seed; `alone`: a website of its own, not one shop of a marketplace.

    `slow` is the share of shops of which a page never comes in time.
    """
    draw = random.Random(f"{seed}/{number}")
    who = operator(draw)
    root = "" if alone else f"/shop/{10_000 + number}"
    show = draw.choice(draw.choices([some for _, some in SHARES], [share for share, _ in SHARES])[0])
    if alone and show is displays.platforms_only:
        show = displays.nothing
    display = show(who, root, draw)
    name = f"{draw.choice(NAMES)}{draw.choice(GOODS)}{draw.choice(('小铺', '旗舰店', '专营店', '优选'))}"
    pages = {root or "/": front(display, who, root, name, draw, alone=alone)}
    for step, body in display.pages.items():
        pages[f"{root}/{step}"] = plain_page(
            f"{display.titles.get(step, '店铺资质')} - {name}", body, alone=alone
        )
    answers = {path: page(html) for path, html in pages.items()}
    if show is displays.redirected:
        answers[f"{root}/go"] = Answer(b"", 302, {"Location": f"{root}/licence"})
    if show is displays.dead_end:
        answers[f"{root}/missing"] = troubles.gone(page(""), draw)
    made = Shop(number, display.truth, show.__name__, root or "/", encoded(answers, draw), name)
    return troubled(made, draw, slow)


def troubled(made: Shop, draw: random.Random, slow: float) -> Shop:
    """The same shop with one of its pages in trouble, for some; its absence can then not be known."""
    chance = draw.random()
    if chance >= IN_TROUBLE + slow:
        return made
    trouble = troubles.late if chance < slow else draw.choice(troubles.TROUBLES)
    path = draw.choice(sorted(made.answers))
    answers = made.answers | {path: trouble(made.answers[path], draw)}
    truth: Truth = "unknowable" if made.truth == "absent" else made.truth
    return replace(made, answers=answers, truth=truth, kind=f"{made.kind}+{trouble.__name__}")


def encoded(answers: dict[str, Answer], draw: random.Random) -> dict[str, Answer]:
    """All pages of a shop in one encoding, said rightly, wrongly or not at all."""
    codec, said = draw.choice((
        ("utf-8", "utf-8"), ("utf-8", "utf-8"), ("utf-8", "utf-8"), ("gb18030", "gbk"), ("gb18030", ""), ("utf-8", ""),
    ))  # fmt: skip
    headers = {"Content-Type": f"text/html; charset={said}" if said else "text/html"}
    return {
        path: replace(one, body=one.body.decode().encode(codec, "xmlcharrefreplace"), headers=headers)
        if one.headers == TYPE
        else one
        for path, one in answers.items()
    }


def front(display: Display, who: Operator, root: str, name: str, draw: random.Random, *, alone: bool) -> str:
    """A shop's front page."""
    goods = "".join(card(root, name, draw, number) for number in range(draw.randrange(3, 9)))
    panel = (
        f"<dl class=shop-info><dt>店铺名称</dt><dd>{name}</dd><dt>店铺评分</dt><dd>4.{draw.randrange(5, 10)}</dd>"
        f"<dt>开店时间</dt><dd>{draw.randrange(2012, 2025)}年</dd></dl>"
    )
    said = draw.choice(("全场满99包邮。", "下单后48小时内发货。", "欢迎光临！"))
    notice = f"<div class=notice><b>店铺公告</b><p>{said}</p></div>"
    pieces = [f"<div class=shop-side>{panel}{display.front}</div>", notice]
    if draw.random() < 0.3:
        pieces.reverse()
    head = f"<div class=shop-head><h1 class=shop-title>{name}</h1></div>" if not alone else f"<h1>{name}</h1>"
    foot = f"<div class=shop-bottom>{display.foot}</div>" if display.foot else ""
    body = f"{head}{''.join(pieces)}<h2>店长推荐</h2><ul class=cards>{goods}</ul>{foot}"
    return plain_page(f"{name} - {'谷雨市集' if not alone else '官方网店'}", body, alone=alone)


def card(root: str, name: str, draw: random.Random, number: int) -> str:
    """One article on a page of its shop."""
    title = f"{draw.choice(GOODS)} {draw.choice(('家用', '户外', '加厚', '儿童'))} {number + 1}号款"
    return (
        f'<li class="card"><a href="{root}/p{number}.html">{title}</a><span class="price">¥<em>'
        f"{draw.randrange(5, 400)}.00</em></span></li>"
    )


def plain_page(title: str, body: str, *, alone: bool) -> str:
    """A whole page; on a marketplace with the platform's own footer and licence."""
    foot = (
        f"<footer><p>© 2026 {title.rsplit(' - ', maxsplit=1)[-1]} 保留所有权利</p></footer>"
        if alone
        else PLATFORM_FOOT
    )
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}{foot}</body></html>"


PLATFORM_FOOT = """<div class="foot"><div><a href="/rules/service.html">平台服务协议</a>
<a href="/about/licence">平台营业执照</a></div>
<div>杭州谷雨市集网络科技有限公司 版权所有 增值电信业务经营许可证：浙B2-20220917</div>
<div><a href="https://beian.miit.gov.cn/">浙ICP备2022004417号-1</a></div></div>"""
