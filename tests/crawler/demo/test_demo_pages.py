"""The generic reader on every page of the demo: a stranger's market that it has never been told about."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar

import pytest

from crawler.demo.market import GONE, SOFT_GONE, MarketRoutes
from crawler.demo.pages.catalogue import PER_PAGE, PER_SHOP_PAGE
from crawler.demo.pages.site import PER_PAGE as PER_SITE_PAGE
from crawler.demo.site import SiteRoutes
from crawler.demo.things import UNREADABLE, Listing, Shop, Site
from crawler.demo.world import world
from crawler.items import AnyItem, Status
from spiders.pages.read import read

HOST = "127.0.0.1:8080"
MARKET = f"http://{HOST}"
T = TypeVar("T")
WHOLE = tuple(shop for shop in world().shops if shop.shows not in UNREADABLE)


@cache
def routes() -> MarketRoutes:
    return MarketRoutes(world())


@cache
def page(path: str, search: str = "") -> AnyItem:
    """A page of the market as the reader gives it."""
    answer = routes().answer(path, search)
    url = f"{MARKET}{path}{'?' + search if search else ''}"
    return read(answer.body, url=url, content_type=answer.content_type, http_status=answer.status)


@cache
def site_page(name: str, path: str, search: str = "") -> AnyItem:
    """A page of a stand-alone site as the reader gives it."""
    site = next(site for site in world().sites if site.name == name)
    answer = SiteRoutes(site, "127.0.0.1:9000").answer(path, search)
    url = f"http://127.0.0.1:9000{path}{'?' + search if search else ''}"
    return read(answer.body, url=url, content_type=answer.content_type, http_status=answer.status)


def differing(things: Iterable[T], got: Callable[[T], Any], wanted: Callable[[T], Any]) -> list[Any]:
    """The first few things that were read otherwise than they are, with what was read and what stands there."""
    pairs = ((thing, got(thing), wanted(thing)) for thing in things)
    return [(getattr(thing, "path", thing), *rest) for thing, *rest in pairs if rest[0] != rest[1]][:5]


def of_listing(name: str) -> Callable[[Listing], Any]:
    return lambda listing: getattr(page(listing.path), name, None)


def of_shop(name: str) -> Callable[[Shop], Any]:
    return lambda shop: getattr(page(shop.path), name, None)


def one_line(text: str | None) -> str:
    return "".join((text or "").split())


def shown(cards: Iterable[Any]) -> list[tuple[Any, ...]]:
    return [(card.title, card.price) for card in cards]


LISTINGS = world().listings


def test_every_listing_is_read_as_a_listing() -> None:
    assert not differing(LISTINGS, of_listing("kind"), lambda _: "listing")


def test_every_listing_has_its_title() -> None:
    assert not differing(LISTINGS, of_listing("title"), lambda listing: listing.title)


def test_every_listing_has_its_price_in_yuan() -> None:
    assert not differing(LISTINGS, of_listing("price"), lambda listing: listing.price)
    assert not differing(LISTINGS, of_listing("currency"), lambda _: "CNY")


def test_every_listing_has_its_shop() -> None:
    assert not differing(LISTINGS, of_listing("shop_name"), lambda listing: listing.shop.name)
    assert not differing(LISTINGS, of_listing("shop_url"), lambda listing: MARKET + listing.shop.path)


def test_every_listing_has_its_number() -> None:
    assert not differing(LISTINGS, of_listing("item_id"), lambda listing: listing.id)


def test_every_listing_has_its_brand() -> None:
    assert not differing(LISTINGS, of_listing("brand"), lambda listing: listing.brand)


def test_every_listing_has_its_description() -> None:
    described = [listing for listing in LISTINGS if listing.description]
    assert not differing(
        described,
        lambda listing: one_line(listing.description) in one_line(of_listing("description")(listing)),
        lambda _: True,
    )


def test_every_listing_has_its_attributes() -> None:
    def attributes(listing: Listing) -> dict[str, str]:
        read_ = of_listing("attributes")(listing) or {}
        return {key: value for key, value in read_.items() if key in listing.facts}

    assert not differing(LISTINGS, attributes, lambda listing: listing.facts)


def test_every_listing_has_its_place() -> None:
    assert not differing(LISTINGS, of_listing("location"), lambda listing: listing.shop.place)


def test_no_listing_lends_the_platform_s_licence_to_its_shop() -> None:
    def lent(listing: Listing) -> list[str]:
        return [display.owner for display in page(listing.path).licences if display.owner != "platform"]

    assert not differing(LISTINGS, lent, lambda _: [])


def test_the_platform_s_own_goods_are_told_apart() -> None:
    own = [listing for listing in LISTINGS if listing.shop.kind == "self"]
    assert not differing(own, of_listing("self_operated"), lambda _: True)


def test_every_shop_is_read_as_a_shop() -> None:
    assert not differing(WHOLE, of_shop("kind"), lambda _: "shop")
    assert not differing(WHOLE, of_shop("shop_name"), lambda shop: shop.name)


def test_every_shop_leads_to_its_licence_and_policy() -> None:
    linking = [shop for shop in WHOLE if shop.shows not in ("none", "platform")]
    assert not differing(
        linking, lambda shop: f"{MARKET}{shop.path}/licence" in page(shop.path).licence_urls, lambda _: True
    )
    assert not differing(
        WHOLE, lambda shop: f"{MARKET}{shop.path}/policy" in page(shop.path).policy_urls, lambda _: True
    )


def test_every_shop_s_notice_is_read() -> None:
    speaking = [shop for shop in WHOLE if shop.notices]
    assert not differing(
        speaking,
        lambda shop: all(text in (of_shop("notice")(shop) or "") for text in shop.notices),
        lambda _: True,
    )


def test_every_shop_s_cards_are_its_goods() -> None:
    assert not differing(
        WHOLE,
        lambda shop: shown(getattr(page(shop.path), "items", [])),
        lambda shop: shown(shop.listings[:PER_SHOP_PAGE]),
    )
    assert not differing(
        WHOLE,
        lambda shop: shown(getattr(page(f"{shop.path}/goods"), "items", [])),
        lambda shop: shown(shop.listings[:PER_SHOP_PAGE]),
    )


def test_every_shop_s_goods_lead_to_their_next_page() -> None:
    paged = [shop for shop in WHOLE if len(shop.listings) > PER_SHOP_PAGE]
    assert paged
    assert not differing(
        paged,
        lambda shop: page(f"{shop.path}/goods").next_url,
        lambda shop: f"{MARKET}{shop.path}/goods?page=2",
    )


def test_a_natural_person_s_mark_is_read() -> None:
    assert not differing(
        WHOLE,
        lambda shop: page(shop.path).natural_person_mark is not None,
        lambda shop: shop.shows in ("mark", "both"),
    )


LICENCES = {
    "text": ("licence", "text", True),
    "home": ("", "text", True),
    "fullwidth": ("licence", "text", True),
    "old": ("licence", "text", True),
    "changed": ("licence", "text", True),
    "other_name": ("licence", "text", True),
    "wrong_check": ("licence", "text", False),
    "wrong_length": ("licence", "text", False),
    "image": ("licence", "image", None),
    "government": ("", "government_link", True),
}


@pytest.mark.parametrize("shows", LICENCES)
def test_a_shop_s_licence_is_read_where_it_stands(shows: str) -> None:
    part, form, valid = LICENCES[shows]
    for shop in (shop for shop in WHOLE if shop.shows == shows):
        read_ = page(f"{shop.path}/{part}" if part else shop.path)
        own = [display for display in read_.licences if display.owner == "shop"]
        assert [(display.form, display.valid) for display in own] == [(form, valid)], shop.name


@pytest.mark.parametrize("shows", ["text", "home", "changed", "other_name", "wrong_check"])
def test_the_holder_beside_the_number_is_read(shows: str) -> None:
    part = LICENCES[shows][0]
    for shop in (shop for shop in WHOLE if shop.shows == shows):
        read_ = page(f"{shop.path}/{part}" if part else shop.path)
        own = [display.name for display in read_.licences if display.owner == "shop"]
        assert own == [shop.licence_name], shop.name


@pytest.mark.parametrize("shows", ["none", "bare", "mark"])
def test_a_shop_that_shows_no_licence_is_not_lent_the_platform_s(shows: str) -> None:
    for shop in (shop for shop in WHOLE if shop.shows == shows):
        assert not [display for display in page(shop.path).licences if display.owner == "shop"], shop.name


def test_a_declaration_is_read() -> None:
    for shop in (shop for shop in WHOLE if shop.shows in ("statement", "both")):
        forms = [display.form for display in page(shop.path).licences if display.owner == "shop"]
        assert forms == ["self_declaration"], shop.name


def test_the_platform_s_licence_page_is_the_platform_s() -> None:
    assert {display.owner for display in page("/about/licence").licences} == {"platform"}


def test_every_shop_s_policy_is_read_as_a_policy() -> None:
    assert not differing(world().shops, lambda shop: page(f"{shop.path}/policy").kind, lambda _: "policy")
    assert not differing(
        world().shops,
        lambda shop: all(
            text in (getattr(page(f"{shop.path}/policy"), "text", None) or "") for text in shop.policies
        ),
        lambda _: True,
    )


def test_every_shelf_is_a_search_page_with_its_cards() -> None:
    def shelf(slug: str) -> list[Listing]:
        return [listing for listing in LISTINGS if listing.category.slug == slug]

    slugs = [category.slug for category in world().categories]
    assert not differing(slugs, lambda slug: page(f"/list/{slug}").kind, lambda _: "search")
    assert not differing(
        slugs,
        lambda slug: shown(getattr(page(f"/list/{slug}"), "items", [])),
        lambda slug: shown(shelf(slug)[:PER_PAGE]),
    )
    assert not differing(
        slugs,
        lambda slug: [card.shop_name for card in getattr(page(f"/list/{slug}"), "items", [])],
        lambda slug: [listing.shop.name for listing in shelf(slug)[:PER_PAGE]],
    )
    assert not differing(
        slugs, lambda slug: page(f"/list/{slug}").next_url, lambda slug: f"{MARKET}/list/{slug}?page=2"
    )


def test_the_home_page_leads_to_every_shelf() -> None:
    home = page("/")
    assert {f"{MARKET}/list/{category.slug}" for category in world().categories} <= set(home.catalogue_urls)
    assert len(getattr(home, "items", [])) == PER_PAGE


def test_an_empty_search_is_empty() -> None:
    assert page("/search", "q=%E9%A3%9E%E8%88%B9").status is Status.EMPTY


@pytest.mark.parametrize("path", [*GONE, *SOFT_GONE])
def test_a_removed_article_is_gone(path: str) -> None:
    assert page(path).status is Status.GONE


def test_walls_and_log_in_pages_are_told() -> None:
    walls = [shop.path for shop in world().shops if shop.shows in UNREADABLE]
    assert [page(path).status for path in walls] == [Status.BLOCKED] * len(walls)
    assert page("/my/orders").status is Status.LOGIN


SITES = pytest.mark.parametrize("site", world().sites, ids=[site.name for site in world().sites])


@SITES
def test_a_site_s_home_names_its_operator_and_records(site: Site) -> None:
    home = site_page(site.name, "/")
    assert (home.kind, home.operator, home.icp) == ("website", site.operator, site.icp)


@SITES
def test_a_site_s_licence_is_read_for_what_it_is(site: Site) -> None:
    own = [display for display in site_page(site.name, "/").licences if display.owner == "website"]
    forms = {"footer": ["text"], "image": ["image_link"], "government": ["government_link"], "about_only": []}
    if site.shows == "fake_badge":
        assert all(display.dead for display in own)
    else:
        assert [display.form for display in own] == forms[site.shows]


@SITES
def test_a_site_s_catalogue_is_read_and_paged(site: Site) -> None:
    first = site_page(site.name, "/goods/")
    assert first.kind == "search"
    assert shown(getattr(first, "items", [])) == shown(site.products[:PER_SITE_PAGE])
    assert first.next_url == "http://127.0.0.1:9000/goods/?page=2"


@SITES
def test_a_site_s_articles_are_read(site: Site) -> None:
    for product in site.products:
        item = site_page(site.name, product.path)
        seen = (item.kind, item.title, getattr(item, "price", None))
        assert seen == ("listing", product.title, product.price)
        assert one_line(product.description) in one_line(getattr(item, "description", None)), product.path


@SITES
def test_a_site_s_policy_is_read(site: Site) -> None:
    policy = site_page(site.name, "/policy.html")
    assert policy.kind == "policy"
    assert all(text in (getattr(policy, "text", None) or "") for text in site.policy)
