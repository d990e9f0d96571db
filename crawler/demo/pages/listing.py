"""A listing's page in four looks: schema.org JSON-LD, microdata, definition lists, an old-fashioned table."""

import json
from collections.abc import Iterable
from html import escape

from crawler.demo.pages.catalogue import cards
from crawler.demo.pages.frame import crumbs, page
from crawler.demo.things import KINDS, Category, Listing, Shop


def listing_page(listing: Listing, beside: Iterable[Listing], categories: Iterable[Category]) -> str:
    """The whole page, in the look of its shop; `beside` are other articles that it recommends."""
    look = {"jsonld": plain, "microdata": microdata, "plain": plain, "table": table}[listing.shop.look]
    head = jsonld(listing) if listing.shop.look == "jsonld" else ""
    trail = crumbs((listing.category.name, f"/list/{listing.category.slug}"), (listing.title[:16], None))
    title = f"{listing.title} - {listing.shop.name} - 谷雨市集"
    body = f"{trail}{look(listing)}{seller(listing.shop)}<h2>看了又看</h2>{cards(beside)}"
    return page(title, body, categories, head)


def jsonld(listing: Listing) -> str:
    """The listing as a schema.org Product."""
    product = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": listing.title,
        "sku": listing.id,
        "brand": {"@type": "Brand", "name": listing.brand},
        "image": [f"/img/item/{listing.id}.svg"],
        "description": listing.description,
        "category": listing.category.name,
        "offers": {
            "@type": "Offer",
            "price": str(listing.price),
            "priceCurrency": "CNY",
            "availability": "https://schema.org/InStock",
            "url": listing.path,
            "seller": {"@type": "Organization", "name": listing.shop.name, "url": listing.shop.path},
        },
    }
    text = json.dumps(product, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def gallery(listing: Listing) -> str:
    """The article's picture."""
    return f'<div class="gallery"><img itemprop="image" src="/img/item/{listing.id}.svg" alt="商品图"></div>'


def plain(listing: Listing) -> str:
    """Definition lists, no markup for machines."""
    facts = "".join(f"<dt>{escape(key)}</dt><dd>{escape(value)}</dd>" for key, value in listing.facts.items())
    return f"""{gallery(listing)}<div class="buy"><h1>{escape(listing.title)}</h1>
<p>价格 <span class="price">¥<em>{listing.price}</em></span></p>
<p class="meta">月销 <em>{listing.sold}
</em> 件 · 发货地：{escape(listing.shop.place)} · 商品编号：{listing.id}</p>
<p><button>立即购买</button> <button>加入购物车</button></p></div><div class="clear"></div>
<h2>商品参数</h2><dl class="params">{facts}</dl>
<h2>商品详情</h2><div class="detail">{paragraphs(listing)}</div>"""


def microdata(listing: Listing) -> str:
    """The same in schema.org microdata."""
    facts = "".join(f"<li>{escape(key)}：{escape(value)}</li>" for key, value in listing.facts.items())
    return f"""<div itemscope itemtype="https://schema.org/Product">{gallery(listing)}
<h1 itemprop="name">{escape(listing.title)}</h1><meta itemprop="sku" content="{listing.id}">
<p>品牌：<span itemprop="brand" itemscope itemtype="https://schema.org/Brand">
<span itemprop="name">{escape(listing.brand)}</span></span></p>
<p itemprop="offers" itemscope itemtype="https://schema.org/Offer">
<meta itemprop="priceCurrency" content="CNY">
<span class="price">￥<span itemprop="price" content="{listing.price}">{listing.price}</span></span></p>
<p class="meta">已售{listing.sold}件　发货地 {escape(listing.shop.place)}</p><p><button>立即购买</button></p>
<div class="clear"></div><h2>规格参数</h2><ul class="params">{facts}</ul>
<h2>图文详情</h2><div itemprop="description">{escape(listing.description)}</div></div>"""


def table(listing: Listing) -> str:
    """A page of ten years ago: everything in tables."""
    facts = "".join(
        f"<tr><th>{escape(key)}</th><td>{escape(value)}</td></tr>" for key, value in listing.facts.items()
    )
    return f"""<h1>{escape(listing.title)}</h1><table width="100%"><tr>
<td rowspan="5" width="380">{gallery(listing)}</td>
<td>价　　格：</td><td><font color="#c33">￥{listing.price}元</font></td></tr>
<tr><td>商品编号：</td><td>{listing.id}</td></tr><tr><td>本月销量：</td><td>{listing.sold}件</td></tr>
<tr><td>发 货 地：</td><td>{escape(listing.shop.place)}</td></tr>
<tr><td colspan="2"><button>立即购买</button></td></tr></table>
<h3>产品参数</h3><table>{facts}</table><h3>产品介绍</h3><div class="content">{paragraphs(listing)}</div>"""


def paragraphs(listing: Listing) -> str:
    """The description, a sentence a paragraph where it was drawn from sentences."""
    return "".join(f"<p>{escape(text)}</p>" for text in listing.sentences or [listing.description])


def seller(shop: Shop) -> str:
    """The box that names the shop and leads to its pages."""
    return f"""<div class="shop-box"><h3>店铺信息</h3>
<p>店铺：<a class="shop-name" href="{shop.path}">{escape(shop.name)}</a>
<span class="tag">{KINDS[shop.kind]}</span></p><p>店铺评分：{shop.rating}　所在地：{escape(shop.place)}</p>
<p><a href="{shop.path}">进入店铺</a>　<a href="{shop.path}/goods">全部商品</a>
<a href="{shop.path}/policy">售后政策</a></p></div>"""
