"""Screenshots are cut to pages; damaged ones are left out."""

from io import BytesIO

import pytest

pytest.importorskip("PIL", reason="Pillow is not installed")

from PIL import Image

from evidence.pictures import MAX_PIECES, pieces


def drawn(width: int, height: int, kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("height", "count"),
    [(100, 1), (130, 1), (131, 2), (100_000, MAX_PIECES)],
    ids=["short", "page", "two", "endless"],
)
def test_a_long_picture_becomes_pages(height: int, count: int) -> None:
    found = pieces(drawn(100, height))
    assert len(found) == count
    assert Image.open(BytesIO(found[0])).size == (100, min(height, 130))


def test_webp_becomes_png() -> None:
    assert pieces(drawn(10, 10, "WEBP"))[0].startswith(b"\x89PNG")


@pytest.mark.parametrize("broken", [b"", b"\x89PNG", drawn(50, 50)[:60]], ids=["empty", "head", "torn"])
def test_a_damaged_picture_is_left_out(broken: bytes) -> None:
    assert pieces(broken) == []
