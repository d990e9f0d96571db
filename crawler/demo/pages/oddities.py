"""Pages that are no pages: the wall, the log-in, the missing article, the platform's rules, the pictures."""

from collections.abc import Sequence

from crawler.demo.pages.frame import page
from crawler.demo.things import Category, Listing

RULES = {
    "service": (
        "平台服务协议",
        (
            "用户注册时应当提供真实信息，平台依法核验。",
            "平台修改本协议，将提前七日在首页公示并征求意见，用户不同意的可以停止使用并注销。",
            "因不可抗力导致服务中断的，平台将尽力恢复，并依法承担相应责任。",
        ),
    ),
    "trade": (
        "交易规则",
        (
            "商家不得在标题、主图使用“驰名商标”字样，平台发现后将要求改正。",
            "严禁刷单炒信、好评返现，一经核实扣分处理。",
            "商家不得以“概不退换”等格式条款排除消费者权利，此类约定依法无效。",
            "不得使用“国家级”“最佳”等用语描述商品。",
        ),
    ),
    "privacy": (
        "隐私政策",
        (
            "我们收集您的姓名、电话和地址，仅用于订单配送，不向无关第三方提供。",
            "您可以在账户设置中查询、更正、删除个人信息，或者注销账户。",
        ),
    ),
}


def rule_page(name: str, categories: Sequence[Category]) -> str | None:
    """One of the platform's own rules; None when there is no such rule."""
    if name not in RULES:
        return None
    title, clauses = RULES[name]
    items = "".join(f"<li>{clause}</li>" for clause in clauses)
    return page(f"{title} - 谷雨市集", f'<h1>{title}</h1><ol class="policy">{items}</ol>', categories)


def missing_page(categories: Sequence[Category]) -> str:
    """Not found; served with 404."""
    return page(
        "页面不存在 - 谷雨市集", "<h1>404</h1><p>抱歉，您访问的页面不存在或者已被删除。</p>", categories
    )


def removed_page(categories: Sequence[Category]) -> str:
    """An article taken off the shelf, served with 200 as many platforms do."""
    body = (
        '<div class="off"><h1>商品已下架</h1><p>很抱歉，您查看的商品不存在，可能已下架或者被转移。</p></div>'
    )
    return page("商品不存在 - 谷雨市集", body, categories)


def captcha_page() -> str:
    """A bot wall with status 200, without the market's frame."""
    return """<!DOCTYPE html><html><head><meta charset="{charset}"><title>安全验证</title></head><body>
<div class="verify"><h3>访问异常，请完成安全验证</h3><p>请按住滑块，拖动到最右边</p>
<div class="nc-slider" id="captcha"></div><script>window.captchaId="gy-slide-20261";</script></div></body>
</html>"""


def refusal_page() -> str:
    """A wall with status 403."""
    return """<!DOCTYPE html><html><head><meta charset="{charset}"><title>403 Forbidden</title></head><body>
<h1>403 Forbidden</h1><p>您的访问过于频繁，已被限制，请稍后再试。</p></body></html>"""


def login_page(categories: Sequence[Category]) -> str:
    """The account page that a stranger sees."""
    body = """<h1>请登录</h1><form action="/login" method="post"><p>手机号 <input name="mobile"></p>
<p>密码 <input name="password" type="password"></p><button>登录</button></form><p>登录后查看您的订单。</p>"""
    return page("会员登录 - 谷雨市集", body, categories)


def preview_page(categories: Sequence[Category]) -> str:
    """A tempting breach in the part that robots.txt closes: nobody may find it."""
    body = """<h1>内部预览 牛皮腰带 驰名商标 全网最低</h1><p>价格 <span class="price">¥<em>49.00</em></span>
</p>
<div class="detail"><p>世界第一的腰带，治疗腰痛，售出概不退换。</p></div>"""
    return page("内部预览 - 谷雨市集", body, categories)


def item_picture(listing: Listing) -> str:
    """A coloured card with the category's first character (SVG)."""
    hue = int(listing.id) * 47 % 360
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="360" height="360"><rect width="360" height="360"
fill="hsl({hue},35%,82%)"/>
<text x="180" y="215" font-size="110" text-anchor="middle" fill="hsl({hue},35%,38%)"
>{listing.category.name[0]}</text></svg>"""


BADGE = """<svg xmlns="http://www.w3.org/2000/svg" width="96" height="32">
<rect width="96" height="32" rx="4" fill="#2a5d9a"/>
<text x="48" y="21" font-size="14" text-anchor="middle" fill="#fff">营业执照</text></svg>"""
