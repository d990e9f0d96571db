"""The register: what files it reads, and what it says of those that it cannot."""

from decimal import Decimal
from pathlib import Path

import pytest

from rules.marks import Marks


def write(folder: Path, text: str, name: str = "marks.tsv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_bundled_register_is_wide_enough() -> None:
    marks = Marks.load()
    assert sum(mark.kind != "gi" for mark in marks) >= 300
    assert sum(mark.kind == "gi" for mark in marks) >= 100
    assert all(mark.province and mark.places for mark in marks if mark.kind == "gi")


def test_a_mark_is_known_by_any_alias_and_writing() -> None:
    marks = Marks.load()
    assert marks.get("ｎｉｋｅ") is marks.get("耐克") is not None
    assert marks.get("康師傅") is marks.get("康师傅")
    assert marks.get("no such mark") is None


def test_a_tab_separated_register_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path, 'mark\tnice_class\tkind\towner\tsource\tcurated\n"引号"豆\t29;32\twell_known\t\t某处\t1\n'
    )
    (mark,) = Marks.load(path)
    assert (mark.mark, mark.classes, mark.kind, mark.owner) == ('"引号"豆', (29, 32), "well_known", None)


def test_a_comma_separated_register_with_every_column_is_read(tmp_path: Path) -> None:
    head = "mark,nice_class,kind,owner,registration,aliases,authorised,floor,province,places\n"
    row = "海星豆,30,驰名,某公司,G123,Haixing|海星,甲店|乙店,99.50,,\n"
    (mark,) = Marks.load(write(tmp_path, "\ufeff" + head + row, "marks.csv"))
    assert mark.kind == "well_known"
    assert (mark.registration, mark.aliases, mark.authorised) == (
        "G123",
        ("Haixing", "海星"),
        ("甲店", "乙店"),
    )
    assert mark.floor == Decimal("99.50")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("name\tkind\n甲\tordinary\n", ":1: no column 'mark'", id="no mark column"),
        pytest.param("mark\tkind\n甲乙\tfamous\n", ":2: kind 'famous'", id="unknown kind"),
        pytest.param("mark\tnice_class\n甲乙\t99\n", ":2: nice_class '99'", id="class out of range"),
        pytest.param("mark\tfloor\n甲乙\tcheap\n", ":2: floor 'cheap'", id="floor that is no price"),
        pytest.param("mark\tkind\n甲乙\tgi\n\tgi\n", ":3: column 'mark' is empty", id="no mark"),
        pytest.param("mark\tkind\n···\tgi\n", ":2: column 'mark' is empty", id="only separators"),
    ],
)
def test_a_bad_register_is_named_by_line_and_remedy(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"expected|every row|known columns") as caught:
        Marks.load(write(tmp_path, text))
    assert said in str(caught.value)


def test_a_register_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "marks.tsv"
    path.write_bytes("mark\tkind\n康师傅\tordinary\n".encode("gb18030"))
    with pytest.raises(ValueError, match="UTF-8"):
        Marks.load(path)
