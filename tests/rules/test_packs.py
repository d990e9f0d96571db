"""Packs load whole or not at all: each mistake is named by file, line, rule, expected and found."""

from datetime import date
from pathlib import Path

import pytest

from rules.packs import PackError, Packs, lint, run_examples
from tests.packs import RULE as BARE

RULE = f"""{BARE}  hits:
  - {{text: 甲乙丙丁, excerpt: 甲乙}}
  misses: [丙丁]
"""


def pack(folder: Path, text: str) -> list[Path]:
    (folder / "test.yaml").write_text(text, encoding="utf-8")
    return [folder]


@pytest.fixture(scope="module")
def packs() -> Packs:
    return Packs.load()


def test_every_bundled_example_turns_out_as_written(packs: Packs) -> None:
    assert [str(failure) for failure in run_examples(packs)] == []


def test_every_text_rule_has_three_hits_and_three_misses(packs: Packs) -> None:
    poor = [
        rule.id
        for rule in packs.rules.values()
        if rule.judges_text and min(len(rule.hits), len(rule.misses)) < 3
    ]
    assert poor == []


@pytest.mark.parametrize(
    "rule",
    [
        "licence.not-displayed",
        "licence.malformed-number",
        "licence.mismatch",
        "licence.not-prominent",
        "trademark.lookalike",
        "trademark.gi",
        "trademark.counterfeit-signal",
        "wording.well-known-mark",
    ],
)
def test_rules_that_checks_look_up_are_there(packs: Packs, rule: str) -> None:
    assert packs.finding(rule, date(2026, 6, 18)) is not None


def test_a_finding_cites_only_what_is_in_force(packs: Packs) -> None:
    finding = packs.finding("licence.not-displayed", date(2016, 8, 1))
    assert finding is not None
    assert [basis.id for basis in finding.basis] == ["nto-2014-7", "nto-2014-23"]


def test_a_rule_without_basis_on_that_day_says_nothing(packs: Packs) -> None:
    assert packs.finding("tobacco.ecig", date(2016, 8, 20)) is None


def test_an_unknown_rule_is_refused_by_name(packs: Packs) -> None:
    with pytest.raises(PackError, match=r"no\.such"):
        packs.finding("no.such", date(2026, 1, 1))


def test_no_pack_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="at least one rule"):
        Packs.load([tmp_path])


def test_a_missing_directory_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="expected a directory"):
        Packs.load([tmp_path / "none"])


def test_the_digest_changes_with_a_word(tmp_path: Path) -> None:
    before = Packs.load(pack(tmp_path, RULE % "甲乙")).digest
    assert Packs.load(pack(tmp_path, RULE % "甲乙, 丙戊")).digest != before


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (
            ("ad-2015-9-3", "ad-2015-99"),
            r"test\.yaml:2: rule test\.idea: basis 'ad-2015-99' is not in laws\.yaml; nearest: 'ad-2015",
        ),
        (("severity: 2", "severity: 9"), r"test\.yaml:6: .*severity.*found '9'"),
        (("fields: [title]", "fields: [titel]"), r"test\.yaml:8: "),
        (("match: [甲乙]", "match: ['']"), "empty"),
        (("match: [甲乙]", "match: ['···']"), "empty word"),
        (("match: [甲乙]", "match: ['甲 .. 乙']"), "unbounded gap"),
        (("match: [甲乙]", "match: ['甲 ..99 乙']"), "longer than 60"),
        (("match: [甲乙]", r"match: ['/\d*/']"), "empty string"),
        (("match: [甲乙]", r"match: ['/甲+乙/']"), "unbounded"),
        (("match: [甲乙]", r"match: ['/(?=甲)乙/']"), "looks around"),
        (("match: [甲乙]", "match: ['{none} 乙']"), "no vocabulary 'none'"),
        (("why: 请核实", "why: 请核实\n  unless: [none]"), "no exemption 'none'"),
        (("why: 请核实", "why: 请核实\n  colour: red"), "colour"),
        (("excerpt: 甲乙}", "excerpt: 甲}"), "expected excerpt '甲', found 甲乙"),
        (("misses: [丙丁]", "misses: [甲乙]"), "expected nothing, found 甲乙"),
        (("  title: 题\n", "  title: 题\n  title: 又\n"), "given twice"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_mistake_is_named_by_file_line_and_reason(
    tmp_path: Path, change: tuple[str, str], wanted: str
) -> None:
    import re

    text = (RULE % "甲乙").replace(*change)
    assert text != RULE % "甲乙"
    problems = lint(pack(tmp_path, text))
    assert problems
    assert re.search(wanted, problems[0]), problems


def test_a_duplicate_id_names_both_places(tmp_path: Path) -> None:
    text = RULE % "甲乙"
    problems = lint(pack(tmp_path, text + text.partition("\n")[2]))
    assert "given twice; the first is at" in problems[0]


def test_a_crawl_refuses_a_broken_pack(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="nearest"):
        Packs.load(pack(tmp_path, (RULE % "甲乙").replace("ad-2015-9-3", "ad-2015-99")))


def test_bundled_packs_have_no_problem() -> None:
    assert lint() == []
