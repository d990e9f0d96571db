"""Scoring: which leads find a planted breach, and which are false."""

from typing import Any

from crawler.demo.truth import MARKET, Planted, Truth, score

SITES = {"127.0.0.1:1": MARKET, "127.0.0.1:2": "亮格电器"}
WORDS = Planted("absolute-term", MARKET, "甲店", ("/item/1.html",), "title", excerpt="zui佳")
MARK = Planted(
    "trademark-lookalike",
    MARKET,
    "甲店",
    ("/item/2.html",),
    "title",
    excerpt="大白免",
    mark="大白兔",
    aka=("White Rabbit",),
)
SHOP = Planted("licence-display", MARKET, "乙店", ("/shop/2", "/shop/2/licence"), "licences", whole_shop=True)
SITE = Planted("licence-display", "亮格电器", "亮格电器", ("/",), "licences", whole_shop=True)
CLAIM = Planted(
    "medical-claim", MARKET, "甲店", ("/item/3.html",), "title", ("health-food",), excerpt="降血糖"
)
TRUTH = Truth((WORDS, MARK, SHOP, SITE, CLAIM), ())


def lead(group: str, path: str, port: int = 1, **more: Any) -> dict[str, Any]:
    return {"group": group, "url": f"http://127.0.0.1:{port}{path}", **more}


def test_nothing_found_is_nothing_false() -> None:
    assert str(score([], TRUTH, SITES)) == "found 0 of 5 planted, 0 false"


def test_two_leads_on_one_breach_count_once() -> None:
    again = [
        lead("absolute-term", "/item/1.html"),
        lead("absolute-term", "/list/food?page=2", excerpt="zui佳"),
    ]
    assert str(score(again, TRUTH, SITES)) == "found 1 of 5 planted, 0 false"


def test_a_lead_of_another_group_or_page_is_false() -> None:
    strays = [lead("price-fraud", "/item/1.html"), lead("absolute-term", "/item/9.html", excerpt="zui佳")]
    result = score(strays, TRUTH, SITES)
    assert (result.found, result.false) == (0, 2)
    assert result.missed == TRUTH.planted


def test_a_breach_of_one_rule_is_not_found_by_another_of_its_group() -> None:
    borrowed = Planted(
        "subject-identity", MARKET, "丙店", ("/shop/3",), "licences", rule="identity.borrowed-number"
    )
    truth = Truth((borrowed,), ())
    assert (
        score([lead("subject-identity", "/shop/3", rule="identity.forged-number")], truth, SITES).false == 1
    )
    assert (
        score([lead("subject-identity", "/shop/3", rule="identity.borrowed-number")], truth, SITES).found == 1
    )


def test_a_card_finds_an_article_s_breach_and_not_a_policy_s() -> None:
    policy = Planted("unfair-term", MARKET, "甲店", ("/shop/1/policy",), "policy", excerpt="概不负责")
    truth = Truth((WORDS, policy), ())
    assert score([lead("absolute-term", "/shop/1/goods?page=2", excerpt="zui佳")], truth, SITES).found == 1
    assert score([lead("unfair-term", "/shop/1", excerpt="概不负责")], truth, SITES).false == 1
    assert score([lead("unfair-term", "/shop/9/policy", excerpt="概不负责")], truth, SITES).false == 1


def test_a_lookalike_is_found_only_by_its_own_mark() -> None:
    right = lead("trademark-lookalike", "/item/2.html", mark="大白兔")
    wrong = lead("trademark-lookalike", "/item/2.html", mark="白兔")
    english = lead("trademark-lookalike", "/item/2.html", mark="white rabbit")
    assert score([english], TRUTH, SITES).found == 1
    assert score([right], TRUTH, SITES).found == 1
    assert score([wrong], TRUTH, SITES).false == 1


def test_a_licence_breach_is_found_on_any_page_of_the_shop_that_names_it() -> None:
    assert score([lead("licence-display", "/shop/2/licence")], TRUTH, SITES).found == 1
    assert score([lead("licence-display", "/shop/2/goods?page=2", shop="乙店")], TRUTH, SITES).found == 1
    assert score([lead("licence-display", "/shop/3", shop="丙店")], TRUTH, SITES).false == 1


def test_a_site_s_breach_is_not_found_on_the_market() -> None:
    assert score([lead("licence-display", "/about.html", port=2)], TRUTH, SITES).found == 1
    assert score([lead("licence-display", "/")], TRUTH, SITES).false == 1


def test_words_that_may_be_filed_under_two_groups_count_under_either() -> None:
    assert score([lead("health-food", "/item/3.html")], TRUTH, SITES).found == 1
