"""The demo's world: large enough, always alike, and true to its own ground truth."""

import unicodedata
from collections import Counter

import pytest
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

from crawler.demo import codes
from crawler.demo.planting import FORBIDDEN
from crawler.demo.things import Shop
from crawler.demo.world import world

EXPECTED = {
    "trademark-lookalike": 12,
    "absolute-term": 11,
    "well-known-mark": 9,
    "medical-claim": 8,
    "licence-display": 8,
    "return-refusal": 5,
    "unfair-term": 5,
    "subject-identity": 4,
    "credit-register": 3,
}


def shop(shows: str) -> Shop:
    return next(one for one in world().shops if one.shows == shows)


def test_there_are_shops_of_every_kind_and_listings_on_every_shelf() -> None:
    here = world()
    assert len(here.shops) >= 60
    assert {one.kind for one in here.shops} == {"enterprise", "individual", "person", "self"}
    assert len(here.listings) >= 600
    assert min(Counter(one.category.slug for one in here.listings).values()) >= 40
    assert all(one.listings for one in here.shops)
    assert len(here.sites) >= 3


def test_titles_ids_and_shop_names_are_not_given_twice() -> None:
    here = world()
    assert len({one.title for one in here.listings}) == len(here.listings)
    assert len({one.id for one in here.listings}) == len(here.listings)
    assert len({one.name for one in here.shops}) == len(here.shops)
    assert len({one.number for one in here.shops if one.kind not in ("self", "person")}) == sum(
        one.kind not in ("self", "person") for one in here.shops
    )


def test_the_world_is_drawn_alike_every_time() -> None:
    again = world.__wrapped__()
    assert [one.title for one in again.listings] == [one.title for one in world().listings]
    assert again.truth == world().truth


def test_sixty_five_breaches_are_planted_and_more_innocents_beside_them() -> None:
    truth = world().truth
    assert Counter(one.group for one in truth.planted) == EXPECTED
    assert len(set(truth.planted)) == len(truth.planted) == 65
    assert len(truth.innocents) >= 80
    assert truth.forbidden == FORBIDDEN


def test_no_page_is_planted_and_innocent_at_once() -> None:
    truth = world().truth
    wordy = {path for one in truth.planted if not one.whole_shop for path in one.paths}
    listings = {path for one in truth.innocents for path in one.paths if path.startswith("/item/")}
    assert not wordy & listings


@pytest.mark.parametrize("shows", ["text", "home", "image", "government", "electronic", "other_name"])
def test_a_right_number_passes_the_standard_s_check(shows: str) -> None:
    assert uscc.is_valid(shop(shows).number)


def test_numbers_that_are_wrong_on_purpose_fail_it() -> None:
    assert not uscc.is_valid(shop("wrong_check").number)
    assert not uscc.is_valid(shop("wrong_length").number)
    assert len(shop("wrong_length").number) == 17


def test_a_full_width_number_passes_once_it_is_narrow() -> None:
    number = shop("fullwidth").number
    assert not number.isascii()
    assert uscc.is_valid(unicodedata.normalize("NFKC", number))


def test_an_old_number_ends_in_its_mod_11_10_check_digit() -> None:
    assert len(shop("old").number) == 15
    assert mod_11_10.is_valid(shop("old").number)


def test_the_organisation_part_of_a_code_carries_its_own_check() -> None:
    assert codes.organisation_code(31 * 10**6 + 7919)[:2] == "MA"
    assert len(codes.organisation_code(0)) == 9
