"""What a changed rule newly hits and what it drops, item by item."""

from datetime import date
from pathlib import Path

from crawler.items import AnyItem, Listing, Search, Status
from rules.comparing import Comparison
from rules.packs import Packs
from tests.packs import RULE

DAY = date(2026, 6, 18)


def packs(folder: Path, match: str) -> Packs:
    folder.mkdir()
    (folder / "test.yaml").write_text(RULE % match, encoding="utf-8")
    return Packs.load([folder])


def test_new_and_dropped_findings_are_told_with_their_item(tmp_path: Path) -> None:
    comparison = Comparison(packs(tmp_path / "old", "甲乙, 丙丁"), packs(tmp_path / "new", "丙丁, 戊己"))
    items: list[tuple[str, AnyItem, date]] = [
        ("1", Listing(title="甲乙茶"), DAY),
        ("2", Listing(title="丙丁茶"), DAY),
        ("3", Search(items=[Listing(title="茶"), Listing(title="戊己茶", card=True)]), DAY),
        ("4", Listing(title="甲乙茶", status=Status.BLOCKED), DAY),
    ]
    told = [
        (one.change, one.id, one.finding.excerpt, one.finding.card) for one in comparison.differences(items)
    ]
    assert told == [("dropped", "1", "甲乙", None), ("new", "3", "戊己", 1)]


def test_a_file_stands_for_the_bundled_pack_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "numbers.yaml"
    path.write_text(RULE % "甲乙", encoding="utf-8")
    changed = Packs.load([path]).rules
    assert "test.idea" in changed and "wording.well-known-mark" in changed
    assert "number.device" not in changed
