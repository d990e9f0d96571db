"""Which answer belongs to which address of the market."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import TypeVar

from crawler.demo.answer import Answer, html_answer, redirect, text_answer
from crawler.demo.pages import catalogue, licence, listing, oddities, shop
from crawler.demo.query import number_of, query
from crawler.demo.things import Listing, Shop
from crawler.demo.world import World

SLOW_EVERY = 61  # one listing in so many is slow
SLOW_SECONDS = 0.5
BESIDE = 5  # articles that a listing recommends
SLOWEST_SHELF = ("travel", 1.0)
GONE = ("/item/60990011.html", "/item/60990028.html")  # 404
SOFT_GONE = ("/item/60990045.html",)  # says so with status 200
MARKET_ROBOTS = "User-agent: *\nDisallow: /internal/\nDisallow: /my/\nDisallow: /cart\n"
T = TypeVar("T")


class MarketRoutes:
    """The market's addresses; answers are kept, so that a page is written once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.shops = {shop.id: shop for shop in world.shops}
        self.listings = {listing.id: listing for listing in world.listings}
        self.shelves = {
            shelf.slug: [one for one in world.listings if one.category == shelf] for shelf in world.categories
        }
        self.slow = {one.path for one in world.listings[::SLOW_EVERY]}
        self.answer = lru_cache(maxsize=8192)(self.route)

    def route(self, path: str, search: str) -> Answer:
        """The answer to GET `path` with the raw query string `search`."""
        head, _, rest = path.strip("/").partition("/")
        routes: dict[str, Callable[[str, dict[str, str]], Answer | None]] = {
            "": self.home,
            "list": self.shelf,
            "search": self.search,
            "item": self.item,
            "i": self.short_link,
            "shop": self.shop,
            "rules": self.rules,
            "about": self.about,
            "my": lambda rest, _: html_answer(oddities.login_page(self.world.categories)),
            "go": self.loop,
            "internal": self.internal,
            "img": self.picture,
            "robots.txt": lambda rest, _: text_answer(MARKET_ROBOTS),
        }
        route = routes.get(head)
        answer = route(rest, query(search)) if route else None
        if answer is None:
            return html_answer(oddities.missing_page(self.world.categories), status=404)
        return answer.after(SLOW_SECONDS) if path in self.slow else answer

    def home(self, rest: str, parameters: dict[str, str]) -> Answer:
        picks = "".join(f'<a href="{path}">往期好物</a>　' for path in (*GONE, *SOFT_GONE))
        short = "".join(f'<a href="/i/{one.id}">{one.title[:12]}</a>　' for one in self.world.listings[40:46])
        extra = f"""<h2>活动</h2><p>{short}{picks}<a href="/go/huichang">春耕会场</a>
<a href="/internal/preview-8841.html">新品预览</a></p>"""
        world = self.world
        return html_answer(catalogue.home_page(world.listings[:40], world.shops, world.categories, extra))

    def shelf(self, rest: str, parameters: dict[str, str]) -> Answer | None:
        shelf = next((one for one in self.world.categories if one.slug == rest), None)
        if shelf is None:
            return None
        goods = self.shelves[shelf.slug]
        html = catalogue.category_page(shelf, goods, number_of(parameters), self.world.categories)
        answer = html_answer(html, "gbk" if shelf.slug == "fertiliser" else "utf-8")
        return answer.after(SLOWEST_SHELF[1]) if shelf.slug == SLOWEST_SHELF[0] else answer

    def search(self, rest: str, parameters: dict[str, str]) -> Answer:
        words = parameters.get("q", "").strip()[:60]
        wanted = words.casefold().split()
        goods = [
            one for one in self.world.listings if wanted and all(word in haystack(one) for word in wanted)
        ]
        html = catalogue.search_page(words, goods, number_of(parameters), self.world.categories)
        return html_answer(html)

    def item(self, rest: str, parameters: dict[str, str]) -> Answer | None:
        if f"/item/{rest}" in SOFT_GONE:
            return html_answer(oddities.removed_page(self.world.categories))
        one = self.listings.get(rest.removesuffix(".html"))
        if one is None:
            return None
        shelf = [other for other in self.shelves[one.category.slug] if other is not one]
        beside = shelf[int(one.id) % len(shelf) :][:BESIDE]
        return html_answer(listing.listing_page(one, beside, self.world.categories), one.shop.encoding)

    def short_link(self, rest: str, parameters: dict[str, str]) -> Answer | None:
        return redirect(self.listings[rest].path) if rest in self.listings else None

    def shop(self, rest: str, parameters: dict[str, str]) -> Answer | None:
        key, _, part = rest.partition("/")
        one = self.shops.get(key)
        if one is None:
            return None
        if one.shows == "captcha" and part in ("", "licence"):
            return html_answer(oddities.captcha_page())
        if one.shows == "forbidden" and part in ("", "licence"):
            return html_answer(oddities.refusal_page(), status=403)
        return self.shop_part(one, part, parameters)

    def shop_part(self, one: Shop, part: str, parameters: dict[str, str]) -> Answer | None:
        """One page of a shop that can be read."""
        shelves = self.world.categories
        if part in ("licence", "qualification") and one.shows == "loop":
            return redirect(f"{one.path}/{'qualification' if part == 'licence' else 'licence'}")
        if part == "licence" and one.shows in ("missing", "none", "platform"):
            return None
        pages: dict[str, Callable[[], str]] = {
            "": lambda: shop.shop_page(one, shelves),
            "goods": lambda: catalogue.shop_goods_page(one, shop.head(one), number_of(parameters), shelves),
            "policy": lambda: shop.policy_page(one, shelves),
            "licence": lambda: licence.licence_page(one, shop.head(one), shelves),
        }
        return html_answer(pages[part](), one.encoding) if part in pages else None

    def rules(self, rest: str, parameters: dict[str, str]) -> Answer | None:
        html = oddities.rule_page(rest.removesuffix(".html"), self.world.categories)
        return html_answer(html) if html else None

    def about(self, rest: str, parameters: dict[str, str]) -> Answer | None:
        return (
            html_answer(licence.platform_licence_page(self.world.categories)) if rest == "licence" else None
        )

    def loop(self, rest: str, parameters: dict[str, str]) -> Answer | None:
        return (
            redirect({"huichang": "/go/huichang2", "huichang2": "/go/huichang"}[rest])
            if "huichang" in rest
            else None
        )

    def internal(self, rest: str, parameters: dict[str, str]) -> Answer:
        return html_answer(oddities.preview_page(self.world.categories))

    def picture(self, rest: str, parameters: dict[str, str]) -> Answer | None:
        kind, _, name = rest.removesuffix(".svg").partition("/")
        drawings: dict[str, Callable[[], str] | None] = {
            "badge": lambda: oddities.BADGE,
            "item": drawing(self.listings.get(name), oddities.item_picture),
            "licence": drawing(self.shops.get(name), licence.licence_picture),
        }
        draw = drawings.get(kind)
        return text_answer(draw(), "image/svg+xml") if draw else None


def drawing(thing: T | None, draw: Callable[[T], str]) -> Callable[[], str] | None:
    """The drawing of a thing that may not exist."""
    return None if thing is None else partial(draw, thing)


def haystack(one: Listing) -> str:
    """What a search looks through."""
    return f"{one.title} {one.brand} {one.category.name} {one.shop.name}".casefold()
