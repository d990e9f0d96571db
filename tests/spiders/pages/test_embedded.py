"""Values out of page state: nested places, odd literals, escapes."""

import time

import pytest

from spiders.pages.embedded import at, having, identity, listed, scalar, unescaped, words


def test_a_path_that_ends_early_gives_none() -> None:
    assert at({"a": [{"b": 1}]}, "a", 0, "b") == 1
    assert at({"a": [{"b": 1}]}, "a", 3, "b") is None
    assert at({"a": "text"}, "a", "b") is None


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("sellerNick : 'paipai'", "paipai"),
        ('{"sellerNick":"paipai"}', "paipai"),
        ("x.sellerNick = 'pai\\u0041'", "paiA"),
        ("sellerNick: fn('no'), q: 1, sellerNick: 'second'", "second"),
        ("if (sellerNick == 'no') {} sellerNick: 7", "7"),
        ("mysellerNick: 'no'", None),
        ("sellerNick: ''", None),
    ],
    ids=["single-quotes", "json", "assignment", "call-first", "comparison-first", "longer-name", "blank"],
)
def test_a_scalar_is_found_behind_its_key(source: str, value: str | None) -> None:
    assert scalar(source, "sellerNick") == value


def test_highlighting_and_entities_are_undone() -> None:
    assert words("白瓷<span class=H>茶杯</span> &#26228;&amp;x") == "白瓷茶杯 晴&x"


@pytest.mark.parametrize("text", ["{{vars.subject}}", "${name}", "<%= x %>", "  ", True, None, {}], ids=str)
def test_what_holds_no_text_gives_none(text: object) -> None:
    assert words(text) is None


@pytest.mark.parametrize("number", ["0", 0, "-1", None, "undefined"], ids=str)
def test_what_platforms_write_for_no_id_is_none(number: object) -> None:
    assert identity(number) is None


def test_escapes_of_strings_are_undone() -> None:
    assert unescaped(r"\u9752\x41\/\'\n") == "青A/'\n"


def test_the_outermost_object_with_all_keys_is_found() -> None:
    assert having({"x": {"item": 1}, "y": [{"item": 2, "seller": 3}]}, "item", "seller") == {
        "item": 2,
        "seller": 3,
    }


def test_the_first_list_that_has_objects_counts() -> None:
    assert listed({"offerList": [], "deeper": {"offerList": [{"id": 1}]}}, "offerList") == [{"id": 1}]


def test_a_literal_nested_ten_thousand_deep_is_walked_without_recursion() -> None:
    value: object = {"item": 1}
    for _ in range(10_000):
        value = [value]
    assert having(value, "item") == {"item": 1}


def test_hostile_script_text_takes_linear_time() -> None:
    hostile = "sellerNick: '" + "\\" * 200_000 + "sellerNick:" * 20_000
    begun = time.perf_counter()
    scalar(hostile, "sellerNick")
    assert time.perf_counter() - begun < 0.5
