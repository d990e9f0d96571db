"""A stand-alone shop: home, catalogue, article, about, policy and licence pages, and their common frame."""

import json
from html import escape

from crawler.demo.pages.frame import STYLE, pager
from crawler.demo.pages.licence import REGISTER
from crawler.demo.things import Product, Site

PER_PAGE = 9
BADGE = '<img src="/img/badge.svg" alt="工商网监">'


def site_page(site: Site, title: str, body: str, head: str = "") -> str:
    """A whole page of the site."""
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="{{charset}}"><title>{escape(title)}</title><style>{STYLE}
</style>{head}</head>
<body><header class="top"><div class="wrap"><a class="logo" href="/">{escape(site.name)}</a>
<nav><a href="/">首页</a>　<a href="/goods/">全部商品</a>　<a href="/about.html">关于我们</a>
<a href="/policy.html">购物与售后</a></nav></div></header>
<main class="wrap main">{body}</main><footer class="foot">{footer(site)}</footer></body></html>"""


def footer(site: Site) -> str:
    """The site's own footer: records, and the licence where it is shown."""
    police = (
        f" <a href='http://www.beian.gov.cn/portal/registerSystemInfo'>{site.police}</a>"
        if site.police
        else ""
    )
    shown = {
        "footer": f"<p>统一社会信用代码：{site.number}（{escape(site.operator)}）</p>",
        "image": '<p><a href="/licence.html"><img src="/img/badge.svg" alt="营业执照"></a></p>',
        "government": f'<p><a href="{REGISTER}{site.number}">{BADGE}</a></p>',
        "fake_badge": f'<p><a href="#">{BADGE}</a></p>',
    }.get(site.shows, "")
    return f"""<p>© 2016-2026 {escape(site.operator)} 版权所有　<a href="https://beian.miit.gov.cn/">{site.icp}</a>{police}</p>{shown}
<p>地址：{escape(site.city)}市高新区创业路{len(site.about)}号</p>"""


def home(site: Site) -> str:
    """Welcome, a few words, a few articles."""
    body = f"""<h1>{escape(site.name)}</h1><p>{escape(site.about)}</p>
<h2>新品推荐</h2>{grid(site.products[:PER_PAGE])}
<p><a href="/goods/">查看全部商品</a></p>"""
    return site_page(site, f"{site.name} - 官方网站", body)


def grid(products: list[Product]) -> str:
    """Cards of articles."""
    return f'<ul class="cards">{"".join(map(card, products))}</ul>'


def card(item: Product) -> str:
    """One article among others."""
    return f"""<li class="card"><a href="{item.path}">{escape(item.title)}</a>
<div><span class="price">￥{item.price}</span></div></li>"""


def catalogue(site: Site, number: int) -> str:
    """One page of all articles."""
    last = -(-len(site.products) // PER_PAGE)
    shown = site.products[(number - 1) * PER_PAGE : number * PER_PAGE]
    body = f"<h1>全部商品</h1>{grid(shown)}{pager(number, last, '/goods/?page=')}"
    return site_page(site, f"全部商品 - {site.name}", body)


def product(site: Site, item: Product) -> str:
    """One article, marked up or not as the site does it."""
    title = f"{item.title} - {site.name}"
    shelf = '<a href="/">首页</a> &gt; <a href="/goods/">全部商品</a>'
    trail = f'<div class="crumbs">{shelf} &gt; {escape(item.name)}</div>'
    if site.look == "jsonld":
        return site_page(site, title, trail + bare(item), jsonld(item))
    return site_page(site, title, trail + (microdata(item) if site.look == "microdata" else bare(item)))


def bare(item: Product) -> str:
    """An article without markup for machines."""
    return f"""<h1>{escape(item.title)}</h1><p>售价：<span class="price">￥{item.price}</span></p>
<p>货号：{item.id}</p><p><button>加入购物车</button></p><h2>商品介绍</h2>
<div class="detail">{escape(item.description)}</div>"""


def microdata(item: Product) -> str:
    """An article in schema.org microdata."""
    return f"""<div itemscope itemtype="http://schema.org/Product"><h1 itemprop="name">{escape(item.title)}
</h1>
<span itemprop="sku">{item.id}</span><div itemprop="offers" itemscope itemtype="http://schema.org/Offer">
<meta itemprop="priceCurrency" content="CNY"><span class="price">￥<span itemprop="price">{item.price}
</span></span></div>
<button>加入购物车</button><div itemprop="description">{escape(item.description)}</div></div>"""


def jsonld(item: Product) -> str:
    """An article as schema.org JSON-LD."""
    offer = {"@type": "Offer", "price": str(item.price), "priceCurrency": "CNY"}
    data = {"@context": "https://schema.org", "@type": "Product", "name": item.title, "sku": item.id}
    text = json.dumps(data | {"description": item.description, "offers": offer}, ensure_ascii=False)
    return f'<script type="application/ld+json">{text.replace("<", chr(92) + "u003c")}</script>'


def about(site: Site) -> str:
    """Who they are; one of the sites shows its licence here and nowhere else."""
    licence = ""
    if site.shows == "about_only":
        licence = (
            f"<h2>营业执照</h2><p>名称：{escape(site.operator)}</p><p>统一社会信用代码：{site.number}</p>"
        )
    body = f"<h1>关于我们</h1><p>{escape(site.about)}</p><p>联系方式：在线客服 9:00-18:00</p>{licence}"
    return site_page(site, f"关于我们 - {site.name}", body)


def policy(site: Site) -> str:
    """Terms of sale."""
    clauses = "".join(f"<li>{escape(text)}</li>" for text in site.policy)
    return site_page(
        site, f"购物与售后 - {site.name}", f'<h1>购物与售后</h1><ol class="policy">{clauses}</ol>'
    )


def licence(site: Site) -> str:
    """The licence as a picture."""
    body = '<h1>营业执照</h1><img src="/img/licence.svg" alt="营业执照" width="640">'
    return site_page(site, f"营业执照 - {site.name}", body)
