"""A shop's front page, its head on all of its pages, and its policy page."""

from collections.abc import Sequence
from html import escape

from crawler.demo.pages.catalogue import PER_SHOP_PAGE, card, old_card
from crawler.demo.pages.frame import page
from crawler.demo.pages.licence import front_display
from crawler.demo.things import KINDS, NO_LICENCE_LINK, Category, Shop

POLICY = (
    "收到货之日起七天内，商品完好的，可以无理由退货。",
    "质量问题请在签收后十五天内联系客服，往返运费由本店承担。",
    "发票随货或者电子版发出，抬头请在下单时备注。",
    "一般在付款后四十八小时内发货，偏远地区晚一两天。",
)


def head(shop: Shop) -> str:
    """Name, kind and the links to the shop's pages."""
    links = [("店铺首页", shop.path), ("全部商品", f"{shop.path}/goods"), ("售后政策", f"{shop.path}/policy")]
    if shop.shows == "platform":
        links.append(("营业执照", "/about/licence"))
    elif shop.shows not in NO_LICENCE_LINK:
        links.append(("店铺资质", f"{shop.path}/licence"))
    nav = "　".join(f'<a href="{path}">{name}</a>' for name, path in links)
    return f"""<div class="shop-head"><h1 class="shop-title">{escape(shop.name)}</h1>
<span class="tag">{KINDS[shop.kind]}</span> <span class="meta">店铺评分 {shop.rating}</span>
<p class="shop-nav">{nav}</p></div>"""


def shop_page(shop: Shop, categories: Sequence[Category]) -> str:
    """The front page: notice, who it is, some goods."""
    shown = shop.listings[:PER_SHOP_PAGE]
    goods = (
        "".join(map(old_card, shown))
        if shop.look == "table"
        else f'<ul class="cards">{"".join(map(card, shown))}</ul>'
    )
    notice = "".join(
        f"<p>{escape(text)}</p>" for text in shop.notices or [f"欢迎光临{shop.name}，有事请找客服。"]
    )
    body = f"""{head(shop)}<div class="notice"><b>店铺公告</b>{notice}</div>
<dl class="shop-info"><dt>店铺名称</dt><dd>{escape(shop.name)}</dd><dt>店铺类型</dt><dd>{KINDS[shop.kind]}
</dd>
{operator_line(shop)}<dt>所在地区</dt><dd>{escape(shop.place)}</dd><dt>开店时间</dt><dd>{shop.since}年</dd>
<dt>主营类目</dt><dd>{escape(shop.category.name)}</dd></dl>{front_display(shop)}
<h2>店长推荐</h2>{goods}<div class="clear"></div><p>
<a href="{shop.path}/goods">查看全部{len(shop.listings)}件商品</a></p>"""
    return page(f"{shop.name} - 谷雨市集", body, categories)


def operator_line(shop: Shop) -> str:
    """Who runs the shop, where its front page says so: companies do, and those whose licence differs."""
    if shop.kind == "person" or shop.shows in ("none", "platform"):
        return ""
    return f"<dt>经营者</dt><dd>{escape(shop.operator)}</dd>"


def policy_page(shop: Shop, categories: Sequence[Category]) -> str:
    """What the shop promises, and what it refuses."""
    refuses = any("退" in text or "运输" in text or "签收" in text for text in shop.policies)
    clauses = shop.policies + list(POLICY[2:] if refuses else POLICY)
    items = "".join(f"<li>{escape(text)}</li>" for text in clauses)
    body = f'{head(shop)}<h2>售后政策</h2><ol class="policy">{items}</ol>'
    return page(f"售后政策 - {shop.name} - 谷雨市集", body, categories)
