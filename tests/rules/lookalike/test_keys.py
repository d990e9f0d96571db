"""The table of keys answers the same, small or packed."""

import pytest

from rules.lookalike import keys
from rules.lookalike.keys import Keys


@pytest.mark.parametrize("small", [pytest.param(10**6, id="dictionary"), pytest.param(50, id="packed")])
def test_names_are_found_under_their_keys_and_crowded_keys_are_not(
    monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    monkeypatch.setattr(keys, "SMALL", small)
    table = Keys()
    for number in range(200):
        table.add([f"own{number}", f"pair{number // 2}", "everyone"], number)
    table.freeze()
    assert table.numbers(["own7"]) == {7}
    assert table.numbers(["pair3", "own9", "nobody"]) == {6, 7, 9}
    assert table.numbers(["everyone"]) == set()


def test_more_names_than_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="at most"):
        Keys().add(["key"], keys.MOST_NAMES)
