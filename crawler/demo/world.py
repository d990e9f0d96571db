"""The demo's world, drawn once and always alike: shops, listings, sites, and the truth about them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from crawler.demo import codes
from crawler.demo.tables import table
from crawler.demo.things import Category, Listing, Product, Shop, Site
from crawler.demo.truth import Truth

SEED = 20161111
LISTINGS_PER_PRODUCT = 5
SERVICE = (
    "付款后四十八小时内发货。",
    "默认发普通快递，急件请和客服说一声。",
    "收到货请当面点清，有问题及时联系。",
    "支持七天无理由退货，商品完好即可。",
    "开发票请在下单时备注。",
)


@dataclass(frozen=True)
class World:
    """Everything that the demo serves, and what is true of it."""

    categories: tuple[Category, ...]
    shops: tuple[Shop, ...]
    listings: tuple[Listing, ...]
    sites: tuple[Site, ...]
    truth: Truth


@cache
def world() -> World:
    """The one world; every call gives the same."""
    from crawler.demo.planting import plant

    chance = random.Random(SEED)  # noqa: S311 - a demo, not a secret
    categories = tuple(Category(row["slug"], row["name"]) for row in table("goods"))
    shops = tuple(draw_shops({category.slug: category for category in categories}, chance))
    listings = [
        listing
        for category, row in zip(categories, table("goods"), strict=True)
        for listing in draw_listings(row, [shop for shop in shops if shop.category == category], chance)
    ]
    sites = tuple(draw_sites())
    truth = plant(shops, listings, sites, chance)
    chance.shuffle(listings)
    for number, listing in enumerate(listings):
        listing.id = str(61000137 + 173 * number)
        listing.shop.listings.append(listing)
    return World(categories, shops, tuple(listings), sites, truth())


def draw_shops(categories: dict[str, Category], chance: random.Random) -> Iterator[Shop]:
    """The shops of the table with numbers of their own."""
    for index, row in enumerate(table("shops")):
        province, region = table("cities")[row["city"]]
        serial = 31 * 10**6 + 7919 * (index + 1)
        yield Shop(
            id=str(10021 + 37 * index),
            name=row["name"],
            kind=row["kind"],
            operator=row["operator"],
            licence_name=row.get("claims", row["operator"]),
            number=shown_number(row, region, serial),
            city=row["city"],
            province=province,
            category=categories[row["sells"]],
            shows=row["shows"],
            look=row["look"],
            encoding=row.get("encoding", "utf-8"),
            rating=f"4.{chance.randint(5, 9)}",
            since=chance.randint(2015, 2024),
        )


def shown_number(row: dict[str, Any], region: str, serial: int) -> str:
    """The number as the licence display prints it; for some shops it is wrong on purpose."""
    if row["kind"] == "self":
        return platform_number()
    if row["shows"] == "old":
        return codes.registration_number(region, serial)
    code = codes.credit_code(row["kind"], region, serial)
    if row["shows"] == "wrong_check":
        return codes.with_wrong_check(code)
    if row["shows"] == "wrong_length":
        return codes.one_short(code)
    if row["shows"] == "fullwidth":
        return "".join(chr(ord(character) + 0xFEE0) for character in code)
    return code


def platform_number() -> str:
    """The unified social credit code of the market's own operator."""
    return codes.credit_code("enterprise", "330110", 29000777)


def draw_listings(row: dict[str, Any], shops: list[Shop], chance: random.Random) -> Iterator[Listing]:
    """A few listings of each product, spread over the category's shops, no two with one title."""
    for index, product in enumerate(row["products"]):
        titles: set[str] = set()
        while len(titles) < LISTINGS_PER_PRODUCT:
            shop = shops[(index + len(titles)) % len(shops)]
            listing = draw_listing(product, own_brand(shop, row["brands"], chance), shop, chance)
            if listing.title not in titles:
                titles.add(listing.title)
                yield listing


def own_brand(shop: Shop, brands: list[str], chance: random.Random) -> str:
    """The brand after which the shop is called; one of the category's where it is called after none."""
    return next((brand for brand in brands if brand in shop.name), None) or chance.choice(brands)


def draw_listing(product: dict[str, Any], brand: str, shop: Shop, chance: random.Random) -> Listing:
    """One listing: price within the product's range, one value of each fact, two to five sentences."""
    words = chance.sample(product["words"], chance.randint(2, 3))
    facts = {key: chance.choice(each(value)) for key, value in product["facts"].items()}
    said = chance.sample(product["says"], chance.randint(2, 3))
    if shop.category.slug != "travel":
        said += chance.sample(SERVICE, chance.randint(0, 2))
    return Listing(
        id="",
        title=" ".join([brand, product["name"], *words, chance.choice(product["specs"])]),
        brand=brand,
        price=Decimal(chance.randint(*product["price"])) + Decimal(chance.choice(("0.00", "0.80", "0.90"))),
        category=shop.category,
        shop=shop,
        facts={"品牌": brand, **facts},
        sentences=said,
        sold=sold(chance),
        description="".join(said),
    )


def each(value: str | list[str]) -> list[str]:
    """The values that a fact may take."""
    return value if isinstance(value, list) else [value]


def sold(chance: random.Random) -> int:
    """Articles sold last month: most shops sell little, a few a lot."""
    return int(10 ** chance.uniform(0.5, 3.7))


def draw_sites() -> Iterator[Site]:
    """The stand-alone shops of the table."""
    for index, row in enumerate(table("sites")):
        province, region = table("cities")[row["city"]]
        yield Site(
            name=row["name"],
            operator=row["operator"],
            number=codes.credit_code("enterprise", region, 41 * 10**6 + 6271 * (index + 1)),
            city=row["city"],
            province=province,
            shows=row["shows"],
            look=row["look"],
            encoding=row.get("encoding", "utf-8"),
            icp=row["icp"],
            police=row.get("police"),
            about=row["about"],
            policy=row["policy"],
            products=list(draw_products(row)),
        )


def draw_products(row: dict[str, Any]) -> Iterator[Product]:
    """The articles of a site, with what it says of each."""
    for number, (name, spec, price) in enumerate(row["products"], start=1):
        said = f"{name}，{spec}。{row['name']}自有库存，下单后两日内发出。"
        yield Product(str(1000 + 3 * number), name, spec, Decimal(price).quantize(Decimal("0.01")), said)
