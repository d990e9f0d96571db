"""What stands around every page of the market: head, search box, shelves, and the platform's own footer."""

from collections.abc import Iterable
from html import escape

from crawler.demo.things import Category
from crawler.demo.world import platform_number

MARKET = "谷雨市集"
OPERATOR = "杭州谷雨市集网络科技有限公司"
STYLE = """
body{margin:0;font:14px/1.7 "PingFang SC","Microsoft YaHei",sans-serif;color:#333;background:#f5f5f2}
a{color:#2a5d4a;text-decoration:none}a:hover{text-decoration:underline}
.wrap{width:1120px;margin:0 auto}.top{background:#fff;border-bottom:2px solid #2a5d4a;padding:14px 0}
.logo{font-size:26px;font-weight:700;margin-right:40px}
.top form{display:inline}.top input{padding:6px 10px;width:340px}
.shelves a{margin-right:16px}.main{background:#fff;margin-top:14px;padding:18px}
.cards{list-style:none;padding:0;display:grid;grid-template-columns:repeat(5,1fr);gap:14px}
.cards li{border:1px solid #eee;padding:10px}.cards img{width:100%}.price{color:#c33;font-size:18px}
.meta,.foot{color:#888;font-size:12px}.foot{padding:24px 0;text-align:center}.foot a{color:#888;margin:0 6px}
.gallery{float:left;width:380px;margin-right:24px}.gallery img{width:360px}.clear{clear:both}
table{border-collapse:collapse}td,th{border:1px solid #e5e5e5;padding:4px 10px;text-align:left}
dl{overflow:hidden}dt{float:left;clear:left;width:90px;color:#888}dd{margin-left:100px}
.tag{background:#2a5d4a;color:#fff;font-size:12px;padding:1px 6px;border-radius:2px}
.pager a,.pager b{margin:0 5px}
.notice{background:#fff8e6;border:1px solid #f0e0b0;padding:8px 14px}
"""


def page(title: str, body: str, categories: Iterable[Category], head: str = "") -> str:
    """A whole page of the market; `{charset}` is filled in when it is encoded."""
    shelves = "".join(f'<a href="/list/{shelf.slug}">{escape(shelf.name)}</a>' for shelf in categories)
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="{{charset}}"><title>{escape(title)}</title>
<meta name="viewport" content="width=device-width"><style>{STYLE}</style>{head}</head>
<body><div class="top"><div class="wrap"><a class="logo" href="/">{MARKET}</a>
<form action="/search" method="get"><input name="q" placeholder="搜一搜好物"><button>搜索</button></form>
<div class="shelves">{shelves}</div></div></div>
<div class="wrap main">{body}</div>{footer()}</body></html>"""


def footer() -> str:
    """The platform's own licence and numbers: they say nothing of any shop."""
    return f"""<div class="foot"><div><a href="/rules/service.html">平台服务协议</a>
<a href="/rules/trade.html">交易规则</a>
<a href="/rules/privacy.html">隐私政策</a><a href="/about/licence">平台营业执照</a>
<a href="/my/orders">我的订单</a></div>
<div>{OPERATOR} 版权所有 统一社会信用代码：{platform_number()} 增值电信业务经营许可证：浙B2-20220917</div>
<div><a href="https://beian.miit.gov.cn/" rel="nofollow">浙ICP备2022004417号-1</a>
<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=33011002013377" rel="nofollow">
浙公网安备 33011002013377号</a></div></div>"""


def crumbs(*steps: tuple[str, str | None]) -> str:
    """The path from the home page to here; the last step has no link."""
    parts = [
        f'<a href="{path}">{escape(name)}</a>' if path else f"<span>{escape(name)}</span>"
        for name, path in steps
    ]
    return f'<div class="crumbs"><a href="/">首页</a> &gt; {" &gt; ".join(parts)}</div>'


def pager(here: int, last: int, address: str) -> str:
    """Links to the pages around `here`; `address` ends where the number goes."""
    if last < 2:
        return ""
    numbers = "".join(
        f"<b>{number}</b>" if number == here else f'<a href="{address}{number}">{number}</a>'
        for number in range(max(1, here - 3), min(last, here + 3) + 1)
    )
    before = f'<a class="prev" href="{address}{here - 1}">上一页</a>' if here > 1 else ""
    after = f'<a class="next" rel="next" href="{address}{here + 1}">下一页</a>' if here < last else ""
    return f'<div class="pager">{before}{numbers}{after}<span>共{last}页</span></div>'
