"""Literals out of scripts: read by a library, never run, bounded in depth and size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.pages import javascript


@pytest.mark.parametrize(
    "text",
    [
        "var g_config = {id: '7', tags: ['a', 'b'],};",
        'window.g_config={"id":"7","tags":["a","b"]}',
        "x = {\"g_config\": {id: '7', 'tags': ['a','b']}}",
        "g_config; if (g_config) {}; g_config = {id: '7', tags: ['a', 'b']}",
        "var a = window.g_config || {}; var b = {id: '7', tags: ['a', 'b']}; window.g_config=b;",
    ],
)
def test_an_assigned_literal_is_found(text: str) -> None:
    assert javascript.assigned(text, "g_config") == {"id": "7", "tags": ["a", "b"]}


def test_the_argument_of_a_call_is_found() -> None:
    assert javascript.called("Shop.Setup( {price: '1.50'} );", "Shop.Setup") == {"price": "1.50"}


@pytest.mark.parametrize(
    "body",
    ['{"a": 1}', 'callback12({"a": 1})', "var x = {a: 1};", "export default {a: 1}", '/**/jsonp({"a":1});'],
)
def test_a_body_that_is_a_value_is_read(body: str) -> None:
    assert javascript.body_value(body) == {"a": 1}


@pytest.mark.parametrize("body", ["", "   ", "<html></html>", "plain words", "function f() { return 1 }"])
def test_a_body_that_is_no_value_gives_none(body: str) -> None:
    assert javascript.body_value(body) is None


@pytest.mark.parametrize("opening", ["[", "{a:", '{"a":'])
def test_a_literal_nested_ten_thousand_deep_is_given_up(opening: str) -> None:
    assert javascript.literal(opening * 10_000) is None


@given(st.text(alphabet="{}[]:,\"\\'abc0 \n", max_size=200))
def test_no_text_raises(text: str) -> None:
    javascript.literal(text)
    javascript.body_value(text)
