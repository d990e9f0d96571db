"""Whatever the text: no exception, no span outside of it, and time that grows with its length."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.lookalike.folding import key, squeeze
from rules.lookalike.matcher import Lookalike
from rules.marks import Mark, Marks

LOOK = Lookalike(
    Marks(
        [
            Mark("海星豆", kind="well_known"),
            Mark("KORVIN", kind="foreign"),
            Mark("豆"),
            Mark("の"),
            Mark("苹果"),
        ]
    )
)
PIECES = [
    "海星逗",
    "K0RVIN",
    "ΚΟRVIN",
    "海·星·豆",
    "康師傅",
    "\u202e",
    "\0",
    "\ud800",
    "👩‍👩‍👧",
    "é",
    "①㈱ﷺß",
    "　",
    "】【",
    "旗舰店",
]
TEXTS = st.one_of(
    st.text(st.characters(codec=None, categories=None), max_size=60),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=8).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_every_span_lies_inside_of_the_text(text: str) -> None:
    for match in [*LOOK.match_name(text), *LOOK.match_title(text), *LOOK.match_text(text)]:
        assert 0 <= match.start < match.end <= len(text)
        assert 0 <= match.score <= 1
        assert match.explanation


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_a_squeezed_text_knows_where_each_character_came_from(text: str) -> None:
    folded = squeeze(text)
    assert len(folded.text) == len(folded.at)
    assert list(folded.at) == sorted(folded.at)
    assert folded.text == key(text)
    for place, offset in enumerate(folded.at):
        assert folded.text[place] in key(text[offset])


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_explaining_and_near_search_take_any_text(text: str) -> None:
    LOOK.explain(text)
    LOOK.neighbours(text, 3)


@pytest.mark.parametrize(
    "piece", ["海星逗", "K0RVIN ", "a", "海·", "海·星·豆，", "\ud800", "】", "豆豆", "1:1高仿", "é"]
)
def test_time_grows_with_length_and_not_faster(piece: str) -> None:
    LOOK.match_title("热身")
    spent = []
    for length in (10_000, 50_000):
        text = (piece * length)[:length]
        began = time.process_time()
        LOOK.match_title(text)
        LOOK.match_text(text)
        LOOK.match_name(text)
        spent.append(time.process_time() - began)
    assert spent[1] < 15 * spent[0] + 0.5
