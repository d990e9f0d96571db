"""Bases are cited only while they are in force, and a broken list is refused by file and line."""

from datetime import date
from pathlib import Path

import pytest

from rules.laws import LawError, Laws


def test_the_last_day_in_force_is_inclusive() -> None:
    laws = Laws.load()
    assert [basis.id for basis in laws.in_force(["aucl-1993-13"], date(2017, 12, 31))] == ["aucl-1993-13"]
    assert laws.in_force(["aucl-1993-13"], date(2018, 1, 1)) == []


def test_a_basis_says_nothing_before_its_first_day() -> None:
    laws = Laws.load()
    assert laws.in_force(["tm-2013-14"], date(2014, 4, 30)) == []
    assert laws.in_force(["tm-2013-14"], date(2014, 5, 1)) != []


def test_what_nobody_has_checked_stays_marked() -> None:
    assert Laws.load().bases["tm-2019-14"].verify


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("bases:\n- {id: a, law: 法, article: 一, from: 2020-01-01}\n" * 1, None),
        ("bases:\n- {id: a, law: 法, article: 一, from: soon}\n", ":2: "),
        ("bases:\n- {id: a, law: 法, article: 一, from: 2020-01-01, until: 2019-01-01}\n", "ends"),
        ("bases: []\n", "at least one"),
        ("bases: [\n", "not YAML"),
    ],
    ids=["sound", "no-date", "ends-before-it-begins", "empty", "not-yaml"],
)
def test_a_broken_list_is_named_by_file_and_line(tmp_path: Path, text: str, wanted: str | None) -> None:
    path = tmp_path / "laws.yaml"
    path.write_text(text, encoding="utf-8")
    if wanted is None:
        assert Laws.load(path).bases
        return
    with pytest.raises(LawError, match=wanted):
        Laws.load(path)


def test_the_nearest_id_is_suggested() -> None:
    assert Laws.load().nearest("ad-2015-99") in {"ad-2015-9-3", "ad-2015-9-8", "ad-2015-9-1"}
