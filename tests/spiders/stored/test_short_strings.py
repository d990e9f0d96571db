"""A JSON stream in which no string is longer than a bound."""

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from spiders.stored import short_strings
from spiders.stored.short_strings import ShortStrings

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


class Slow(io.BytesIO):
    """Gives a few bytes at a time, so that every kind of place is torn."""

    step = 3

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(self.step)


def drained(stream: ShortStrings) -> bytes:
    parts = []
    while part := stream.read():
        parts.append(part)
    return b"".join(parts)


@given(VALUES, st.booleans(), st.integers(1, 5))
def test_what_is_short_passes_unchanged(value: object, ascii_only: bool, step: int) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "replace")
    source = Slow(text)
    source.step = step
    assert drained(ShortStrings(source, 10_000)) == text


@given(st.lists(st.text(max_size=60)), st.booleans(), st.integers(20, 40))
def test_what_is_long_is_cut_and_the_json_stays_sound(texts: list[str], ascii_only: bool, limit: int) -> None:
    raw = json.dumps(texts, ensure_ascii=ascii_only).encode("utf-8", "replace")
    stream = ShortStrings(io.BytesIO(raw), limit)
    read = json.loads(drained(stream))
    for given_text, kept in zip(json.loads(raw), read, strict=True):
        assert kept == given_text or (
            stream.was_cut(kept) and len(kept.encode("utf-8", "surrogatepass")) < limit + 50
        )


def test_memory_is_that_of_a_chunk() -> None:
    raw = b'["' + b"x" * (4 * short_strings.CHUNK) + b'"]'
    stream = ShortStrings(io.BytesIO(raw), 100)
    assert len(drained(stream)) < 200
