"""How shops show who they are: text, picture, government link, declaration, mark, or nothing."""

from collections.abc import Sequence
from html import escape

from crawler.demo.pages.frame import OPERATOR, page
from crawler.demo.things import Category, Shop, Site
from crawler.demo.world import platform_number

REGISTER = "https://zzlz.gsxt.gov.cn/businessShow/index.html?uniscid="
ELECTRONIC = "https://dzyyzz.gsxt.gov.cn/show/licence?uniscid="
TABLE_SHOWN = {"text", "wrong_check", "wrong_length", "other_name", "changed", "fullwidth", "old"}
MARKED = {"mark", "both"}
DECLARED = {"statement", "both"}


def front_display(shop: Shop) -> str:
    """What the front page of the shop itself shows of its licence."""
    if shop.shows == "home":
        number = escape(shop.number)
        return f'<p class="licence">营业执照：{escape(shop.licence_name)}　统一社会信用代码：{number}</p>'
    if shop.shows == "image":
        return (
            f'<p><a href="{shop.path}/licence"><img src="/img/badge.svg" alt="营业执照" height="28"></a></p>'
        )
    if shop.shows == "government":
        badge = '<img src="/img/badge.svg" alt="工商网监电子标识">'
        return f'<p><a href="{REGISTER}{shop.number}" target="_blank">{badge}</a></p>'
    if shop.shows == "electronic":
        return f'<p><a href="{ELECTRONIC}{shop.number}" target="_blank">电子营业执照亮照</a></p>'
    return mark(shop) + declaration(shop)


def mark(shop: Shop) -> str:
    """The platform's mark for a natural person whom it has identified."""
    if shop.shows not in MARKED:
        return ""
    return f'<p class="seller-mark">自然人网店标识：GYZRR{shop.id}（平台已核验经营者身份）</p>'


def declaration(shop: Shop) -> str:
    """The declaration of someone who need not register (E-commerce Law, article 10)."""
    if shop.shows not in DECLARED:
        return ""
    what = "销售自产农副产品" if shop.category.slug == "rural" else "个人从事零星小额交易活动"
    return f"""<p class="declaration">自我声明：本店经营者为自然人，{what}，
依据《中华人民共和国电子商务法》第十条，依法不需要办理市场主体登记。</p>"""


def licence_page(shop: Shop, head: str, categories: Sequence[Category]) -> str:
    """The page behind the link 店铺资质."""
    body = f"{head}<h2>店铺资质</h2>{contents(shop)}"
    return page(f"店铺资质 - {shop.name} - 谷雨市集", body, categories)


def contents(shop: Shop) -> str:
    """What that page holds."""
    if shop.shows in TABLE_SHOWN:
        return licence_table(shop) + explanation(shop)
    if shop.shows == "image":
        picture = f'<img src="/img/licence/{shop.id}.svg" alt="营业执照" width="640">'
        return f"<p>营业执照（以登记机关公示为准）</p>{picture}"
    if shop.shows == "bare":
        return "<p>该店铺暂无资质信息。</p>"
    return front_display(shop)


def licence_table(shop: Shop) -> str:
    """Name, number and the rest, as a table of text."""
    number = "注册号" if shop.shows == "old" else "统一社会信用代码"
    kind = "个体工商户" if shop.kind == "individual" else "有限责任公司"
    rows = {
        "名称": shop.licence_name,
        number: shop.number,
        "类型": kind,
        "住所": f"{shop.place}{shop.category.name}产业园{int(shop.id) % 90 + 1}号",
        "成立日期": f"{shop.since - 1}年{int(shop.id) % 12 + 1}月{int(shop.id) % 28 + 1}日",
        "登记机关": f"{shop.city}市市场监督管理局",
    }
    cells = "".join(f"<tr><th>{key}</th><td>{escape(value)}</td></tr>" for key, value in rows.items())
    return f'<h3>营业执照信息</h3><table class="licence">{cells}</table>'


def explanation(shop: Shop) -> str:
    """A former name explained, where the shop has one."""
    if shop.shows != "changed":
        return ""
    former, present = escape(shop.licence_name), escape(shop.operator)
    return f"<p>{former}为{present}的曾用名，名称变更登记已完成，新执照正在换领中。</p>"


def platform_licence_page(categories: Sequence[Category]) -> str:
    """The platform's own licence."""
    body = f"""<h1>平台营业执照</h1><table class="licence"><tr><th>名称</th><td>{OPERATOR}</td></tr>
<tr><th>统一社会信用代码</th><td>{platform_number()}</td></tr><tr><th>类型</th><td>有限责任公司</td></tr>
<tr><th>登记机关</th><td>杭州市余杭区市场监督管理局</td></tr></table>
<p>平台自营店铺由本公司经营。</p>"""
    return page("平台营业执照 - 谷雨市集", body, categories)


def licence_picture(holder: Shop | Site) -> str:
    """A licence as a drawing (SVG)."""
    name = holder.licence_name if isinstance(holder, Shop) else holder.operator
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="840" height="600" font-family="SimSun,serif">
<rect width="840" height="600" fill="#fdf8ec" stroke="#b58b3a" stroke-width="14"/>
<text x="420" y="110" font-size="56" text-anchor="middle">营 业 执 照</text>
<text x="80" y="190" font-size="24">统一社会信用代码 {escape(holder.number)}</text>
<text x="80" y="270" font-size="26">名　　称　{escape(name)}</text>
<text x="80" y="330" font-size="26">住　　所　{escape(holder.province)}{escape(holder.city)}</text>
<text x="520" y="520" font-size="22">登记机关</text></svg>"""
