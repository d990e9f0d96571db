"""How a generated shop shows its licence, or does not: pieces of pages, and what is true of the shop by construction."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from bench.shop_fuzz.operators import Operator

Truth = Literal["shown", "exempt", "absent", "wrong", "unknowable"]
"""`shown` and `exempt` must never be accused, `absent` must be found, `wrong` may be accused of its number alone."""

REGISTER = "https://zzlz.gsxt.gov.cn/businessCheck/verifKey.do?showType=p&serial={}-SAIC_SHOW_10000091"
CALLED = (
    "营业执照", "店铺资质", "证照信息", "经营者信息", "资质证照", "商家资质", "工商信息", "企业资质公示",
    "营业执照公示", "亮照经营", "主体信息", "工商执照",
)  # fmt: skip
NOTHING = ("暂无资质信息。", "该商家尚未上传资质。", "暂无内容", "资质信息完善中，敬请期待。")


@dataclass
class Display:
    """`front` stands in the shop's panel, `foot` below its goods; `pages` are further pages by their last step."""

    truth: Truth
    front: str = ""
    foot: str = ""
    head: str = ""  # in <head>
    pages: dict[str, str] = field(default_factory=dict)  # step → body of the page
    titles: dict[str, str] = field(default_factory=dict)


Show = Callable[[Operator, str, random.Random], Display]


def text_in_panel(who: Operator, root: str, draw: random.Random) -> Display:
    label = draw.choice(("统一社会信用代码：", "营业执照：", "营业执照注册号 ", "执照编号:", "信用代码 "))
    return Display("shown", front=f"<p>企业名称：{who.name}</p><p>{label}{spelt(who.number, draw)}</p>")


def text_in_list(who: Operator, root: str, draw: random.Random) -> Display:
    return Display(
        "shown",
        front=f"<dl><dt>经营者</dt><dd>{who.name}</dd><dt>统一社会信用代码</dt><dd>{spelt(who.number, draw)}</dd></dl>",
    )


def text_below(who: Operator, root: str, draw: random.Random) -> Display:
    return Display(
        "shown",
        foot=f"<p>本店经营者：{who.name}　统一社会信用代码/注册号：{spelt(who.number, draw)}</p>",
    )


def link_to_table(who: Operator, root: str, draw: random.Random) -> Display:
    return linked(who, root, draw, table(who, draw))


def link_to_words(who: Operator, root: str, draw: random.Random) -> Display:
    lines = (
        f"名　　称：{who.name}",
        f"统一社会信用代码：{spelt(who.number, draw)}",
        "登记机关：市场监督管理局",
    )
    tag = draw.choice(("p", "div", "li"))
    return linked(who, root, draw, "".join(f"<{tag}>{line}</{tag}>" for line in lines))


def link_to_picture(who: Operator, root: str, draw: random.Random) -> Display:
    source = draw.choice(("/pic/{}.jpg", "/upload/yyzz_{}.png", "//127.0.0.1/cdn/{}.webp")).format(
        who.number[-5:]
    )
    name = draw.choice(('alt="营业执照"', 'alt=""', "", 'title="执照"', 'data-src="x.jpg" alt="营业执照"'))
    return linked(who, root, draw, f'<div><img src="{source}" {name} width="640"></div>')


def lazy_picture(who: Operator, root: str, draw: random.Random) -> Display:
    held = draw.choice(("data-src", "data-original", "data-lazy-src", "data-ks-lazyload"))
    return linked(
        who,
        root,
        draw,
        f'<div><img src="/s.gif" {held}="/upload/yyzz_{who.number[-5:]}.jpg" alt="营业执照"></div>',
    )


def picture_in_panel(who: Operator, root: str, draw: random.Random) -> Display:
    return Display("shown", front=f'<p>营业执照</p><img src="/upload/yyzz{who.number[-4:]}.jpg" width="500">')


def picture_behind(who: Operator, root: str, draw: random.Random) -> Display:
    style = f"background:url(/upload/yyzz{who.number[-4:]}.jpg) no-repeat;width:600px;height:420px"
    return linked(who, root, draw, f'<div class="licence-image" style="{style}"></div>')


def link_to_file(who: Operator, root: str, draw: random.Random) -> Display:
    ending = draw.choice(("jpg", "png", "pdf", "jpeg?x-oss-process=image/resize,w_800"))
    return Display(
        "shown", front=f'<a href="/upload/zz{who.number[-4:]}.{ending}" target="_blank">营业执照</a>'
    )


def government(who: Operator, root: str, draw: random.Random) -> Display:
    inner = draw.choice(
        ("工商亮照", '<img src="/i/gs.png" alt="工商网监电子标识">', "电子营业执照亮照", "网络工商")
    )
    return Display("shown", front=f'<a href="{REGISTER.format(who.number)}">{inner}</a>')


def electronic(who: Operator, root: str, draw: random.Random) -> Display:
    return Display("shown", front='<p><img src="/i/qr.png" alt="扫码查看电子营业执照" width="160"></p>')


def framed(who: Operator, root: str, draw: random.Random) -> Display:
    return Display(
        "shown",
        foot=f'<iframe src="{root}/frame" width="100%" height="80"></iframe>',
        pages={"frame": table(who, draw)},
    )


def link_to_framed(who: Operator, root: str, draw: random.Random) -> Display:
    shown = linked(who, root, draw, f'<iframe src="{root}/inner" width="700" height="500"></iframe>')
    shown.pages["inner"] = table(who, draw)
    return shown


def layer(who: Operator, root: str, draw: random.Random) -> Display:
    hidden = draw.choice(('style="display:none"', 'class="modal hide"', "hidden"))
    return Display(
        "shown",
        front=f'<a href="javascript:;" onclick="openLayer()">营业执照</a><div id="zz" {hidden}>{table(who, draw)}</div>',
    )


def click(who: Operator, root: str, draw: random.Random) -> Display:
    opener = draw.choice((
        '<a href="javascript:void(0)" onclick="showLicence(1)">{}</a>',
        '<a href="javascript:showLicence(1)">{}</a>',
        '<button onclick="showLicence()">{}</button>',
        '<span class="lic" onclick="showLicence()">{}</span>',
        '<a href="#" id="showLic">{}</a>',
        '<div class="tab-nav" data-tab="licence">{}</div>',
    ))  # fmt: skip
    script = (
        '<script>function showLicence(){fetch("/api/licence")}document.getElementById("showLic")</script>'
    )
    return Display(
        "shown", front=opener.format(draw.choice(("查看营业执照", "营业执照", "店铺资质"))) + script
    )


def folded(who: Operator, root: str, draw: random.Random) -> Display:
    return Display("shown", front=f"<details><summary>营业执照</summary>{table(who, draw)}</details>")


def by_script(who: Operator, root: str, draw: random.Random) -> Display:
    data = json.dumps({"companyName": who.name, "licenseNo": who.number}, ensure_ascii=draw.random() < 0.5)
    return Display(
        "shown",
        front='<div id="licence-box"></div>',
        foot=f"<script>var info={data};render(document.getElementById('licence-box'),info)</script>",
    )


def template(who: Operator, root: str, draw: random.Random) -> Display:
    return linked(
        who,
        root,
        draw,
        '<div id="app"><p>统一社会信用代码：{{shop.code}}</p></div><script src="/a.js"></script>',
    )


def empty_until_script(who: Operator, root: str, draw: random.Random) -> Display:
    return linked(
        who,
        root,
        draw,
        '<div id="root">' + draw.choice(("", "加载中…", "正在加载")) + '</div><script src="/a.js"></script>',
    )


def redirected(who: Operator, root: str, draw: random.Random) -> Display:
    shown = linked(who, root, draw, "", step="go")
    shown.pages["licence"] = table(who, draw)
    shown.titles["licence"] = "店铺资质"
    return shown


def two_steps(who: Operator, root: str, draw: random.Random) -> Display:
    shown = linked(
        who,
        root,
        draw,
        f'<h2>店铺介绍</h2><p>我们开店已经六年。</p><a href="{root}/licence">营业执照</a>',
        step="about",
        word="店铺介绍",
    )
    shown.pages["licence"] = table(who, draw)
    shown.titles["licence"] = "营业执照"
    return shown


def declaration(who: Operator, root: str, draw: random.Random) -> Display:
    ground = draw.choice(("销售自产农副产品", "个人从事零星小额交易活动", "个人销售家庭手工业产品"))
    words = f"自我声明：本店经营者为自然人，{ground}，依据《中华人民共和国电子商务法》第十条，依法不需要办理市场主体登记。"
    return (
        Display("exempt", front=f"<p>{words}</p>")
        if draw.random() < 0.5
        else _exempt_page(who, root, draw, words)
    )


def mark(who: Operator, root: str, draw: random.Random) -> Display:
    words = draw.choice((
        "自然人网店标识：GYZRR{}（平台已核验经营者身份）", "自然人店铺 已核验 {}", "亮标：个人经营者标识 {}",
    ))  # fmt: skip
    return Display("exempt", front=f"<p>{words.format(who.number[-6:])}</p>")


def picture_mark(who: Operator, root: str, draw: random.Random) -> Display:
    return Display("exempt", front='<img src="/i/zrr.png" alt="自然人网店标识" width="80">')


def _exempt_page(who: Operator, root: str, draw: random.Random, words: str) -> Display:
    shown = linked(who, root, draw, f"<p>{words}</p>")
    shown.truth = "exempt"
    return shown


def nothing(who: Operator, root: str, draw: random.Random) -> Display:
    return Display(
        "absent", front=draw.choice(("", "<p>欢迎光临本店，请放心选购。</p>", "<p>正品保证，假一赔十。</p>"))
    )


def empty_page(who: Operator, root: str, draw: random.Random) -> Display:
    shown = linked(who, root, draw, f"<h2>店铺资质</h2><p>{draw.choice(NOTHING)}</p>")
    shown.truth = "absent"
    return shown


def dead_badge(who: Operator, root: str, draw: random.Random) -> Display:
    badge = draw.choice(("/i/gs.png", "/img/gongshang.gif"))
    target = draw.choice(
        ('href="#"', 'href="/"', 'href="javascript:void(0)"', 'href="https://www.gsxt.gov.cn/"')
    )
    return Display(
        "absent", front=f'<a {target}><img src="{badge}" alt="工商网监" width="40" height="48"></a>'
    )


def tempting_words(who: Operator, root: str, draw: random.Random) -> Display:
    words = (
        "<p>本店出售A4营业执照框、执照套，免费代装。</p>",
        f"<p>订单号 {draw.randrange(10**14, 10**15)}，客服电话 0571-8{draw.randrange(10**6, 10**7)}。</p>",
        "<p>平台入驻须知：商家应当上传营业执照副本。</p>",
        f"<p>浙ICP备{draw.randrange(10**7, 10**8)}号-1</p>",
        "<p>企业认证店铺　实名认证　好评率 98%</p>",
        "<p>产品质检报告编号：QC2023-00871 条码 6901234567892</p>",
    )
    return Display("absent", front="".join(draw.sample(words, 2)))


def platforms_only(who: Operator, root: str, draw: random.Random) -> Display:
    return Display("absent", foot='<p><a href="/about/licence">平台营业执照</a></p>')


def malformed(who: Operator, root: str, draw: random.Random) -> Display:
    wrong = who.number[:-1] + ("A" if who.number[-1] != "A" else "B")
    return Display("wrong", front=f"<p>{who.name} 统一社会信用代码：{wrong}</p>")


def dead_end(who: Operator, root: str, draw: random.Random) -> Display:
    shown = linked(who, root, draw, "", step="missing")
    shown.truth = "unknowable"
    return shown


def linked(
    who: Operator,
    root: str,
    draw: random.Random,
    body: str,
    *,
    step: str = "licence",
    word: str | None = None,
) -> Display:
    """A link on the front page, by one of the names that such links have, and the page behind it."""
    word = word or draw.choice(CALLED)
    link = draw.choice((
        '<a href="{0}">{1}</a>', '<p class="nav"><a target="_blank" href="{0}">{1}</a></p>',
        '<a href="{0}"><img src="/i/yyzz.png" alt="{1}" width="24"></a>', '<ul><li><a href="{0}"><b>{1}</b></a></li></ul>',
    ))  # fmt: skip
    address = f"{root}/{step}" + draw.choice(("", "", "?from=shop"))
    return Display("shown", front=link.format(address, word), pages={step: body}, titles={step: word})


def table(who: Operator, draw: random.Random) -> str:
    """Rows of labels and values, as licence pages have them."""
    rows = {
        draw.choice(("名称", "企业名称", "公司名称", "名　　称")): who.name,
        draw.choice(("统一社会信用代码", "注册号", "统一社会信用代码/注册号", "营业执照注册号")): spelt(
            who.number, draw
        ),
        "类型": "有限责任公司",
        "住所": who.address,
        "法定代表人": "王春野",
    }
    shape = draw.choice((
        "<tr><th>{}</th><td>{}</td></tr>", "<tr><td>{}：</td><td>{}</td></tr>", "<p><span>{}</span><span>{}</span></p>",
        "<li>{}：{}</li>", "<dt>{}</dt><dd>{}</dd>",
    ))  # fmt: skip
    inner = "".join(shape.format(label, value) for label, value in rows.items())
    if shape.startswith("<tr"):
        return f"<table>{inner}</table>"
    return (
        f"<dl>{inner}</dl>"
        if shape.startswith("<dt")
        else f"<ul>{inner}</ul>"
        if shape.startswith("<li")
        else inner
    )


def spelt(number: str, draw: random.Random) -> str:
    """The number as pages spell it: plain, full-width, in groups, in pieces of markup, with invisible characters."""
    ways: tuple[Callable[[str], str], ...] = (
        str,
        str,
        str,
        lambda code: "".join(chr(ord(one) + 0xFEE0) for one in code),
        lambda code: f"{code[:6]} {code[6:12]} {code[12:]}",
        lambda code: f"<b>{code[:8]}</b><b>{code[8:]}</b>",
        lambda code: "\u200b".join((code[:9], code[9:])),
        lambda code: "".join(f"&#{ord(one)};" for one in code),
        str.lower,
    )
    return draw.choice(ways)(number)


SHOWN: tuple[Show, ...] = (
    text_in_panel, text_in_list, text_below, link_to_table, link_to_words, link_to_picture, lazy_picture,
    picture_in_panel, picture_behind, link_to_file, government, electronic, framed, link_to_framed, layer, click,
    folded, by_script, template, empty_until_script, redirected, two_steps,
)  # fmt: skip
EXEMPT: tuple[Show, ...] = (declaration, mark, picture_mark)
ABSENT: tuple[Show, ...] = (nothing, nothing, empty_page, dead_badge, tempting_words, platforms_only)
OTHER: tuple[Show, ...] = (malformed, dead_end)
