"""The linear engine and its stand-in for machines without a wheel say the same."""

import pytest

from rules.engine import patterns as module
from rules.engine.patterns import LONGEST, Alarm, PatternError, Patterns, check, width

PATTERNS = [r"\d{1,3}(天|周)", r"(^|[^不])支持(退货|换货)", r"《[^《》]{1,60}》", r"[a-z]家(老花|同款)"]
TEXTS = [
    "七天 30天见效，不支持退货，支持换货",
    "看《第一财经》与《红楼梦》",
    "g家老花 x家同款😀12周",
    "",
    "·" * 50,
]


@pytest.mark.parametrize("text", TEXTS)
def test_both_engines_find_the_same(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    found = sorted(Patterns(PATTERNS).find(text))
    seen = set(Alarm(PATTERNS).seen(text))
    monkeypatch.setattr(module, "hyperscan", None)
    plain = Patterns(PATTERNS)
    assert sorted(plain.find(text)) == found
    assert set(Alarm(PATTERNS).seen(text)) == seen == {number for number, _, _ in found}


def test_offsets_count_characters() -> None:
    text = "😀𠮷 12周"
    assert Patterns(PATTERNS[:1]).find(text) == [(0, 3, 6)]


@pytest.mark.parametrize("pattern", ["", "a*", "a{2,}", "(a|)", "(?<=a)b", r"(a)\1", "(a"])
def test_what_is_not_linear_or_not_bounded_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        check(pattern)


@pytest.mark.parametrize(
    ("pattern", "widest"),
    [(r"\d{1,4}(\.\d)?(万|亿元)", 8), (r"\p{Han}{2,3}", 3), (r"第.{0,400}名", LONGEST), (r"\h第", LONGEST)],
    ids=["alternatives", "property", "long", "unknown to re"],
)
def test_no_match_spans_more_than_the_pattern_is_wide(pattern: str, widest: int) -> None:
    assert width(pattern) == widest
