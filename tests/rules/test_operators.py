"""What registers say of the operator that a page shows: a finding with number, names, source and day, or a reason."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from stdnum.cn import uscc

from crawler.items import AnyItem, Licence, LicenceDisplay, Listing, Shop, Status, Website
from rules.annual_report import Place, reported
from rules.identifiers import organisation_valid
from rules.operators import Answer, ask, claims_of
from rules.packs import Packs
from rules.registers import Enterprise, Enterprises, Listed, MemoryEnterprises, Report, Source


def code(region: str, serial: int) -> str:
    body = f"MA{serial:06d}"
    body += next(check for check in "0123456789X" if organisation_valid(body + check))
    return "91" + region + body + uscc.calc_check_digit("91" + region + body)


DAY = date(2026, 6, 18)
SOURCE = Source("宁波市登记簿", date(2026, 6, 1), frozenset({"3302"}), frozenset({"uscc"}))
OURS, OTHERS, STRUCK, UNKNOWN, ABROAD = (
    code("330206", 1),
    code("330206", 2),
    code("330206", 3),
    code("330206", 77),
    code("440106", 4),
)
NAME = "宁波春野户外用品有限公司"
REGISTER = MemoryEnterprises(
    SOURCE,
    [
        Enterprise(OURS, NAME),
        Enterprise(OTHERS, "宁波康师傅食品有限公司"),
        Enterprise(STRUCK, "宁波旧事商贸有限公司", status="吊销，未注销"),
    ],
)
PACKS = Packs.load()


@dataclass
class Memory:
    """Registers as a test needs them."""

    enterprises: list[Enterprises] = field(default_factory=lambda: [REGISTER])
    rows: list[Listed] = field(default_factory=list)
    reports: dict[str, Report] = field(default_factory=dict)

    def lists(self, number: str | None, name: str | None) -> list[Listed]:
        return [row for row in self.rows if (number and row.number == number) or (name and row.name == name)]

    def report(self, number: str) -> Report | None:
        return self.reports.get(number)


def site(number: str | None, name: str | None = None, **more: object) -> AnyItem:
    shown = LicenceDisplay(owner="website", form="text", number=number, valid=bool(number) or None, name=name)
    return Website(url="https://shop.chunye.example/about", licences=[shown], **more)  # type: ignore[arg-type]


def answer(item: AnyItem, registers: Memory | None = None, on: date = DAY) -> Answer:
    return ask(item, registers or Memory(), PACKS, on)


def rules(given: Answer) -> list[str]:
    return [finding.rule for finding in given.findings]


@pytest.mark.parametrize(
    ("number", "name", "found"),
    [
        pytest.param(OURS, NAME, [], id="as-registered"),
        pytest.param(UNKNOWN, "宁波顶峰贸易有限公司", ["identity.forged-number"], id="forged"),
        pytest.param(UNKNOWN, None, ["identity.forged-number"], id="forged-without-a-name"),
        pytest.param(OTHERS, "宁波顶峰贸易有限公司", ["identity.borrowed-number"], id="borrowed"),
        pytest.param(UNKNOWN, "宁波康帅傅食品有限公司", ["identity.impersonated-name"], id="near"),
        pytest.param(UNKNOWN, NAME, ["identity.impersonated-name"], id="same-name"),
        pytest.param(STRUCK, "宁波旧事商贸有限公司", ["identity.struck-off"], id="struck-off"),
        pytest.param(ABROAD, "广州顶峰贸易有限公司", [], id="another-region"),
        pytest.param(OURS, "春野户外旗舰店", [], id="a-shop-s-shown-name-is-no-other-company"),
        pytest.param("330206000012345", NAME, [], id="an-older-kind-of-number"),
    ],
)
def test_number_and_name_of_a_page_are_held_against_the_register(
    number: str, name: str | None, found: list[str]
) -> None:
    assert rules(answer(site(number, name))) == found


def test_a_finding_says_number_both_names_source_and_day_and_has_its_bases() -> None:
    (finding,) = answer(site(OTHERS, "宁波顶峰贸易有限公司")).findings
    for said in (OTHERS, "宁波顶峰贸易有限公司", "宁波康师傅食品有限公司", "宁波市登记簿", "2026-06-01"):
        assert said in finding.explanation
    assert finding.basis
    assert (finding.group, finding.severity, finding.of_shop) == ("subject-identity", 4, True)


def test_a_register_that_does_not_cover_the_region_says_so_and_finds_nothing() -> None:
    given = answer(site(ABROAD, "广州顶峰贸易有限公司"))
    assert given.findings == []
    (note,) = given.notes
    assert ("不含" in note, "宁波市登记簿" in note, ABROAD in note) == (True, True, True)


def test_a_number_that_one_of_two_registers_knows_is_not_forged() -> None:
    empty = MemoryEnterprises(Source("全国样本", date(2026, 6, 2)), [])
    assert rules(answer(site(OURS, NAME), Memory([empty, REGISTER]))) == []


def test_what_an_old_register_lacks_weighs_half_and_says_why() -> None:
    (fresh,) = answer(site(UNKNOWN)).findings
    (late,) = answer(site(UNKNOWN), on=date(2027, 12, 1)).findings
    assert (fresh.score, late.score) == (1.0, 0.5)
    assert "逾一年" in late.explanation


@pytest.mark.parametrize(
    ("kinds", "found"),
    [
        (["abnormal"], ["credit.abnormal-list"]),
        (["serious-violation"], ["credit.serious-list"]),
        (["penalties"], ["credit.penalty-record"]),
        (["penalties", "penalties"], ["credit.repeat-offender"]),
    ],
)
def test_an_operator_on_a_list_is_named_with_the_reason(kinds: list[str], found: list[str]) -> None:
    rows = [Listed(kind, OURS, NAME, f"事由{n}", source=SOURCE) for n, kind in enumerate(kinds)]  # type: ignore[arg-type]
    given = answer(site(OURS, NAME), Memory(rows=rows))
    assert rules(given) == found
    assert "事由0" in given.findings[0].explanation
    assert "2026-06-01" in given.findings[0].explanation


def test_who_has_left_a_list_is_not_on_it() -> None:
    left = Listed("abnormal", OURS, NAME, "未年报", date(2025, 1, 1), date(2026, 1, 1), SOURCE)
    assert rules(answer(site(OURS, NAME), Memory(rows=[left]))) == []


def test_the_lists_of_a_borrowed_number_s_holder_do_not_speak_of_the_borrower() -> None:
    row = Listed("abnormal", OTHERS, "宁波康师傅食品有限公司", "未年报", source=SOURCE)
    given = answer(site(OTHERS, "宁波顶峰贸易有限公司"), Memory(rows=[row]))
    assert rules(given) == ["identity.borrowed-number"]


@pytest.mark.parametrize(
    ("sites", "found"),
    [
        (("www.chunye.example",), []),
        (("https://shop.chunye.example/",), []),
        (("https://other.example/",), ["credit.annual-report-site"]),
        ((), ["credit.annual-report-site"]),
        (None, []),
    ],
    ids=["its-domain", "its-address", "another-site", "a-report-without-sites", "no-report-known"],
)
def test_a_site_missing_from_its_operator_s_annual_report_is_found(
    sites: tuple[str, ...] | None, found: list[str]
) -> None:
    reports = {} if sites is None else {OURS: Report(SOURCE, sites)}
    assert rules(answer(site(OURS, NAME), Memory(reports=reports))) == found


SHOP = Place("https://mall.jd.com/index-10086123.html", None, "10086123", "春野户外旗舰店")


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("https://mall.jd.com/index-10086123.html?from=pc", True),
        ("mall.jd.com/index-10086123.html", True),
        ("春野户外旗舰店", True),
        ("京东：春野户外旗舰店", True),
        ("www.jd.com", True),
        ("https://mall.jd.com/index-777.html", False),
        ("https://chunye.tmall.com", False),
        ("顶峰户外专营店", False),
        ("", False),
        ("http://[broken", False),
    ],
)
def test_a_shop_is_found_in_a_report_by_address_number_or_name(written: str, means: bool) -> None:
    assert reported(SHOP, [written]) is means


def test_a_platform_s_own_licence_is_no_claim_of_the_shop() -> None:
    platform = LicenceDisplay(owner="platform", form="text", number=OURS, valid=True)
    own = LicenceDisplay(owner="shop", form="text", number=OTHERS, valid=True, name=NAME)
    shop = Shop(platform="jd", url="https://mall.jd.com/index-1.html", licences=[platform, own])
    assert [claim.number for claim in claims_of(shop)] == [OTHERS]


def test_pages_that_cannot_be_read_or_show_no_operator_claim_nothing() -> None:
    shown = LicenceDisplay(owner="website", form="text", number=OURS, valid=True)
    assert claims_of(Licence(status=Status.BLOCKED, licences=[shown])) == []
    assert claims_of(Listing(licences=[shown])) == []
    assert claims_of(Website(url="https://a.example/")) == []


def test_a_number_shown_twice_takes_the_name_that_one_of_them_has() -> None:
    link = LicenceDisplay(owner="website", form="government_link", number=OURS, valid=True)
    text = LicenceDisplay(owner="website", form="text", number=OURS, valid=True, name=NAME)
    (claim,) = claims_of(Website(licences=[link, text]))
    assert (claim.number, claim.name) == (OURS, NAME)
