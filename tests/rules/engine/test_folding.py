"""Every way to write a word reads as one, and its place in the text as given is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.engine.folding import Folded, tight


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("驰·名/商 标", "驰名商标"),
        ("馳名商標", "驰名商标"),
        ("驰\u200b名\ufeff商标", "驰名商标"),
        ("ＮＯ．１", "no1"),
        ("№1", "no1"),
        ("第❶", "第1"),
        ("第壹", "第1"),
        ("TOP①", "top1"),
        ("1\ufe0f\u20e3", "1"),
        ("А货", "a货"),
        ("🅰货", "a货"),
        ("売", "卖"),
        ("最舒㊙适", "最舒适"),
        ("最\u0336好", "最好"),
        ("❤😀✨", ""),
    ],
)
def test_one_spelling_for_many_ways_to_write(written: str, read: str) -> None:
    assert tight(written) == read


@given(st.text())
def test_offsets_lead_back_into_the_text(text: str) -> None:
    folded = Folded(text)
    assert len(folded.offsets) == len(folded.tight)
    assert all(tight(text[at]) for at in folded.offsets)
    assert list(folded.offsets) == sorted(folded.offsets)


@given(st.text() | st.text(alphabet="最 \0\u200b㎡😀𠮷%_ＡÀ"))
def test_a_text_reads_as_its_characters_do(text: str) -> None:
    folded = Folded(text)
    assert folded.tight == tight(text)
    assert folded.plain == "".join(Folded(char).plain for char in text)


@given(st.text(alphabet="最 佳·A①㊙\u200b№", max_size=12))
def test_a_span_reads_as_what_was_found(text: str) -> None:
    folded = Folded(text)
    if folded.tight:
        start, end = folded.span(0, len(folded.tight))
        assert tight(text[start:end]) == folded.tight
