"""Pages of many cards: home, category, search results, a shop's goods."""

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import quote

from crawler.demo.pages.frame import crumbs, page, pager
from crawler.demo.things import Category, Listing, Shop

PER_PAGE = 40
PER_SHOP_PAGE = 8


def card(listing: Listing) -> str:
    """One article among others."""
    shop = listing.shop
    return f"""<li class="card"><a href="{listing.path}"><img src="/img/item/{listing.id}.svg" alt=""></a>
<div class="card-title"><a href="{listing.path}" title="{escape(listing.title)}">{escape(listing.title)}</a>
</div>
<div><span class="price">¥<em>{listing.price}</em></span> <span class="meta">月销{listing.sold}件</span></div>
<div class="meta"><a class="card-shop" href="{shop.path}">{escape(shop.name)}
</a> <span class="place">{escape(shop.place)}</span></div></li>"""


def old_card(listing: Listing) -> str:
    """The same in the look of the shelves that nobody has rebuilt."""
    return f"""<div class="pro"><p class="pic">
<a href="{listing.path}" target="_blank"><img src="/img/item/{listing.id}.svg"></a></p>
<p class="tit"><a href="{listing.path}" target="_blank">{escape(listing.title)}</a></p>
<p class="pri">￥{listing.price}</p>
<p class="dian"><a href="{listing.shop.path}">{escape(listing.shop.name)}</a>　{escape(listing.shop.place)}</p></div>"""


def cards(listings: Iterable[Listing]) -> str:
    """A list of cards."""
    return f'<ul class="cards">{"".join(map(card, listings))}</ul>'


def slice_of(listings: Sequence[Listing], number: int, size: int) -> tuple[Sequence[Listing], int]:
    """The cards of page `number` (from 1) and the number of pages."""
    last = max(1, -(-len(listings) // size))
    return listings[(number - 1) * size : number * size], last


def home_page(
    listings: Sequence[Listing], shops: Sequence[Shop], categories: Sequence[Category], extra: str
) -> str:
    """The front page: some goods, every shelf, every shop."""
    shelves = "".join(f'<a href="/list/{shelf.slug}">{escape(shelf.name)}</a>　' for shelf in categories)
    names = "".join(f'<a href="{shop.path}">{escape(shop.name)}</a>　' for shop in shops)
    body = f"""<h1>谷雨市集 — 好物从田间到窗前</h1><h2>猜你喜欢</h2>{cards(listings)}
<h2>全部分类</h2><p>{shelves}</p><h2>入驻店铺</h2><p>{names}</p>{extra}"""
    return page("谷雨市集 - 网上购物", body, categories)


def category_page(
    shelf: Category, listings: Sequence[Listing], number: int, categories: Sequence[Category]
) -> str:
    """One page of one shelf."""
    shown, last = slice_of(listings, number, PER_PAGE)
    goods = "".join(map(old_card, shown)) if shelf.slug in ("fertiliser", "autopart") else cards(shown)
    body = f"""{crumbs((shelf.name, None))}<h1>{escape(shelf.name)}</h1>
<p class="meta">共{len(listings)}件商品</p>
{goods}<div class="clear"></div>{pager(number, last, f"/list/{shelf.slug}?page=")}"""
    return page(f"{shelf.name} - 谷雨市集", body, categories)


def search_page(words: str, listings: Sequence[Listing], number: int, categories: Sequence[Category]) -> str:
    """One page of results, or the words that say there are none."""
    shown, last = slice_of(listings, number, PER_PAGE)
    address = f"/search?q={quote(words)}&amp;page="
    shelf = f"{cards(shown)}{pager(number, last, address)}"
    found = f'<p class="meta">找到{len(listings)}件与“{escape(words)}”相关的商品</p>{shelf}'
    none = f'<div class="empty">抱歉，没有找到与“{escape(words)}”相关的商品，换个词试试吧。</div>'
    body = f"<h1>搜索：{escape(words)}</h1>{found if listings else none}"
    return page(f"{words} - 商品搜索 - 谷雨市集", body, categories)


def shop_goods_page(shop: Shop, head: str, number: int, categories: Sequence[Category]) -> str:
    """One page of a shop's goods, below the shop's own head."""
    shown, last = slice_of(shop.listings, number, PER_SHOP_PAGE)
    goods = "".join(map(old_card, shown)) if shop.look == "table" else cards(shown)
    pages = pager(number, last, f"{shop.path}/goods?page=")
    body = f'{head}<h2>全部商品</h2>{goods}<div class="clear"></div>{pages}'
    return page(f"全部商品 - {shop.name} - 谷雨市集", body, categories)
