"""`wangxun rules diff`: what a changed pack newly hits and drops over stored items, told on the command line."""

import json
from pathlib import Path

import pytest

from tests.packs import RULE
from tests.wangxun import Wangxun

ITEMS = [
    {"id": "a1", "title": "甲乙茶", "captured_at": "2026-06-18T12:00:00+08:00"},
    {"id": "a2", "title": "丙丁茶", "captured_at": "2026-06-18T12:00:00+08:00"},
    {"id": "a3", "title": "戊己茶", "captured_at": "2026-06-18T12:00:00+08:00"},
]


@pytest.fixture
def changed(tmp_path: Path) -> list[str]:
    """The arguments OLD NEW FILE."""
    for name, match in (("old", "甲乙, 丙丁"), ("new", "丙丁, 戊己")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "test.yaml").write_text(RULE % match, encoding="utf-8")
    items = tmp_path / "items.jsonl"
    items.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in ITEMS), encoding="utf-8")
    return [str(tmp_path / "old"), str(tmp_path / "new"), str(items)]


def test_a_person_reads_what_is_new_and_what_is_gone(wangxun: Wangxun, changed: list[str]) -> None:
    done = wangxun("rules", "diff", *changed)
    assert done.returncode == 0, done.stderr
    told = [line.split() for line in done.stdout.splitlines()[1:]]
    assert ["消失", "a1", "test.idea", "title", "甲乙"] in told
    assert ["新增", "a3", "test.idea", "title", "戊己"] in told
    assert "3 个条目：新增 1 处，消失 1 处" in done.stdout + done.stderr


def test_a_script_reads_one_object_a_line(wangxun: Wangxun, changed: list[str]) -> None:
    done = wangxun("rules", "diff", *changed, "--json")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["change"], line["id"], line["excerpt"]) for line in told] == [
        ("dropped", "a1", "甲乙"),
        ("new", "a3", "戊己"),
    ]


def test_before_the_basis_was_in_force_nothing_differs(wangxun: Wangxun, changed: list[str]) -> None:
    done = wangxun("rules", "diff", *changed, "--json", "--on", "2014-01-01")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_broken_pack_is_refused_by_file_and_line(wangxun: Wangxun, changed: list[str]) -> None:
    broken = Path(changed[1]) / "test.yaml"
    broken.write_text(RULE % "'{nowhere}'", encoding="utf-8")
    done = wangxun("rules", "diff", *changed)
    assert (done.returncode, done.stdout) == (2, "")
    assert "test.yaml:2" in done.stderr
    assert "nowhere" in done.stderr


def test_an_item_that_cannot_be_read_fails_the_comparison_at_its_end(
    wangxun: Wangxun, changed: list[str]
) -> None:
    with Path(changed[2]).open("a", encoding="utf-8") as items:
        items.write("{broken\n")
    done = wangxun("rules", "diff", *changed, "--json")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    assert "4" in done.stderr
