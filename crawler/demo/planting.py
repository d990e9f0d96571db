"""Planting: puts breaches and tempting innocents into the demo's world, and writes down the truth."""

import random
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from crawler.demo.tables import table
from crawler.demo.things import Listing, Shop, Site
from crawler.demo.truth import MARKET, Innocent, Planted, Truth

SHOP_VERDICTS = {
    "none": "not_displayed",
    "bare": "not_displayed",
    "wrong_check": "malformed_number",
    "wrong_length": "malformed_number",
    "other_name": "mismatch",
}
SITE_VERDICTS = {"about_only": "not_prominent", "fake_badge": "not_displayed"}
TEMPTING = {
    "image": "执照以图片公示",
    "government": "链接至政府登记公示页",
    "electronic": "电子营业执照亮照",
    "statement": "自然人自我声明",
    "mark": "自然人平台亮标",
    "both": "自然人亮标并声明",
    "changed": "曾用名有说明",
    "fullwidth": "全角号码归一后校验通过",
    "old": "15位注册号仍合法",
    "home": "执照文字在店铺首页",
    "platform": "自营由平台主体亮照",
    "captcha": "验证码拦截，无法判断",
    "forbidden": "拒绝访问，无法判断",
    "loop": "资质链接循环跳转，无法判断",
    "missing": "资质链接失效，无法判断",
}
ORDINARY = {"text", "home", "image", "government", "electronic", "statement", "both"}
CLOSING = ("下单后两日内发货。", "收到货有问题请及时联系客服。", "需要发票的请在下单时备注。")
FORBIDDEN = ("/internal/preview-8841.html",)  # robots.txt closes /internal/


def plant(
    shops: Sequence[Shop], listings: list[Listing], sites: Sequence[Site], chance: random.Random
) -> Callable[[], Truth]:
    """Add what the tables name to shops, listings and sites; call the result once ids are given."""
    wrong = [(row, add_listing(row, shops, listings, chance)) for row in table("planted")["listings"]]
    tempting = [(row, add_listing(row, shops, listings, chance)) for row in table("innocents")["listings"]]
    said = [(row, say(row, shops)) for row in table("planted")["shops"]]
    allowed = [(row, say(row, shops)) for row in table("innocents")["shops"]]
    on_sites = list(plant_on_sites(sites))

    def truth() -> Truth:
        planted = [
            *(planted_listing(row, listing) for row, listing in wrong),
            *(planted_words(row, shop) for row, shop in said),
            *on_sites,
            *(verdict for shop in shops for verdict in shop_verdict(shop)),
            *(verdict for site in sites for verdict in site_verdict(site)),
            *(unlike_the_registers(row, shops) for row in table("registers")["planted"]),
        ]
        innocents = [
            *(Innocent(MARKET, listing.shop.name, (listing.path,), row["why"]) for row, listing in tempting),
            *(Innocent(MARKET, shop.name, (said_at(row, shop),), row["why"]) for row, shop in allowed),
            *(
                Innocent(MARKET, shop.name, (shop.path,), TEMPTING[shop.shows])
                for shop in shops
                if shop.shows in TEMPTING and not list(shop_verdict(shop))
            ),
            *(
                Innocent(MARKET, row["shop"], (called(row["shop"], shops).path,), row["why"])
                for row in table("registers")["innocents"]
            ),
        ]
        return Truth(tuple(planted), tuple(innocents), FORBIDDEN)

    return truth


def add_listing(
    row: dict[str, Any], shops: Sequence[Shop], listings: list[Listing], chance: random.Random
) -> Listing:
    """One listing written out in a table, in the shop called after its brand or in the emptiest one."""
    candidates = [shop for shop in shops if shop.category.slug == row["sells"]]
    named = [shop for shop in candidates if row["brand"] in shop.name]
    shop = (
        named[0]
        if named
        else min(
            (shop for shop in candidates if shop.shows in ORDINARY),
            key=lambda shop: sum(listing.shop is shop for listing in listings),
        )
    )
    facts = {"品牌": row["brand"], **row.get("attributes", {})}
    listing = Listing(
        "",
        row["title"],
        row["brand"],
        Decimal(str(row["price"])).quantize(Decimal("0.01")),
        shop.category,
        shop,
        facts,
        [],
        chance.randint(5, 800),
        row["description"] + ("" if row["description"].count("。") > 1 else chance.choice(CLOSING)),
    )
    listings.append(listing)
    return listing


def say(row: dict[str, Any], shops: Sequence[Shop]) -> Shop:
    """Put a shop's words into its notice or policy."""
    shop = called(row["shop"], shops)
    (shop.notices if row["field"] == "notice" else shop.policies).append(row["text"])
    return shop


def called(name: str, shops: Sequence[Shop]) -> Shop:
    """The shop of that name."""
    return next(shop for shop in shops if shop.name == name)


def said_at(row: dict[str, Any], shop: Shop) -> str:
    """Where a shop's words can be read."""
    return shop.path if row["field"] == "notice" else f"{shop.path}/policy"


def planted_listing(row: dict[str, Any], listing: Listing) -> Planted:
    """The truth about one planted listing."""
    return Planted(
        row["group"],
        MARKET,
        listing.shop.name,
        (listing.path,),
        row["field"],
        also=tuple(row.get("also", ())),
        excerpt=row["excerpt"],
        mark=row.get("mark"),
        aka=tuple(row.get("aka", ())),
        device=row.get("device"),
    )


def planted_words(row: dict[str, Any], shop: Shop) -> Planted:
    """The truth about a shop's notice or policy."""
    return Planted(
        row["group"], MARKET, shop.name, (said_at(row, shop),), row["field"], excerpt=row["excerpt"]
    )


def plant_on_sites(sites: Sequence[Site]) -> Iterator[Planted]:
    """The wording breaches of the stand-alone sites; descriptions are changed here, policies hold theirs."""
    for site, row in zip(sites, table("sites"), strict=True):
        for breach in row.get("planted", ()):
            product = next(
                (product for product in site.products if product.name == breach.get("product")), None
            )
            if product and "text" in breach:
                product.description = f"{breach['text']}{product.description}"
            path = product.path if product else "/policy.html"
            yield Planted(
                breach["group"],
                site.name,
                site.name,
                (path,),
                breach["field"],
                excerpt=breach["excerpt"],
                mark=breach.get("mark"),
                aka=tuple(breach.get("aka", ())),
                device=breach.get("device"),
            )


def shop_verdict(shop: Shop) -> Iterator[Planted]:
    """The licence breach of a shop, if it has one; the platform's licence serves the platform's own shops."""
    verdict = SHOP_VERDICTS.get(shop.shows)
    if shop.shows == "platform" and shop.kind != "self":
        verdict = "not_displayed"
    if verdict:
        paths = (shop.path, f"{shop.path}/licence")
        yield Planted(
            "licence-display", MARKET, shop.name, paths, "licences", verdict=verdict, whole_shop=True
        )


def site_verdict(site: Site) -> Iterator[Planted]:
    """The licence breach of a stand-alone site, if it has one."""
    verdict = SITE_VERDICTS.get(site.shows)
    if verdict:
        yield Planted(
            "licence-display", site.name, site.name, ("/",), "licences", verdict=verdict, whole_shop=True
        )


def unlike_the_registers(row: dict[str, Any], shops: Sequence[Shop]) -> Planted:
    """The truth about a shop whose operator is not who, or not as sound as, the registers say."""
    shop = called(row["shop"], shops)
    paths, rule = (shop.path, f"{shop.path}/licence"), row["rule"]
    group = "subject-identity" if rule.startswith("identity.") else "credit-register"
    return Planted(group, MARKET, shop.name, paths, "licences", rule=rule, whole_shop=True)
