"""The demo's registers can be imported, and say of each shop what the table says of it."""

import csv
from pathlib import Path

import pytest
from stdnum.cn import uscc

from crawler.demo.registers import NAME, NUMBER, Supplied, covered, supply
from crawler.demo.tables import table
from crawler.demo.things import Shop
from crawler.demo.world import world
from rules.names import same_holder

LINES = table("registers")


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Supplied]:
    return {one.kind: one for one in supply(world(), tmp_path)}


def rows(supplied: Supplied) -> dict[str, dict[str, str]]:
    with supplied.path.open(encoding="utf-8", newline="") as file:
        return {row[NUMBER]: row for row in csv.DictReader(file)}


def shop(name: str) -> Shop:
    return next(one for one in world().shops if one.name == name)


def test_the_register_of_enterprises_holds_right_numbers_of_its_own_provinces_alone(
    files: dict[str, Supplied],
) -> None:
    held = rows(files["enterprises"])
    assert len(held) > 20
    assert all(uscc.is_valid(number) and number[2:8].startswith(covered()) for number in held)
    assert files["enterprises"].regions == covered()


@pytest.mark.parametrize(
    ("rule", "held"),
    [
        ("identity.forged-number", False),
        ("identity.impersonated-name", False),
        ("identity.borrowed-number", True),
        ("identity.struck-off", True),
    ],
)
def test_a_planted_number_is_held_or_not_as_its_breach_wants_it(
    files: dict[str, Supplied], rule: str, held: bool
) -> None:
    (line,) = [line for line in LINES["planted"] if line["rule"] == rule]
    row = rows(files["enterprises"]).get(shop(line["shop"]).number)
    assert (row is not None) is held
    if row is not None:
        assert same_holder(row[NAME], shop(line["shop"]).operator) is (rule == "identity.struck-off")


def test_an_imitated_name_is_held_under_another_number(files: dict[str, Supplied]) -> None:
    (line,) = [line for line in LINES["planted"] if "twin" in line]
    twins = [number for number, row in rows(files["enterprises"]).items() if row[NAME] == line["twin"]]
    assert len(twins) == 1
    assert twins[0] != shop(line["shop"]).number


@pytest.mark.parametrize("line", LINES["innocents"], ids=lambda line: str(line["shop"]))
def test_an_innocent_shop_s_number_is_its_operator_s_or_of_a_province_that_is_not_covered(
    files: dict[str, Supplied], line: dict[str, str]
) -> None:
    one = shop(line["shop"])
    if not one.number[2:8].startswith(covered()):
        assert one.number not in rows(files["enterprises"])
        return
    row = rows(files["enterprises"])[one.number]
    assert any(same_holder(one.licence_name, name) for name in (row[NAME], row["曾用名"]) if name)
