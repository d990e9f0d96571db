"""Numbers as sellers write them."""

import pytest

from rules.engine.numbers import numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("15万元", [150_000]),
        ("8千", [8_000]),
        ("1.5w元", [15_000]),
        ("3十天", [30]),
        ("十5万", [150_000]),
        ("原价2999 现价29.9", [2_999, 29.9]),
        ("1,200元", [1_200]),
        ("万能", []),
        ("15-15-15", [15, 15, 15]),
    ],
)
def test_numbers_are_read_in_order(text: str, values: list[float]) -> None:
    assert numbers(text) == values
