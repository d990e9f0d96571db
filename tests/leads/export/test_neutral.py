"""Whatever a page says, a cell of it begins no formula and stays on one line."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from leads.export.excel import CELL, cell, sheet_name
from leads.export.neutral import neutral


@given(st.text())
@example("\u2061=1")
@example("\u00ad@x")
@example("₌1")
@example("⁺1")
def test_no_text_begins_a_formula(text: str) -> None:
    safe = neutral(text)
    visible = [sign for sign in safe if not sign.isspace() and unicodedata.category(sign) not in {"Cf", "Mn"}]
    assert not visible or unicodedata.normalize("NFKC", visible[0])[:1] not in set("=+-@")
    assert safe.removeprefix("'").splitlines() in ([], [safe.removeprefix("'")])


@given(st.text())
def test_a_cell_is_what_xml_takes(text: str) -> None:
    safe = cell(text)
    assert len(safe.encode("utf-16-le")) <= CELL * 2
    assert all(sign >= " " and sign not in "\ufffe\uffff" for sign in safe)


@given(st.lists(st.text(), max_size=8))
def test_sheets_have_names_of_their_own(regions: list[str]) -> None:
    taken: set[str] = set()
    names = [sheet_name(region, taken) for region in regions]
    assert len({name.casefold() for name in names}) == len(regions)
    assert all(0 < len(name) <= 31 and not set(name) & set(r"[]:*?/\\") for name in names)
