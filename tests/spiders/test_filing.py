"""Whose a licence or policy page is, when a shop's link led to it."""

from crawler.items import AnyItem, Licence, LicenceDisplay, Policy, Website
from spiders.filing import belongs_to

SHOP = {"platform": "market.example", "shop_id": "11", "shop_name": "春野"}


def belonging(item: AnyItem) -> str | None:
    belongs_to(item, SHOP)
    return item.shop_id


def test_a_page_that_names_nobody_is_the_shop_s_whose_link_led_to_it() -> None:
    assert belonging(Licence()) == "11"
    assert belonging(Policy()) == "11"
    assert belonging(Website()) == "11"
    assert belonging(Policy(licences=[LicenceDisplay(owner="platform", form="text_link")])) == "11"


def test_a_policy_under_the_site_s_own_licence_is_no_shop_s() -> None:
    assert belonging(Policy(licences=[LicenceDisplay(owner="website", form="text")])) is None
