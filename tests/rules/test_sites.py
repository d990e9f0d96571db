"""Has every place of a site been read?"""

from crawler.items import AnyItem, Licence, LicenceDisplay, Shop, Status
from rules.finding import Verdict
from rules.sites import Sites

SHOP = "https://mall.example/shop/7"
PLACES = [f"{SHOP}/licence", f"{SHOP}/about"]
DISPLAY = LicenceDisplay(
    owner="shop", form="text", number="91330106MA2KQX7D14", valid=True, name="杭州禾苗玩具有限公司"
)


def shop(**more: object) -> Shop:
    return Shop.model_validate(
        {"platform": "mall", "shop_id": "7", "shop_name": "禾苗", "url": SHOP, "licence_urls": PLACES} | more
    )


def place(number: int, **more: object) -> Licence:
    return Licence.model_validate({"platform": "mall", "shop_id": "7", "url": PLACES[number]} | more)


def verdicts(*pages: AnyItem) -> list[Verdict | None]:
    sites = Sites()
    given = [sites.add(page) for page in pages]
    return [verdict.verdict if verdict else None for verdict in given]


def test_absence_is_claimed_with_the_last_place_only() -> None:
    assert verdicts(shop(), place(0), place(1)) == [None, None, "not_displayed"]


def test_the_pages_may_come_in_any_order() -> None:
    assert verdicts(place(1), place(0), shop()) == [None, None, "not_displayed"]


def test_a_licence_on_the_last_place_is_a_display() -> None:
    assert verdicts(shop(), place(0), place(1, licences=[DISPLAY]))[-1] in {"displayed", "not_prominent"}


def test_a_blocked_place_leaves_the_verdict_open() -> None:
    assert verdicts(shop(), place(0), place(1, status=Status.BLOCKED))[-1] == "undetermined"


def test_one_spelling_of_an_address_stands_for_all() -> None:
    other = place(1, url=PLACES[1].replace("https", "http") + "#top")
    assert verdicts(shop(), place(0), other)[-1] == "not_displayed"


def test_shops_are_told_apart() -> None:
    stranger = place(1, shop_id="8")
    assert verdicts(shop(), place(0), stranger) == [None, None, None]


def test_a_site_whose_places_were_not_all_read_is_never_not_displayed() -> None:
    sites = Sites()
    sites.add(shop())
    sites.add(place(0))
    assert [verdict.verdict for verdict in sites.unfinished()] == ["undetermined"]


def test_the_verdict_comes_once() -> None:
    assert verdicts(shop(), place(0), place(1), place(1)) == [None, None, "not_displayed", None]


def test_places_carry_the_digest_of_their_capture() -> None:
    sites = Sites()
    sites.add(shop(licence_urls=[]), sha256="aa")
    again = Sites()
    verdict = again.add(shop(licence_urls=[]), sha256="aa")
    assert verdict is not None
    assert [place.sha256 for place in verdict.places] == ["aa"]


def test_what_a_licence_page_leads_on_to_is_a_place_as_well() -> None:
    frame = f"{SHOP}/inner"
    assert verdicts(shop(), place(0, licence_urls=[frame]), place(1)) == [None, None, None]
    assert (
        verdicts(shop(), place(0, licence_urls=[frame]), place(1), place(0, url=frame))[-1] == "not_displayed"
    )


def test_a_page_of_which_a_part_could_not_be_read_proves_nothing() -> None:
    assert (
        verdicts(shop(), place(0), place(1, notes=["field not read: licences: KeyError"]))[-1]
        == "undetermined"
    )


PLATFORMS = LicenceDisplay(owner="platform", form="text", number="91330110MA10CEMX2F")
COMMON = "https://mall.example/about/licence"


def led_to_the_platform(number: int, **more: object) -> list[AnyItem]:
    link = LicenceDisplay(owner="shop", form="text_link", href=COMMON)
    own = {"shop_id": str(number), "url": f"https://mall.example/shop/{number}"}
    return [shop(**own, licence_urls=[COMMON], licences=[link, PLATFORMS], **more)]


def test_a_page_that_several_shops_lead_to_is_read_for_all_and_is_the_platform_s() -> None:
    common = place(0, url=COMMON, licences=[PLATFORMS.model_copy(update={"owner": "website"})])
    shops = [*led_to_the_platform(7, shop_name="集市自营"), common, *led_to_the_platform(8)]
    assert verdicts(*shops) == [None, "displayed", "not_displayed"]


def test_the_platform_s_licence_is_the_display_of_what_it_sells_itself() -> None:
    common = place(0, url=COMMON, licences=[PLATFORMS.model_copy(update={"owner": "website"})])
    assert verdicts(*led_to_the_platform(7, shop_name="集市自营"), common)[-1] == "displayed"
