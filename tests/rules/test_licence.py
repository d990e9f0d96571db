"""Verdicts on one shop or site: what must have been read, and what each display weighs."""

from datetime import date

import pytest

from crawler.items import AnyItem, Licence, LicenceDisplay, Listing, Search, Shop, Status, Website
from rules.licence import LicenceVerdict, judge_site
from rules.licence_finding import licence_finding
from rules.packs import Packs
from rules.site_pages import site_key

HOME = "https://www.chunye.example/"
CODE = "91330106MA2KQX7D14"


def own(**fields: object) -> LicenceDisplay:
    return LicenceDisplay.model_validate(
        {"owner": "website", "form": "text", "number": CODE, "valid": True} | fields
    )


def verdict(*items: AnyItem, complete: bool = True) -> str:
    return judge_site(items, complete=complete).verdict


def test_absence_needs_the_closed_set_read_with_status_ok() -> None:
    assert verdict(Website(url=HOME)) == "not_displayed"
    assert verdict(Website(url=HOME), complete=False) == "undetermined"


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.OK])
def test_one_place_that_could_not_be_read_leaves_everything_open(status: Status) -> None:
    assert verdict(Website(url=HOME), Website(url=HOME + "about", status=status)) == "undetermined"


def test_parts_left_to_a_script_leave_everything_open() -> None:
    assert verdict(Website(url=HOME, unread=["页脚由脚本填充"])) == "undetermined"


@pytest.mark.parametrize("item", [Listing(url=HOME + "p/1"), Search(url=HOME + "list?q=1")])
def test_a_page_of_goods_is_no_place_where_a_licence_must_stand(item: AnyItem) -> None:
    assert verdict(item) == "undetermined"


def test_a_known_platform_s_shop_is_not_judged_without_its_licence_page() -> None:
    shop = Shop(url="https://mall.jd.com/index-1.html", platform="jd", shop_id="1")
    licence = Licence(url="https://mall.jd.com/showLicence-1.html", platform="jd", shop_id="1")
    assert verdict(shop) == "undetermined"
    assert verdict(shop, licence) == "not_displayed"
    assert verdict(shop, licence.model_copy(update={"status": Status.BLOCKED})) == "undetermined"


def test_the_platform_s_licence_is_not_the_shop_s() -> None:
    shop = Shop(url="https://s1.mm.example/", shop_name="春野", licences=[own(owner="platform")])
    assert verdict(shop) == "not_displayed"
    assert verdict(shop.model_copy(update={"self_operated": True})) == "displayed"


def test_a_sound_number_wins_over_a_wrong_one() -> None:
    wrong = own(number="91330106MA2KQX7D15", valid=False)
    assert verdict(Website(url=HOME, licences=[wrong])) == "malformed_number"
    assert verdict(Website(url=HOME, licences=[wrong, own()])) == "displayed"


def test_a_licence_held_by_another_is_a_mismatch_unless_the_operator_s_is_shown_too() -> None:
    other = own(name="温州顶峰贸易有限公司")
    home = Website(url=HOME, operator="宁波春野用品有限公司", licences=[other])
    assert verdict(home) == "mismatch"
    both = home.model_copy(update={"licences": [other, own(name="宁波春野用品有限责任公司")]})
    assert verdict(both) == "displayed"


def test_a_former_name_that_the_page_explains_is_nobody_else_s() -> None:
    former = own(name="温州顶峰贸易有限公司", renamed=True)
    assert verdict(Website(url=HOME, operator="宁波春野用品有限公司", licences=[former])) == "displayed"


def test_a_person_and_a_company_are_not_compared() -> None:
    home = Website(url=HOME, operator="张三", licences=[own(name="宁波春野用品有限公司")])
    assert verdict(home) == "displayed"


def test_a_display_below_a_bare_front_page_is_not_prominent() -> None:
    about = Website(url=HOME + "about", licences=[own()])
    assert verdict(Website(url=HOME), about) == "not_prominent"
    assert verdict(about) == "displayed"  # the front page was not among what was read


def test_hidden_and_dead_displays_show_nothing() -> None:
    assert verdict(Website(url=HOME, licences=[own(hidden=True)])) == "not_prominent"
    dead = own(form="image_link", number=None, valid=None, dead=True)
    assert verdict(Website(url=HOME, licences=[dead])) == "not_displayed"


def test_declaration_and_mark_exempt_a_person_and_not_a_company() -> None:
    declared = own(form="self_declaration", number=None, valid=None)
    assert verdict(Shop(url=HOME, licences=[declared])) == "exempt"
    assert verdict(Shop(url=HOME, natural_person_mark="自然人标识")) == "exempt"
    assert verdict(Shop(url=HOME, licences=[declared], operator="宁波春野用品有限公司")) == "undetermined"


def test_a_verdict_lists_every_place_with_its_capture() -> None:
    judged = judge_site([Website(url=HOME), Website(url=HOME + "about")], place_digests={HOME: "ab" * 32})
    assert [(place.url, place.sha256) for place in judged.places] == [
        (HOME, "ab" * 32),
        (HOME + "about", None),
    ]


def test_pages_belong_together_by_shop_else_by_host() -> None:
    assert site_key(Website(url=HOME)) == site_key(Website(url="http://chunye.example/about"))
    one, other = (Shop(url="https://mall.x.example/", platform="x", shop_id=name) for name in "ab")
    assert site_key(one) != site_key(other)


def test_a_good_verdict_is_a_finding_that_makes_no_lead() -> None:
    finding = licence_finding(LicenceVerdict("displayed", "已公示"), Packs.load(), date(2026, 6, 18))
    assert finding is not None
    assert (finding.group, finding.verdict, finding.suspicious) == ("licence-display", "displayed", False)


@pytest.mark.parametrize("name", ["not_displayed", "malformed_number", "mismatch", "not_prominent"])
def test_a_breach_cites_what_was_in_force(name: str) -> None:
    packs = Packs.load()
    for day in (date(2016, 5, 1), date(2026, 6, 18)):
        finding = licence_finding(LicenceVerdict(name, "涉嫌"), packs, day)  # type: ignore[arg-type]
        if finding is not None:
            assert finding.suspicious
            assert all(
                basis.since <= day and (basis.until is None or day <= basis.until) for basis in finding.basis
            )
