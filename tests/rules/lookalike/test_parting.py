"""Characters taken apart and put together."""

import pytest

from rules.lookalike.parting import recomposed


@pytest.mark.parametrize(
    ("name", "written"),
    [
        pytest.param("好记", "女子记", id="one in two"),
        pytest.param("权记", "十人又记", id="one in three"),
        pytest.param("好明记", "女子日月记", id="two of them"),
        pytest.param("女子记", "好记", id="two put together"),
    ],
)
def test_a_name_is_written_with_its_characters_apart_or_together(name: str, written: str) -> None:
    assert written in set(recomposed(name))
